import { bytesToHex } from '../../../shared/base/bytes.ts'
import { must } from '../../../shared/base/check.ts'
import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author, FactBody } from '../../../shared/journal/facts.ts'
import type { BranchTag } from '../../../shared/passes/digits.ts'
import {
  dayKeysAt,
  dayOfStep,
  newPhoneRef,
  newPhoneSecret,
  stepAt,
  type PhoneSecret,
} from '../../../shared/passes/phone.ts'
import { isPhoneProof, OFFER_MS, type PhoneAsk, type PhoneOffer } from '../../../shared/passes/phone-offer.ts'
import type { Json } from '../../../shared/base/canonical.ts'
import type { PhoneRef } from '../../../shared/people/roster.ts'
import { putFeed } from '../feeds.ts'
import { tellKiosks } from '../branch.ts'
import type { Office, PhoneUrls, Work } from '../ports.ts'

/** Members' own phones (SG80–SG89): offered by a one-time code, claimed by the phone, renewed daily, revoked. */

export interface Phone {
  readonly ref: PhoneRef
  readonly memberId: MemberId
  readonly state: 'offered' | 'active' | 'revoked'
  readonly via: 'console' | 'kiosk'
  readonly offeredAt: Millis
  /** The code is not taken later than this. */
  readonly offeredUntil: Millis
  readonly claimedAt: Millis | null
  /** What the claiming phone made up for itself. */
  readonly claim: string | null
  readonly revokedAt: Millis | null
  readonly revokedWhy: FactBody<'phone.revoked'>['why'] | null
}

/** With what the hub alone knows; null once the phone is revoked. */
export interface KnownPhone extends Phone {
  readonly secret: PhoneSecret | null
}

export interface PhoneReads {
  /** Every phone there ever was, with the secrets of those that count: never to leave the hub. */
  all(): Promise<readonly KnownPhone[]>
  one(ref: PhoneRef): Promise<KnownPhone | null>
  ofMember(memberId: MemberId): Promise<readonly Phone[]>
}

export interface PhoneSecrets {
  /** Hex. */
  keep(ref: PhoneRef, secret: string): Promise<void>
  drop(refs: readonly PhoneRef[]): Promise<void>
}

/** A member's phones at once; a fourth asks to give one up first. */
const PHONES_MAX = 3
/** Phones whose keys are renewed in one piece of writing, so that sign-ins never wait long behind them. */
const RENEWED_AT_ONCE = 100

/**
 * SG80: makes a one-time code for a member. An earlier one that nobody took stops counting.
 * @throws Refusal MEMBER_UNKNOWN | MEMBER_LEFT | PHONES_MANY
 */
export async function offerPhone(
  office: Office,
  by: Author,
  memberId: MemberId,
  via: Phone['via'],
): Promise<PhoneOffer & { readonly until: Millis }> {
  return await office.store.write(by, async work => {
    const member = await work.people.one(memberId)
    if (!member) refuse('MEMBER_UNKNOWN', { zh: '没有这名党员。', en: 'There is no such member.' })
    if (member.status === 'left') {
      refuse('MEMBER_LEFT', { zh: `${member.name}已不在册，不能绑定手机。`, en: 'The member has left.' })
    }
    const phones = await work.phones.ofMember(memberId)
    await revokeAll(office, work, phones.filter(isOffered), 'unclaimed')
    if (phones.filter(each => each.state === 'active').length >= PHONES_MAX) {
      refuse('PHONES_MANY', {
        zh: `最多绑定${PHONES_MAX}部手机，请先停用一部。`,
        en: `A member has at most ${PHONES_MAX} phones; revoke one first.`,
      })
    }
    const ref = newPhoneRef(office.random)
    const secret = newPhoneSecret(office.random)
    const until = (office.clock.now() + OFFER_MS) as Millis
    await work.phoneSecrets.keep(ref, bytesToHex(secret))
    await work.append({ kind: 'phone.offered', body: { ref, memberId, via, until } })
    const { branchTag } = must(await work.branch.founded(), 'a founded branch')
    const { branchName } = must(await work.branch.settings(), 'settings')
    return { branchTag: branchTag as BranchTag, ref, secret, branchName, memberName: member.name, until }
  })
}

export interface Claim {
  readonly ref: PhoneRef
  /** 16 random bytes of the phone's own, hex: its repetition after a lost answer is not another phone's attempt. */
  readonly claim: string
  readonly proof: string
}

/**
 * SG81: the first phone that shows the offered secret has it. Says the same again to the same phone.
 * @throws Refusal PHONE_UNKNOWN | PHONE_REVOKED | PHONE_OFFER_OVER | PHONE_TAKEN
 */
export async function claimPhone(office: Office, { ref, claim, proof }: Claim): Promise<void> {
  await office.store.write({ type: 'hub' }, async work => {
    const phone = await provenPhone(work, ref, 'claim', { ref, claim }, proof)
    if (phone.state === 'active') {
      if (phone.claim === claim) return
      refuse('PHONE_TAKEN', {
        zh: '这个方块码已经绑定过一部手机了。请到服务中心换一个新的方块码。',
        en: 'Another phone has taken this code. Ask for a new one.',
      })
    }
    if (office.clock.now() > phone.offeredUntil) offerOver()
    await work.append({ kind: 'phone.claimed', body: { ref, memberId: phone.memberId, claim } })
    await putPhone(office, work, { ...phone, state: 'active' })
  })
}

const offerOver = (): never =>
  refuse('PHONE_OFFER_OVER', {
    zh: '这个方块码过了时间（10分钟）。请到服务中心换一个新的方块码。',
    en: 'This code is older than ten minutes. Ask for a new one.',
  })

/**
 * The phone that asks, shown by its proof over what it says.
 * @throws Refusal PHONE_UNKNOWN (also for a wrong proof) | PHONE_OFFER_OVER | PHONE_REVOKED
 */
export async function provenPhone(
  reads: Pick<Work, 'phones'>,
  ref: PhoneRef,
  ask: PhoneAsk,
  said: { readonly [name: string]: Json },
  proof: string,
): Promise<KnownPhone & { readonly secret: PhoneSecret }> {
  const phone = await reads.phones.one(ref)
  if (phone?.revokedWhy === 'unclaimed') offerOver()
  if (phone?.state === 'revoked') {
    refuse('PHONE_REVOKED', {
      zh: '这部手机的签到码已经停用。请用党员卡，或到服务中心重新绑定。',
      en: 'This phone no longer counts. Use the card, or enrol it again.',
    })
  }
  const { secret = null } = phone ?? {}
  if (!phone || !secret || !isPhoneProof(secret, ask, said, proof)) {
    refuse('PHONE_UNKNOWN', {
      zh: '这里不认得这部手机。请到服务中心重新绑定。',
      en: 'This hub does not know the phone. Enrol it again.',
    })
  }
  return { ...phone, secret }
}

/** Where phones reach the hub now: told to the kiosks when it has changed. */
export async function notePhoneUrls(office: Office, urls: PhoneUrls): Promise<void> {
  const { hub } = office.store.read
  const before = await hub.phoneUrls()
  if (before.plain === urls.plain && before.tls === urls.tls) return
  await office.store.write({ type: 'hub' }, async work => {
    await work.notePhoneUrls(urls)
    if (await work.branch.founded()) await tellKiosks(office, work)
  })
}

/** One tap at the console, or on the phone itself. @throws Refusal PHONE_NONE */
export async function revokePhone(
  office: Office,
  by: Author,
  ref: PhoneRef,
  why: NonNullable<Phone['revokedWhy']>,
): Promise<void> {
  await office.store.write(by, async work => {
    const phone = await work.phones.one(ref)
    if (!phone || phone.state === 'revoked') {
      refuse('PHONE_NONE', { zh: '没有这部手机，或已经停用。', en: 'No such phone, or revoked already.' })
    }
    await revokeAll(office, work, [phone], why)
  })
}

/** Whoever leaves the branch takes no working code along. */
export async function revokePhonesOf(office: Office, work: Work, memberId: MemberId, why: 'left'): Promise<void> {
  const phones = await work.phones.ofMember(memberId)
  await revokeAll(
    office,
    work,
    phones.filter(each => each.state !== 'revoked'),
    why,
  )
}

async function revokeAll(
  office: Office,
  work: Work,
  phones: readonly Phone[],
  why: NonNullable<Phone['revokedWhy']>,
): Promise<void> {
  for (const { ref, memberId, state } of phones) {
    await work.append({ kind: 'phone.revoked', body: { ref, memberId, why } })
    // Kiosks never heard of one that was not claimed. Nameless on purpose, like a revoked card.
    if (state === 'active') await putFeed(office, work, 'roster', feedId(ref), { type: 'revokedPhone', ref })
  }
  await work.phoneSecrets.drop(phones.map(each => each.ref))
}

/** The keys of the coming days and nothing else: what a stolen kiosk can show is over when they are. */
async function putPhone(office: Office, work: Work, { ref, memberId, state, secret }: KnownPhone): Promise<void> {
  if (state !== 'active' || secret === null) return
  const keys = dayKeysAt(secret, office.clock.now())
  await putFeed(office, work, 'roster', feedId(ref), { type: 'phone', ref, memberId, keys })
}

const feedId = (ref: PhoneRef): string => `phone:${ref}`
const isOffered = (phone: Phone): boolean => phone.state === 'offered'

/**
 * SG83: keeps the kiosks' keys fresh. Each call sweeps codes that nobody took; the keys of a phone are written once a
 * UTC day, some at a time. A phone whose keys are right already costs no write.
 */
export function makeKeyKeeper(office: Office): { tick(): Promise<void> } {
  let renewedFor: string | null = null
  return {
    async tick() {
      const now = office.clock.now()
      const phones = await office.store.read.phones.all()
      const over = phones.filter(each => isOffered(each) && now > each.offeredUntil)
      if (over.length > 0) {
        await office.store.write({ type: 'hub' }, async work => {
          const still = await work.phones.all()
          const left = still.filter(each => isOffered(each) && over.some(({ ref }) => ref === each.ref))
          await revokeAll(office, work, left, 'unclaimed')
        })
      }
      const today = dayOfStep(stepAt(now))
      if (today === renewedFor) return
      await renewAll(
        office,
        phones.filter(each => each.state === 'active').map(each => each.ref),
      )
      renewedFor = today
    },
  }
}

async function renewAll(office: Office, refs: readonly PhoneRef[]): Promise<void> {
  for (let at = 0; at < refs.length; at += RENEWED_AT_ONCE) {
    const some = refs.slice(at, at + RENEWED_AT_ONCE)
    await office.store.write({ type: 'hub' }, async work => {
      for (const ref of some) {
        // Asked again in its own turn: it may have been revoked while others were renewed.
        const phone = await work.phones.one(ref)
        if (phone) await putPhone(office, work, phone)
      }
    })
  }
}
