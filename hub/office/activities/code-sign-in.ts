import { signInRulesOf, type FeedActivity } from '../../../shared/activities/activity.ts'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import { must } from '../../../shared/base/check.ts'
import {
  newId,
  type ActivityId,
  type KioskId,
  type MemberId,
  type Millis,
  type RecordId,
} from '../../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import { decide, indexRoster, isAttemptOfItsOwn, type Decision } from '../../../shared/passes/decide.ts'
import {
  isCodeFresh,
  kioskCodeText,
  readKioskCode,
  TICKET_MS,
  type SignedKioskCode,
} from '../../../shared/passes/kiosk-code.ts'
import { dayKeysAt, phonePassAt } from '../../../shared/passes/phone.ts'
import { tell, type Telling } from '../../../shared/passes/sentences.ts'
import type { PhoneRef, RosterPerson } from '../../../shared/people/roster.ts'
import type { PublicKey, Signature } from '../../../shared/sync/fields.ts'
import { refreshPresence } from '../feeds.ts'
import { provenPhone, type KnownPhone } from '../people/phones.ts'
import type { Office, Work } from '../ports.ts'

/**
 * Signing in by the code that a kiosk shows (SG86–SG88): the phone opens it within half a minute and gets a ticket,
 * then has ten minutes for one tap. The hub decides by the same rule as every kiosk.
 */

export interface OpenedCode {
  readonly ticket: string
  /** The hub's time after which the ticket is no longer good. */
  readonly until: Millis
  readonly title: string
  readonly place: string
}

export interface CodeAnswer {
  readonly code: Decision['code']
  readonly telling: Telling
}

export interface CodeDesk {
  /** @throws Refusal CODE_DAMAGED | CODE_OLD | CODE_UNKNOWN | CODE_NOT_HERE */
  open(token: string): Promise<OpenedCode>
  /**
   * Signs in the phone's member. The same phone with the same ticket hears the same again.
   * @throws Refusal TICKET_OVER | TICKET_USED | PHONE_UNKNOWN | PHONE_REVOKED
   */
  sign(input: { readonly ref: PhoneRef; readonly ticket: string; readonly proof: string }): Promise<CodeAnswer>
}

interface Ticket {
  readonly kioskId: KioskId
  readonly activityId: ActivityId
  readonly openedAt: Millis
  used: { readonly ref: PhoneRef; readonly answer: Promise<CodeAnswer> } | null
}

/** The same refusal of the same phone so soon again is said and not recorded again: nobody fills the journal by tapping. */
const SAME_REFUSAL_MS = 60_000

/** Far more people than ever stand before one branch's screens within ten minutes. */
const TICKETS_MAX = 10_000
const TICKET_BYTES = 16

/** @param verify Ed25519 as the hub checks it */
export function makeCodeDesk(
  office: Office,
  verify: (key: PublicKey, text: string, signature: Signature) => boolean,
): CodeDesk {
  /** In the order of opening. Forgotten when the hub stops: the person scans once more. */
  const tickets = new Map<string, Ticket>()
  const refused = makeRefusals()
  const sweep = (now: Millis): void => {
    for (const [id, { openedAt }] of tickets) {
      if (now - openedAt <= TICKET_MS && tickets.size < TICKETS_MAX) return
      tickets.delete(id)
    }
  }
  return {
    async open(token) {
      const code = readKioskCode(token) ?? damaged()
      const now = office.clock.now()
      if (!isCodeFresh(code.slot, now)) {
        refuse('CODE_OLD', {
          zh: '屏幕上的码已经换了新的。请再扫一次屏幕。',
          en: 'The code on the screen has changed. Scan it again.',
        })
      }
      const kiosk = await office.store.read.kiosks.one(code.kioskId)
      if (!kiosk || kiosk.revokedAt !== null || !isSigned(kiosk.publicKey, code, verify)) {
        refuse('CODE_UNKNOWN', {
          zh: '这个码不是本支部公开屏上的。请刷党员卡，或请工作人员帮忙。',
          en: 'No kiosk of this branch made this code. Use the card or ask staff.',
        })
      }
      const { activity } = await activityOf(office, code.activityId)
      sweep(now)
      const ticket = bytesToHex(office.random(TICKET_BYTES))
      const { kioskId, activityId } = code
      tickets.set(ticket, { kioskId, activityId, openedAt: now, used: null })
      return { ticket, until: (now + TICKET_MS) as Millis, title: activity.title, place: activity.place }
    },
    async sign({ ref, ticket: id, proof }) {
      const phone = await provenPhone(office.store.read, ref, 'code', { ref, ticket: id }, proof)
      const ticket = tickets.get(id)
      if (!ticket || office.clock.now() - ticket.openedAt > TICKET_MS) {
        refuse('TICKET_OVER', {
          zh: '时间过了10分钟。请再扫一次屏幕上的码。',
          en: 'More than ten minutes have passed. Scan the screen again.',
        })
      }
      if (ticket.used && ticket.used.ref !== ref) {
        refuse('TICKET_USED', {
          zh: '这一次已经有人签了。请再扫一次屏幕上的码。',
          en: 'Somebody has signed in with this one. Scan the screen again.',
        })
      }
      ticket.used ??= { ref, answer: signIn(office, phone, ticket, refused) }
      try {
        return await ticket.used.answer
      } catch (cause) {
        // Nothing was stored, so it may be tried again.
        ticket.used = null
        throw cause
      }
    },
  }
}

const damaged = (): never =>
  refuse('CODE_DAMAGED', { zh: '码没有读全。请再扫一次屏幕。', en: 'The code is not whole. Scan the screen again.' })

const isSigned = (
  key: PublicKey,
  code: SignedKioskCode,
  verify: (key: PublicKey, text: string, signature: Signature) => boolean,
): boolean => verify(key, kioskCodeText(code), code.sig as Signature)

/** What kiosks are told of the activity, and so what they decide by. */
async function activityOf(office: Office, activityId: ActivityId): Promise<FeedActivity> {
  const row = await office.store.read.feeds.newest('activities', activityId)
  const found = row?.text ? (JSON.parse(row.text) as FeedActivity) : null
  if (!found || found.state === 'cancelled' || !signInRulesOf(found.activity).kioskCode) {
    refuse('CODE_NOT_HERE', {
      zh: '这次活动不用扫屏幕签到。请刷党员卡，或出示手机签到码。',
      en: 'This activity is not signed in to by scanning the screen. Use the card or the phone’s own code.',
    })
  }
  return found
}

/** @returns whether this refusal was recorded a moment ago */
type Refusals = (key: string, now: Millis) => boolean

function makeRefusals(): Refusals {
  const seen = new Map<string, Millis>()
  return (key, now) => {
    const before = seen.get(key)
    if (before !== undefined && now - before < SAME_REFUSAL_MS) return true
    if (seen.size >= TICKETS_MAX) seen.clear()
    seen.set(key, now)
    return false
  }
}

async function signIn(office: Office, phone: KnownPhone, ticket: Ticket, refused: Refusals): Promise<CodeAnswer> {
  const { activityId, kioskId, openedAt } = ticket
  const activity = await activityOf(office, activityId)
  return await office.store.write({ type: 'hub' }, async work => {
    const { timeZone } = must(await work.branch.founded(), 'a founded branch')
    const decision = await decided(work, phone, activity, openedAt, timeZone)
    const { ref, memberId } = phone
    const isRepeated = decision.code !== 'ok' && refused(`${ref} ${activityId} ${decision.code}`, office.clock.now())
    if (isAttemptOfItsOwn(decision) && !isRepeated) {
      await work.append({
        kind: 'signIn.coded',
        body: {
          recordId: newId<RecordId>(office.clock.now(), office.random),
          ref,
          memberId,
          kioskId,
          activityId,
          openedAt,
          result: decision.code,
          flags: decision.code === 'ok' ? [...decision.flags] : [],
        },
      })
    }
    // The kiosk that shows the code shows who came: at once, not with the next round.
    if (decision.code === 'ok') await refreshPresence(office, work, [activityId])
    const now = plainDateTimeAt(openedAt, timeZone)
    return { code: decision.code, telling: tell(decision, { timeZone, now, offline: false }) }
  })
}

/** By `decide`, as of the moment when the member stood before the screen; a phone's own clock has no say here. */
async function decided(
  work: Work,
  { ref, memberId, secret }: KnownPhone,
  { activity, ...rest }: FeedActivity,
  openedAt: Millis,
  timeZone: string,
): Promise<Decision> {
  if (secret === null) return { code: 'revoked' }
  const rules = signInRulesOf(activity)
  const person = await personOf(work, memberId)
  const keys = dayKeysAt(secret, openedAt)
  return decide({
    scan: { kind: 'phone', ...phonePassAt(secret, ref, openedAt) },
    roster: indexRoster([...(person ? [person] : []), { type: 'phone', ref, memberId, keys }]),
    // Whether this way counts is the rule of its own; the phone's own code may be off where this is on.
    activities: [{ ...rest, activity: { ...activity, signIn: { ...rules, phone: rules.kioskCode } } }],
    log: (await work.activities.attendance(activity.activityId)).map(each => ({
      memberId: each.memberId,
      activityId: activity.activityId,
      at: each.at as Millis,
    })),
    now: openedAt,
    clockTrust: 'synced',
    pinGiven: false,
    timeZone,
  })
}

async function personOf(work: Work, memberId: MemberId): Promise<RosterPerson | null> {
  const row = await work.feeds.newest('roster', memberId)
  return row?.text ? (JSON.parse(row.text) as RosterPerson) : null
}
