import * as v from 'valibot'

/** Small input shapes that several desks share. */

export const text = (max: number) => v.pipe(v.string(), v.maxLength(max))

export const contact = v.object({ name: text(20), phone: text(30), place: text(60) })
