import { hashOf } from '../../shared/base/bytes.ts'
import type { ActivityId, MemberId, Millis } from '../../shared/base/ids.ts'
import { must } from '../../shared/base/check.ts'
import {
  addDays,
  dateOf,
  instantOf,
  periodsUpTo,
  plainDateAt,
  plainDateTimeAt,
  rangeOf,
  yearOf,
  type Period,
  type PlainDate,
  type PlainDateTime,
} from '../../shared/base/plain-date.ts'
import type { Author } from '../../shared/journal/facts.ts'
import { templateScheme } from '../../shared/points/template.ts'
import { activityInputOf } from '../imports/activities.ts'
import { inputOf } from '../imports/roster.ts'
import { confirmAttendance, importActivities, planActivity, setLeave } from '../office/activities/activities.ts'
import { closingPreview, signInWall } from '../office/activities/attendance-views.ts'
import { closeActivity } from '../office/activities/closing.ts'
import { foundBranch, setServicePin } from '../office/branch.ts'
import { issueCards } from '../office/people/cards.ts'
import { listGuest } from '../office/activities/guests.ts'
import { importLedger } from '../office/points/ledger.ts'
import { importRoster, setConsent } from '../office/people/people.ts'
import type { Office } from '../office/ports.ts'
import { briefScheme } from '../office/points/january.ts'
import { publishScheme, saveSchemeDraft } from '../office/points/scheme.ts'
import { addStaff, changeOwnPassword } from '../office/staff/staff.ts'
import type { ActivityDraft } from '../spreadsheets/activities.ts'
import type { LedgerDraft } from '../spreadsheets/ledger.ts'
import { memberFromDraft } from '../spreadsheets/match-roster.ts'
import type { Chance } from './chance.ts'
import { inboxOf } from './declarations.ts'
import { reviewOf } from './reviews.ts'
import { noticeInItsPeriod, postItems, postResults } from './notices.ts'
import { readSample, type Sample } from './sample.ts'
import { DEMO_ZONE, type Happening, type SettableClock, type Stage } from './stage.ts'
import { careOf } from './care.ts'
import { activitiesIn, fourthQuarter, ledgerIn } from './year.ts'

/**
 * A lived-in branch: last year's cycle whole, this year's up to today, a theme day open now, one notice in its period.
 * Everything goes through the desks, with the clock set to the day on which it happened.
 */

/** Printed at the start of the demo and nowhere else; no other data folder ever holds them. */
export const DEMO_STAFF = {
  secretary: { loginName: 'wangjianguo', displayName: '王建国', password: '清溪村的早晨六点半' },
  registrar: { loginName: 'chenxiaoyan', displayName: '陈小燕', password: '青石板上的雨滴声' },
} as const

/** Opens the demo kiosk's service page. */
export const DEMO_SERVICE_PIN = '202611'

export interface SeededDemo {
  readonly secretary: Author
  readonly registrar: Author
  readonly openActivity: ActivityId
}

/** @param now the moment at which the demo opens; afterwards the clock stands there */
export async function seedDemo(office: Office, clock: SettableClock, chance: Chance, now: Millis): Promise<SeededDemo> {
  const today = plainDateAt(now, DEMO_ZONE)
  const thisYear = yearOf(today)
  const sample = await readSample()
  const staff = await found(office, clock, thisYear - 1)
  const stage: Stage = { office, clock, chance, now, today, ...staff }
  await takeInPeople(stage, sample, thisYear - 1)
  const story = [thisYear - 1, thisYear].flatMap(year => yearOfHappenings(stage, sample, year))
  story.push(noticeInItsPeriod(stage), ...inboxOf(stage))
  for (const { at, run } of story.sort((a, b) => a.at - b.at)) {
    if (at > now) continue
    clock.set(at)
    await run()
  }
  const openActivity = await openThemeDay(stage)
  clock.set(now)
  return { ...staff, openActivity }
}

const morningOf = (date: PlainDate): Millis => instantOf(`${date}T09:10` as PlainDateTime, DEMO_ZONE)

async function found(office: Office, clock: SettableClock, year: number) {
  clock.set(morningOf(`${year}-01-04` as PlainDate))
  const secretaryId = await foundBranch(office, {
    branchName: '青溪村党支部',
    fullName: '中共青禾镇青溪村支部委员会',
    placeName: '青禾镇青溪村党群服务中心',
    timeZone: DEMO_ZONE,
    helpContact: { name: '陈小燕', phone: '0500-5550123', place: '一楼便民服务窗口' },
    secretary: DEMO_STAFF.secretary,
  })
  const secretary: Author = { type: 'staff', id: secretaryId }
  const { loginName, displayName, password } = DEMO_STAFF.registrar
  const given = `${password}（初始）`
  const registrarId = await addStaff(office, secretary, { loginName, displayName, password: given, role: 'registrar' })
  // Whoever is given a password must choose their own before anything else; in the demo that is behind them.
  const account = (await office.store.read.staff.all()).find(each => each.staffId === registrarId)
  await changeOwnPassword(office, must(account, 'the registrar'), { current: given, next: password, address: 'demo' })
  await setServicePin(office, secretary, DEMO_SERVICE_PIN)
  return { secretary, registrar: { type: 'staff', id: registrarId } as Author }
}

async function takeInPeople({ office, registrar, chance }: Stage, { people }: Sample, year: number): Promise<void> {
  const changes = people.map(draft => ({ memberId: null, input: inputOf(memberFromDraft(draft, '' as MemberId)) }))
  await importRoster(office, registrar, { fileHash: hashOf('roster-qingxi.xlsx'), changes })
  const members = await office.store.read.people.all()
  const agreed = members.filter(member => chance.happens(0.75, 'consent', member.memberNo)).map(each => each.memberId)
  const consent = { date: `${year}-01-04` as PlainDate, paperRef: `同意公开姓名登记表（${year}）` }
  await setConsent(office, registrar, agreed, consent)
  await issueCards(
    office,
    registrar,
    members.map(member => member.memberId),
  )
}

/** One cycle: the scheme in January, activities as they come, the ledger month by month, results after each quarter. */
function yearOfHappenings(stage: Stage, sample: Sample, year: number): Happening[] {
  const { office, secretary, registrar, now, today } = stage
  const drafts = activitiesIn(year, sample.activities)
  const prefix = year === yearOf(today) ? '' : `${year}-`
  const ledger = ledgerIn(year, [...sample.ledger, ...fourthQuarter(sample.ledger)], prefix)
  const begin: Happening = {
    at: morningOf(`${year}-01-05` as PlainDate),
    async run() {
      await saveSchemeDraft(office, registrar, templateScheme(year))
      const told = {
        cycle: year,
        date: `${year}-01-05` as PlainDate,
        minutesNo: `青溪支会〔${year}〕1号`,
        activityId: null,
      }
      await briefScheme(office, registrar, told)
      await publishScheme(office, secretary, year, `${year}-01-01` as PlainDate)
      await importActivities(office, registrar, drafts.map(activityInputOf))
      await postItems(stage, year)
    },
  }
  const meetings = drafts
    .filter(draft => instantOf(draft.end, DEMO_ZONE) < now)
    .map(draft => ({ at: instantOf(draft.start, DEMO_ZONE), run: () => hold(stage, draft, ledger) }))
  const books = MONTHS.map(month => ({
    at: Math.min(endOfMonth(year, month), now) as Millis,
    run: () => keepBooks(stage, drafts, ledger, `${year}-${month}`),
  })).filter((_, at) => `${year}-${MONTHS[at]}-01` <= today)
  const results = periodsUpTo(String(year) as Period, 'quarter').flatMap(period => [
    ...reviewOf(stage, period),
    { at: morningOf(addDays(rangeOf(period).to, 12)), run: () => postResults(stage, period) },
  ])
  return [begin, ...meetings, ...books, ...results, ...careOf(stage, year)]
}

const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))

function endOfMonth(year: number, month: string): Millis {
  const next = month === '12' ? `${year + 1}-01-01` : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`
  return instantOf(`${addDays(next as PlainDate, -1)}T23:00` as PlainDateTime, DEMO_ZONE)
}

/** What the registrar does at the end of a month: takes the month's lines in and closes its activities. */
async function keepBooks(
  { office, registrar, today, now }: Stage,
  drafts: readonly ActivityDraft[],
  ledger: readonly LedgerDraft[],
  month: string,
): Promise<void> {
  const lines = ledger.filter(line => line.date.startsWith(month) && line.date <= today)
  if (lines.length > 0) await importLedger(office, registrar, { fileHash: hashOf(month), lines })
  const held = drafts.filter(draft => draft.start.startsWith(month) && instantOf(draft.end, DEMO_ZONE) < now)
  // What the old ledger holds is credited already; closing adds only what nobody wrote down.
  for (const draft of held) {
    const activityId = await idOf({ office }, draft)
    await closeActivity(office, registrar, activityId, { absentIds: await absentAt(office, activityId, draft, ledger) })
  }
}

/** Those whom the ledger calls absent, and who are: the registrar of the sample has confirmed it. */
async function absentAt(
  { store: { read } }: Pick<Office, 'store'>,
  activityId: ActivityId,
  draft: ActivityDraft,
  ledger: readonly LedgerDraft[],
): Promise<MemberId[]> {
  const missed = missedBy(draft, ledger)
  if (missed.size === 0) return []
  const ids = new Set((await read.people.all()).flatMap(each => (missed.has(each.memberNo) ? each.memberId : [])))
  const { attended } = await closingPreview(read, activityId)
  return attended.flatMap(each => (each.attended.state === 'absent' && ids.has(each.memberId) ? each.memberId : []))
}

async function idOf({ office }: Pick<Stage, 'office'>, draft: ActivityDraft): Promise<ActivityId> {
  const found = (await office.store.read.activities.byCode(draft.code)).find(
    each => each.activity.start === draft.start,
  )
  return must(found, `activity ${draft.code}`).activity.activityId
}

/** What the sample's ledger says of one activity. */
const linesOf = (draft: ActivityDraft, ledger: readonly LedgerDraft[]): LedgerDraft[] =>
  ledger.filter(line => line.activityCode === draft.code && line.date === dateOf(draft.start))

const isDeduction = (line: LedgerDraft): boolean => line.itemCode.startsWith('X')

/** Whose absence the ledger deducts: nothing else of theirs stands for that activity. */
function missedBy(draft: ActivityDraft, ledger: readonly LedgerDraft[]): ReadonlySet<number> {
  const lines = linesOf(draft, ledger)
  const there = new Set(lines.filter(line => !isDeduction(line)).map(line => line.memberNo))
  return new Set(lines.map(line => line.memberNo).filter(no => !there.has(no)))
}

/** Who came: those whom the ledger credits; where it is silent, most of those expected. */
async function hold(stage: Stage, draft: ActivityDraft, ledger: readonly LedgerDraft[]): Promise<void> {
  const { office, chance, registrar } = stage
  const activityId = await idOf(stage, draft)
  const { expectedIds } = await signInWall(office.store.read, activityId)
  const members = await office.store.read.people.all()
  const credited = new Set(linesOf(draft, ledger).flatMap(line => (isDeduction(line) ? [] : line.memberNo)))
  const missed = missedBy(draft, ledger)
  const pool = draft.expected.kind === 'volunteers' ? members.map(each => each.memberId) : expectedIds
  const likely = draft.expected.kind === 'volunteers' ? 0.3 : 0.86
  const present = members.filter(member =>
    credited.size > 0
      ? credited.has(member.memberNo)
      : pool.includes(member.memberId) && chance.happens(likely, draft.code, draft.start, member.memberNo),
  )
  const absent = expectedIds.filter(id => !present.some(member => member.memberId === id))
  for (const memberId of absent) {
    const { memberNo } = must(
      members.find(member => member.memberId === memberId),
      'a member',
    )
    if (!missed.has(memberNo) && chance.happens(0.6, 'leave', draft.code, memberId))
      await setLeave(office, registrar, activityId, memberId, 'away')
  }
  if (present.length > 0)
    await confirmAttendance(
      office,
      registrar,
      activityId,
      present.map(each => each.memberId),
    )
}

/** Opened half an hour ago, begins in half an hour: there is something to sign in to whenever the demo is started. */
async function openThemeDay({ office, clock, now, registrar, today, chance }: Stage): Promise<ActivityId> {
  clock.set(now)
  const minute = 60_000
  const at = (offset: number) => plainDateTimeAt((now + offset * minute) as Millis, DEMO_ZONE)
  const start = at(30)
  const activityId = await planActivity(office, registrar, {
    activityId: null,
    code: `D${today.slice(5).replace('-', '')}`,
    type: 'themePartyDay',
    title: '邻里守望 冬日送暖',
    start,
    end: at(150),
    place: '党群服务中心二楼会议室',
    expected: { kind: 'allMembers' },
    itemCode: 'B05',
    opens: at(-30),
    lateAfter: start,
    closes: at(60),
  })
  const { expectedIds } = await signInWall(office.store.read, activityId)
  const early = expectedIds.filter((id: MemberId) => chance.happens(0.35, 'early', id)).slice(0, 9)
  for (const [position, memberId] of early.entries()) {
    clock.set((now - (20 - position * 2) * minute) as Millis)
    await confirmAttendance(office, registrar, activityId, [memberId])
  }
  const onLeave = expectedIds.find(id => !early.includes(id))
  if (onLeave) await setLeave(office, registrar, activityId, onLeave, 'illness')
  await listGuest(office, registrar, activityId, { name: '周海英', homeBranch: '白石镇柳湾村党支部', phone: '' })
  clock.set(now)
  return activityId
}
