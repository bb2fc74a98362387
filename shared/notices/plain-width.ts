/** A part of a text, in UTF-16 units. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Full-width digits, letters and signs in their plain form, unit by unit, so that places in the text stay the same. */
export const plainWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, each => String.fromCharCode(each.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ')
