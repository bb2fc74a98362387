import { language } from '../../pages/language.ts'
import { en } from './en.ts'
import { zh, type Words } from './zh.ts'

export type { Words }

/** The catalogue of the language on screen. Called inside a component, a change of language draws it again. */
export const words = (): Words => (language.value === 'zh' ? zh : en)
