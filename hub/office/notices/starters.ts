import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { addDays, dateOf, periodOf, rangeOf, yearOf, type Period } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { ActivityId } from '../../../shared/base/ids.ts'
import type { PlannedActivity } from '../activities/activities.ts'
import { activitySummaries } from '../activities/attendance-views.ts'
import type { Content } from '../../../shared/notices/content.ts'
import type { NoticeKind, PledgeVariant } from '../../../shared/notices/document.ts'
import { commendationOpening, introOpening, PLEDGES, titleOf } from '../../../shared/notices/wording.ts'
import { periodsOf } from '../../../shared/points/scheme.ts'
import { praised } from './people.ts'
import type { Office, Reads } from '../ports.ts'
import { schemeOfPeriod } from '../points/scheme.ts'
import { todayOf } from '../today.ts'

/** What a new notice begins with, so that the usual one needs no typing; and what there is to choose from. */

export interface NoticeChoices {
  readonly today: PlainDate
  /** Periods that have ended, the newest first. */
  readonly periods: readonly Period[]
  /** Cycles with a published scheme, the newest first. */
  readonly cycles: readonly number[]
  /** Of the last weeks and the next ones, not called off, by their start. */
  readonly activities: readonly {
    readonly activityId: ActivityId
    readonly title: string
    readonly start: string
    readonly over: boolean
  }[]
  readonly noticeDays: number
  readonly noticeDaysFloor: number
  readonly officeCloses: string
}

export async function noticeChoices(office: Office, read: Reads): Promise<NoticeChoices> {
  const today = await todayOf(office, read)
  const settings =
    (await read.branch.settings()) ??
    refuse('NOT_FOUNDED', { zh: '请先设置支部。', en: 'The branch is not set up yet.' })
  const newestByCycle = new Map((await read.scheme.published()).map(({ scheme }) => [scheme.cycle, scheme]))
  const schemes = [...newestByCycle.values()].sort((a, b) => b.cycle - a.cycle)
  const { noticeDays, noticeDaysFloor, officeCloses } = settings
  return {
    today,
    periods: schemes.flatMap(scheme =>
      periodsOf(scheme)
        .filter(period => rangeOf(period).to < today)
        .reverse(),
    ),
    cycles: schemes.map(scheme => scheme.cycle),
    activities: (await activitiesAbout(read, today)).map(({ activity: { activityId, title, start }, state }) => ({
      activityId,
      title,
      start,
      over: state === 'closed',
    })),
    noticeDays,
    noticeDaysFloor,
    officeCloses,
  }
}

async function activitiesAbout(read: Reads, today: PlainDate): Promise<readonly PlannedActivity[]> {
  const around = await activitySummaries(read, addDays(today, -ACTIVITY_DAYS), addDays(today, ACTIVITY_DAYS))
  return around
    .filter(each => each.state !== 'cancelled')
    .toSorted((a, b) => (a.activity.start < b.activity.start ? -1 : 1))
}

/** @param about what the notice is about; left out, the newest period or cycle. @throws Refusal SCHEME_NONE … */
export async function starterContent(
  office: Office,
  read: Reads,
  kind: NoticeKind,
  about: {
    readonly period?: Period | undefined
    readonly cycle?: number | undefined
    readonly variant?: PledgeVariant | undefined
    readonly activityId?: ActivityId | undefined
  } = {},
): Promise<Content> {
  const choices = await noticeChoices(office, read)
  const { today } = choices
  const frame = { publishOn: today, noticeDays: null, shownUntil: null, correction: null, notPeople: [] }
  switch (kind) {
    case 'announcement':
      return { kind, ...frame, title: '通知', shownUntil: addDays(today, ANNOUNCEMENT_DAYS), paragraphs: [''] }
    case 'items': {
      const cycle = about.cycle ?? choices.cycles[0] ?? noScheme()
      const lastDay = rangeOf(String(cycle) as Period).to
      return { kind, ...frame, title: titleOf.items(cycle), shownUntil: lastDay >= today ? lastDay : null, cycle }
    }
    case 'periodPoints': {
      const { period, shownUntil, schemeTitle } = await periodFrame(read, about.period ?? choices.periods[0], today)
      const opening = introOpening(schemeTitle, period)
      const { noticeDays } = choices
      return { kind, ...frame, title: titleOf.periodPoints(period), noticeDays, shownUntil, period, opening }
    }
    case 'activity': {
      const { activityId, over, last, title } = await activityFrame(read, about.activityId ?? null, today)
      const shownUntil = over ? addDays(today, ANNOUNCEMENT_DAYS) : last
      return { kind, ...frame, title: titleOf.activity(title, over), shownUntil, activityId, paragraphs: [''] }
    }
    case 'commendation': {
      const { period, shownUntil } = await periodFrame(read, about.period ?? choices.periods[0], today)
      const people = await praised(office, period)
      return {
        kind,
        ...frame,
        title: titleOf.commendation(period),
        shownUntil,
        period,
        opening: commendationOpening(period),
        people,
      }
    }
    case 'pledges': {
      const cycle = about.cycle ?? yearOf(today)
      const variant = about.variant ?? 'promises'
      const { opening } = PLEDGES[variant]
      const shownUntil = rangeOf(String(cycle) as Period).to
      return { kind, ...frame, title: titleOf.pledges(variant, cycle), shownUntil, variant, cycle, opening, rows: [] }
    }
    case 'ranking': {
      const { period, shownUntil } = await periodFrame(read, about.period ?? choices.periods[0], today)
      return { kind, ...frame, title: titleOf.ranking(period), shownUntil, period }
    }
  }
}

const ANNOUNCEMENT_DAYS = 15
/** How far back and ahead an activity is offered for a notice. */
const ACTIVITY_DAYS = 45

/** The one asked for, or the next that is to come, or the last that was. @throws Refusal NOTICE_NO_ACTIVITY */
async function activityFrame(read: Reads, asked: ActivityId | null, today: PlainDate) {
  const known = await activitiesAbout(read, today)
  const found =
    known.find(each => each.activity.activityId === asked) ??
    known.find(each => each.state === 'planned' && dateOf(each.activity.start) >= today) ??
    known.findLast(each => each.state === 'closed') ??
    refuse('NOTICE_NO_ACTIVITY', {
      zh: '最近没有活动，请先在“活动签到”里安排。',
      en: 'There is no activity of these weeks: plan one first.',
    })
  const { activityId, title, end } = found.activity
  const last = dateOf(end)
  return { activityId, title, over: found.state === 'closed', last: last < today ? today : last }
}
/** Longer than any usual notice period with a holiday in it. */
const RESULT_DAYS = 30

/** Results hang until the next ones are due, but never shorter than their own period. */
async function periodFrame(read: Reads, period: Period | undefined, today: PlainDate) {
  if (period === undefined) {
    refuse('NOTICE_NO_PERIOD', {
      zh: '还没有已经结束的一期，结束以后再公示。',
      en: 'No period has ended yet.',
    })
  }
  const { scheme } = await schemeOfPeriod(read, period)
  const next = rangeOf(periodOf(today, scheme.reviewPeriod)).to
  const least = addDays(today, RESULT_DAYS)
  const shownUntil = next > least ? next : least
  return { period, shownUntil, schemeTitle: titleWithoutMarks(scheme.title, yearOf(period)) }
}

/** A scheme file may carry the marks 《》 already. */
const titleWithoutMarks = (title: string, cycle: number): string =>
  title.replace(/[《》]/g, '').trim() || `${cycle}年度党员积分管理方案`

const noScheme = (): never => refuse('SCHEME_NONE', { zh: '还没有公布积分方案。', en: 'No scheme is published yet.' })
