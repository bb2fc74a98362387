import type { Hash } from '../../../shared/base/bytes.ts'
import { canonical } from '../../../shared/base/canonical.ts'
import { newId, type KioskId, type Millis } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author, FactBody } from '../../../shared/journal/facts.ts'
import type { FeedName, PublicKey } from '../../../shared/sync/fields.ts'
import { planHistory } from '../../../shared/sync/welcome.ts'
import { loseOwed, type LostStreamRow } from './streams.ts'
import { explainingRestore } from '../incidents.ts'
import type { Office } from '../ports.ts'

/** Kiosks: pairing, naming, revoking. */

export interface Kiosk {
  readonly kioskId: KioskId
  readonly publicKey: PublicKey
  readonly place: string
  readonly pairedAt: number
  readonly revokedAt: number | null
  readonly revokedWhy: FactBody<'kiosk.revoked'>['why'] | null
}

export interface Incident {
  readonly no: number
  readonly at: number
  readonly kind: 'streamFrozen' | 'historyDiverged' | 'streamLost' | 'missingSettled'
  readonly kioskId: KioskId
  /** JSON of the fact's own fields. */
  readonly detail: string
}

export interface AppliedRow {
  readonly kioskId: KioskId
  readonly feed: FeedName
  readonly gen: number
  readonly n: number
  readonly at: number
}

export interface KioskReads {
  /** Revoked ones included. */
  all(): Promise<readonly Kiosk[]>
  one(kioskId: KioskId): Promise<Kiosk | null>
  byKey(publicKey: PublicKey): Promise<Kiosk | null>
  /** Who shows what, as each kiosk last said. */
  applied(): Promise<readonly AppliedRow[]>
  /** Newest first. */
  incidents(limit: number): Promise<readonly Incident[]>
  /** Streams of one kiosk, or of all, that ended though there was more to bring, oldest first. */
  lostStreams(kioskId?: KioskId): Promise<readonly LostStreamRow[]>
}

/**
 * Takes a kiosk into the branch. A key that was paired before keeps its id, with its new place, and is no longer
 * revoked: somebody stood before it and typed its code.
 */
export async function pairKiosk(
  office: Office,
  by: Author,
  input: { readonly publicKey: PublicKey; readonly place: string; readonly how: 'code' | 'link' },
): Promise<Kiosk> {
  const place = checkPlace(input.place)
  return await office.store.write(by, async work => {
    const known = await work.kiosks.byKey(input.publicKey)
    const kioskId = known?.kioskId ?? newId<KioskId>(office.clock.now(), office.random)
    await work.append({
      kind: 'kiosk.paired',
      body: { kioskId, publicKey: input.publicKey, place, how: input.how },
    })
    return (await work.kiosks.one(kioskId)) ?? unknownKiosk()
  })
}

/** @throws Refusal KIOSK_UNKNOWN | KIOSK_PLACE */
export async function renameKiosk(office: Office, by: Author, kioskId: KioskId, place: string): Promise<void> {
  const checked = checkPlace(place)
  await office.store.write(by, async work => {
    if (!(await work.kiosks.one(kioskId))) unknownKiosk()
    await work.append({ kind: 'kiosk.renamed', body: { kioskId, place: checked } })
  })
}

/** From now on the kiosk is a stranger; its open connection is cut by whoever hears of the fact. @throws Refusal KIOSK_UNKNOWN */
export async function revokeKiosk(
  office: Office,
  by: Author,
  kioskId: KioskId,
  why: FactBody<'kiosk.revoked'>['why'],
): Promise<void> {
  await office.store.write(by, async work => {
    const kiosk = (await work.kiosks.one(kioskId)) ?? unknownKiosk()
    if (kiosk.revokedAt !== null) return
    await work.append({ kind: 'kiosk.revoked', body: { kioskId, why } })
    await loseOwed(work, kioskId)
  })
}

/**
 * Compares what a kiosk remembers of the journal with the journal (DESIGN promise 3), and notes the incident once per
 * head. @returns the hash our journal has there; null when it does not reach so far
 */
export async function compareHistory(
  office: Office,
  kioskId: KioskId,
  { hubEpoch, ...seen }: { readonly size: number; readonly hash: Hash; readonly hubEpoch?: string | undefined },
): Promise<Hash | null> {
  const [line] = seen.size === 0 ? [] : await office.store.read.journal.lines(seen.size, 1)
  const { journalThen: ours, diverged } = planHistory(seen, (line?.hash as Hash | undefined) ?? null)
  if (!diverged) return ours
  // What a restore took back is no other history: the kiosk says what it knows of it by itself.
  if (await explainingRestore(office, { ...seen, hubEpoch })) return ours
  // As the fact reads once it is a line of the journal.
  const detail = canonical({ seen: { ...seen }, ours })
  const known = await office.store.read.kiosks.incidents(200)
  if (known.some(each => each.kioskId === kioskId && each.detail === detail)) return ours
  await office.store.write({ type: 'hub' }, work =>
    work.append({ kind: 'kiosk.historyDiverged', body: { kioskId, seen, ours } }),
  )
  return ours
}

/** What the hub was told at the last contact; lives in memory, because it says nothing once the hub is gone. */
export interface KioskStatus {
  readonly kioskId: KioskId
  readonly online: boolean
  readonly lastSeen: Millis
  readonly app: string
  /** Records that wait on the kiosk, as of its last hello. */
  readonly unsent: number
  /** Kiosk's wall clock minus the hub's, milliseconds. */
  readonly clockOffMs: number
  readonly persisted: boolean | null
  readonly usage: number | null
  readonly quota: number | null
}

function checkPlace(place: string): string {
  const trimmed = place.trim()
  if (trimmed.length < 1 || trimmed.length > 40) {
    refuse(
      'KIOSK_PLACE',
      { zh: '请填写终端摆放的地点（1至40字）。', en: 'Name the place, 1 to 40 characters.' },
      'place',
    )
  }
  return trimmed
}

const unknownKiosk = (): never =>
  refuse('KIOSK_UNKNOWN', { zh: '没有这台终端。', en: 'There is no such kiosk.' }, 'kioskId')
