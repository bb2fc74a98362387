import { hmac } from '@noble/hashes/hmac.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex, hexToBytes, utf8ToBytes, type Hash } from '../../shared/base/bytes.ts'
import { must } from '../../shared/base/check.ts'
import { newId, type MemberId, type Millis, type RecordId } from '../../shared/base/ids.ts'
import { cardHash, ownKey, proofKey } from '../../shared/passes/card.ts'
import { memberActBody, type MemberAct } from '../../shared/passes/member-act.ts'
import { proofBytes, type SignInBody } from '../../shared/passes/sign-in.ts'
import type { RosterItem } from '../../shared/people/roster.ts'
import { enrolBytes } from '../../shared/sync/enrol-phone.ts'
import { recordText, type KioskRecord } from '../../shared/sync/record.ts'
import { TEST_NOW } from '../fixtures/office.ts'
import { idNo, secretNo } from '../fixtures/passes.ts'
import {
  aHub,
  aKiosk,
  anOpenActivity,
  aSignInRecord,
  aWelcomedKiosk,
  seedBranch,
  type TestHub,
  type TestKiosk,
} from '../fixtures/wire.ts'

/**
 * "A kiosk in hand": the thief has its device key, so the hub welcomes him, all that its databases hold (roster, day
 * keys of phones, what it recorded), and this program's source. He has no card. He plays against the real hub.
 */

const ACTIVITY = anOpenActivity().activity.activityId
const OTHER = idNo<MemberId>(2)
let hub: TestHub
let thief: TestKiosk
let roster: readonly RosterItem[]
let seq = 0

beforeEach(async () => {
  hub = await aHub()
  await seedBranch(hub.office, 3)
  seq = 0
  thief = await aWelcomedKiosk(hub)
})
afterEach(() => hub.close())

const push = async (record: KioskRecord | string) => {
  seq += 1
  const reply = await thief.push(seq, [typeof record === 'string' ? record : recordText(record)])
  if (!reply.ok) throw new Error(reply.code)
  return reply.res[0]?.st
}
const attendance = async () => (await hub.office.store.read.activities.attendance(ACTIVITY)).map(each => each.memberId)

/** A record as this program would write it, with a proof of the thief's making. */
function forged(
  change: Partial<SignInBody> & { passHash: Hash | null },
  prove: (bytes: Uint8Array) => string,
): KioskRecord {
  const at = TEST_NOW as Millis
  const head = { id: newId<RecordId>(at, thief.random), at }
  const bare: SignInBody = {
    memberId: idNo<MemberId>(1),
    activityId: ACTIVITY,
    result: 'ok',
    flags: [],
    pin: false,
    way: 'card',
    clockTrust: 'synced',
    proof: null,
    phone: null,
    staffId: null,
    ...change,
  }
  const body = { ...bare, proof: change.passHash === null ? null : (prove(proofBytes(head, bare)) as Hash) }
  return { ...head, kind: 'signIn', kv: 1, mono: 1, boot: 'b007b007', body }
}

/** What lies in the kiosk's cache: every text of the roster feed, by the real wire. */
async function stolenRoster(): Promise<{ items: RosterItem[]; text: string }> {
  const pull = (gen: number) => thief.ask('pull', { feed: 'roster', gen, after: 0, limit: 1_000 })
  const first = await pull(1)
  const reply = 'refetch' in first ? await pull(first.refetch.gen) : first
  if (!('items' in reply)) throw new Error(JSON.stringify(reply))
  const texts = reply.items.flatMap(each => each.text ?? [])
  return { items: texts.map(each => JSON.parse(each) as RosterItem), text: texts.join('\n') }
}

const hashOfMember = (number: number): Hash => {
  const person = roster.find(each => each.type === 'person' && each.memberId === idNo(number))
  return must(person?.type === 'person' ? person.card?.hash : null, 'a card') as Hash
}

describe('a stolen kiosk and cards', () => {
  test('SG39 what it holds of a card is its hash: no secret, proof key or own-page key is anywhere in it', async () => {
    const { text } = await stolenRoster()
    for (const number of [1, 2, 3]) {
      expect(text).toContain(cardHash(secretNo(number)))
      const kept = [secretNo(number), proofKey(secretNo(number)), ownKey(secretNo(number))]
      for (const each of kept) expect(text).not.toContain(bytesToHex(each))
    }
  })

  test('SG39 no proof made of what it holds makes a card’s sign-in', async () => {
    roster = (await stolenRoster()).items
    const hash = hexToBytes(hashOfMember(1))
    const purpose = utf8ToBytes('branch-board card proof v1')
    const keys = [
      hash,
      hkdf(sha256, hash, undefined, purpose, 32),
      hkdf(sha256, hash.slice(0, 16), undefined, purpose, 32),
      new Uint8Array(32),
      thief.random(32),
    ]
    const passHash = hashOfMember(1)
    for (const key of keys) {
      expect(await push(forged({ passHash }, bytes => bytesToHex(hmac(sha256, key, bytes))))).toBe('held')
    }
    for (const proof of ['00'.repeat(32), passHash]) expect(await push(forged({ passHash }, () => proof))).toBe('held')
    // By way of a card with none at all, or as a held one of a card that nobody has.
    expect(await push(forged({ passHash: null }, () => ''))).toBe('held')
    const unknown = cardHash(secretNo(99))
    expect(
      await push(forged({ passHash: unknown, result: 'unknownCard', memberId: null }, () => '11'.repeat(32))),
    ).toBe('held')
    expect(await attendance()).toEqual([])
  })

  test('SG39 a proof that the kiosk recorded stands for nothing else: no other member, activity, time, record or act', async () => {
    const real = JSON.parse(aSignInRecord(1, thief.random).text) as KioskRecord
    const body = real.body as SignInBody
    const fresh = newId<RecordId>(TEST_NOW as Millis, thief.random)
    const act = { memberId: idNo(1), act: { kind: 'signOut', activityId: ACTIVITY }, ...presenceOf(body) }
    const moved: KioskRecord[] = [
      { ...real, id: newId<RecordId>(TEST_NOW as Millis, thief.random) },
      { ...real, id: fresh, at: (real.at + 60_000) as Millis },
      { ...real, at: (real.at + 1) as Millis },
      { ...real, body: { ...body, memberId: OTHER } },
      { ...real, body: { ...body, activityId: idNo(0xa002) } },
      { ...real, body: { ...body, pin: true } },
      { ...real, kind: 'memberAct', body: act },
    ]
    for (const each of moved) {
      // Each under an id of its own, so that none is held for its id alone.
      const id = each.id === real.id ? newId<RecordId>(TEST_NOW as Millis, thief.random) : each.id
      expect(await push({ ...each, id })).toBe('held')
    }
    expect(await attendance()).toEqual([])
    // The one real record is taken, once; the same again is the same.
    expect(await push(recordText(real))).toBe('new')
    expect(await push(recordText(real))).not.toBe('new')
    expect(await attendance()).toEqual([idNo(1)])
  })

  test('SG35 SG39 nor does it sign anybody out, take back, ask leave or set a PIN with a card it has not', async () => {
    roster = (await stolenRoster()).items
    await push(aSignInRecord(2, thief.random).text)
    const acts: MemberAct[] = [
      { kind: 'signOut', activityId: ACTIVITY },
      { kind: 'undo', activityId: ACTIVITY, undoes: idNo<RecordId>(0xf001) },
      { kind: 'askLeave', activityId: ACTIVITY, reason: 'illness' },
      { kind: 'setPin', verifier: 'ab'.repeat(32) as Hash },
    ]
    const at = (TEST_NOW + 1_000) as Millis
    for (const act of acts) {
      const head = { id: newId<RecordId>(at, thief.random), at }
      const pretended = { scan: { kind: 'card', hash: hashOfMember(2) }, secret: secretNo(77) } as const
      const made = memberActBody(head, OTHER, act, { ...pretended, clockTrust: 'synced', staffId: null })
      const body = { ...made, passHash: hashOfMember(2) }
      expect(await push({ ...head, kind: 'memberAct', kv: 1, mono: 2, boot: 'b007b007', body })).toBe('held')
    }
    const [row] = await hub.office.store.read.activities.attendance(ACTIVITY)
    expect(row).toMatchObject({ memberId: OTHER, outAt: null })
    const { text } = await stolenRoster()
    expect(text).not.toContain('abababab')
  })

  test('SG39 by hand it can claim people, as any kiosk can: each is on the registrar’s list, none is silent', async () => {
    expect(await push(forged({ passHash: null, way: 'hand' }, () => ''))).toBe('new')
    const [row] = await hub.office.store.read.signIns.toReview(10)
    expect(row).toMatchObject({ memberId: idNo(1), way: 'hand', review: ['byHand'] })
    // In the name of a staff member who never was: held.
    expect(await push(forged({ passHash: null, way: 'hand', staffId: idNo(0x57) }, () => ''))).toBe('held')
  })

  test('SG39 it enrols nobody’s phone: the hub wants the card’s proof, fresh, for this kiosk', async () => {
    roster = (await stolenRoster()).items
    const ask = { passHash: hashOfMember(1), at: TEST_NOW as Millis, sealTo: '22'.repeat(32) as Hash, pin: true }
    const bytes = enrolBytes(thief.kioskId, ask)
    for (const key of [hexToBytes(ask.passHash), thief.random(32)]) {
      const proof = bytesToHex(hmac(sha256, key, bytes)) as Hash
      expect(await thief.ask('enrolPhone', { ...ask, proof })).toMatchObject({ ok: false })
    }
    // Overheard at another kiosk, or long ago.
    const right = (kioskId: typeof thief.kioskId, at: Millis) => {
      const said = { ...ask, at }
      return { ...said, proof: bytesToHex(hmac(sha256, proofKey(secretNo(1)), enrolBytes(kioskId, said))) as Hash }
    }
    const elsewhere = await aKiosk(hub, 9)
    expect(await thief.ask('enrolPhone', right(elsewhere.kioskId, ask.at))).toMatchObject({ why: 'unknownCard' })
    const old = (TEST_NOW - 10 * 60_000) as Millis
    expect(await thief.ask('enrolPhone', right(thief.kioskId, old))).toMatchObject({ why: 'stale' })
  })
})

/** What of a body says that somebody was there. */
function presenceOf({ way, clockTrust, passHash, proof, phone, staffId }: SignInBody) {
  return { way, clockTrust, passHash, proof, phone, staffId }
}
