import type { Hash } from '../../shared/base/bytes.ts'
import type { Refused, HubEpoch } from '../../shared/sync/fields.ts'
import type { Hello, HelloReply, Welcome } from '../../shared/sync/hello.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import { helloText, revokedText, welcomeText } from '../../shared/sync/signing.ts'
import { PROTO_RANGE } from '../../shared/sync/version.ts'
import { compareHistory, type Kiosk } from '../office/kiosks.ts'
import type { Handler, LiveContext } from './context.ts'
import type { Session } from './session.ts'
import { signedJournal } from './signed-journal.ts'
import { verifySignature } from './signer.ts'

/** Who are you? Proven by the kiosk's signature over this connection's nonce; answered with everything it must know. */
export const onHello: Handler<'hello'> = {
  strangers: true,
  async handle(context, session, hello) {
    const refused = (code: Refused['code']): HelloReply => ({ ok: false, code })
    if (session.standing.type !== 'stranger') return refused('PROTO')
    if (hello.proto < PROTO_RANGE[0] || hello.proto > PROTO_RANGE[1]) return refused('PROTO')
    const { store } = context.office
    const kiosk = await store.read.kiosks.one(hello.kioskId)
    const hubId = (await store.read.branch.founded())?.hubId
    if (!kiosk || hubId === undefined || !isWho(session, kiosk, hello, hubId)) return refused('AUTH')
    if (kiosk.revokedAt !== null) {
      // Only the kiosk itself is told, so that it can say so on its screen and keep what it has not sent.
      const sig = context.office.signer.sign(revokedText(hello.nonce, kiosk.kioskId))
      session.socket.emit('bye', { reason: 'revoked', retryAfter: 0, sig })
      return refused('AUTH')
    }
    return await welcome(context, session, kiosk, hello)
  },
}

function isWho(session: Session, kiosk: Kiosk, hello: Hello, hubId: string): boolean {
  if (session.standing.type !== 'stranger') return false
  const { nonce } = session.standing
  const text = helloText({ nonce, hubId, kioskId: hello.kioskId, epoch: hello.epoch })
  return verifySignature(kiosk.publicKey, text, hello.sig)
}

async function welcome(context: LiveContext, session: Session, kiosk: Kiosk, hello: Hello): Promise<HelloReply> {
  const { office, roll } = context
  const { read } = office.store
  const now = office.clock.now()
  const streams = await read.intake.streamsOf(kiosk.kioskId)
  const stream = streams.find(each => each.epoch === hello.epoch)
  const parts = {
    hubEpoch: (await read.hub.epoch()) as HubEpoch,
    now,
    stream: { upto: stream?.upto ?? 0, frozen: stream?.frozen ?? false },
    backedUp: (await read.hub.lastBackup())?.journalSize ?? 0,
  } satisfies Partial<Welcome>
  const journalThen = hello.journalSeen ? await compareHistory(office, kiosk.kioskId, hello.journalSeen) : null
  const reply: Welcome = {
    ok: true,
    proto: hello.proto,
    ...parts,
    feeds: [...(await read.feeds.states())],
    journal: await signedJournal(office, now),
    journalThen: journalThen as Hash | null,
    otherStreams: streams.filter(each => each.epoch !== hello.epoch && each.upto > 0).length,
    place: kiosk.place,
    limits: { recs: LIMITS.pushRecords, bytes: LIMITS.pushBytes, inflight: 1 },
    sig: office.signer.sign(welcomeText(hello.nonce, kiosk.kioskId, parts)),
  }
  // The connection may have gone while the store was asked.
  if (session.standing.type !== 'stranger') return { ok: false, code: 'AUTH' }
  const clock = { mono: hello.clock.mono, boot: hello.clock.boot, hubTime: now }
  session.standing = { type: 'welcomed', kioskId: kiosk.kioskId, epoch: hello.epoch, clock, hello, since: now }
  roll.enter(session)
  // Revoked while the store was asked: whoever cuts revoked kiosks did not find this one yet.
  if ((await read.kiosks.one(kiosk.kioskId))?.revokedAt === null) return reply
  roll.cut(kiosk.kioskId, 'revoked')
  return { ok: false, code: 'AUTH' }
}
