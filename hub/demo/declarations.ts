import { must } from '../../shared/base/check.ts'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { MemberId } from '../../shared/base/ids.ts'
import { addDays, instantOf, type PlainDate, type PlainDateTime } from '../../shared/base/plain-date.ts'
import { askBack, attest, declare } from '../office/declarations/declarations.ts'
import { DEMO_ZONE, type Happening, type Stage } from './stage.ts'

/** What lies in the inbox when the demo opens: slips of the last days, and what a neighbour vouched for. */

interface Slip {
  /** Days ago that it was handed in; what it is about happened the day before. */
  readonly daysAgo: number
  readonly memberNo: number
  readonly itemCode: string
  readonly text: string
}

const SLIPS: readonly Slip[] = [
  { daysAgo: 4, memberNo: 9, itemCode: 'C05', text: '和邻居一起清理村口水渠，干了一上午。' },
  { daysAgo: 3, memberNo: 17, itemCode: 'C07', text: '发现三组电线杆歪了，报给村里，当天修好。' },
  { daysAgo: 2, memberNo: 24, itemCode: 'C17', text: '在院坝给大家讲了一次惠农政策。' },
]

/** Nothing of it is decided: the standings are those of the ledger. */
export const inboxOf = (stage: Stage): Happening[] => [
  ...SLIPS.map(slip => ({ at: momentOf(stage, slip.daysAgo, '16:20'), run: () => handIn(stage, slip) })),
  { at: momentOf(stage, 5, '10:05'), run: () => askOneBack(stage) },
  { at: momentOf(stage, 3, '17:40'), run: () => vouch(stage) },
]

const momentOf = ({ today }: Stage, daysAgo: number, time: string) =>
  instantOf(`${addDays(today, -daysAgo)}T${time}` as PlainDateTime, DEMO_ZONE)

const dayBefore = ({ today }: Stage, daysAgo: number): PlainDate => addDays(today, -daysAgo - 1)

async function memberOf({ office }: Stage, memberNo: number): Promise<MemberId> {
  const all = await office.store.read.people.all()
  return must(
    all.find(each => each.memberNo === memberNo),
    'a member of the sample',
  ).memberId
}

async function handIn(stage: Stage, { daysAgo, memberNo, itemCode, text }: Slip) {
  const memberId = await memberOf(stage, memberNo)
  const said = { memberId, itemCode, date: dayBefore(stage, daysAgo), quantity: 100 as Hundredths }
  return await declare(stage.office, stage.registrar, { ...said, text, follows: null })
}

async function askOneBack(stage: Stage): Promise<void> {
  const slip = { daysAgo: 5, memberNo: 31, itemCode: 'C03', text: '捐了几件冬衣。' }
  const declarationId = await handIn(stage, slip)
  await askBack(stage.office, stage.registrar, declarationId, '请补写捐给了谁，有收条的带来看一看。')
}

/** About the first slip. */
async function vouch(stage: Stage): Promise<void> {
  const [first] = SLIPS
  const { memberNo, itemCode, daysAgo } = must(first, 'a slip')
  const about = { memberId: await memberOf(stage, memberNo), itemCode, date: dayBefore(stage, daysAgo) }
  await attest(stage.office, stage.registrar, { ...about, name: '张大娘', note: '我看见他们在挖淤泥，水都通了。' })
}
