import * as v from 'valibot'
import { byDay, placeSpan, ShownBodySchema, type ShownSpan } from '../../../../shared/sync/shown.ts'
import { recordedAs, type OpenKind } from '../kind.ts'

/**
 * What was on a kiosk's glass. It is the kiosk's word, signed for by its connection; nobody's pass is needed, and a
 * document that this hub no longer knows (it was set back) is kept as said.
 */
export const openShown: OpenKind = record => {
  if (record.kv !== 1) return 'unknownKind'
  const parsed = v.safeParse(ShownBodySchema, record.body)
  if (!parsed.success) return 'badBody'
  const { clockTrust, posted, opened, gone, lost } = parsed.output
  return {
    clockTrust,
    judge(time, origin, { timeZone }) {
      const place = (spans: readonly ShownSpan[]) =>
        spans.flatMap(span =>
          byDay(placeSpan(span, record, time), timeZone).map(each => ({ docs: span.docs, ...each })),
        )
      const what = { posted: place(posted), opened: place(opened), gone: place(gone), lost }
      return { fact: { kind: 'shown.recorded', body: { ...recordedAs(record, origin, time), clockTrust, ...what } } }
    },
  }
}
