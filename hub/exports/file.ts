/** A file made to be taken away: the console offers it as a download, the command line writes it to standard output. */
export interface ExportFile {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
}

/** What other programs read. */
export const EXPORT_FORMATS = ['csv', 'json'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What people open. */
export const TABLE_FORMATS = ['xlsx', 'csv'] as const
export type TableFormat = (typeof TABLE_FORMATS)[number]

export const MIME = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

export const textFile = (name: string, kind: ExportFormat, text: string): ExportFile => ({
  name,
  mime: MIME[kind],
  bytes: new TextEncoder().encode(text),
})

/** Indented, with a line end: a person may look at it, and two exports can be compared line by line. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
