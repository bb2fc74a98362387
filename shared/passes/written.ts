import * as v from 'valibot'

/** One stroke of a finger: x and y by turns, in thousandths of the pad's width. */
export const StrokeSchema = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_000))),
  v.minLength(2),
  v.maxLength(400),
  v.check(each => each.length % 2 === 0, 'x and y by turns'),
)

/** Typed, or written by finger where there is no keyboard; staff read the handwriting in the console. */
export const WrittenSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('typed'), text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)) }),
  v.strictObject({
    kind: v.literal('drawn'),
    strokes: v.pipe(v.array(StrokeSchema), v.minLength(1), v.maxLength(120)),
  }),
])
export type Written = v.InferOutput<typeof WrittenSchema>
