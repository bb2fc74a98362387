import { addDays, instantOf, rangeOf, type Period, type PlainDateTime } from '../../shared/base/plain-date.ts'
import {
  answerMatter,
  archiveReview,
  closeReview,
  compileReview,
  raiseMatter,
  settleReview,
  tellMembers,
} from '../office/reviews/reviews.ts'
import { must } from '../../shared/base/check.ts'
import { DEMO_ZONE, type Happening, type Stage } from './stage.ts'

/** The demo's quarters as they were reviewed: told in person and by slip, one of them with an inquiry. */

const at = (period: Period, days: number, time: string) =>
  instantOf(`${addDays(rangeOf(period).to, days)}T${time}` as PlainDateTime, DEMO_ZONE)

/** Compiled on the third day, settled on the eleventh; closed and archived a good while after the notice. */
export function reviewOf(stage: Stage, period: Period): Happening[] {
  const { office, registrar, secretary } = stage
  return [
    { at: at(period, 3, '09:30'), run: () => compileReview(office, registrar, period) },
    { at: at(period, 5, '15:00'), run: () => hear(stage, period) },
    { at: at(period, 11, '10:00'), run: () => settleReview(office, secretary, period) },
    {
      at: at(period, 40, '09:00'),
      async run() {
        await closeReview(office, secretary, period)
        await archiveReview(office, secretary, period)
      },
    },
  ]
}

async function hear({ office, registrar }: Stage, period: Period): Promise<void> {
  const { review } = must(await office.store.read.reviews.one(period), 'the compiled review')
  const ids = review.hearings.map(each => each.figures.memberId)
  const half = Math.ceil(ids.length / 2)
  await tellMembers(office, registrar, { period, memberIds: ids.slice(0, half), how: 'person' })
  await tellMembers(office, registrar, { period, memberIds: ids.slice(half), how: 'slip' })
  const [first] = ids
  if (first === undefined || !period.endsWith('Q2')) return
  const words = '六月清理河道那天我去了，为什么没有加分？'
  const matterId = await raiseMatter(office, registrar, { period, kind: 'inquiry', memberId: first, words })
  const answer = '那天的活动按主题党日记了基础分，不重复加分。已经当面说明。'
  const said = { period, matterId, outcome: 'explained', words: answer, correction: null } as const
  await answerMatter(office, registrar, said)
}
