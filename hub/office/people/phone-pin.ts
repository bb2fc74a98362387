import { hexToBytes } from '../../../shared/base/bytes.ts'
import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import { openPin } from '../../../shared/own/phone-pin.ts'
import type { ProofKey } from '../../../shared/passes/card.ts'
import type { PhoneSecret } from '../../../shared/passes/phone.ts'
import type { PinTries } from './member-acts.ts'
import type { Phone } from './phones.ts'
import type { Office, Reads } from '../ports.ts'

/**
 * What binds a member asks their own PIN on the phone too, where one is set (PT90). Only a phone that has shown by its
 * proof whose it is gets here, so nobody learns whether somebody else has a PIN.
 */

export interface PinGiven {
  readonly phone: Pick<Phone, 'ref' | 'memberId'> & { readonly secret: PhoneSecret }
  /** What is said, as `sealPin` was told. */
  readonly act: string
  /** Undefined: none was asked for yet. */
  readonly sealed: string | undefined
}

/** Wrong ones in a row that are free, and how long none is looked at after the next ones (PT91). */
const FREE = 5
const PAUSES_MS = [5, 10, 20, 30].map(minutes => minutes * 60_000)
const LONGEST_MS = Math.max(...PAUSES_MS)

/** @throws Refusal PIN_NEEDED | PIN_UNREAD | PIN_PAUSED | PIN_WRONG */
export async function mustHavePin(office: Office, { phone, act, sealed }: PinGiven): Promise<void> {
  const { memberId, ref, secret } = phone
  const set = await pinOf(office.store.read, memberId)
  if (!set) return
  if (sealed === undefined) {
    refuse('PIN_NEEDED', { zh: '这件事要您本人的密码。', en: 'This needs your own PIN.' })
  }
  const pin = openPin(sealed, secret, { ref, act })
  if (pin === null) {
    refuse('PIN_UNREAD', { zh: '密码没有读出来，请再输一次。', en: 'The PIN could not be read; type it again.' })
  }
  // Counted before it is looked at, so that many at once, or a hub that is switched off, give no further tries.
  const wrong = await countTry(office, memberId)
  if (!(await office.passwords.memberPin(pin, set.key, set.verifier))) refuseWrong(wrong)
  await office.store.write({ type: 'hub' }, work => work.notePinTries(memberId, NONE))
}

const NONE: PinTries = { wrong: 0, until: 0 as Millis }

/** The PIN set with the card that counts; null where there is none. */
async function pinOf(read: Reads, memberId: MemberId) {
  const card = (await read.cards.ofMember(memberId)).find(each => each.state !== 'revoked')
  const verifier = card && (await read.pins.verifierOf(memberId, card.cardHash))
  const key = card && (await read.cards.proofKey(card.cardHash))
  return verifier && key ? { verifier, key: hexToBytes(key) as ProofKey } : null
}

/** @returns wrong tries in a row should this be one @throws Refusal PIN_PAUSED */
async function countTry(office: Office, memberId: MemberId): Promise<number> {
  return await office.store.write({ type: 'hub' }, async work => {
    const now = office.clock.now()
    const before = await work.pins.tries(memberId)
    // A pause that ends later than one can: the clock went back since.
    const left = Math.min(before.until - now, LONGEST_MS)
    if (left > 0) refusePaused(left)
    const wrong = before.wrong + 1
    await work.notePinTries(memberId, { wrong, until: (now + pauseAfter(wrong)) as Millis })
    return wrong
  })
}

const pauseAfter = (wrong: number): number =>
  wrong < FREE ? 0 : (PAUSES_MS[Math.min(wrong - FREE, PAUSES_MS.length - 1)] ?? LONGEST_MS)

function refuseWrong(wrong: number): never {
  const pause = pauseAfter(wrong)
  if (pause > 0) refusePaused(pause)
  const left = FREE - wrong
  return refuse('PIN_WRONG', {
    zh: `密码不对，还可以试${left}次。忘了密码，请找积分管理员。`,
    en: `Wrong PIN; ${left} more tries. Forgotten? Ask the registrar.`,
  })
}

function refusePaused(ms: number): never {
  const minutes = Math.ceil(ms / 60_000)
  return refuse('PIN_PAUSED', {
    zh: `密码输错的次数多了，请过${minutes}分钟再试，或到公开屏刷卡办。`,
    en: `Too many wrong PINs; try again in ${minutes} min, or use your card at the kiosk.`,
  })
}
