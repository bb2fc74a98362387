import { enStaff } from './en-staff.ts'
import { useText } from './use-text.ts'
import { zhStaff } from './zh-staff.ts'

/** The words of staff and guests, apart from the others: the board's first picture does not wait for them. */
export const useStaffText = (): typeof zhStaff => (useText().language === 'en' ? enStaff : zhStaff)
