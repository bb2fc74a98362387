import { enWriting } from './en-writing.ts'
import { useText } from './use-text.ts'
import { zhWriting } from './zh-writing.ts'

/** The words of the writing pad, apart from the others: the board's first picture does not wait for them. */
export const useWritingText = (): typeof zhWriting => (useText().language === 'en' ? enWriting : zhWriting)
