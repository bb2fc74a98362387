import type { HubEpoch } from '../../shared/sync/fields.ts'
import type { Hello, HelloReply } from '../../shared/sync/hello.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import { composeWelcome, planHello } from '../../shared/sync/welcome.ts'
import { hearStreams } from '../office/kiosks/streams.ts'
import { coveredApart } from '../office/backup-state.ts'
import { compareHistory, type Kiosk } from '../office/kiosks/kiosks.ts'
import type { Handler, LiveContext } from './context.ts'
import type { Session } from './session.ts'
import { signedJournal } from './signed-journal.ts'
import { verifySignature } from './signer.ts'

/** Who are you? Proven by the kiosk's signature over this connection's nonce; answered with everything it must know. */
export const onHello: Handler<'hello'> = {
  strangers: true,
  async handle(context, session, hello) {
    const { store, signer } = context.office
    const greeted = {
      hubId: (await store.read.branch.founded())?.hubId ?? null,
      kiosk: await store.read.kiosks.one(hello.kioskId),
      // Last: the connection may have gone while the store was asked.
      nonce: session.standing.type === 'stranger' ? session.standing.nonce : null,
    }
    const plan = planHello(hello, greeted, verifySignature)
    if (plan.type === 'welcome') return await welcome(context, session, plan.kiosk, hello)
    // Told, so that it can say so on its screen and keep what it has not sent.
    if (plan.type === 'revoked') {
      session.socket.emit('bye', { reason: 'revoked', retryAfter: 0, sig: signer.sign(plan.text) })
    }
    return plan.reply
  },
}

async function welcome(context: LiveContext, session: Session, kiosk: Kiosk, hello: Hello): Promise<HelloReply> {
  const { office, roll, applied } = context
  const { read } = office.store
  const now = office.clock.now()
  const streams = await read.intake.streamsOf(kiosk.kioskId)
  const { missing, keep } = await hearStreams(office, kiosk, hello, streams)
  if (keep) applied.announce({ kioskId: kiosk.kioskId, ...keep })
  const standing = {
    now,
    missing,
    hubEpoch: (await read.hub.epoch()) as HubEpoch,
    streams,
    backedUp: coveredApart(await read.hub.backups()),
    journalThen: hello.journalSeen ? await compareHistory(office, kiosk.kioskId, hello.journalSeen) : null,
    feeds: await read.feeds.states(),
    journal: await signedJournal(office, now),
    limits: { recs: LIMITS.pushRecords, bytes: LIMITS.pushBytes, inflight: 1 as const },
  }
  const reply = composeWelcome(hello, kiosk, standing, office.signer.sign)
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
