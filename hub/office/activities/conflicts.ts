import { must } from '../../../shared/base/check.ts'
import type { Hash } from '../../../shared/base/bytes.ts'
import type { ActivityId, KioskId, MemberId, Millis, RecordId, StaffId } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author, Fact, FactBody } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { ClockTrust } from '../../../shared/passes/clock.ts'
import { placeTimes } from '../../../shared/passes/placing.ts'
import type { ClashReason } from '../../../shared/passes/presence.ts'
import type { StreamEpoch } from '../../../shared/sync/fields.ts'
import { parseRecord, type HeldReason } from '../../../shared/sync/record.ts'
import { strikeWithin } from './activities.ts'
import { refreshActivityFeed } from './feed.ts'
import type { Office, Work } from '../ports.ts'
import type { JudgeHands } from '../records/kind.ts'
import { openRecord } from '../records/kinds.ts'
import { takeReads } from '../notices/inner.ts'
import { takeFigureActs } from '../reviews/acts.ts'
import { makeWireKnowledge } from '../wire-knowledge.ts'

/**
 * Everything that does not fit together (AT28): one list, both facts side by side, a person decides. Nothing is
 * deleted; what was settled stays to be read.
 */

export type ConflictReason =
  | ClashReason
  | FactBody<'signIn.recorded'>['review'][number]
  | FactBody<'memberAct.recorded'>['review'][number]
  | HeldReason

/**
 * `conflictId` says what it is about: `<activity>/<member>`, `record/<id>` (a sign-in without an activity),
 * `places/<activity>` (more came than there are places), `held/<journal no>` (a record that could not be used).
 */
export interface Conflict {
  readonly conflictId: string
  readonly activityId: ActivityId | null
  readonly memberId: MemberId | null
  readonly recordId: RecordId | null
  readonly reasons: readonly ConflictReason[]
  /** The newest journal line that it is about: settled are those up to here. */
  readonly no: number
}

/** One thing that a kiosk recorded, or that staff said in the console. */
export interface RecordSaid {
  readonly what: 'signIn' | 'signOut' | 'undo' | 'confirmed' | 'struck'
  readonly no: number
  readonly recordId: RecordId | null
  /** Null: in the console. */
  readonly kioskId: KioskId | null
  readonly memberId: MemberId | null
  readonly activityId: ActivityId | null
  /** By the kiosk's own clock. */
  readonly saidAt: Millis | null
  readonly at: Millis
  readonly span: { readonly from: Millis; readonly to: Millis } | null
  readonly trust: ClockTrust | null
  readonly way: 'card' | 'phone' | 'code' | 'hand'
  readonly cardHash: string | null
  readonly phoneRef: string | null
  readonly staffId: StaffId | null
}

export interface Settlement {
  readonly no: number
  readonly conflictId: string
  readonly how: FactBody<'conflict.settled'>['how']
  readonly noteId: PrivateId | null
  readonly at: Millis
  readonly staffId: StaffId | null
}

export interface HeldRecord {
  readonly kioskId: KioskId
  readonly epoch: StreamEpoch
  readonly seq: number
  readonly hash: Hash
  readonly text: string
  readonly receivedAt: Millis
}

export interface ConflictReads {
  /** Newest first. */
  open(limit: number): Promise<readonly Conflict[]>
  openCount(): Promise<number>
  one(conflictId: string): Promise<Conflict | null>
  /** Newest first. */
  settled(limit: number): Promise<readonly Settlement[]>
  /** What there is to see of each, in order of time. */
  said(conflictIds: readonly string[]): Promise<ReadonlyMap<string, readonly RecordSaid[]>>
  /** A record that is kept without effect, by the journal line that says so. */
  held(no: number): Promise<HeldRecord | null>
  /** Cards scanned at a kiosk since then, whatever came of it; the newest first. */
  cardsSeenAt(kioskId: KioskId, since: Millis): Promise<readonly { cardHash: string; lastAt: Millis; times: number }[]>
}

/** Which conflict, and up to which journal line the person saw it. */
export interface Looked {
  readonly conflictId: string
  readonly upTo: number
}

/** A person has looked and leaves things as they are. @throws Refusal CONFLICT_UNKNOWN */
export async function settleConflict(
  office: Office,
  by: Author,
  looked: Looked & { readonly how: 'seen' | 'samePerson'; readonly note: string },
): Promise<void> {
  await office.store.write(by, async work => {
    await mustBeThere(work, looked.conflictId)
    await work.append(await settled(work, looked, looked.how, looked.note))
  })
}

/** The same for many at once: those that are gone meanwhile are passed over. */
export async function settleMany(office: Office, by: Author, all: readonly Looked[]): Promise<number> {
  return await office.store.write(by, async work => {
    let done = 0
    for (const looked of all) {
      if (!(await work.conflicts.one(looked.conflictId))) continue
      await work.append(await settled(work, looked, 'seen', ''))
      done += 1
    }
    return done
  })
}

/** Takes the attendance back, with a reason. @throws Refusal as `strikeAttendance` */
export async function strikeConflict(
  office: Office,
  by: Author,
  looked: Looked & { readonly why: string },
): Promise<void> {
  await office.store.write(by, async work => {
    const { activityId, memberId } = await mustBeThere(work, looked.conflictId)
    if (activityId === null || memberId === null) {
      refuse('CONFLICT_NO_ATTENDANCE', { zh: '这一条没有记出勤。', en: 'There is no attendance to take back.' })
    }
    await strikeWithin(office, work, { activityId, memberId, why: looked.why })
    await work.append(await settled(work, looked, 'struck', looked.why))
  })
}

/**
 * Says what a sign-in was for that had no activity, or was held.
 * @param input `memberId` only where the record itself names nobody
 * @throws Refusal CONFLICT_UNKNOWN | CONFLICT_NOT_PLACEABLE | ACTIVITY_UNKNOWN | ACTIVITY_CANCELLED | MEMBER_UNKNOWN
 */
export async function placeConflict(
  office: Office,
  by: Author,
  input: Looked & { readonly activityId: ActivityId; readonly memberId: MemberId | null },
): Promise<void> {
  const { activityId } = input
  await office.store.write(by, async work => {
    const record = await placeable(work, await mustBeThere(work, input.conflictId))
    const memberId = record.memberId ?? input.memberId
    if (memberId === null || !(await work.people.one(memberId))) {
      refuse('MEMBER_UNKNOWN', { zh: '请选是哪一名党员。', en: 'Choose the member.' }, 'memberId')
    }
    const activity = await work.activities.one(activityId)
    if (!activity) refuse('ACTIVITY_UNKNOWN', { zh: '没有这项活动。', en: 'No such activity.' }, 'activityId')
    if (activity.state === 'cancelled') {
      refuse('ACTIVITY_CANCELLED', { zh: '这项活动已经取消。', en: 'The activity is cancelled.' }, 'activityId')
    }
    const body = { ...record, memberId, activityId }
    await work.append({ kind: 'signIn.placed', body }, await settled(work, input, 'placed', ''))
    await refreshActivityFeed(office, work, [activityId])
  })
}

/**
 * Judges a held record again with what is known now: a card or phone that came back with a backup, a newer program.
 * @throws Refusal CONFLICT_UNKNOWN | CONFLICT_STILL_HELD
 */
export async function judgeAgain(office: Office, by: Author, looked: Looked): Promise<void> {
  await office.store.write(by, async work => {
    const { no, held } = await mustBeHeld(work, looked.conflictId)
    const parsed = parseRecord(held.text)
    const opened = parsed.ok ? openRecord(parsed.value) : parsed.error
    if (!parsed.ok || typeof opened === 'string') return stillHeld()
    const record = parsed.value
    const named = [record.body['passHash'], record.body['staffId']].map(each =>
      typeof each === 'string' ? [each] : [],
    )
    const known = await makeWireKnowledge().load(work, {
      cardHashes: named[0] ?? [],
      staffIds: named[1] ?? [],
      items: true,
    })
    const said = { at: record.at, mono: record.mono, boot: record.boot, trust: opened.clockTrust }
    // What came before and after it is long placed: only the time of its arrival bounds it.
    const arrival = { mono: 0, boot: '', hubTime: held.receivedAt }
    const { placed } = placeTimes(null, [said], arrival, held.receivedAt)
    const { fact, keep } = await opened.judge(must(placed[0], 'a time'), held, known, handsOf(office, work))
    if (fact.kind === 'record.held') stillHeld()
    const kiosk = { type: 'kiosk', id: held.kioskId } as const
    const settlement = await settled(work, looked, 'placed', '')
    const [entry] = await work.appendAs([
      { by: kiosk, fact },
      { by, fact: settlement },
    ])
    await work.intake.release(no, must(entry, 'a line').no, keep ?? held.text)
    await takeFigureActs(work, [must(entry, 'a line')])
    await takeReads(work, [must(entry, 'a line')])
    if (fact.kind === 'signIn.recorded' && fact.body.counts) {
      await refreshActivityFeed(office, work, [fact.body.counts.activityId])
    }
  })
}

export const handsOf = (office: Office, work: Work): JudgeHands => ({
  keepWords: (kind, words) => work.keepWords(kind, words),
  openSealed: (sealed, about) => office.sealing.open(sealed, about),
})

const stillHeld = (): never =>
  refuse('CONFLICT_STILL_HELD', {
    zh: '现在还是认不出来，先存着。',
    en: 'It still cannot be recognised; it is kept.',
  })

async function settled(
  work: Work,
  { conflictId, upTo }: Looked,
  how: Settlement['how'],
  note: string,
): Promise<Extract<Fact, { kind: 'conflict.settled' }>> {
  const words = note.trim() === '' ? null : await work.keepWords('note', note.trim())
  return { kind: 'conflict.settled', body: { conflictId, upTo, how, note: words } }
}

async function mustBeThere(read: Pick<Work, 'conflicts'>, conflictId: string): Promise<Conflict> {
  return (
    (await read.conflicts.one(conflictId)) ??
    refuse('CONFLICT_UNKNOWN', {
      zh: '这一条已经没有了，请刷新再看。',
      en: 'It is no longer there; please look again.',
    })
  )
}

async function mustBeHeld(work: Work, conflictId: string): Promise<{ no: number; held: HeldRecord }> {
  const { no } = await mustBeThere(work, conflictId)
  const held = conflictId.startsWith('held/') ? await work.conflicts.held(no) : null
  return { no, held: held ?? notPlaceable() }
}

const notPlaceable = (): never =>
  refuse('CONFLICT_NOT_PLACEABLE', {
    zh: '这一条不能记到活动上。',
    en: 'This one cannot be put down to an activity.',
  })

/** For these alone a person may say whose they are: what is wrong with the others is no question of who it was. */
const PLACEABLE: ReadonlySet<ConflictReason> = new Set(['unknownCard', 'unknownPhone'])

async function placeable(
  work: Work,
  conflict: Conflict,
): Promise<Omit<FactBody<'signIn.placed'>, 'memberId' | 'activityId'> & { memberId: MemberId | null }> {
  if (conflict.conflictId.startsWith('record/')) {
    const [said] = (await work.conflicts.said([conflict.conflictId])).get(conflict.conflictId) ?? []
    if (!said?.recordId || !said.kioskId || said.way === 'code') return notPlaceable()
    const { recordId, kioskId, at, way, memberId } = said
    return { recordId, kioskId, seq: 0, at, way, memberId }
  }
  const { held } = await mustBeHeld(work, conflict.conflictId)
  const parsed = parseRecord(held.text)
  if (!parsed.ok || parsed.value.kind !== 'signIn') return notPlaceable()
  if (!conflict.reasons.some(each => PLACEABLE.has(each))) return notPlaceable()
  const record = parsed.value
  const at = Math.min(record.at, held.receivedAt) as Millis
  const way = record.body['way'] === 'phone' ? 'phone' : 'card'
  return { recordId: record.id, kioskId: held.kioskId, seq: held.seq, at, way, memberId: null }
}
