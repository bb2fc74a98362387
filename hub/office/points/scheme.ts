import { hashOf, type Hash } from '../../../shared/base/bytes.ts'
import { canonical } from '../../../shared/base/canonical.ts'
import { must } from '../../../shared/base/check.ts'
import type { ActivityId, MemberId } from '../../../shared/base/ids.ts'
import { problem, refuse, Refusal, type Problem } from '../../../shared/base/problem.ts'
import { rangeOf, yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import { hasPeriod, type Scheme, type SchemeVersion } from '../../../shared/points/scheme.ts'
import type { SchemeAt } from '../../../shared/points/standing.ts'
import { checkAmendment, checkScheme } from '../../../shared/points/scheme-check.ts'
import { nextYearScheme } from '../../../shared/points/next-year.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import type { Signed } from '../../../shared/notices/notice.ts'
import { takesEntries } from '../../../shared/review/review.ts'
import { takeDownRankings } from '../notices/board.ts'
import type { Office, Reads } from '../ports.ts'
import { withWho } from '../who-did.ts'

/** The points scheme: drafted, published, amended by a new version with its own day. */

export interface PublishedScheme extends SchemeVersion {
  readonly publishedAt: number
}

/** The draft as it was told to the members' meeting (PT45). */
export interface Briefing {
  readonly digest: Hash
  readonly date: PlainDate
  readonly minutesNo: string
  readonly activityId: ActivityId | null
}

/** The duty posts of a member from a day on (PT40). */
export interface PostsGiven {
  readonly memberId: MemberId
  readonly from: PlainDate
  readonly posts: readonly string[]
}

export interface SchemeReads {
  /** All versions of all cycles, in the order they were published. */
  published(): Promise<readonly PublishedScheme[]>
  draft(cycle: number): Promise<Scheme | null>
  /** Who drafted or published a scheme of the cycle last. */
  lastChange(cycle: number): Promise<Signed | null>
  /** In order. */
  briefings(cycle: number): Promise<readonly Briefing[]>
  /** Every change, in order. */
  posts(cycle: number): Promise<readonly PostsGiven[]>
}

/** The version in force on a day (PT): the newest of the cycle that is effective by then; null before the first. */
export const schemeInForce = async (read: Pick<Reads, 'scheme'>, date: PlainDate): Promise<PublishedScheme | null> =>
  inForce(await read.scheme.published(), date)

/** Of versions in the order they were published. */
export const inForce = (versions: readonly PublishedScheme[], date: PlainDate): PublishedScheme | null =>
  versions.findLast(each => each.scheme.cycle === yearOf(date) && each.effectiveFrom <= date) ??
  // A branch that starts in mid-year records what happened since January under its first scheme.
  versions.find(each => each.scheme.cycle === yearOf(date)) ??
  null

/** @throws Refusal SCHEME_NONE */
export async function mustScheme(read: Pick<Reads, 'scheme'>, date: PlainDate): Promise<PublishedScheme> {
  return (
    (await schemeInForce(read, date)) ??
    refuse('SCHEME_NONE', {
      zh: `${yearOf(date)}年的积分方案还没有公布，请先在“积分项目”里公布。`,
      en: `The scheme of ${yearOf(date)} is not published yet.`,
    })
  )
}

/** The scheme whose caps and floor count for a period: the one in force on its last day. */
export const schemeOfPeriod = (read: Pick<Reads, 'scheme'>, period: Period): Promise<PublishedScheme> =>
  mustScheme(read, rangeOf(period).to)

/**
 * The version in force on the last day of each period of a cycle (PT26), asked of the store once.
 * @throws Refusal SCHEME_NONE; PERIOD_NOT_OF_SCHEME for a half-year where the scheme sums up by quarters, and so on
 */
export async function schemesByPeriod(read: Pick<Reads, 'scheme'>, last: Period): Promise<SchemeAt> {
  const { scheme } = await schemeOfPeriod(read, last)
  if (!hasPeriod(scheme, last)) {
    const zh = scheme.reviewPeriod === 'quarter' ? '按季度汇总' : '按半年汇总'
    refuse('PERIOD_NOT_OF_SCHEME', {
      zh: `${yearOf(last)}年的积分方案${zh}，没有 ${last} 这一期。`,
      en: `The scheme of ${yearOf(last)} has no period ${last}.`,
    })
  }
  const versions = (await read.scheme.published()).filter(each => each.scheme.cycle === yearOf(last))
  return period => must(inForce(versions, rangeOf(period).to), 'a version').scheme
}

/** The version that ended the newest cycle before this one; null for a branch's first year. */
export async function lastYearScheme(read: Pick<Reads, 'scheme'>, cycle: number): Promise<Scheme | null> {
  const before = (await read.scheme.published()).filter(each => each.scheme.cycle < cycle)
  if (before.length === 0) return null
  const newest = Math.max(...before.map(each => each.scheme.cycle))
  return inForce(before, rangeOf(String(newest) as Period).to)?.scheme ?? null
}

/** What tells one draft from another: whether the meeting was told this one. */
export const digestOf = (scheme: Scheme): Hash => hashOf(canonical(scheme))

/** What the console edits: the draft, else the newest published version, else last year's moved on, else the template. */
export async function schemeToEdit(read: Pick<Reads, 'scheme'>, cycle: number): Promise<Scheme> {
  const draft = await read.scheme.draft(cycle)
  if (draft) return draft
  const newest = (await read.scheme.published()).findLast(each => each.scheme.cycle === cycle)
  if (newest) return newest.scheme
  const lastYear = await lastYearScheme(read, cycle)
  return lastYear ? nextYearScheme(lastYear, cycle) : templateScheme(cycle)
}

/**
 * Keeps a draft.
 * @param basis the digest of what the writer had before them (PT100); left out: a file takes the place of whatever there is
 * @throws Refusal SCHEME_CHANGED, or with every problem of the scheme, each at its place
 */
export async function saveSchemeDraft(office: Office, by: Author, input: unknown, basis?: string): Promise<Scheme> {
  const checked = checkScheme(input)
  if (!checked.ok) throw new Refusal(checked.error)
  await office.store.write(by, async work => {
    await mustBeBasis(work, checked.value.cycle, basis)
    await work.append({ kind: 'scheme.drafted', body: { scheme: checked.value } })
  })
  return checked.value
}

/**
 * Publishes the draft of a cycle as its next version.
 * @param effectiveFrom a day of the cycle, not before the version that it replaces, and after every settled period
 * @param basis the digest of what was on screen when it was published (PT100)
 * @throws Refusal SCHEME_CHANGED, SCHEME_NO_DRAFT, SCHEME_DATE, SCHEME_PERIOD_SETTLED, SCHEME_NOT_BRIEFED, SCHEME_BRIEFED_OTHER, or what an
 * amendment may not do (PT16)
 */
export async function publishScheme(
  office: Office,
  by: Author,
  cycle: number,
  effectiveFrom: PlainDate,
  basis?: string,
): Promise<PublishedScheme> {
  return await office.store.write(by, async work => {
    await mustBeBasis(work, cycle, basis)
    const scheme =
      (await work.scheme.draft(cycle)) ??
      refuse('SCHEME_NO_DRAFT', { zh: '没有可以公布的方案草稿。', en: 'There is no draft to publish.' })
    const before = (await work.scheme.published()).findLast(each => each.scheme.cycle === cycle)
    const earliest = before?.effectiveFrom ?? (`${cycle}-01-01` as PlainDate)
    if (yearOf(effectiveFrom) !== cycle || effectiveFrom < earliest) {
      refuse(
        'SCHEME_DATE',
        {
          zh: `生效日期要在${cycle}年内，并且不早于上一版的生效日期。`,
          en: `The day must lie in ${cycle} and not before the version it replaces.`,
        },
        'effectiveFrom',
      )
    }
    const broken = before
      ? [...checkAmendment(before.scheme, scheme), ...(await settledProblems(work, scheme, effectiveFrom))]
      : briefingProblems(scheme, (await work.scheme.briefings(cycle)).at(-1) ?? null)
    if (broken.length > 0) throw new Refusal(broken)
    const version = (before?.version ?? 0) + 1
    const [entry] = await work.append({ kind: 'scheme.published', body: { version, effectiveFrom, scheme } })
    if (!scheme.ranking.public) await takeDownRankings(office, work, cycle)
    return { version, effectiveFrom, publishedAt: entry?.at ?? office.clock.now(), scheme }
  })
}

/** PT100: nobody writes over, or publishes, what they have not seen. */
async function mustBeBasis(read: Reads, cycle: number, basis: string | undefined): Promise<void> {
  if (basis === undefined || basis === digestOf(await schemeToEdit(read, cycle))) return
  const last = await read.scheme.lastChange(cycle)
  throw new Refusal(await withWho(read, [CHANGED], () => last))
}

const CHANGED = problem('SCHEME_CHANGED', {
  zh: '这份方案刚刚被别人改过，您的修改没有保存，还在这里。',
  en: 'Somebody else changed this scheme meanwhile: yours is not saved, and still here.',
})

/** PT45: the year's first scheme hangs nowhere before the members' meeting was told it, as it is. */
function briefingProblems(scheme: Scheme, briefing: Briefing | null): Problem[] {
  if (briefing === null) {
    const text = {
      zh: '方案还没有向党员大会通报。请先开会通报，登记日期和会议记录编号，再公布。',
      en: 'The members’ meeting has not been told the scheme yet: record its date and minutes first.',
    }
    return [problem('SCHEME_NOT_BRIEFED', text)]
  }
  if (briefing.digest === digestOf(scheme)) return []
  const text = {
    zh: `${briefing.date}的党员大会通报以后，草稿又改过。请把现在的内容再通报一次，登记后公布。`,
    en: `The draft was changed after the meeting of ${briefing.date}: tell the meeting what it is now.`,
  }
  return [problem('SCHEME_BRIEFED_OTHER', text)]
}

/** PT46: a settled period keeps the scheme that it was settled under. */
async function settledProblems(
  read: Pick<Reads, 'reviews'>,
  { cycle }: Scheme,
  effectiveFrom: PlainDate,
): Promise<Problem[]> {
  const settled = (await read.reviews.all()).filter(
    ({ period, review }) => yearOf(period) === cycle && !takesEntries(review) && rangeOf(period).to >= effectiveFrom,
  )
  const last = settled.at(-1)
  if (last === undefined) return []
  const end = rangeOf(last.period).to
  const text = {
    zh: `截至${end}的一期已经审定，新版本要从${end}以后的日期起生效。`,
    en: `The period up to ${end} is settled: the new version takes effect after that day.`,
  }
  return [problem('SCHEME_PERIOD_SETTLED', text, 'effectiveFrom')]
}
