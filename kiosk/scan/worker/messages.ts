/** One frame at a time: the page sends the next only after the answer. */
export interface FrameMessage {
  /** Ownership goes to the worker, which closes it. */
  readonly frame: ImageBitmap
}

export type WorkerMessage =
  | {
      readonly kind: 'read'
      /** Texts of the QR codes in the frame. */
      readonly texts: readonly string[]
      /** Mean brightness, 0–255. */
      readonly brightness: number
    }
  /** The decoder cannot be had: no further frame will be read. */
  | { readonly kind: 'broken'; readonly why: string }
