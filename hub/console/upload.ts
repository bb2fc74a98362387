/** A file as the hub's importers take it: its name and its bytes in Base64. */
export interface Upload {
  readonly fileName: string
  readonly base64: string
}

/** The most a spreadsheet may be; the hub refuses more. */
export const UPLOAD_MAX_BYTES = 10 * 1024 * 1024

export async function uploadOf(file: File): Promise<Upload> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return { fileName: file.name, base64: btoa(binary) }
}
