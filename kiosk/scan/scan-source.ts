/** Where scanned text comes from: a keyboard wedge, a camera, later others. It reads; what the text means is decided elsewhere. */
export interface ScanSource {
  /** Calls back with each scan's text, whole or broken, in the order of scanning, until `stop`. */
  start(onText: (text: string) => void): void
  /** Gives back keyboard, camera and memory. A stopped source can be started again. */
  stop(): void
}
