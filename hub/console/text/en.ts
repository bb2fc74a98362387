import { shell } from './en/shell.ts'
import type { Words } from './zh.ts'

/** The English twin; the compiler refuses it while a word is missing. */
export const en: Words = { shell }
