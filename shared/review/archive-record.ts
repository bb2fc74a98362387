import * as v from 'valibot'
import { hashOf, type Hash } from '../base/bytes.ts'
import { canonical } from '../base/canonical.ts'
import { HashSchema } from '../base/hash-schema.ts'
import { idSchema, type NoticeId } from '../base/ids.ts'
import { rangeOf, type Period } from '../base/plain-date.ts'
import type { Entry } from '../points/entry.ts'

/**
 * What goes into the file of a period when it is archived (RV30): how many entries it has and what they are by one
 * digest, and which revision of its notice hung. The year's archive is made from these.
 */
export const ArchiveRecordSchema = v.object({
  entries: v.object({ count: v.pipe(v.number(), v.integer(), v.minValue(0)), digest: HashSchema }),
  notice: v.object({
    noticeId: idSchema<NoticeId>(),
    rev: v.pipe(v.number(), v.integer(), v.minValue(1)),
    hash: HashSchema,
  }),
})
export type ArchiveRecord = v.InferOutput<typeof ArchiveRecordSchema>

/** Of the entries dated within the period, whatever their order; anything added, taken away or altered gives another. */
export function entriesDigest(
  entries: readonly Entry[],
  period: Period,
): { readonly count: number; readonly digest: Hash } {
  const { from, to } = rangeOf(period)
  const lines = entries
    .filter(each => each.date >= from && each.date <= to)
    .map(({ entryId, memberId, itemCode, component, dimension, date, quantity, points, reverses }) =>
      canonical({ entryId, memberId, itemCode, component, dimension, date, quantity, points, reverses }),
    )
  return { count: lines.length, digest: hashOf(lines.toSorted().join('\n')) }
}
