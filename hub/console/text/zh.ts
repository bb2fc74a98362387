import { shell } from './zh/shell.ts'

/** Everything the console says, by desk. A new desk: its file in `zh/` and in `en/`, a line here and in `en.ts`. */
export const zh = { shell }

export type Words = typeof zh
