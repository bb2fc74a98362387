import { enDeclare } from './en-declare.ts'
import { useText } from './use-text.ts'
import { zhDeclare } from './zh-declare.ts'

/** The words of declaring and vouching, apart from the others: the board's first picture does not wait for them. */
export const useDeclareText = (): typeof zhDeclare => (useText().language === 'en' ? enDeclare : zhDeclare)
