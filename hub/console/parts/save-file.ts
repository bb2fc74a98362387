/** A file for the person at this PC to keep. */
export interface FileToSave {
  readonly fileName: string
  readonly mime: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** As an export of the hub comes: bytes in Base64. */
export interface Download {
  readonly fileName: string
  readonly mime: string
  readonly base64: string
}

export const fileOf = ({ fileName, mime, base64 }: Download): FileToSave => ({
  fileName,
  mime,
  bytes: Uint8Array.from(atob(base64), each => each.charCodeAt(0)),
})

export const textFile = (fileName: string, text: string): FileToSave => ({
  fileName,
  mime: 'application/json',
  bytes: new TextEncoder().encode(text),
})

/** Hands the file to the browser, which asks where to or puts it among the downloads. */
export function saveFile({ fileName, mime, bytes }: FileToSave): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The browser has taken hold of it by the next minute; keeping it longer would keep the bytes in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
