import { io, type Socket } from 'socket.io-client'
import { must } from '../../shared/base/check.ts'
import { newId, type KioskId, type Millis, type RandomBytes, type RecordId } from '../../shared/base/ids.ts'
import type { Hash } from '../../shared/base/bytes.ts'
import { cardHash, proofKey, signInProof, type ProofKey } from '../../shared/passes/card.ts'
import { proofBytes, type SignInBody } from '../../shared/passes/sign-in.ts'
import type { Challenge } from '../../shared/sync/challenge.ts'
import type { HelloReply, Welcome } from '../../shared/sync/hello.ts'
import type { PushReply } from '../../shared/sync/push.ts'
import { recordText } from '../../shared/sync/record.ts'
import { sign } from '../../shared/sync/signature.ts'
import { helloText } from '../../shared/sync/signing.ts'
import { secretNo } from '../fixtures/passes.ts'
import { activityIdNo, deviceNo, memberIdNo, MEMBERS, type Device, type Ready } from './ingest-branch.ts'

/** The kiosks: real Socket.io clients with real keys and real card proofs. The same loop drives hub and sketch. */

export interface BenchKiosk {
  readonly device: Device
  readonly socket: Socket
  /** Null where the server asks nobody who they are. */
  readonly welcomed: { readonly challenge: Challenge; readonly welcome: Welcome } | null
  /** The next place of its stream. */
  next: number
}

const BOOT = 'b007b007'

/** Connected, and welcomed where the server asks who it is. */
export async function aBenchKiosk({ url, kioskIds }: Ready, number: number): Promise<BenchKiosk> {
  const device = deviceNo(number)
  const socket = io(`${url}/kiosk`, { transports: ['websocket'], reconnection: false, forceNew: true })
  const challenged = new Promise<Challenge>(resolve => socket.once('challenge', resolve))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const kioskId = kioskIds[number]
  if (kioskId === undefined) return { device, socket, welcomed: null, next: 1 }
  const challenge = await challenged
  return {
    device,
    socket,
    welcomed: { challenge, welcome: await sayHello(socket, device, kioskId as KioskId, challenge) },
    next: 1,
  }
}

async function sayHello(socket: Socket, device: Device, kioskId: KioskId, challenge: Challenge): Promise<Welcome> {
  const { epoch, secret } = device
  const { nonce, hubId } = challenge
  const reply = (await socket.timeout(10_000).emitWithAck('hello', {
    proto: 1,
    kioskId,
    epoch,
    nonce: '11'.repeat(32),
    sig: sign(helloText({ nonce, hubId, kioskId, epoch }), secret),
    app: 'bench',
    out: { first: 1, last: 0, acked: 0 },
    feeds: [],
    journalSeen: null,
    clock: { wall: Date.now(), mono: 5000, boot: BOOT },
    store: { persisted: true, usage: 1, quota: 100 },
  })) as HelloReply
  if (!reply.ok) throw new Error(`the hub does not welcome a kiosk: ${reply.code}`)
  return reply
}

const keys = new Map<number, { readonly passHash: Hash; readonly key: ProofKey }>()

function cardNo(number: number) {
  const secret = secretNo(number + 1)
  const card = keys.get(number) ?? { passHash: cardHash(secret), key: proofKey(secret) }
  keys.set(number, card)
  return card
}

/** The `number`th sign-in of all: member after member, activity after activity, each pair once. */
export function aSignIn(number: number, random: RandomBytes): string {
  const who = { member: number % MEMBERS, activity: Math.floor(number / MEMBERS) }
  return signInText({ ...who, at: Date.now(), mono: 1000, boot: BOOT }, random).text
}

export interface SignInSaid {
  readonly member: number
  readonly activity: number
  /** Milliseconds of the kiosk's clock, which is right. */
  readonly at: number
  readonly mono: number
  readonly boot: string
}

/** The record of a member's card at a kiosk. */
export function signInText(said: SignInSaid, random: RandomBytes): { readonly id: RecordId; readonly text: string } {
  const { member, activity, mono, boot } = said
  const at = said.at as Millis
  const head = { id: newId<RecordId>(at, random), at }
  const { passHash, key } = cardNo(member)
  const bare: SignInBody = {
    memberId: memberIdNo(member),
    activityId: activityIdNo(activity),
    way: 'card',
    result: 'ok',
    flags: [],
    clockTrust: 'synced',
    passHash,
    proof: null,
    phone: null,
    staffId: null,
    pin: false,
  }
  const body = { ...bare, proof: signInProof(key, proofBytes(head, bare)) }
  return { id: head.id, text: recordText({ ...head, kind: 'signIn', kv: 1, mono, boot, body }) }
}

export interface Load {
  readonly perSecond: number
  /** From sending a push to its answer, in milliseconds. */
  readonly latencies: readonly number[]
  /** Pushes that were told to come again later. */
  readonly busy: number
}

/** Each kiosk sends its texts, `batch` at a time and one push in flight, until all are acknowledged. */
export async function drive(
  kiosks: readonly BenchKiosk[],
  texts: readonly (readonly string[])[],
  batch: number,
): Promise<Load> {
  const latencies: number[] = []
  let busy = 0
  const started = performance.now()
  await Promise.all(
    kiosks.map(async (kiosk, number) => {
      const own = must(texts[number], 'texts for every kiosk')
      for (let at = 0; at < own.length; at += batch) {
        const recs = own.slice(at, at + batch)
        const sent = performance.now()
        busy += await pushUntilTaken(kiosk, recs)
        latencies.push(performance.now() - sent)
        kiosk.next += recs.length
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  return { perSecond: texts.flat().length / seconds, latencies, busy }
}

/** @returns how often it had to wait first */
async function pushUntilTaken({ device, socket, next }: BenchKiosk, recs: readonly string[]): Promise<number> {
  for (let busy = 0; ; busy++) {
    const reply = (await socket.emitWithAck('push', { epoch: device.epoch, from: next, recs })) as PushReply
    if (reply.ok || reply.code !== 'BUSY') {
      mustBeNew(reply, next, recs.length)
      return busy
    }
    await new Promise(resolve => setTimeout(resolve, reply.retryAfter))
  }
}

/** A fast answer that is not the right one is no figure. */
function mustBeNew(reply: PushReply, from: number, count: number): void {
  const right =
    reply.ok &&
    reply.upto === from + count - 1 &&
    reply.res.length === count &&
    reply.res.every(each => each.st === 'new')
  if (!right) throw new Error(`not taken as new: ${JSON.stringify(reply).slice(0, 300)}`)
}
