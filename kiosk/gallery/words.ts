import { enDeclare } from '../text/en-declare.ts'
import { enOwn } from '../text/en-own.ts'
import { enInner } from '../text/en-inner.ts'
import { enStaff } from '../text/en-staff.ts'
import { en } from '../text/en.ts'
import { zhDeclare } from '../text/zh-declare.ts'
import { zhOwn } from '../text/zh-own.ts'
import { zhInner } from '../text/zh-inner.ts'
import { zhStaff } from '../text/zh-staff.ts'
import { zh } from '../text/zh.ts'

/** The words that a fixture hands to its screen, in the language that the gallery's address asks for. */
export const isEnglish = new URLSearchParams(location.search).get('lang') === 'en'
export const text = isEnglish ? en : zh
export const ownText = isEnglish ? enOwn : zhOwn
export const innerText = isEnglish ? enInner : zhInner
export const declareText = isEnglish ? enDeclare : zhDeclare
export const staffText = isEnglish ? enStaff : zhStaff
