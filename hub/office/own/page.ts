import { LEAVE_REASONS, type LeaveReason } from '../../../shared/activities/leave.ts'
import { must } from '../../../shared/base/check.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { MatterId, MemberId, Millis } from '../../../shared/base/ids.ts'
import { addDays, periodOf, plainDateAt, yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import type { JournalHead } from '../../../shared/journal/chain.ts'
import {
  OWN_ENTRIES,
  type OwnDeclaration,
  type OwnEntry,
  type OwnFeedback,
  type OwnLeave,
  type OwnPage,
} from '../../../shared/own/own-page.ts'
import { readOwnWords } from '../../../shared/passes/own-words.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { SCORED, type Scored } from '../../../shared/points/scheme-index.ts'
import type { Standing, Stretch } from '../../../shared/points/standing.ts'
import type { StandingsRow } from '../../../shared/points/standings-table.ts'
import { compileNo, hearingOf, isTold, type Hearing, type Review } from '../../../shared/review/review.ts'
import { innerKeys, innerWorld, type InnerWorld } from '../notices/inner.ts'
import type { LedgerLine } from '../points/ledger.ts'
import { ranksOpenly } from '../points/ranks-openly.ts'
import type { Reads } from '../ports.ts'
import type { ReviewOnFile } from '../reviews/reviews.ts'
import { inForce } from '../points/scheme.ts'
import { standingsOf } from '../points/standings.ts'

/** A member's own page (本人页, PR22), made of nothing but what the branch has of this one member. */

/** A page without the moment at which it was made: as long as this is the same, nothing has changed. */
export type OwnContent = Omit<OwnPage, 'asOf' | 'head'>

/** What every page is made from, read once for all of them. */
export interface OwnWorld {
  readonly asOf: Millis
  readonly head: JournalHead
  /** Null: no scheme was ever published. */
  readonly scored: { readonly period: Period; readonly scheme: Scheme } | null
  /** Rankings are not switched off (RK14). */
  readonly ranksOpenly: boolean
  readonly people: readonly MemberView[]
  readonly rows: ReadonlyMap<MemberId, readonly StandingsRow[]>
  /** In the order of their periods. */
  readonly reviews: readonly ReviewOnFile[]
  readonly said: ReadonlyMap<MatterId, Said>
  readonly leaves: ReadonlyMap<MemberId, readonly OwnLeave[]>
  readonly inner: InnerWorld
}

interface Said {
  raised: string
  answered: string
}

/** Leave of activities from so many days ago to so many ahead. */
const LEAVE_DAYS_BACK = 31
const LEAVE_DAYS_AHEAD = 90
const LEAVES_MAX = 12
const DECLARATIONS_MAX = 20

export async function ownWorld(read: Reads, now: Millis): Promise<OwnWorld> {
  const { timeZone } = must(await read.branch.founded(), 'a founded branch')
  const today = plainDateAt(now, timeZone)
  const { size, hash } = await read.journal.head()
  const reviews = (await read.reviews.all()).toSorted((a, b) => (a.period < b.period ? -1 : 1))
  const scored = await scoredPeriod(read, reviews, today)
  const { rows } = scored ? await standingsOf(read, scored.period) : { rows: [] }
  return {
    asOf: now,
    head: { size, hash },
    scored,
    ranksOpenly: scored !== null && (await ranksOpenly(read, scored.period)),
    people: await read.people.all(),
    rows: Map.groupBy(rows, row => row.member.memberId),
    reviews,
    said: await saidIn(read, reviews),
    leaves: await leavesOf(read, today),
    inner: await innerWorld(read, today),
  }
}

/**
 * The period that runs. As long as one of an earlier year is still heard, or this year has no scheme yet, it is the last
 * one of that year: in January people are asked about December.
 */
async function scoredPeriod(
  read: Reads,
  reviews: readonly ReviewOnFile[],
  today: PlainDate,
): Promise<OwnWorld['scored']> {
  const versions = await read.scheme.published()
  const heard = reviews.find(each => each.review.stage === 'compiled')?.period
  const year = yearOf(today)
  const cycles = [...new Set(versions.map(each => each.scheme.cycle))].filter(cycle => cycle <= year).sort()
  const cycle = heard && yearOf(heard) < year ? yearOf(heard) : cycles.at(-1)
  if (cycle === undefined) return null
  const day = cycle === year ? today : (`${cycle}-12-31` as PlainDate)
  const found = inForce(versions, day)
  return found && { period: periodOf(day, found.scheme.reviewPeriod), scheme: found.scheme }
}

async function saidIn(read: Reads, reviews: readonly ReviewOnFile[]): Promise<ReadonlyMap<MatterId, Said>> {
  const said = new Map<MatterId, Said>()
  for (const { period } of reviews) {
    const rows = await read.reviews.words(period)
    const words = await read.words.many(rows.map(each => each.wordsId))
    for (const { matterId, step, wordsId } of rows) {
      if (matterId === null || step === 'reopened') continue
      const about = said.get(matterId) ?? { raised: '', answered: '' }
      said.set(matterId, { ...about, [step]: words.get(wordsId) ?? '' })
    }
  }
  return said
}

async function leavesOf(read: Reads, today: PlainDate): Promise<ReadonlyMap<MemberId, readonly OwnLeave[]>> {
  const found = new Map<MemberId, OwnLeave[]>()
  const around = await read.activities.between(addDays(today, -LEAVE_DAYS_BACK), addDays(today, LEAVE_DAYS_AHEAD))
  for (const { activity, state } of around) {
    if (state === 'cancelled') continue
    const { activityId, title, start: startsAt } = activity
    const granted = new Map((await read.activities.leaves(activityId)).map(each => [each.memberId, each.reason]))
    const asked = (await read.activities.leaveRequests(activityId)).filter(each => !granted.has(each.memberId))
    const all = [
      ...[...granted].map(([memberId, reason]) => ({ memberId, reason, state: 'granted' as const })),
      ...asked.map(each => ({ memberId: each.memberId, reason: each.reason, state: each.state })),
    ]
    for (const { memberId, ...leave } of all) {
      const own = found.get(memberId) ?? []
      own.push({ activityId, title, startsAt, state: leave.state, reason: reasonOf(leave.reason) })
      found.set(memberId, own)
    }
  }
  return found
}

const reasonOf = (reason: string): LeaveReason => LEAVE_REASONS.find(each => each === reason) ?? 'other'

export async function ownContent(read: Reads, world: OwnWorld, member: MemberView): Promise<OwnContent> {
  const { memberId, category } = member
  const scheme = world.scored?.scheme ?? null
  const label = scheme?.categories.find(each => each.id === category)?.label ?? category
  const rows = world.rows.get(memberId) ?? []
  const last = rows.find(row => row.period === world.scored?.period) ?? null
  return {
    memberId,
    category: { id: category, label },
    period: world.scored?.period ?? null,
    standing: last && scheme && standingPart(last.standing, scheme),
    quarters: rows.map(({ period, standing }) => ({
      period,
      inPeriod: standing.inPeriod.total,
      toDate: standing.total,
    })),
    place: world.ranksOpenly && last ? { place: last.place, of: last.categorySize, tied: last.tied } : null,
    ...(await entriesPart(read, world, memberId)),
    feedback: feedbackPart(world, memberId),
    declarations: await declarationsPart(read, scheme, memberId),
    leaves: (world.leaves.get(memberId) ?? []).slice(0, LEAVES_MAX),
    inner: [...innerKeys(world.inner, member)],
  }
}

function standingPart(standing: Standing, scheme: Scheme): NonNullable<OwnPage['standing']> {
  const titleOf = (code: string): string =>
    scheme.items.find(each => each.code === code)?.title ??
    scheme.capGroups.find(each => each.code === code)?.note ??
    ''
  return {
    start: standing.start,
    inPeriod: stretchPart(standing.inPeriod, component => scheme.componentCaps[component]?.perPeriod),
    toDate: stretchPart(standing.toDate, component => scheme.componentCaps[component]?.perCycle),
    total: standing.total,
    totalCap: scheme.totalCap,
    vetoed: standing.vetoed,
    capsReached: standing.capsReached.map(({ kind, code }) => ({
      kind,
      title: kind === 'item' || kind === 'group' ? titleOf(code) : code,
    })),
  }
}

function stretchPart({ components, dimensions, total }: Stretch, capOf: (of: Scored) => Hundredths | undefined) {
  const withCap = (component: Scored) => ({ ...components[component], cap: capOf(component) ?? null })
  const [base, contribution, deduction] = [withCap('base'), withCap('contribution'), withCap('deduction')]
  return {
    components: { base, contribution, deduction } satisfies Record<(typeof SCORED)[number], unknown>,
    dimensions,
    total,
  }
}

async function entriesPart(
  read: Reads,
  { scored }: OwnWorld,
  memberId: MemberId,
): Promise<Pick<OwnPage, 'entries' | 'earlierEntries'>> {
  if (!scored) return { entries: [], earlierEntries: 0 }
  const cycle = yearOf(scored.period)
  const { lines, total } = await read.ledger.page({ cycle, memberId, offset: 0, limit: OWN_ENTRIES })
  const entries = lines.map(line => entryPart(line, scored.scheme))
  return { entries, earlierEntries: total - entries.length }
}

function entryPart(line: LedgerLine, { items }: Scheme): OwnEntry {
  const item = items.find(each => each.code === line.itemCode)
  const { entryId, date, component, dimension, points, quantity, basis, reverses, reversedBy } = line
  const rest = { entryId, date, component, dimension, points, quantity, basis, reverses, reversedBy }
  return { ...rest, code: line.itemCode, title: item?.title ?? '', unit: item?.unit ?? '', basisWords: line.note }
}

/** The review that hears the member now, else the newest one that they are in. */
function feedbackPart({ reviews, said }: OwnWorld, memberId: MemberId): OwnFeedback | null {
  const own = reviews.flatMap(({ period, review }) => {
    const hearing = hearingOf(review, memberId)
    return hearing ? [{ period, review, hearing }] : []
  })
  const found = own.find(each => each.review.stage === 'compiled') ?? own.at(-1)
  return found ? feedbackOf(found.period, found.review, found.hearing, said) : null
}

function feedbackOf(period: Period, review: Review, hearing: Hearing, said: OwnWorld['said']): OwnFeedback {
  const { told, figures, accepted } = hearing
  const matters = review.matters.filter(each => each.memberId === figures.memberId)
  return {
    period,
    no: compileNo(review),
    figures,
    stage: review.stage,
    told: told && isTold(hearing) ? { how: told.how, at: told.at } : null,
    acceptedAt: accepted?.at ?? null,
    matters: matters.map(({ matterId, kind, raised, answer }) => ({
      matterId,
      kind,
      raisedAt: raised.at,
      words: typedWords(said.get(matterId)?.raised ?? '', raised.by === null),
      answered: answer && {
        at: answer.at,
        outcome: answer.outcome,
        words: said.get(matterId)?.answered ?? '',
      },
    })),
  }
}

/** @param isOwn said by the member at a kiosk or on the phone: `OwnWords`; else what staff wrote down */
const typedWords = (text: string, isOwn: boolean): string => (isOwn ? (readOwnWords(text)?.typed ?? '') : text)

async function declarationsPart(read: Reads, scheme: Scheme | null, memberId: MemberId): Promise<OwnDeclaration[]> {
  const all = (await read.declarations.ofMember(memberId)).slice(0, DECLARATIONS_MAX)
  const answers = await read.words.many(all.flatMap(each => each.answerId ?? []))
  const entryIds = all.flatMap(each => each.entryId ?? [])
  const entries = new Map((await read.ledger.lines(entryIds)).map(each => [each.entryId, each]))
  const found: OwnDeclaration[] = []
  for (const { state, ...each } of all) {
    // The one that was sent in its place stands in the list.
    if (state === 'resent') continue
    const words = each.answerId && answers.get(each.answerId)
    const entry = each.entryId && entries.get(each.entryId)
    found.push({
      declarationId: each.declarationId,
      code: each.itemCode,
      title: scheme?.items.find(item => item.code === each.itemCode)?.title ?? '',
      date: each.date,
      sentAt: each.sentAt,
      state,
      ...(words ? { words } : {}),
      ...(entry ? { points: entry.points } : {}),
    })
  }
  return found
}
