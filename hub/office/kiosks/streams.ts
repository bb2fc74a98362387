import type { KioskId, Millis } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import { planAnnounced, type Announced } from '../../../shared/sync/announced.ts'
import type { StreamEpoch } from '../../../shared/sync/fields.ts'
import type { Hello } from '../../../shared/sync/hello.ts'
import type { KnownStream } from '../intake-ports.ts'
import type { Kiosk } from './kiosks.ts'
import type { Office, Work } from '../ports.ts'

/** What kiosks said they have, and what of it will never come: a gap is written down once, and shown until settled. */

export interface AnnouncedRow extends Announced {
  readonly kioskId: KioskId
  /** When the kiosk said so. */
  readonly at: Millis
}

/** Records that were announced and are not here: they wait on a kiosk that is not connected. */
export interface Owed {
  readonly kioskId: KioskId
  readonly count: number
  /** When the newest of them was announced. */
  readonly at: number
}

/** A stream that ended with records in it. */
export interface LostStreamRow extends Announced {
  readonly kioskId: KioskId
  /** What the hub has of it now: what came after all is not missing. */
  readonly upto: number
  readonly at: number
  readonly settled: boolean
}

/**
 * Compares a hello with what this kiosk said before, and journals what is gone. What is only new to be remembered is
 * left to the caller, who collects it.
 * @returns `missing`: the records that this kiosk made, that are gone, and that nobody has seen to yet
 */
export async function hearStreams(
  office: Office,
  kiosk: Pick<Kiosk, 'kioskId' | 'pairedAt'>,
  hello: Hello,
  streams: readonly KnownStream[],
): Promise<{ readonly missing: number; readonly keep: Announced | null }> {
  const { kioskId } = kiosk
  const { read } = office.store
  const [announced, known] = [await read.intake.announced(kioskId), await read.kiosks.lostStreams(kioskId)]
  const plan = planAnnounced(hello, streams, announced, known)
  if (plan.lost.length > 0 || plan.drop.length > 0) {
    await office.store.write({ type: 'hub' }, async work => {
      await work.append(...plan.lost.map(each => ({ kind: 'kiosk.streamLost', body: { kioskId, ...each } }) as const))
      await work.intake.forgetAnnounced(kioskId, plan.drop)
    })
  }
  const missing = missingOf(kiosk, await read.kiosks.lostStreams(kioskId))
  return { missing, keep: plan.keep }
}

/** Pairing a kiosk again makes a fresh start. */
export const missingOf = (kiosk: Pick<Kiosk, 'pairedAt'>, lost: readonly LostStreamRow[]): number =>
  lost
    .filter(each => !each.settled && each.at >= kiosk.pairedAt)
    .reduce((sum, each) => sum + Math.max(0, each.last - each.upto), 0)

/** @param owed  of one kiosk */
export function owedBy(owed: readonly Owed[]): Pick<Owed, 'count' | 'at'> | null {
  if (owed.length === 0) return null
  return {
    count: owed.reduce((sum, each) => sum + each.count, 0),
    at: Math.max(...owed.map(each => each.at)),
  }
}

/** A kiosk leaves the branch: what it announced and did not bring will not come any more. */
export async function loseOwed(work: Work, kioskId: KioskId): Promise<void> {
  const announced = await work.intake.announced(kioskId)
  const streams = await work.intake.streamsOf(kioskId)
  const uptoOf = (epoch: StreamEpoch) => streams.find(each => each.epoch === epoch)?.upto ?? 0
  const owed = announced.filter(each => each.last > uptoOf(each.epoch))
  await work.append(
    ...owed.map(
      ({ epoch, last }) =>
        ({ kind: 'kiosk.streamLost', body: { kioskId, epoch, upto: uptoOf(epoch), last, told: 'revoked' } }) as const,
    ),
  )
  await work.intake.forgetAnnounced(
    kioskId,
    announced.map(each => each.epoch),
  )
}

/** Somebody looked into the missing records: the alarm here and on the kiosk's glass goes. @throws Refusal KIOSK_COMPLETE */
export async function settleMissing(office: Office, by: Author, kioskId: KioskId): Promise<void> {
  await office.store.write(by, async work => {
    if (!(await work.kiosks.lostStreams(kioskId)).some(each => !each.settled)) {
      refuse('KIOSK_COMPLETE', { zh: '这台公开屏没有缺少的记录。', en: 'No record of this screen is missing.' })
    }
    await work.append({ kind: 'kiosk.missingSettled', body: { kioskId } })
  })
}
