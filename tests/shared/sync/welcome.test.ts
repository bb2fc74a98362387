import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hash } from '../../../shared/base/bytes.ts'
import type { KioskId, Millis } from '../../../shared/base/ids.ts'
import { GENESIS } from '../../../shared/journal/chain.ts'
import type { HubEpoch, StreamEpoch } from '../../../shared/sync/fields.ts'
import type { Hello } from '../../../shared/sync/hello.ts'
import { isSignedBy, publicKeyOf, sign } from '../../../shared/sync/signature.ts'
import { helloText, revokedText, welcomeText } from '../../../shared/sync/signing.ts'
import { composeWelcome, planHello, planHistory, signHead, type KnownKiosk } from '../../../shared/sync/welcome.ts'

const KIOSK_SECRET = new Uint8Array(32).fill(1)
const HUB_SECRET = new Uint8Array(32).fill(2)
const kioskId = '01JD0000000000000000000001' as KioskId
const hubId = '01JD000000000000000000000H'
const nonce = 'c'.repeat(64)
const epoch = 'e'.repeat(32) as StreamEpoch
const kiosk: KnownKiosk = { kioskId, publicKey: publicKeyOf(KIOSK_SECRET), place: '一楼大厅', revokedAt: null }
const greeted = { nonce, hubId, kiosk }

const aHello = (change: Partial<Hello> = {}, signed: Partial<Parameters<typeof helloText>[0]> = {}): Hello => ({
  proto: 1,
  kioskId,
  epoch,
  nonce: 'd'.repeat(64),
  sig: sign(helloText({ nonce, hubId, kioskId, epoch, ...signed }), KIOSK_SECRET),
  app: 'test',
  out: { first: 0, last: 0, acked: 0 },
  feeds: [],
  journalSeen: null,
  clock: { wall: 0, mono: 0, boot: 'b' },
  store: { persisted: null, usage: null, quota: null },
  ...change,
})

describe('who says hello', () => {
  test('SY11 only the kiosk’s own signature over this connection, this hub, this kiosk and this stream is let in', () => {
    expect(planHello(aHello(), greeted, isSignedBy)).toEqual({ type: 'welcome', kiosk })
    const signed = [
      { nonce: 'f'.repeat(64) },
      { hubId: 'another' },
      { kioskId: '01JD0000000000000000000002' as KioskId },
      { epoch: '0'.repeat(32) as StreamEpoch },
    ]
    for (const each of signed) expect(planHello(aHello({}, each), greeted, isSignedBy)).toEqual(refused('AUTH'))
    for (const without of [{ kiosk: null }, { hubId: null }]) {
      expect(planHello(aHello(), { ...greeted, ...without }, isSignedBy)).toEqual(refused('AUTH'))
    }
  })

  test('SY11 a second hello on a connection, and a version that is not spoken, are no messages of this protocol', () => {
    expect(planHello(aHello(), { ...greeted, nonce: null }, isSignedBy)).toEqual(refused('PROTO'))
    for (const proto of [0, 999]) expect(planHello(aHello({ proto }), greeted, isSignedBy)).toEqual(refused('PROTO'))
  })

  test('SY15 a revoked kiosk is told under the hub’s name; whoever only claims to be it is told nothing', () => {
    const revoked = { ...greeted, kiosk: { ...kiosk, revokedAt: 1 } }
    const hello = aHello()
    const text = revokedText(hello.nonce, kioskId)
    expect(planHello(hello, revoked, isSignedBy)).toEqual({ ...refused('AUTH'), type: 'revoked', text })
    expect(planHello(aHello({}, { nonce: 'f'.repeat(64) }), revoked, isSignedBy)).toEqual(refused('AUTH'))
  })
})

const refused = (code: 'AUTH' | 'PROTO') => ({ type: 'refuse', reply: { ok: false, code } })

describe('what it is told', () => {
  const byHub = (text: string) => sign(text, HUB_SECRET)
  const standing = {
    now: 1_000 as Millis,
    hubEpoch: 'a'.repeat(32) as HubEpoch,
    streams: [
      { epoch, upto: 7, frozen: true },
      { epoch: '1'.repeat(32) as StreamEpoch, upto: 3, frozen: false },
      { epoch: '2'.repeat(32) as StreamEpoch, upto: 0, frozen: false },
    ],
    backedUp: 5,
    missing: 0,
    feeds: [],
    journal: signHead({ size: 9, hash: '9'.repeat(64) as Hash, time: 1_000 as Millis }, byHub),
    journalThen: null,
    limits: { recs: 5, bytes: 100, inflight: 1 as const },
  }

  test('SY2 how far its own stream is, how many others there are, signed over its own nonce', () => {
    const hello = aHello()
    const welcome = composeWelcome(hello, kiosk, standing, byHub)
    expect(welcome).toMatchObject({
      stream: { upto: 7, frozen: true },
      otherStreams: 1,
      place: '一楼大厅',
      backedUp: 5,
    })
    const key = publicKeyOf(HUB_SECRET)
    expect(isSignedBy(key, welcomeText(hello.nonce, kioskId, welcome), welcome.sig)).toBe(true)
    const told = [
      welcomeText(nonce, kioskId, welcome),
      welcomeText(hello.nonce, kioskId, { ...welcome, stream: { upto: 8, frozen: true } }),
      welcomeText(hello.nonce, kioskId, { ...welcome, stream: { upto: 7, frozen: false } }),
      welcomeText(hello.nonce, kioskId, { ...welcome, hubEpoch: 'b'.repeat(32) as HubEpoch }),
      welcomeText(hello.nonce, kioskId, { ...welcome, backedUp: 6 }),
    ]
    for (const text of told) expect(isSignedBy(key, text, welcome.sig)).toBe(false)
  })

  test('SY2 a stream that the hub has never seen begins at nothing', () => {
    const welcome = composeWelcome(aHello({ epoch: '3'.repeat(32) as StreamEpoch }), kiosk, standing, byHub)
    expect(welcome).toMatchObject({ stream: { upto: 0, frozen: false }, otherStreams: 2 })
  })
})

describe('what it was shown', () => {
  const hash = (no: number) => String(no).padStart(64, '0') as Hash
  const chains = fc.uniqueArray(fc.integer({ min: 1, max: 9 }).map(hash), { maxLength: 6 })
  const heads = fc.record({ size: fc.nat({ max: 8 }), hash: fc.integer({ min: 0, max: 9 }).map(hash) })

  const holds = (plan: typeof planHistory) =>
    fc.assert(
      fc.property(chains, heads, (chain, seen) => {
        const { diverged, journalThen } = plan(seen, chain[seen.size - 1] ?? null)
        const contains = [GENESIS, ...chain][seen.size] === seen.hash
        expect(diverged).toBe(!contains)
        expect(journalThen === seen.hash).toBe(contains)
      }),
    )

  test('SY18 is of this journal exactly where the journal has that hash at that place', () => {
    expect(planHistory(null, null)).toEqual({ journalThen: null, diverged: false })
    holds(planHistory)
  })

  test('SY18 the property finds a hub that trusts an empty journal, and one that trusts what it has not', () => {
    expect(() =>
      holds((seen, then) => (seen?.size === 0 ? { journalThen: seen.hash, diverged: false } : planHistory(seen, then))),
    ).toThrow()
    expect(() =>
      holds((seen, then) => (then === null ? { journalThen: null, diverged: false } : planHistory(seen, then))),
    ).toThrow()
  })
})
