/**
 * Where scanned text comes from: a keyboard wedge, a camera, later others. It reads; what the text means is decided
 * elsewhere. Nothing outside this folder knows more of a scanner than this, but for the two places that make one.
 *
 * A further kind (a scanner in HID-POS mode by WebHID, say, which tells each scan whole and needs no focus) is one file
 * here with one function that returns a `ScanSource`:
 * - `start` opens the devices that were granted before (`navigator.hid.getDevices()`; asking for one needs a touch, so
 *   that belongs on the service page), listens for `inputreport`, and calls back with the text of each report's scan.
 *   What is plugged in later comes by `connect`. A device that is away is no error: the other sources go on.
 * - `stop` removes the listeners and closes the devices.
 * - A code that is held is given once (`SAME_CODE_MS`), a broken reading is given as it came, so that it is told.
 * - It shows nothing, so `main.tsx` starts it beside the wedge, with the same callback. One with a picture, like the
 *   camera, is made by the room that shows the picture, and runs as long as that room.
 */
export interface ScanSource {
  /** Calls back with each scan's text, whole or broken, in the order of scanning, until `stop`. */
  start(onText: (text: string) => void): void
  /** Gives back keyboard, camera and memory. A stopped source can be started again. */
  stop(): void
}
