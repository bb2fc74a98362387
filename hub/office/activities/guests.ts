import * as v from 'valibot'
import { newId, type ActivityId, type Millis, type RecordId } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import { WrittenSchema, type Written } from '../../../shared/passes/written.ts'
import { mustBeKnown } from './activities.ts'
import type { Guest } from '../people/member-acts.ts'
import type { Office, Reads, Work } from '../ports.ts'

/** Guests of an activity (AT66): members of other branches, listed apart; they have no points here. */

export interface TranscriptReads {
  /** What staff read in guests' handwriting. */
  of(guestIds: readonly RecordId[]): Promise<ReadonlyMap<RecordId, PrivateId>>
}

/** A guest as the console shows them. */
export interface GuestLine {
  readonly guestId: RecordId
  readonly at: Millis
  readonly slipNo: string
  /** As written at the door; null once the words are erased. */
  readonly name: Written | null
  readonly homeBranch: Written | null
  /** What staff read in handwriting; null: nobody has yet, or nothing was drawn. */
  readonly read: GuestNames | null
  /** Whether a telephone is kept; asked for one by one. */
  readonly hasPhone: boolean
  readonly way: 'kiosk' | 'console'
  readonly struck: boolean
}

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))

export const GuestNamesSchema = v.strictObject({ name, homeBranch: name })
export type GuestNames = v.InferOutput<typeof GuestNamesSchema>

/** The journal's words of a guest, without the telephone. */
const KeptWordsSchema = v.object({ name: WrittenSchema, homeBranch: WrittenSchema })

export interface GuestInput extends GuestNames {
  /** Digits, or empty. */
  readonly phone: string
}

/** Writes a guest down by hand, as the console's own kind of record. @returns the number of their slip */
export async function listGuest(
  office: Office,
  by: Author,
  activityId: ActivityId,
  { phone, ...names }: GuestInput,
): Promise<{ guestId: RecordId; slipNo: string }> {
  return await office.store.write(by, async work => {
    const { state } = mustBeKnown(await work.activities.one(activityId))
    if (state === 'cancelled') {
      refuse('ACTIVITY_CANCELLED', { zh: '活动已经取消。', en: 'The activity is cancelled.' })
    }
    const guestId = newId<RecordId>(office.clock.now(), office.random)
    const slipNo = await freeSlipNo(office, work, activityId)
    const written = { name: typed(names.name), homeBranch: typed(names.homeBranch) }
    const words = await work.keepWords('note', JSON.stringify(written))
    const phoneRef = phone === '' ? null : await work.keepWords('note', phone)
    await work.append({ kind: 'guest.listed', body: { guestId, activityId, words, phone: phoneRef, slipNo } })
    return { guestId, slipNo }
  })
}

const typed = (text: string): Written => ({ kind: 'typed', text })

/** Six digits that no other guest of the activity has. */
async function freeSlipNo(office: Office, work: Work, activityId: ActivityId): Promise<string> {
  const taken = new Set((await work.guests.ofActivity(activityId)).map(each => each.slipNo))
  for (;;) {
    const [a = 0, b = 0, c = 0] = office.random(3)
    const slipNo = String(((a << 16) | (b << 8) | c) % 1_000_000).padStart(6, '0')
    if (!taken.has(slipNo)) return slipNo
  }
}

/** Keeps what a person read in a guest's handwriting; said again, the last reading counts. */
export async function transcribeGuest(office: Office, by: Author, guestId: RecordId, names: GuestNames): Promise<void> {
  await office.store.write(by, async work => {
    mustBeListed(await work.guests.one(guestId))
    const words = await work.keepWords('note', JSON.stringify(names))
    await work.append({ kind: 'guest.transcribed', body: { guestId, words } })
  })
}

/** Takes a guest off the list, with a reason; the record stays. */
export async function strikeGuest(office: Office, by: Author, guestId: RecordId, why: string): Promise<void> {
  await office.store.write(by, async work => {
    mustBeListed(await work.guests.one(guestId))
    await work.append({ kind: 'guest.struck', body: { guestId, why: await work.keepWords('note', why) } })
  })
}

function mustBeListed(guest: Guest | null): Guest {
  if (!guest || guest.struck) refuse('GUEST_UNKNOWN', { zh: '名单里没有这位来宾。', en: 'There is no such guest.' })
  return guest
}

/** In the order in which they came, without those who were struck. */
export async function guestLines(read: Reads, activityId: ActivityId): Promise<GuestLine[]> {
  const guests = (await read.guests.ofActivity(activityId)).filter(each => !each.struck)
  if (guests.length === 0) return []
  const transcripts = await read.transcripts.of(guests.map(each => each.guestId))
  const words = await read.words.many([...guests.map(each => each.wordsId), ...transcripts.values()])
  return guests.map(guest => {
    const kept = v.safeParse(KeptWordsSchema, parsed(words.get(guest.wordsId)))
    const transcript = transcripts.get(guest.guestId)
    const names = v.safeParse(GuestNamesSchema, parsed(transcript && words.get(transcript)))
    return {
      guestId: guest.guestId,
      at: guest.at,
      slipNo: guest.slipNo,
      name: kept.success ? kept.output.name : null,
      homeBranch: kept.success ? kept.output.homeBranch : null,
      read: names.success ? names.output : null,
      hasPhone: guest.phoneId !== null,
      way: guest.kioskId === '' ? ('console' as const) : ('kiosk' as const),
      struck: guest.struck,
    }
  })
}

const parsed = (text: string | undefined): unknown => (text === undefined ? null : JSON.parse(text))

/** The telephone of one guest, for who has a reason to call. */
export async function guestPhone(read: Reads, guestId: RecordId): Promise<string | null> {
  const { phoneId } = mustBeListed(await read.guests.one(guestId))
  return phoneId === null ? null : await read.words.get(phoneId)
}
