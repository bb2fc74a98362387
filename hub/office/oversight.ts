import { ACTIVITY_TYPES, type ActivityType } from '../../shared/activities/activity.ts'
import type { MemberId } from '../../shared/base/ids.ts'
import { ZERO, type Hundredths } from '../../shared/base/hundredths.ts'
import { dateOf, rangeOf, type Period, type PlainDate } from '../../shared/base/plain-date.ts'
import { DIMENSIONS, type Dimension } from '../../shared/points/item.ts'
import { periodsOf, type Scheme, type SchemeCategory } from '../../shared/points/scheme.ts'
import type { Stretch } from '../../shared/points/standing.ts'
import type { StandingsRow } from '../../shared/points/standings-table.ts'
import { distanceOf, EARLIER_MIN, medianOf, type Distance } from '../../shared/points/usual.ts'
import { overdueSteps, type OverdueStep } from './overdue.ts'
import type { Office, Reads } from './ports.ts'
import { attendedBy, rollOf } from './activities/roll.ts'
import { schemeInForce } from './points/scheme.ts'
import { standingsOf } from './points/standings.ts'
import { todayOf } from './today.ts'

/** 总览: what the branch's year looks like from above. Staff only (RT20); nothing here is a fact of its own. */

export interface Oversight {
  readonly cycle: number
  readonly today: PlainDate
  /** Those that the scheme ranks, then those of the roster that it does not. */
  readonly categories: readonly Pick<SchemeCategory, 'id' | 'label'>[]
  readonly participation: Participation
  /** Null: no scheme of the year is published. */
  readonly points: readonly PeriodPoints[] | null
  readonly usual: UsualLevels | null
  /** The longest overdue first. */
  readonly overdue: readonly OverdueStep[]
}

export interface Participation {
  /** Closed activities; a make-up session counts with the one it makes up for. */
  readonly activities: readonly { readonly type: ActivityType; readonly count: number }[]
  /** Over but not closed, and so not counted. */
  readonly open: number
  /** By month, type and category; combinations that never came up are missing. */
  readonly cells: readonly ParticipationCell[]
}

export interface ParticipationCell {
  /** 1…12 */
  readonly month: number
  readonly type: ActivityType
  /** As the roster has it today. */
  readonly category: string
  /** Times somebody should have come. */
  readonly expected: number
  /** Of those: came, or were at the make-up session. */
  readonly came: number
  readonly onLeave: number
  /** Came without having to: volunteers, guests of a meeting. */
  readonly extra: number
}

export interface PeriodPoints {
  readonly period: Period
  /** Its days are not over. */
  readonly running: boolean
  readonly ofCategory: readonly {
    readonly category: string
    readonly people: number
    /** Counted points of all of them together. */
    readonly dimensions: Readonly<Record<Dimension, Hundredths>>
    readonly total: Hundredths
  }[]
}

export interface UsualLevels {
  /** The newest period whose days are over. */
  readonly period: Period
  readonly compared: number
  /** Too few earlier periods to compare with. */
  readonly tooFew: number
  /** The farthest below first, then the farthest above. */
  readonly far: readonly FarMember[]
}

export interface FarMember extends Distance {
  readonly memberId: MemberId
  readonly memberNo: number
  readonly name: string
  readonly nameNote: string
  readonly category: string
  readonly trend: readonly { readonly period: Period; readonly points: Hundredths }[]
  /** Now, less the median of the earlier periods. */
  readonly dimensions: Readonly<Record<Dimension, Hundredths>>
}

/** Everything the page shows of one year (RT20–RT23); a year without scheme or activities has empty parts. */
export async function oversightOf(office: Office, read: Reads, cycle: number): Promise<Oversight> {
  const today = await todayOf(office, read)
  const scheme = (await schemeInForce(read, rangeOf(String(cycle) as Period).to))?.scheme ?? null
  const own = scheme?.cycle === cycle ? scheme : null
  const rows = own === null ? null : await yearRows(read, own, today)
  const participation = await participationOf(read, cycle, today)
  return {
    cycle,
    today,
    categories: categoriesShown(own ?? scheme, participation),
    participation,
    points: own && rows && pointsByPeriod(rows, own, today),
    usual: own && rows && (await usualLevels(read, rows, own, today)),
    overdue: await overdueSteps(office, read, own),
  }
}

function categoriesShown(scheme: Scheme | null, { cells }: Participation): Pick<SchemeCategory, 'id' | 'label'>[] {
  const known = (scheme?.categories ?? []).map(({ id, label }) => ({ id: id as string, label }))
  const met = [...new Set(cells.map(each => each.category))].filter(id => !known.some(each => each.id === id))
  return [...known, ...met.map(id => ({ id, label: id }))]
}

/** RT21: closed activities of the year, who was expected, who came. */
async function participationOf(read: Reads, cycle: number, today: PlainDate): Promise<Participation> {
  const { from, to } = rangeOf(String(cycle) as Period)
  const categoryOf = new Map((await read.people.all()).map(each => [each.memberId, each.category]))
  const counts = new Map<ActivityType, number>()
  const cells = new Map<string, ParticipationCell>()
  let open = 0
  for (const { activity, state } of await read.activities.between(from, to)) {
    if (state === 'planned' && dateOf(activity.end) < today) open += 1
    if (state !== 'closed' || activity.makesUpFor) continue
    counts.set(activity.type, (counts.get(activity.type) ?? 0) + 1)
    const roll = await rollOf(read, activity.activityId)
    const expected = new Set(roll.expectedIds)
    const month = Number(activity.start.slice(5, 7))
    for (const [memberId, attended] of attendedBy(roll)) {
      const at = { month, type: activity.type, category: categoryOf.get(memberId) ?? '' }
      const key = `${at.month}/${at.type}/${at.category}`
      const there = attended.state === 'present' || attended.state === 'madeUp'
      const due = expected.has(memberId)
      const cell = cells.get(key) ?? { ...at, expected: 0, came: 0, onLeave: 0, extra: 0 }
      cells.set(key, {
        ...cell,
        expected: cell.expected + Number(due),
        came: cell.came + Number(due && there),
        onLeave: cell.onLeave + Number(due && attended.state === 'onLeave'),
        extra: cell.extra + Number(!due && there),
      })
    }
  }
  const activities = ACTIVITY_TYPES.flatMap(type => (counts.has(type) ? [{ type, count: counts.get(type) ?? 0 }] : []))
  return { activities, open, cells: [...cells.values()] }
}

/** Of the periods that have begun. */
async function yearRows(read: Reads, scheme: Scheme, today: PlainDate): Promise<readonly StandingsRow[]> {
  const last = periodsOf(scheme).findLast(period => rangeOf(period).from <= today)
  return last === undefined ? [] : (await standingsOf(read, last)).rows
}

function pointsByPeriod(rows: readonly StandingsRow[], scheme: Scheme, today: PlainDate): PeriodPoints[] {
  return [...Map.groupBy(rows, row => row.period)].map(([period, ofPeriod]) => {
    const byCategory = Map.groupBy(ofPeriod, row => row.member.category)
    return {
      period,
      running: rangeOf(period).to >= today,
      ofCategory: scheme.categories.flatMap(({ id }) => {
        const people = byCategory.get(id) ?? []
        if (people.length === 0) return []
        const stretches = people.map(row => row.standing.inPeriod)
        return [{ category: id, people: people.length, dimensions: summed(stretches), total: totalOf(stretches) }]
      }),
    }
  })
}

const sumOf = (values: readonly number[]): Hundredths => values.reduce((sum, each) => sum + each, 0) as Hundredths
const totalOf = (stretches: readonly Stretch[]): Hundredths => sumOf(stretches.map(each => each.total))

const summed = (stretches: readonly Stretch[]): Record<Dimension, Hundredths> =>
  byDimension(dimension => sumOf(stretches.map(each => each.dimensions[dimension].counted)))

function byDimension(value: (dimension: Dimension) => Hundredths): Record<Dimension, Hundredths> {
  return Object.fromEntries(DIMENSIONS.map(each => [each, value(each)])) as Record<Dimension, Hundredths>
}

/** So many earlier periods are looked at: two years of quarters. */
const EARLIER_MAX = 8

/** RT22: everybody's newest finished period beside their own earlier ones, last year's too where periods are as long. */
async function usualLevels(
  read: Reads,
  rows: readonly StandingsRow[],
  scheme: Scheme,
  today: PlainDate,
): Promise<UsualLevels | null> {
  const period = rows.findLast(row => rangeOf(row.period).to < today)?.period
  if (period === undefined) return null
  const before = [...(await lastYearRows(read, scheme)), ...rows.filter(row => row.period < period)]
  const earlierOf = Map.groupBy(before, row => row.member.memberId)
  const compared: FarMember[] = []
  let tooFew = 0
  for (const row of rows.filter(each => each.period === period)) {
    const earlier = sinceFirstEntry(earlierOf.get(row.member.memberId) ?? []).slice(-EARLIER_MAX)
    const distance = distanceOf(
      row.standing.inPeriod.total,
      earlier.map(each => each.standing.inPeriod.total),
    )
    if (distance === null) tooFew += 1
    else compared.push(farMember(row, earlier, distance))
  }
  const far = compared.filter(each => each.far !== null)
  return {
    period,
    compared: compared.length,
    tooFew,
    far: [
      ...far.filter(each => each.far === 'below').sort((a, b) => a.steps - b.steps || a.memberNo - b.memberNo),
      ...far.filter(each => each.far === 'above').sort((a, b) => b.steps - a.steps || a.memberNo - b.memberNo),
    ],
  }
}

async function lastYearRows(read: Reads, scheme: Scheme): Promise<readonly StandingsRow[]> {
  const whole = String(scheme.cycle - 1) as Period
  const before = (await schemeInForce(read, rangeOf(whole).to))?.scheme
  if (before?.cycle !== scheme.cycle - 1 || before.reviewPeriod !== scheme.reviewPeriod) return []
  return (await standingsOf(read, whole)).rows
}

/** Periods before somebody's first entry say that they were not there yet, not that they did nothing. */
function sinceFirstEntry(rows: readonly StandingsRow[]): readonly StandingsRow[] {
  const any = ({ standing: { inPeriod } }: StandingsRow) =>
    Object.values(inPeriod.components).some(each => each.recorded !== 0)
  const first = rows.findIndex(any)
  return first < 0 ? [] : rows.slice(first)
}

function farMember(row: StandingsRow, earlier: readonly StandingsRow[], distance: Distance): FarMember {
  const { memberId, memberNo, name, nameNote = '', category } = row.member
  const counted = (each: StandingsRow, dimension: Dimension) => each.standing.inPeriod.dimensions[dimension].counted
  return {
    ...distance,
    memberId,
    memberNo,
    name,
    nameNote,
    category,
    trend: [...earlier, row].map(each => ({ period: each.period, points: each.standing.inPeriod.total })),
    dimensions: byDimension(dimension =>
      earlier.length < EARLIER_MIN
        ? ZERO
        : (Math.round(counted(row, dimension) - medianOf(earlier.map(each => counted(each, dimension)))) as Hundredths),
    ),
  }
}
