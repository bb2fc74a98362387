import {
  addDays,
  instantOf,
  periodsUpTo,
  rangeOf,
  type Period,
  type PlainDate,
  type PlainDateTime,
} from '../../shared/base/plain-date.ts'
import { nameHelper, recordTalk, remindMember } from '../office/care/care.ts'
import { givePosts, postHolders } from '../office/points/duty-posts.ts'
import { lowMembers } from '../office/care/low-periods.ts'
import { DEMO_ZONE, type Happening, type Stage } from './stage.ts'

/** How the demo's branch looks after its people: duty posts in January, and a talk with whoever is low for long. */

const POSTS = ['mediation', 'cleanliness', 'safety', 'policy', 'opinion', 'order', 'civility', 'science', 'finance']

const at = (date: PlainDate, time: string) => instantOf(`${date}T${time}` as PlainDateTime, DEMO_ZONE)

export function careOf(stage: Stage, year: number): Happening[] {
  const first = `${year}-01-05` as PlainDate
  const talks = periodsUpTo(String(year) as Period, 'quarter').map(period => {
    const date = addDays(rangeOf(period).to, 16)
    return { at: at(date, '16:00'), run: () => talkAfter(stage, period, date) }
  })
  return [{ at: at(`${year}-01-20` as PlainDate, '09:30'), run: () => handOutPosts(stage, first) }, ...talks]
}

/** Everybody without an office takes one. */
async function handOutPosts({ office, registrar }: Stage, from: PlainDate): Promise<void> {
  for (const [index, { memberId }] of (await postHolders(office.store.read, from)).entries()) {
    await givePosts(office, registrar, { memberId, from, posts: [POSTS[index % POSTS.length] ?? 'order'] })
  }
}

/** The first of those who are low is talked to and given a helper; the others still wait to be reminded. */
async function talkAfter({ office, secretary }: Stage, period: Period, date: PlainDate): Promise<void> {
  const { read } = office.store
  const low = await lowMembers(read)
  const [first] = low.members
  if (first === undefined || low.period !== period) return
  const { memberId } = first
  const said = '家里有老人要照看，几次活动没赶上。说好下季度由小组提前告诉时间，能来的尽量来。'
  const followUpOn = addDays(date, 30)
  await recordTalk(office, secretary, { memberId, date, followUpOn, by: '王建国', reason: 'low', said })
  const reminder = { memberId, period, how: 'talk', said: '谈心时当面说明了积分情况和还缺的项目。' } as const
  await remindMember(office, secretary, reminder)
  const helper = (await read.people.all()).find(each => each.committee && each.memberId !== memberId)
  const helped = (await read.care.helpers()).some(each => each.memberId === memberId && each.until === null)
  if (helper === undefined || helped) return
  const help = { memberId, helperId: helper.memberId, since: date, name: '', note: '活动前提醒，需要时上门送学' }
  await nameHelper(office, secretary, help)
}
