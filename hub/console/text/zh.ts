import { login } from './zh/login.ts'
import { setUp } from './zh/set-up.ts'
import { shell } from './zh/shell.ts'

/** Everything the console says, by desk. A new desk: its file in `zh/` and in `en/`, a line here and in `en.ts`. */
export const zh = { login, setUp, shell }

export type Words = typeof zh
