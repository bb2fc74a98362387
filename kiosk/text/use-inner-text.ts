import { enInner } from './en-inner.ts'
import { useText } from './use-text.ts'
import { zhInner } from './zh-inner.ts'

/** The words of notices and letters behind the card. */
export const useInnerText = (): typeof zhInner => (useText().language === 'en' ? enInner : zhInner)
