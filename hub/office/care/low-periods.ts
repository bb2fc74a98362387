import { stillStanding } from '../../../shared/points/still-standing.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { periodsUpTo, rangeOf, yearOf, type Period, type ReviewPeriodLength } from '../../../shared/base/plain-date.ts'
import { causesOf, type Cause, type PeriodOf } from '../../../shared/points/causes.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import { alertsFor, lowRun, type PeriodScore } from '../../../shared/points/grade.ts'
import { groupByMember } from '../../../shared/points/standing.ts'
import type { Figures } from '../../../shared/review/figures.ts'
import { takesEntries } from '../../../shared/review/review.ts'
import { postsOn } from '../points/duty-posts.ts'
import type { Reads } from '../ports.ts'
import { firstPeriod, needsReview } from '../reviews/first-period.ts'
import type { ReviewOnFile } from '../reviews/reviews.ts'
import { schemeOfPeriod } from '../points/scheme.ts'
import { standingsOf } from '../points/standings.ts'

/**
 * Who has been low for so long that somebody should talk to them (RV22). Only settled periods count: what was not heard
 * and answered yet is no reason to remind anybody.
 */
export interface LowMember {
  readonly memberId: MemberId
  readonly category: string
  /** Of the alerts of the scheme that call for it. */
  readonly labels: readonly string[]
  /** The low periods one after the other, the newest last. */
  readonly run: readonly { readonly period: Period; readonly inPeriod: Hundredths; readonly total: Hundredths }[]
  readonly causes: readonly Cause[]
}

export interface LowList {
  /** The newest settled period; null before the first. */
  readonly period: Period | null
  readonly members: readonly LowMember[]
}

export async function lowMembers(read: Reads): Promise<LowList> {
  const settled = new Map(
    (await sinceFirstPeriod(read, await read.reviews.all()))
      .filter(({ review }) => !takesEntries(review))
      .map(({ period, review }) => [period, review.hearings.map(each => each.figures)]),
  )
  const period = [...settled.keys()].sort().at(-1)
  if (period === undefined) return { period: null, members: [] }
  const { scheme } = await schemeOfPeriod(read, period)
  const history = historyUpTo(settled, period, scheme.reviewPeriod)
  const active = (await read.people.all()).filter(each => each.status === 'active' && each.exemption === null)
  const low = active.flatMap(({ memberId, category }) => {
    const own = runOf(history, memberId)
    const alerts = own.at(-1)?.period === period ? alertsFor(scheme, category, own, 'period') : []
    if (alerts.length === 0) return []
    const length = Math.max(...alerts.map(alert => lowRun(alert, own)))
    const run = own.slice(-length)
    return [{ memberId, category, labels: [...new Set(alerts.map(alert => alert.label))], run }]
  })
  const causes = low.length === 0 ? () => [] : await causesIn(read, period)
  return { period, members: low.map(each => ({ ...each, causes: causes(each.memberId, each.category) })) }
}

/** RV33: a period before the branch's first one is nobody's low period. */
async function sinceFirstPeriod(read: Reads, reviews: readonly ReviewOnFile[]): Promise<readonly ReviewOnFile[]> {
  const kept: ReviewOnFile[] = []
  for (const [year, ofYear] of Map.groupBy(reviews, each => yearOf(each.period))) {
    const { scheme } = await schemeOfPeriod(read, String(year) as Period)
    const first = await firstPeriod(read, scheme)
    kept.push(...ofYear.filter(each => needsReview(each.period, first)))
  }
  return kept
}

type History = readonly (readonly [Period, ReadonlyMap<MemberId, Figures>])[]

/** The settled periods without a gap up to the newest, oldest first, over the turn of the year too. */
function historyUpTo(
  settled: ReadonlyMap<Period, readonly Figures[]>,
  newest: Period,
  length: ReviewPeriodLength,
): History {
  const found: [Period, ReadonlyMap<MemberId, Figures>][] = []
  for (let period = newest; ; period = periodBefore(period, length)) {
    const figures = settled.get(period)
    if (figures === undefined) return found.reverse()
    found.push([period, new Map(figures.map(each => [each.memberId, each]))])
  }
}

function periodBefore(period: Period, length: ReviewPeriodLength): Period {
  const before = periodsUpTo(period, length).at(-2) ?? periodsUpTo(String(yearOf(period) - 1) as Period, length).at(-1)
  return before ?? period
}

/** What the member was told of these periods; a period without them breaks the run. */
function runOf(history: History, memberId: MemberId): (PeriodScore & { period: Period })[] {
  const scores = history.map(([period, figures]) => {
    const own = figures.get(memberId)
    return own ? { period, inPeriod: own.inPeriod, total: own.toDate } : null
  })
  return scores.slice(scores.lastIndexOf(null) + 1).filter(each => each !== null)
}

async function causesIn(
  read: Reads,
  period: Period,
): Promise<(memberId: MemberId, category: string) => readonly Cause[]> {
  const { rows, scheme } = await standingsOf(read, period)
  const { from, to } = rangeOf(period)
  const entries = groupByMember(await read.ledger.ofCycle(yearOf(period)))
  const given = await read.scheme.posts(yearOf(period))
  const inPeriod = rows.filter(row => row.period === period)
  const seen = new Map(
    inPeriod.map(({ member, standing }): [MemberId, PeriodOf] => {
      const own = (entries.get(member.memberId) ?? []).filter(({ date }) => date >= from && date <= to)
      return [member.memberId, { inPeriod: standing.inPeriod, items: itemsIn(own) }]
    }),
  )
  return (memberId, category) => {
    const own = seen.get(memberId)
    if (own === undefined) return []
    const peers = inPeriod.filter(row => row.member.category === category && row.member.memberId !== memberId)
    const others = peers.flatMap(row => seen.get(row.member.memberId) ?? [])
    return causesOf(scheme, { category, posts: postsOn(given, memberId, to) }, own, others)
  }
}

const itemsIn = (entries: readonly Entry[]): ReadonlySet<string> =>
  new Set(stillStanding(entries).flatMap(each => each.itemCode ?? []))
