import { enOwn } from './en-own.ts'
import { useText } from './use-text.ts'
import { zhOwn } from './zh-own.ts'

/** The words of a member's own page, apart from the others: the board's first picture does not wait for them. */
export const useOwnText = (): typeof zhOwn => (useText().language === 'en' ? enOwn : zhOwn)
