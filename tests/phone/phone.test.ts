import { describe, expect, test } from 'vitest'
import type { BranchTag } from '../../shared/passes/digits.ts'
import { phonePassAt, phoneSecret } from '../../shared/passes/phone.ts'
import { isPhoneProof, offerText, type PhoneOffer } from '../../shared/passes/phone-offer.ts'
import type { PhoneRef } from '../../shared/people/roster.ts'
import type { Answer, Ask, AskName } from '../../hub/phone/ask.ts'
import { createPhoneClock } from '../../hub/phone/clock.ts'
import { openKeep } from '../../hub/phone/keep.ts'
import { createPhone } from '../../hub/phone/phone.ts'
import { seededRandom, TEST_NOW } from '../fixtures/office.ts'
import { aStorage } from '../fixtures/storage.ts'

/** The phone page without a browser: its state, its clock, its storage. */

const anOffer = (change: Partial<PhoneOffer> = {}): PhoneOffer => ({
  branchTag: '04217' as BranchTag,
  ref: '0123456789' as PhoneRef,
  secret: phoneSecret(Uint8Array.from({ length: 16 }, (_, at) => at + 1)),
  branchName: '云溪村党支部',
  memberName: '张建国',
  ...change,
})

type Reply = (name: AskName, body: Record<string, unknown>) => Answer<unknown>

function aPhone(reply: Reply, storage = aStorage(), seed = 1) {
  const asked: { name: AskName; body: Record<string, unknown> }[] = []
  const ask: Ask = (name, body) => {
    asked.push({ name, body: body as Record<string, unknown> })
    return Promise.resolve(reply(name, body as Record<string, unknown>) as never)
  }
  const wall = () => TEST_NOW
  const keep = openKeep(() => storage)
  const phone = createPhone({ keep, ask, clock: createPhoneClock(wall, wall), wall, random: seededRandom(seed) })
  return { phone, asked, storage, keep }
}

const settle = () => new Promise(resolve => setTimeout(resolve, 0))
const no = (code: string): Answer<never> => ({ kind: 'no', told: { code, zh: '不行', en: 'no' } })
const unreachable: Answer<never> = { kind: 'unreachable' }
const hub: Reply = name => {
  if (name === 'claim') return { kind: 'ok', value: { now: TEST_NOW } }
  if (name === 'news') return { kind: 'ok', value: { now: TEST_NOW, safe: true, coming: [] } }
  if (name === 'open') return { kind: 'ok', value: { ticket: 't', until: TEST_NOW, title: '党课', place: '' } }
  return { kind: 'ok', value: {} }
}

describe('enrolling', () => {
  test('SG80 a scanned code is claimed with a proof, kept, and never sent', async () => {
    const { phone, asked, storage } = aPhone(hub)
    phone.arrive(`#e=${offerText(anOffer())}`)
    expect(phone.view.value.kind).toBe('claiming')
    await settle()
    expect(phone.view.value.kind).toBe('pass')
    const { ref, secret } = anOffer()
    const { claim = '', proof = '' } = (asked[0]?.body ?? {}) as { claim?: string; proof?: string }
    expect(isPhoneProof(secret, 'claim', { ref, claim }, proof)).toBe(true)
    expect(JSON.stringify(asked)).not.toContain(Buffer.from(secret).toString('hex'))
    // The page opened again, with no network: the code is there at once.
    const later = aPhone(() => unreachable, storage)
    later.phone.arrive('')
    expect(later.phone.view.value.kind).toBe('pass')
    expect(later.phone.kept.value?.offer).toMatchObject({ ref, memberName: '张建国', branchTag: '04217' })
  })

  test('SG80 an answer that was lost is asked for again by the same phone in the same words', async () => {
    const first = aPhone(() => unreachable)
    first.phone.arrive(`#e=${offerText(anOffer())}`)
    await settle()
    expect(first.phone.view.value).toEqual({ kind: 'notClaimed', told: null })
    const second = aPhone(hub, first.storage, 2)
    second.phone.arrive('')
    await settle()
    expect(second.phone.view.value.kind).toBe('pass')
    expect(second.asked[0]?.body).toEqual(first.asked[0]?.body)
  })

  test('SG80 a refused code leaves nothing behind, and an enrolment that works is given up only for one that works', async () => {
    const refused = aPhone(() => no('PHONE_TAKEN'))
    refused.phone.arrive(`#e=${offerText(anOffer())}`)
    await settle()
    expect(refused.phone.view.value).toMatchObject({ kind: 'notClaimed', told: { code: 'PHONE_TAKEN' } })
    expect(refused.keep.read()).toBe(null)

    let answer: Answer<unknown> | null = null
    const { phone, keep, asked } = aPhone((name, body) => (name === 'claim' && answer ? answer : hub(name, body)))
    phone.arrive(`#e=${offerText(anOffer())}`)
    await settle()
    const other = anOffer({ ref: '9876543210' as PhoneRef, memberName: '李秀英' })
    phone.arrive(`#e=${offerText(other)}`)
    expect(phone.view.value.kind).toBe('replace')
    answer = no('PHONE_OFFER_OVER')
    phone.replace(other)
    await settle()
    expect(keep.read()?.offer.memberName).toBe('张建国')
    answer = null
    phone.replace(other)
    await settle()
    expect(keep.read()?.offer.memberName).toBe('李秀英')
    expect(asked.findLast(each => each.name === 'forget')?.body['ref']).toBe('0123456789')
  })

  test('SG88 a browser that keeps nothing is said to, and other people’s addresses are no code', () => {
    const blocked = openKeep(() => {
      throw new Error('SecurityError')
    })
    expect(blocked.works).toBe(false)
    const { phone } = aPhone(hub)
    phone.arrive('#e=nonsense')
    expect(phone.view.value).toEqual({ kind: 'none', why: 'unread' })
    phone.arrive('#k=token')
    expect(phone.view.value).toEqual({ kind: 'none', why: 'scanned' })
  })

  test('SG88 a hub that no longer knows the phone is said so, and nothing is thrown away', async () => {
    const { phone, storage } = aPhone(hub)
    phone.arrive(`#e=${offerText(anOffer())}`)
    await settle()
    const later = aPhone(() => no('PHONE_UNKNOWN'), storage)
    later.phone.arrive('')
    await settle()
    expect(later.phone.view.value.kind).toBe('pass')
    expect(later.phone.news.value.told?.code).toBe('PHONE_UNKNOWN')
    expect(later.keep.read()).not.toBe(null)
  })

  test('SG82 a phone that hears that it is revoked forgets its secret and says so', async () => {
    const { phone, storage } = aPhone(hub)
    phone.arrive(`#e=${offerText(anOffer())}`)
    await settle()
    const later = aPhone(() => no('PHONE_REVOKED'), storage)
    later.phone.arrive('')
    await settle()
    expect(later.phone.view.value).toMatchObject({ kind: 'revoked', told: { code: 'PHONE_REVOKED' } })
    expect(later.keep.read()).toBe(null)
  })
})

describe('the code on a kiosk', () => {
  test('SG86 the page opens it at once, and one tap signs in', async () => {
    const telling = { pictogram: 'tick', shape: 'circle', tone: 'done', zh: {}, en: {} }
    const { phone, asked } = aPhone((name, body) =>
      name === 'sign' ? { kind: 'ok', value: { code: 'ok', telling } } : hub(name, body),
    )
    phone.arrive(`#e=${offerText(anOffer())}`)
    await settle()
    phone.arrive('#k=abc')
    expect(asked.at(-1)).toMatchObject({ name: 'open', body: { token: 'abc' } })
    await settle()
    expect(phone.view.value).toMatchObject({ kind: 'code', step: { kind: 'ready', title: '党课' } })
    phone.sign()
    phone.sign()
    await settle()
    expect(phone.view.value).toMatchObject({ kind: 'code', step: { kind: 'told' } })
    const signs = asked.filter(each => each.name === 'sign')
    expect(signs).toHaveLength(1)
    const { ref, secret } = anOffer()
    expect(isPhoneProof(secret, 'code', { ref, ticket: 't' }, String(signs[0]?.body['proof']))).toBe(true)
  })

  test('SG86 without a network the same tap is tried again; an answer to an earlier code is no news', async () => {
    let reachable = false
    const { phone } = aPhone((name, body) => (name === 'sign' && !reachable ? unreachable : hub(name, body)))
    phone.arrive(`#e=${offerText(anOffer())}`)
    await settle()
    phone.arrive('#k=abc')
    await settle()
    phone.sign()
    await settle()
    const view = phone.view.value
    const step = view.kind === 'code' ? view.step : null
    expect(step).toMatchObject({ kind: 'no', told: null })
    reachable = true
    phone.show('pass')
    if (step?.kind === 'no') step.again?.()
    await settle()
    expect(phone.view.value.kind).not.toBe('revoked')
  })
})

describe('the phone’s clock', () => {
  const aClock = (wrongMs: number) => {
    const machine = { wall: TEST_NOW + wrongMs, mono: 0 }
    const clock = createPhoneClock(
      () => machine.wall,
      () => machine.mono,
    )
    const pass = (ms: number, asleep = false) => {
      machine.wall += ms
      if (!asleep) machine.mono += ms
    }
    const hear = (truth: number) => clock.heard(truth, machine.wall - 100, machine.wall + 100)
    return { clock, machine, pass, hear }
  }
  const { secret, ref } = anOffer()

  test('SG88 a phone seven minutes fast shows the right code once it heard the hub, awake or after a sleep', () => {
    const { clock, pass, hear } = aClock(7 * 60_000)
    expect(phonePassAt(secret, ref, clock.now())).not.toEqual(phonePassAt(secret, ref, TEST_NOW))
    hear(TEST_NOW)
    expect(clock.ahead()).toBe(7 * 60_000)
    expect(phonePassAt(secret, ref, clock.now())).toEqual(phonePassAt(secret, ref, TEST_NOW))
    pass(30_000)
    expect(clock.now()).toBe(TEST_NOW + 30_000)
    pass(3_600_000, true)
    expect(clock.now()).toBe(TEST_NOW + 3_630_000)
  })

  test('SG88 whoever sets the phone right while the page is open does not get it wrong by that', () => {
    for (const wrong of [7 * 60_000, -7 * 60_000]) {
      const { clock, machine, pass, hear } = aClock(wrong)
      hear(TEST_NOW)
      pass(10_000)
      clock.now()
      machine.wall -= wrong
      expect(clock.now()).toBe(TEST_NOW + 10_000)
      expect(clock.ahead()).toBe(0)
    }
  })

  test('SG88 without the hub it is the phone’s own time', () => {
    const { clock } = aClock(0)
    expect(clock.now()).toBe(TEST_NOW)
    expect(clock.ahead()).toBe(null)
  })
})
