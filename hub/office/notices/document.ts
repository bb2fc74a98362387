import type { MemberId, Millis, NoticeId } from '../../../shared/base/ids.ts'
import {
  addDays,
  dateOf,
  instantOf,
  periodsUpTo,
  plainDateTimeAt,
  rangeOf,
  type Period,
  type PlainDate,
  type PlainDateTime,
} from '../../../shared/base/plain-date.ts'
import { problem, Refusal, type Problem } from '../../../shared/base/problem.ts'
import type { JournalHead } from '../../../shared/journal/chain.ts'
import { audienceOf } from '../../../shared/activities/audience.ts'
import { activityBody } from '../../../shared/notices/build-activity.ts'
import { announcementBody } from '../../../shared/notices/build-announcement.ts'
import { itemsBody } from '../../../shared/notices/build-items.ts'
import { periodPointsBody, rankingBody, type PointsPerson } from '../../../shared/notices/build-points.ts'
import { contentScope, isReviewed, type Content, type ContentOf } from '../../../shared/notices/content.ts'
import type { BoardDocument, Body } from '../../../shared/notices/document.ts'
import type { InnerDocument, NoticeDocument } from '../../../shared/notices/inner-document.ts'
import { isReader, scopesOf, type NoticeScope } from '../../../shared/notices/scope.ts'
import { namesFound, type NamedPerson } from '../../../shared/notices/public-name.ts'
import { extendedPeriod, noticePeriodFrom, type NoticePeriod } from '../../../shared/notices/working-days.ts'
import { periodSentence, startSentence } from '../../../shared/notices/wording.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import { periodsOf, type Scheme } from '../../../shared/points/scheme.ts'
import { isScored } from '../../../shared/points/standings-table.ts'
import type { Figures } from '../../../shared/review/figures.ts'
import { takesEntries } from '../../../shared/review/review.ts'
import { innerProblems, wallProblems } from './board-exit.ts'
import { readSettings } from '../branch.ts'
import { commendationOf, pledgesOf } from './people.ts'
import { reviewOf } from '../reviews/period-sums.ts'
import { rollOf } from '../activities/roll.ts'
import { ranksOpenly } from '../points/ranks-openly.ts'
import { standingsOf, tableMember } from '../points/standings.ts'
import type { Names, Reads } from '../ports.ts'
import { mustScheme, schemeOfPeriod } from '../points/scheme.ts'

/** Makes the document that a draft will become, and says what keeps it from being published. */

export interface DocumentAt {
  readonly noticeId: NoticeId
  readonly rev: number
  readonly now: Millis
  /** The journal it is computed from. */
  readonly head: JournalHead
  /** Of a document behind the card. */
  readonly salt: string
}

export interface Built {
  /** Null where not even a document could be made: no scheme, an unknown period. */
  readonly document: NoticeDocument | null
  readonly problems: readonly Problem[]
  /** Names in the text whose bearers have not agreed, confirmed ones included: staff may say that others are meant. */
  readonly names: readonly string[]
}

export async function buildDocument(read: Reads, names: Names, content: Content, at: DocumentAt): Promise<Built> {
  try {
    return await build(read, names, content, at)
  } catch (cause) {
    if (cause instanceof Refusal) return { document: null, problems: cause.problems, names: [] }
    throw cause
  }
}

async function build(read: Reads, names: Names, content: Content, at: DocumentAt): Promise<Built> {
  const settings = await mustSettings(read)
  const clock = plainDateTimeAt(at.now, settings.timeZone)
  const calendar = await read.branch.calendar()
  const period = periodOfNotice(content, clock, { ...settings, calendar })
  const { body, problems } = await bodyOf(read, names, content, period.value, dateOf(clock))
  const today = dateOf(clock)
  const frame = {
    docId: at.noticeId,
    rev: at.rev,
    title: content.title,
    issuer: settings.fullName,
    publishedAt: content.publishOn === today ? at.now : instantOf(midnight(content.publishOn), settings.timeZone),
    publishedOn: content.publishOn,
    noticePeriod: period.value,
    shownUntil: content.shownUntil,
    contact: settings.helpContact,
    correction: at.rev === 1 ? null : (content.correction ?? ''),
    asOfJournal: await headOf(read, content, at.head),
    body,
  }
  const own = [...period.problems, ...problems, ...frameProblems(frame, today)]
  const { phone } = settings.helpContact
  const scope = contentScope(content)
  const people = await read.people.all()
  const wrong = scopeProblems(content, scope, people)
  if (scope.is !== 'public') {
    const document: InnerDocument = { type: 'inner', scope, salt: at.salt, ...frame }
    return { document, names: [], problems: [...wrong, ...own, ...(await innerProblems(read, document, phone))] }
  }
  const document: BoardDocument = { type: 'document', ...frame }
  return {
    document,
    names: [...new Set(namesFound(document, people.map(namedPerson)).map(({ name }) => name))],
    problems: [...wrong, ...own, ...(await wallProblems(read, document, phone, content.notPeople))],
  }
}

/** NT51: what the procedure wants posted is for everybody, and a notice period is a posting. */
function scopeProblems(content: Content, scope: NoticeScope, people: readonly MemberView[]): Problem[] {
  const found: Problem[] = []
  if (!scopesOf(content.kind).includes(scope.is)) found.push(scope.is === 'self' ? NO_LETTER : MUST_BE_PUBLIC)
  if (scope.is !== 'public' && content.noticeDays !== null) found.push(NO_PERIOD)
  if (scope.is === 'self' && !people.some(each => isReader(scope, each))) found.push(NO_READER)
  return found
}

/** Points and places name the journal that their review was compiled from, which anybody can fold again (NT41). */
async function headOf(read: Reads, content: Content, now: JournalHead): Promise<JournalHead> {
  const review = isReviewed(content) ? await reviewOf(read, content.period) : null
  const { size, hash } = takesEntries(review) ? now : (review?.head ?? now)
  return { size, hash }
}

async function mustSettings(read: Reads) {
  const settings = await readSettings(read)
  if (settings) return settings
  throw new Refusal([problem('NOT_FOUNDED', { zh: '请先设置支部。', en: 'The branch is not set up yet.' })])
}

const midnight = (date: PlainDate): PlainDateTime => `${date}T00:00` as PlainDateTime

/** After office hours of its first day nobody could read it that day any more: the period starts on the next (NT8). */
function periodOfNotice(
  content: Content,
  clock: PlainDateTime,
  branch: {
    readonly noticeDaysFloor: number
    readonly officeCloses: string
    readonly calendar: Parameters<typeof noticePeriodFrom>[2]['calendar']
  },
): { value: NoticePeriod | null; problems: Problem[] } {
  if (content.noticeDays === null) {
    if (content.kind !== 'periodPoints') return { value: null, problems: [] }
    const why = { zh: '积分公示要有公示期，请填写工作日天数。', en: 'A points notice needs a notice period.' }
    return { value: null, problems: [problem('NOTICE_PERIOD_MISSING', why, 'noticeDays')] }
  }
  const closed = `${content.publishOn}T${branch.officeCloses}` <= clock
  const from = closed ? addDays(content.publishOn, 1) : content.publishOn
  const rules = { floor: branch.noticeDaysFloor, endsAt: branch.officeCloses, calendar: branch.calendar }
  const { extension } = content
  const made = extension ? extendedPeriod(extension, from, rules) : noticePeriodFrom(from, content.noticeDays, rules)
  return made.ok ? { value: made.value, problems: [] } : { value: null, problems: [made.error] }
}

type MadeBody = { readonly body: Body; readonly problems: readonly Problem[] }

async function bodyOf(
  read: Reads,
  names: Names,
  content: Content,
  period: NoticePeriod | null,
  today: PlainDate,
): Promise<MadeBody> {
  switch (content.kind) {
    case 'items': {
      const on = content.publishOn.startsWith(String(content.cycle)) ? content.publishOn : rangeOf(yearAs(content)).to
      return { body: itemsBody(await mustScheme(read, on), on), problems: [] }
    }
    case 'periodPoints': {
      const { people, scheme, problems } = await peopleOf(read, names, content.period, today)
      const intro = `${content.opening.trim()}${startSentence(scheme)}${periodSentence(period)}`
      const body = periodPointsBody(people, scheme, content.period, intro)
      return { body, problems: body.rows.length === 0 ? [...problems, NOBODY] : problems }
    }
    case 'ranking': {
      const { people, scheme, problems } = await peopleOf(read, names, content.period, today)
      const body = rankingBody(people, scheme, content.period)
      const open = await ranksOpenly(read, content.period)
      return { body, problems: open ? problems : [...problems, RANKING_PRIVATE] }
    }
    case 'activity':
      return await activityOf(read, content)
    case 'commendation':
      return await commendationOf(read, names, content)
    case 'pledges':
      return await pledgesOf(read, names, content)
    case 'announcement': {
      const body = announcementBody(content.paragraphs)
      return { body, problems: body.paragraphs.length === 0 ? [EMPTY] : [] }
    }
  }
}

/** @throws Refusal ACTIVITY_UNKNOWN */
async function activityOf(read: Reads, content: ContentOf<'activity'>): Promise<MadeBody> {
  const { activity, state, expectedIds, attendance, leaves } = await rollOf(read, content.activityId)
  const turnout = { expected: expectedIds.length, present: attendance.length, onLeave: leaves.length }
  const body = activityBody(
    activity,
    audienceOf(activity.expected),
    state === 'closed' ? turnout : null,
    content.paragraphs,
  )
  return { body, problems: state === 'cancelled' ? [CALLED_OFF] : [] }
}

const yearAs = ({ cycle }: ContentOf<'items'>): Period => String(cycle) as Period

async function peopleOf(read: Reads, names: Names, period: Period, today: PlainDate) {
  const { scheme } = await schemeOfPeriod(read, period)
  if (!periodsOf(scheme).includes(period)) throw new Refusal([UNKNOWN_PERIOD])
  const members = await read.people.all()
  const standings = (await standingsOf(read, period)).rows.filter(row => row.period === period)
  const standingById = new Map(standings.map(row => [row.member.memberId, row.standing]))
  const before = await settledBefore(read, period, scheme)
  const people = members.flatMap(member => {
    const standing = standingById.get(member.memberId)
    const then = before && { before: before.get(member.memberId) ?? null }
    return standing ? [{ ...pointsPerson(names, member, scheme), standing, ...then }] : []
  })
  return { people, scheme, problems: rangeOf(period).to < today ? [] : [notEnded(period)] }
}

/** What was settled in the period before, in the same cycle; null where there is none (RK10). */
async function settledBefore(
  read: Reads,
  period: Period,
  scheme: Scheme,
): Promise<ReadonlyMap<MemberId, Figures> | null> {
  const last = periodsUpTo(period, scheme.reviewPeriod).at(-2)
  const review = last === undefined ? null : await reviewOf(read, last)
  return review && new Map(review.hearings.map(({ figures }) => [figures.memberId, figures]))
}

function pointsPerson(names: Names, member: MemberView, scheme: Scheme): Omit<PointsPerson, 'standing'> {
  const row = tableMember(member)
  return {
    ...namedPerson(member),
    strokeKey: names.strokeKey(member.name),
    category: row.category,
    exempt: !isScored(scheme, row),
  }
}

const namedPerson = ({ name, nameNote, consent }: MemberView): NamedPerson => ({
  name,
  nameNote,
  consent: consent !== null,
})

function frameProblems(document: Omit<BoardDocument, 'type'>, today: PlainDate): Problem[] {
  const { publishedOn, noticePeriod, shownUntil, contact, rev, correction } = document
  const found: Problem[] = []
  if (publishedOn < today) found.push(PAST)
  const last = noticePeriod?.days.at(-1) ?? publishedOn
  if (shownUntil !== null && shownUntil < last) found.push(SHOWN_TOO_SHORT)
  if (noticePeriod && (contact.name.trim() === '' || contact.phone.trim() === '')) found.push(NO_CONTACT)
  if (rev > 1 && (correction ?? '').trim() === '') found.push(NO_REASON)
  return found
}

const MUST_BE_PUBLIC = problem(
  'NOTICE_SCOPE',
  { zh: '积分项目、积分公示、排名和承诺必须向群众公开，不能只给党员看。', en: 'This kind is public by its nature.' },
  'scope',
)
const NO_LETTER = problem(
  'NOTICE_SCOPE',
  { zh: '只有公告可以发给一个人。', en: 'Only an announcement can be a letter to one person.' },
  'scope',
)
const NO_PERIOD = problem(
  'NOTICE_SCOPE_PERIOD',
  {
    zh: '公示是向群众公开的：党员内部和给本人的文稿没有公示期。',
    en: 'A notice period is a posting before everybody.',
  },
  'noticeDays',
)
const NO_READER = problem(
  'NOTICE_SCOPE_NOBODY',
  { zh: '请选一位在册的党员收这封信。', en: 'Choose somebody of the roster to receive it.' },
  'scope',
)
const NOBODY = problem('NOTICE_NOBODY', {
  zh: '没有要公示的人：名册里没有参加积分的党员。',
  en: 'There is nobody to list: no member of the roster takes part.',
})
const RANKING_PRIVATE = problem('RANKING_NOT_PUBLIC', {
  zh: '积分方案里没有开放公开排名，不能发布排名。',
  en: 'The scheme keeps rankings private.',
})
const EMPTY = problem('NOTICE_EMPTY', { zh: '请写公告正文。', en: 'The announcement has no text.' }, 'paragraphs')
const CALLED_OFF = problem(
  'NOTICE_ACTIVITY_CANCELLED',
  { zh: '这次活动已经取消，不能发活动公告。要告诉大家取消了，请发一份“公告”。', en: 'The activity was called off.' },
  'activityId',
)
const UNKNOWN_PERIOD = problem(
  'NOTICE_PERIOD_UNKNOWN',
  { zh: '积分方案里没有这一期，请重新选择。', en: 'The scheme has no such period.' },
  'period',
)
const PAST = problem(
  'NOTICE_TOO_LATE',
  { zh: '落款日期已经过了，请改成今天或以后。', en: 'The date has passed; choose today or later.' },
  'publishOn',
)
const SHOWN_TOO_SHORT = problem(
  'NOTICE_SHOWN_TOO_SHORT',
  {
    zh: '展示截止日不能早于公示期最后一天（没有公示期的，不能早于落款日期）。',
    en: 'It must be shown to the end of its period.',
  },
  'shownUntil',
)
const NO_CONTACT = problem('NOTICE_NO_CONTACT', {
  zh: '公示要写明联系人和电话，请先在“设置”里填写。',
  en: 'A notice names a contact and a telephone: enter them in the settings.',
})
const NO_REASON = problem(
  'NOTICE_REASON_MISSING',
  { zh: '请写明更正的原因。', en: 'Say why it is corrected.' },
  'correction',
)
const notEnded = (period: Period): Problem =>
  problem(
    'NOTICE_PERIOD_NOT_ENDED',
    { zh: `这一期到${rangeOf(period).to}才结束，结束以后再公示。`, en: `The period ends on ${rangeOf(period).to}.` },
    'period',
  )
