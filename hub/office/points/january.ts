import type { ActivityId, NoticeId } from '../../../shared/base/ids.ts'
import { dateOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import { subjectOf } from '../../../shared/notices/content.ts'
import { liveOf } from '../../../shared/notices/notice.ts'
import { nextYearScheme } from '../../../shared/points/next-year.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { templateScheme, type TemplateKind } from '../../../shared/points/template.ts'
import { publishedDocument } from '../notices/board.ts'
import { contentInHand } from '../notices/content.ts'
import type { Office, Reads } from '../ports.ts'
import { digestOf, lastYearScheme, type Briefing } from './scheme.ts'
import { todayOf } from '../today.ts'

/** A new year's scheme, step by step (PT42–PT45): drafted, told to the members' meeting, published, on the board. */

export type DraftFrom = 'lastYear' | TemplateKind

/**
 * Puts a fresh draft in the place of whatever draft there is.
 * @throws Refusal SCHEME_STARTED where the cycle has a published scheme, which is amended instead; SCHEME_NO_LAST_YEAR
 */
export async function startDraft(office: Office, by: Author, cycle: number, from: DraftFrom): Promise<Scheme> {
  return await office.store.write(by, async work => {
    if ((await work.scheme.published()).some(each => each.scheme.cycle === cycle)) {
      refuse('SCHEME_STARTED', {
        zh: `${cycle}年的方案已经公布，请在它的基础上修订。`,
        en: `The scheme of ${cycle} is published: amend it.`,
      })
    }
    const scheme = from === 'lastYear' ? await movedOn(work, cycle) : templateScheme(cycle, from)
    await work.append({ kind: 'scheme.drafted', body: { scheme } })
    return scheme
  })
}

async function movedOn(read: Pick<Reads, 'scheme'>, cycle: number): Promise<Scheme> {
  const last = await lastYearScheme(read, cycle)
  if (last) return nextYearScheme(last, cycle)
  return refuse('SCHEME_NO_LAST_YEAR', {
    zh: '没有以前年度的方案，请从模板开始。',
    en: 'There is no earlier scheme; start from a template.',
  })
}

export interface BriefingInput {
  readonly cycle: number
  readonly date: PlainDate
  readonly minutesNo: string
  /** The meeting in the books; its day is then the date. */
  readonly activityId: ActivityId | null
}

/**
 * Records that the members' meeting was told the draft as it is now.
 * @throws Refusal SCHEME_NO_DRAFT, SCHEME_BRIEFED_DATE, SCHEME_BRIEFED_MINUTES, SCHEME_BRIEFED_MEETING
 */
export async function briefScheme(office: Office, by: Author, input: BriefingInput): Promise<void> {
  const { cycle, date, activityId } = input
  await office.store.write(by, async work => {
    const scheme =
      (await work.scheme.draft(cycle)) ??
      refuse('SCHEME_NO_DRAFT', { zh: '没有可以通报的方案草稿。', en: 'There is no draft to tell about.' })
    if (date > (await todayOf(office, work)) || date < `${cycle - 1}-10-01` || date > `${cycle}-12-31`) {
      const zh = `通报日期不对：应在${cycle - 1}年10月以后、${cycle}年内，并且会已经开过。`
      const en = `The meeting lies between October ${cycle - 1} and the end of ${cycle}, and has been held.`
      refuse('SCHEME_BRIEFED_DATE', { zh, en }, 'date')
    }
    const minutesNo = input.minutesNo.trim()
    if (minutesNo === '') {
      const text = { zh: '请填会议记录的编号。', en: 'Give the number of the minutes.' }
      refuse('SCHEME_BRIEFED_MINUTES', text, 'minutesNo')
    }
    if (activityId !== null) await mustBeMeeting(work, activityId, date)
    const digest = digestOf(scheme)
    await work.append({ kind: 'scheme.briefed', body: { cycle, digest, date, minutesNo, activityId } })
  })
}

async function mustBeMeeting(read: Pick<Reads, 'activities'>, activityId: ActivityId, date: PlainDate): Promise<void> {
  const found = await read.activities.one(activityId)
  if (
    found &&
    found.state !== 'cancelled' &&
    found.activity.type === 'generalMeeting' &&
    dateOf(found.activity.start) === date
  ) {
    return
  }
  const zh = '所选的活动不是那一天的党员大会，请核对。'
  refuse('SCHEME_BRIEFED_MEETING', { zh, en: 'The activity is no general meeting of that day.' }, 'activityId')
}

export interface SchemeSteps {
  readonly cycle: number
  readonly hasDraft: boolean
  /** The cycle whose scheme a new one may be drafted from; null for a first year. */
  readonly lastCycle: number | null
  /** The newest briefing. `current`: what it told is still the draft, or was published. */
  readonly briefed: (Omit<Briefing, 'digest'> & { readonly current: boolean }) | null
  /** The newest published version. */
  readonly version: number | null
  /** Its items on the board. `older`: another version hangs there. */
  readonly board: { readonly state: 'none' | 'prepared' | 'older' | 'live'; readonly noticeId: NoticeId | null }
}

/** How far the scheme of a year is. */
export async function schemeSteps(read: Reads, cycle: number): Promise<SchemeSteps> {
  const draft = await read.scheme.draft(cycle)
  const newest = (await read.scheme.published()).findLast(each => each.scheme.cycle === cycle) ?? null
  const briefing = (await read.scheme.briefings(cycle)).at(-1) ?? null
  const subject = draft ?? newest?.scheme ?? null
  return {
    cycle,
    hasDraft: draft !== null,
    lastCycle: (await lastYearScheme(read, cycle))?.cycle ?? null,
    briefed: briefing && {
      date: briefing.date,
      minutesNo: briefing.minutesNo,
      activityId: briefing.activityId,
      current: newest !== null || (subject !== null && briefing.digest === digestOf(subject)),
    },
    version: newest?.version ?? null,
    board: await boardOf(read, cycle, newest?.version ?? null),
  }
}

async function boardOf(read: Reads, cycle: number, version: number | null): Promise<SchemeSteps['board']> {
  let prepared: NoticeId | null = null
  let older: NoticeId | null = null
  for (const onFile of await read.notices.all()) {
    if (onFile.kind !== 'items') continue
    const live = liveOf(onFile.notice)
    if (live) {
      const { body } = await publishedDocument(read, onFile.noticeId, live.rev)
      if (body.kind !== 'items' || body.cycle !== cycle) continue
      if (body.schemeVersion === version) return { state: 'live', noticeId: onFile.noticeId }
      older ??= onFile.noticeId
    } else {
      const content = await contentInHand(read, onFile)
      if (content && subjectOf(content) === `items ${cycle}`) prepared ??= onFile.noticeId
    }
  }
  if (prepared !== null) return { state: 'prepared', noticeId: prepared }
  return older === null ? { state: 'none', noticeId: null } : { state: 'older', noticeId: older }
}
