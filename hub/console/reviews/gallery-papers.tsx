import type { Hash } from '../../../shared/base/bytes.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { EntryId, MemberId, Millis } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import { consentOf, RANK_MEMBERS } from './gallery-people.ts'
import { groupByMember } from '../../../shared/points/standing.ts'
import { standingsTable } from '../../../shared/points/standings-table.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { FeedbackSlips } from '../../pages/papers/feedback-slip.tsx'
import { SchemeSheet } from '../items/paper-page.tsx'
import { RankingSheet, type Variant } from '../standings/ranking-paper-page.tsx'
import { words } from '../text/words.ts'
import { slipWords } from './slips-paper-page.tsx'

/** The papers of a quarter with fixtures: slips short and long, both rankings, the scheme. */

const PERIOD = '2026-Q3' as Period
const SCHEME = templateScheme(2026)
const day = (text: string) => `2026-${text}` as PlainDate
const sum = (points: number) => Math.round(points * 100) as Hundredths

/** Each way an item can stand on a slip: several days, a minus, a long title. */
const ITEMS = SCHEME.items.slice(0, 20).map((item, at) => ({
  code: item.code,
  title: item.title,
  component: item.component,
  source: item.evidence,
  dates: at % 3 === 0 ? [day('07-06'), day('08-03'), day('09-07')] : [day(`0${7 + (at % 3)}-1${at % 10}`)],
  points: sum(at % 3 === 0 ? 3 : 1),
  notes: [],
}))

const aSlip = (at: number, count: number, start = 0) => {
  const {
    memberId,
    name,
    nameNote = '',
    memberNo,
  } = RANK_MEMBERS[at] ?? {
    memberId: 'none' as MemberId,
    name: '',
    memberNo: 0,
  }
  const items = ITEMS.slice(at, at + count)
  const inPeriod = sum(items.reduce((total, each) => total + each.points, 0) / 100)
  const figures = {
    memberId,
    base: inPeriod,
    contribution: sum(0),
    deduction: sum(0),
    inPeriod,
    toDate: sum(48.5 + start),
    vetoed: false,
  }
  return { memberId, memberNo, name, nameNote, categoryLabel: '无职党员', figures, start: sum(start), items }
}

const ABOUT = {
  period: PERIOD,
  compiledAt: Date.parse('2026-10-08T09:00+08:00') as Millis,
  head: { size: 4102, hash: 'ce387d5e0a2972de'.repeat(4) as Hash },
}
const SLIPS = [aSlip(0, 6), aSlip(1, 7, 50), aSlip(2, 14), aSlip(3, 4), aSlip(4, 0)]

const ENTRIES = RANK_MEMBERS.flatMap(({ memberId }, at) =>
  Array.from({ length: 1 + (at % 4) }, (_, turn) => ({
    entryId: `e${at}-${turn}` as EntryId,
    memberId,
    itemCode: 'C04',
    kind: 'item' as const,
    component: 'contribution' as const,
    dimension: 'role' as const,
    date: day(`0${1 + turn * 2}-12`),
    quantity: sum(1),
    points: sum(1 + (at % 3) * 0.5),
    source: 'branchRecord' as const,
    recordedBy: 'branch' as const,
    activityId: null,
    reverses: null,
    basis: null,
  })),
)

const Ranking = ({ variant }: { variant: Variant }) => (
  <main>
    <RankingSheet
      members={consentOf(RANK_MEMBERS)}
      rows={standingsTable(RANK_MEMBERS, groupByMember(ENTRIES), SCHEME, PERIOD)}
      scheme={SCHEME}
      period={PERIOD}
      variant={variant}
    />
  </main>
)

export const PAPER_SCREENS = [
  {
    id: 'paper-feedback',
    page: null,
    render: () => (
      <main>
        <FeedbackSlips slips={SLIPS.map(each => slipWords(each, ABOUT))} cutHere={words().papers.slips.cut} />
      </main>
    ),
  },
  { id: 'paper-ranking-staff', page: null, render: () => <Ranking variant="staff" /> },
  { id: 'paper-ranking-public', page: null, render: () => <Ranking variant="public" /> },
  {
    id: 'paper-scheme',
    page: null,
    render: () => (
      <main>
        <SchemeSheet published={{ scheme: SCHEME, version: 1, effectiveFrom: day('01-01') }} />
      </main>
    ),
  },
]
