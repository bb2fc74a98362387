import { login } from './en/login.ts'
import { setUp } from './en/set-up.ts'
import { shell } from './en/shell.ts'
import type { Words } from './zh.ts'

/** The English twin; the compiler refuses it while a word is missing. */
export const en: Words = { login, setUp, shell }
