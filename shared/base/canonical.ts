/** What may be hashed or signed: JSON without undefined, functions or non-finite numbers. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * One text for one value: keys sorted by UTF-16 code units, no spaces, undefined members left out (the subset of
 * RFC 8785 that integers and strings need). Two parties that agree on the value agree on the hash.
 */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(each => canonical(each ?? null)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value as { readonly [key: string]: Json | undefined })
      .filter((entry): entry is [string, Json] => entry[1] !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
    return `{${members.join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('not a JSON number')
  return JSON.stringify(value)
}
