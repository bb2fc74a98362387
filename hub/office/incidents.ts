import { must } from '../../shared/base/check.ts'
import type { KioskId, Millis } from '../../shared/base/ids.ts'
import { refuse, type Problem } from '../../shared/base/problem.ts'
import type { JournalHead } from '../../shared/journal/chain.ts'
import type { Author, FactBody } from '../../shared/journal/facts.ts'
import type { PrivateId } from '../../shared/journal/private-ref.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import type { LostHead, Span } from '../../shared/sync/history.ts'
import type { KeyChange } from '../../shared/sync/key-change.ts'
import type { Office } from './ports.ts'

/**
 * What puts the record itself in doubt: a kiosk that remembers another history, a check that found faults, a restore
 * with what it cost. Each stays open until the secretary has written down what it was.
 */

export interface FaultRow {
  readonly no: number
  readonly at: Millis
  readonly found: FactBody<'journal.faultFound'>['found']
  readonly faults: FactBody<'journal.faultFound'>['faults']
}

export interface RestoreRow {
  readonly no: number
  readonly at: Millis
  /** Lines that the backup held. */
  readonly journalSize: number
}

export interface DivergedRow {
  readonly no: number
  readonly at: Millis
  readonly kioskId: KioskId
  /** How many lines of the other history it had seen. */
  readonly size: number
}

export interface LostHeadRow extends DivergedRow {
  readonly restored: number
  readonly kept: readonly Span[]
  readonly epoch: StreamEpoch
  readonly upto: number
}

export interface FindingRow {
  readonly at: Millis
  readonly incident: number
  readonly by: Author
  readonly wordsId: PrivateId
}

/** In the order of the journal. */
export interface TrustReads {
  restores(): Promise<readonly RestoreRow[]>
  faults(): Promise<readonly FaultRow[]>
  diverged(): Promise<readonly DivergedRow[]>
  lostHeads(): Promise<readonly LostHeadRow[]>
  findings(): Promise<readonly FindingRow[]>
  /** Every change of the hub's key. */
  keyChanges(): Promise<readonly KeyChange[]>
}

export interface Sighting {
  readonly kioskId: KioskId
  readonly at: Millis
  readonly size: number
}

export interface Common {
  /** The journal line it begins with: its name. */
  readonly no: number
  readonly since: Millis
  readonly lastAt: Millis
  readonly closed: { readonly at: Millis; readonly by: Author; readonly wordsId: PrivateId } | null
}

/** A kiosk was shown a history that this journal does not contain: somebody changed what was written. */
export interface HistoryIncident extends Common {
  readonly kind: 'history'
  readonly seenBy: readonly Sighting[]
}

/** A check found that the journal, or what it vouches for, is not what was written. */
export interface JournalIncident extends Common {
  readonly kind: 'journal'
  readonly found: FaultRow['found']
  readonly faults: FaultRow['faults']
}

/** The data were set back to a backup. */
export interface RestoreIncident extends Common {
  readonly kind: 'restored'
  /** Lines in the backup. */
  readonly journalSize: number
  /** As far as any kiosk saw the journal before; `journalSize` where none saw more than the backup holds. */
  readonly seenUpTo: number
  readonly seenBy: readonly Sighting[]
  /** Lines that kiosks made and keep: the hub has them again, or will. */
  readonly kept: number
  /** Of these, on kiosks that have not brought them yet. */
  readonly waiting: number
  /** Kiosks that were not heard of since: what they saw and keep is not known. */
  readonly unheard: readonly KioskId[]
  /** Line numbers of the old journal that nobody can bring back. */
  readonly gone: readonly Span[]
  readonly goneCount: number
}

export type Incident = HistoryIncident | JournalIncident | RestoreIncident

/** cleared: a restore that cost nothing, all kiosks heard. */
export type IncidentState = 'open' | 'cleared' | 'closed'

export function stateOf(incident: Incident): IncidentState {
  if (incident.closed) return 'closed'
  if (incident.kind !== 'restored') return 'open'
  return incident.goneCount + incident.waiting + incident.unheard.length === 0 ? 'cleared' : 'open'
}

/** Newest first. */
export async function listIncidents({ store }: Pick<Office, 'store'>): Promise<Incident[]> {
  const { trust } = store.read
  const findings = await trust.findings()
  const all = [
    ...historiesOf(await trust.diverged(), findings),
    ...faultsOf(await trust.faults(), findings),
    ...(await restoresOf(store.read, findings)),
  ]
  return all.sort((a, b) => b.no - a.no)
}

const closedBy = (no: number, findings: readonly FindingRow[]): Common['closed'] => {
  const finding = findings.find(each => each.incident === no)
  return finding ? { at: finding.at, by: finding.by, wordsId: finding.wordsId } : null
}

/** What several kiosks saw of one and the same change is one incident, until it is closed. */
function historiesOf(rows: readonly DivergedRow[], findings: readonly FindingRow[]): HistoryIncident[] {
  const incidents: HistoryIncident[] = []
  for (const { no, at, kioskId, size } of rows) {
    const last = incidents.at(-1)
    const sighting = { kioskId, at, size }
    if (last && (last.closed === null || last.closed.at >= at)) {
      incidents[incidents.length - 1] = { ...last, lastAt: at, seenBy: [...last.seenBy, sighting] }
    } else {
      incidents.push({ kind: 'history', no, since: at, lastAt: at, closed: closedBy(no, findings), seenBy: [sighting] })
    }
  }
  return incidents
}

const faultsOf = (rows: readonly FaultRow[], findings: readonly FindingRow[]): JournalIncident[] =>
  rows.map(({ no, at, found, faults }) => {
    return { kind: 'journal', no, since: at, lastAt: at, closed: closedBy(no, findings), found, faults }
  })

async function restoresOf(
  read: Office['store']['read'],
  findings: readonly FindingRow[],
): Promise<readonly RestoreIncident[]> {
  const restores = await read.trust.restores()
  if (restores.length === 0) return []
  const [heads, kiosks, applied] = [await read.trust.lostHeads(), await read.kiosks.all(), await read.kiosks.applied()]
  const streams = await read.intake.streamsOf(...kiosks.map(each => each.kioskId))
  return restores.map(({ no, at, journalSize }, index) => {
    const until = restores[index + 1]?.at ?? Infinity
    const told = heads.filter(each => each.restored === no)
    const isBack = ({ kioskId, epoch, upto }: LostHeadRow): boolean =>
      streams.some(each => each.kioskId === kioskId && each.epoch === epoch && each.upto >= upto)
    const heard = new Set(applied.filter(each => each.at >= at).map(each => each.kioskId))
    // A later restore asks the same of them; a kiosk paired since has nothing from before.
    const isAsked = (kiosk: (typeof kiosks)[number]): boolean =>
      until === Infinity && kiosk.revokedAt === null && kiosk.pairedAt < at
    const unheard = kiosks.filter(each => isAsked(each) && !heard.has(each.kioskId)).map(each => each.kioskId)
    const seenUpTo = Math.max(journalSize, ...told.map(each => each.size))
    const kept = within(
      told.flatMap(each => each.kept),
      journalSize + 1,
      seenUpTo,
    )
    const waiting = within(
      told.filter(each => !isBack(each)).flatMap(each => each.kept),
      journalSize + 1,
      seenUpTo,
    )
    const gone = gapsIn(kept, journalSize + 1, seenUpTo)
    return {
      kind: 'restored',
      no,
      since: at,
      lastAt: told.at(-1)?.at ?? at,
      closed: closedBy(no, findings),
      journalSize,
      seenUpTo,
      seenBy: told.map(({ kioskId, at: seenAt, size }) => ({ kioskId, at: seenAt, size })),
      kept: countOf(kept),
      waiting: countOf(waiting),
      unheard: unheard.filter(each => !told.some(({ kioskId }) => kioskId === each)),
      gone,
      goneCount: countOf(gone),
    }
  })
}

const countOf = (spans: readonly Span[]): number => spans.reduce((sum, [from, to]) => sum + to - from + 1, 0)

/** The spans cut to `from`…`to`, in order, without overlaps. */
function within(spans: readonly Span[], from: number, to: number): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a[0] - b[0])) {
    const cut: Span = [Math.max(from, span[0]), Math.min(to, span[1])]
    if (cut[0] > cut[1]) continue
    const last = result.at(-1)
    if (last && cut[0] <= last[1] + 1) last[1] = Math.max(last[1], cut[1])
    else result.push(cut)
  }
  return result
}

/** What of `from`…`to` is in none of the spans. @param spans of `within` */
function gapsIn(spans: readonly Span[], from: number, to: number): Span[] {
  const gaps: Span[] = []
  let next = from
  for (const [first, last] of spans) {
    if (first > next) gaps.push([next, first - 1])
    next = last + 1
  }
  if (next <= to) gaps.push([next, to])
  return gaps
}

/** The restore that explains why a kiosk remembers more than this journal has; null where none does. */
export async function explainingRestore(
  { store }: Pick<Office, 'store'>,
  seen: { readonly size: number; readonly hubEpoch?: string | undefined },
): Promise<RestoreRow | null> {
  if (seen.hubEpoch === undefined || seen.hubEpoch === (await store.read.hub.epoch())) return null
  return (await store.read.trust.restores()).findLast(each => each.journalSize < seen.size) ?? null
}

/** Notes once what a kiosk knows of a journal from before a restore. */
export async function noteLost(office: Office, kioskId: KioskId, lost: LostHead): Promise<void> {
  const restored = (await office.store.read.trust.restores()).findLast(each => each.journalSize < lost.seen.size)
  if (!restored) return
  const known = await office.store.read.trust.lostHeads()
  if (known.some(each => each.kioskId === kioskId && each.restored === restored.no)) return
  await office.store.write({ type: 'hub' }, work =>
    work.append({ kind: 'kiosk.historyLost', body: { kioskId, restored: restored.no, ...lost } }),
  )
}

/** Notes what a check of the journal found, unless that is an open incident already. */
export async function noteFaults(
  office: Pick<Office, 'store'>,
  found: FaultRow['found'],
  report: { readonly head: JournalHead; readonly faults: readonly Problem[] },
): Promise<void> {
  if (report.faults.length === 0) return
  const faults = report.faults.map(({ code, where }) => ({
    code: code.slice(0, 40),
    where: (where ?? '').slice(0, 80),
  }))
  const same = JSON.stringify(faults.map(each => [each.code, each.where]))
  const isOpen = (await listIncidents(office)).some(
    each =>
      each.kind === 'journal' &&
      each.closed === null &&
      JSON.stringify(each.faults.map(fault => [fault.code, fault.where])) === same,
  )
  if (isOpen) return
  const { size, hash } = report.head
  await office.store.write({ type: 'hub' }, work =>
    work.append({ kind: 'journal.faultFound', body: { found, head: { size, hash }, faults } }),
  )
}

const FINDING_LEAST = 10
const FINDING_MOST = 2_000

/** @throws Refusal INCIDENT_UNKNOWN | INCIDENT_CLOSED | FINDING_SHORT */
export async function closeIncident(office: Office, by: Author, no: number, finding: string): Promise<void> {
  const words = finding.trim()
  if (words.length < FINDING_LEAST || words.length > FINDING_MOST) {
    refuse(
      'FINDING_SHORT',
      { zh: '请写明查到的情况和处理办法，10 到 2000 字。', en: 'Write down what was found, 10 to 2,000 characters.' },
      'finding',
    )
  }
  await office.store.write(by, async work => {
    const incident = (await listIncidents({ store: { ...office.store, read: work } })).find(each => each.no === no)
    if (!incident) refuse('INCIDENT_UNKNOWN', { zh: '没有这个事件。', en: 'There is no such incident.' })
    if (must(incident, 'refused above').closed) {
      refuse('INCIDENT_CLOSED', { zh: '这个事件已经办结。', en: 'This incident is closed already.' })
    }
    const ref = await work.keepWords('note', words)
    await work.append({ kind: 'incident.closed', body: { incident: no, finding: ref } })
  })
}
