/** What may be hashed or signed: JSON without undefined, functions or non-finite numbers. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * One text for one value: keys sorted by UTF-16 code units, no spaces, undefined members left out (the subset of
 * RFC 8785 that integers and strings need). Two parties that agree on the value agree on the hash.
 */
export function canonical(value: Json): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('not a JSON number')
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  let text = ''
  if (Array.isArray(value)) {
    for (const each of value) text += `${text === '' ? '' : ','}${canonical(each ?? null)}`
    return `[${text}]`
  }
  // Called for every journal line, so no intermediate lists; sort() compares UTF-16 code units.
  const object = value as { readonly [key: string]: Json | undefined }
  for (const key of Object.keys(object).sort()) {
    const member = object[key]
    if (member !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(member)}`
  }
  return `{${text}}`
}

/** Nothing that `JSON.stringify` would write in another way: no quote, backslash, control or half of a surrogate pair. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/

/** `JSON.stringify` of a text, which is nearly always the text itself. */
const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text))
