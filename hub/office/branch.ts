import { must } from '../../shared/base/check.ts'
import { newId, type StaffId } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import { refuse, Refusal } from '../../shared/base/problem.ts'
import type { Author, FactBody } from '../../shared/journal/facts.ts'
import { pinProblem, pinVerifier, type PinVerifier } from '../../shared/people/service-pin.ts'
import type { BranchSettings } from '../../shared/people/settings.ts'
import { putFeed } from './feeds.ts'
import { addStaffIn, checkPassword, type NewStaff } from './staff/staff.ts'
import { STATE_CALENDAR } from './state-calendar.ts'
import type { Office, Reads, Work } from './ports.ts'

/** The branch itself: founding, settings, the table of working days. */

export type BranchFounded = FactBody<'branch.founded'>
export type BranchSettingsFact = FactBody<'branch.settingsChanged'>
export type WorkCalendar = FactBody<'branch.calendarChanged'>

export interface BranchReads {
  /** Null before the set-up wizard has run. */
  founded(): Promise<BranchFounded | null>
  settings(): Promise<BranchSettingsFact | null>
  calendar(): Promise<WorkCalendar>
}

export interface HelpContact {
  readonly name: string
  readonly phone: string
  readonly place: string
}

/** What the settings page shows and sends. */
export type SettingsInput = Omit<BranchSettingsFact, 'helpContact' | 'servicePin'> & {
  readonly helpContact: HelpContact
}

export interface BranchInput {
  readonly branchName: string
  readonly fullName: string
  readonly placeName: string
  /** IANA name. */
  readonly timeZone: string
  readonly helpContact: HelpContact
  readonly secretary: Omit<NewStaff, 'role'>
}

/** DESIGN §3 defaults, all to be changed in the settings. */
const STARTING = { voice: true, noticeDays: 5, noticeDaysFloor: 5, officeCloses: '17:30' } as const

/**
 * RT: the one time that nobody needs an account: makes the branch, its settings and its first secretary.
 * @throws Refusal ALREADY_FOUNDED | TIME_ZONE_UNKNOWN | BRANCH_NAME_EMPTY | LOGIN_NAME_… | PASSWORD_…
 */
export async function foundBranch(office: Office, input: BranchInput): Promise<StaffId> {
  checkPassword(input.secretary.password, input.secretary.loginName)
  checkTimeZone(input.timeZone)
  const verifier = await office.passwords.hash(input.secretary.password)
  return await office.store.write({ type: 'local' }, async work => {
    if (await work.branch.founded()) {
      refuse('ALREADY_FOUNDED', { zh: '支部已经设置好了，请直接登录。', en: 'The branch is set up already.' })
    }
    const hubId = newId<string>(office.clock.now(), office.random)
    await work.append({
      kind: 'branch.founded',
      body: { hubId, branchTag: fiveDigits(office), timeZone: input.timeZone },
    })
    const { branchName, fullName, placeName, helpContact } = input
    await keepSettings(work, { ...STARTING, branchName, fullName, placeName, helpContact }, null)
    await tellKiosks(office, work)
    await work.append({ kind: 'branch.calendarChanged', body: STATE_CALENDAR })
    return await addStaffIn(office, work, { ...input.secretary, role: 'secretary', verifier, how: 'setUp' })
  })
}

/** @throws Refusal NOT_FOUNDED | NOTICE_DAYS_BELOW_FLOOR | BRANCH_NAME_EMPTY */
export async function changeSettings(office: Office, by: Author, input: SettingsInput): Promise<void> {
  await office.store.write(by, async work => {
    const before = (await work.branch.settings()) ?? notFounded()
    await keepSettings(work, input, before.servicePin)
    await work.eraseWords(before.helpContact.id)
    await tellKiosks(office, work)
  })
}

/**
 * The days off and the weekend days worked (调休), as the State Council announces them each year; sorted, each once.
 * @throws Refusal CALENDAR_CLASH when a day is both
 */
export async function changeCalendar(office: Office, by: Author, calendar: WorkCalendar): Promise<void> {
  const both = calendar.holidays.find(day => calendar.makeUpDays.includes(day))
  if (both) {
    refuse(
      'CALENDAR_CLASH',
      { zh: `${both} 不能既放假又上班。`, en: `${both} is both a holiday and a working day.` },
      both,
    )
  }
  const sorted = (days: readonly PlainDate[]): PlainDate[] => [...new Set(days)].sort()
  const body = { holidays: sorted(calendar.holidays), makeUpDays: sorted(calendar.makeUpDays) }
  await office.store.write(by, work => work.append({ kind: 'branch.calendarChanged', body }))
}

/** @throws Refusal PIN_SHAPE | PIN_SIMPLE | NOT_FOUNDED */
export async function setServicePin(office: Office, by: Author, pin: string): Promise<void> {
  const wrong = pinProblem(pin)
  if (wrong) throw new Refusal([wrong])
  const verifier = pinVerifier(pin, office.random(16))
  await office.store.write(by, async work => {
    const before = (await work.branch.settings()) ?? notFounded()
    const servicePin = await work.keepWords('settings', JSON.stringify(verifier))
    await work.append({ kind: 'branch.settingsChanged', body: { ...before, servicePin } })
    if (before.servicePin) await work.eraseWords(before.servicePin.id)
    await tellKiosks(office, work)
  })
}

/** At the start: what the kiosks are told may have changed with the program or with the hub's keys. */
export async function renewSettings(office: Office): Promise<void> {
  await office.store.write({ type: 'hub' }, async work => {
    if (await work.branch.founded()) await tellKiosks(office, work)
  })
}

/** Brings the kiosks' settings up to date with the office's. */
export async function tellKiosks(office: Office, work: Work): Promise<void> {
  const settings = must(await readSettings(work), 'the settings just kept')
  const { branchName, fullName, placeName, timeZone, branchTag, helpContact, servicePin, voice } = settings
  const item = { branchName, fullName, placeName, timeZone, branchTag, helpContact, servicePin, voice }
  const recorded = (await work.voice.recordings()).map(({ clipId, blob }) => [clipId, blob] as const)
  const staff = await staffWithPins(work)
  const { plain, tls } = await work.hub.phoneUrls()
  const phoneUrl = plain ?? tls
  await putFeed(office, work, 'settings', 'branch', {
    type: 'settings',
    ...item,
    sealKey: office.sealing.publicKey,
    ...(staff.length > 0 && { staff }),
    ...(phoneUrl !== null && { phoneUrl }),
    ...(recorded.length > 0 && { voiceClips: Object.fromEntries(recorded) }),
  })
}

/** Who may confirm people at a kiosk with a PIN of their own. */
async function staffWithPins(work: Work): Promise<NonNullable<BranchSettings['staff']>> {
  const found: NonNullable<BranchSettings['staff']> = []
  for (const { staffId, displayName: name, active, kioskPinId } of await work.staff.all()) {
    const words = active && kioskPinId ? await work.words.get(kioskPinId) : null
    if (words !== null) found.push({ staffId, name, pin: JSON.parse(words) as PinVerifier })
  }
  return found
}

/** The settings with their private words, as the settings page and the kiosks' feed need them; null before set-up. */
export async function readSettings(reads: Reads) {
  const [founded, settings] = [await reads.branch.founded(), await reads.branch.settings()]
  if (!founded || !settings) return null
  const words = async (id: NonNullable<typeof settings.servicePin>['id'] | undefined): Promise<string | null> =>
    id === undefined ? null : await reads.words.get(id)
  const { helpContact, servicePin, ...plain } = settings
  const contact = await words(helpContact.id)
  const pin = await words(servicePin?.id)
  return {
    ...plain,
    ...founded,
    helpContact: contact === null ? { name: '', phone: '', place: '' } : (JSON.parse(contact) as HelpContact),
    servicePin: pin === null ? null : (JSON.parse(pin) as { salt: string; hash: string }),
  }
}

async function keepSettings(work: Work, input: SettingsInput, servicePin: BranchSettingsFact['servicePin']) {
  const { helpContact, ...plain } = input
  if (plain.branchName.trim() === '' || plain.fullName.trim() === '') {
    refuse('BRANCH_NAME_EMPTY', { zh: '请填写支部名称和全称。', en: 'The branch needs a name.' }, 'branchName')
  }
  if (plain.noticeDays < plain.noticeDaysFloor) {
    refuse(
      'NOTICE_DAYS_BELOW_FLOOR',
      {
        zh: `公示天数不能少于支部定的下限（${plain.noticeDaysFloor}个工作日）。`,
        en: `A notice period is at least ${plain.noticeDaysFloor} working days.`,
      },
      'noticeDays',
    )
  }
  const contact = await work.keepWords('settings', JSON.stringify(helpContact))
  await work.append({ kind: 'branch.settingsChanged', body: { ...plain, helpContact: contact, servicePin } })
}

function checkTimeZone(timeZone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone })
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    refuse('TIME_ZONE_UNKNOWN', { zh: '没有这个时区。', en: 'There is no such time zone.' }, 'timeZone')
  }
}

/** Each of 00000–99999 equally likely: numbers above the largest multiple of 100,000 are thrown away. */
function fiveDigits(office: Office): string {
  for (;;) {
    const [a = 0, b = 0, c = 0] = office.random(3)
    const number = (a << 16) | (b << 8) | c
    if (number < 16_700_000) return String(number % 100_000).padStart(5, '0')
  }
}

const notFounded = (): never => refuse('NOT_FOUNDED', { zh: '请先设置支部。', en: 'The branch is not set up yet.' })
