import { newId, type Millis, type RandomBytes, type RecordId } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import { sealText } from '../../shared/base/seal.ts'
import { type AttachmentId, type AttachmentType } from '../../shared/declarations/attachment.ts'
import {
  declarationBody,
  type AttestationBody,
  type AttestationWords,
  type DeclarationWords,
  type ObjectionBody,
} from '../../shared/declarations/declaration.ts'
import { drawingOf } from '../../shared/declarations/drawing.ts'
import { partsOf, type Parted } from '../../shared/declarations/parts.ts'
import { OutboxFull, type NewRow, type Outbox, type RowMark } from '../store/outbox.ts'
import { newRow } from '../state/new-row.ts'
import { resentMark } from '../state/own-said.ts'
import type { ShownHandle } from '../state/shown.ts'
import type { KioskClock } from '../state/time.ts'
import { thinnedPages, type StrokePages } from '../../shared/passes/strokes.ts'
import type { AttestDraft } from '../state/attest-draft.ts'
import type { NoteDraft } from '../state/note-draft.ts'
import type { ObjectDraft } from '../state/object-draft.ts'
import type { DeclareDraft, DeclareFault } from './declare-flow.ts'

/**
 * From what somebody declared, vouched for or objected to the outbox: sealed to the hub, attachments in parts before the record
 * that names them, all in one write. Only when that is on the disk does the screen say that it is kept.
 */

/** Where records are written; the machine gives it. */
export interface Keeper {
  readonly outbox: Pick<Outbox, 'addAll' | 'state'>
  readonly clock: KioskClock
  readonly random: RandomBytes
  /** The hub's sealing key, hex; undefined before the first contact. */
  sealKey(): string | undefined
  readonly onWritten: (seq: number) => void
  readonly onFault: (cause: unknown) => void
}

export type Kept = 'kept' | DeclareFault

/**
 * Characters that the outbox may hold before pictures and voices are turned away: about a hundred and fifty declarations
 * with everything. Sign-ins, and declarations in few words, are never turned away for it.
 */
export const OUTBOX_SIZE_MAX = 48_000_000

export const NOTE_BYTES = 3_300
export const NAME_BYTES = 3_000

/** @param pinGiven the member's own PIN was given and right */
export async function keepDeclaration(
  keeper: Keeper,
  shown: ShownHandle,
  draft: DeclareDraft,
  pinGiven: boolean,
): Promise<Kept> {
  const { item, date, memberId, schemeVersion, quantity } = draft
  const follows = draft.follows?.declarationId ?? null
  const held = shown.held()
  if (!held || !item || !date || shown.member.memberId !== memberId) return 'failed'
  return await keep(keeper, attachmentsOf(draft), ({ id, at, trust, seal, parted }) => {
    const declared = {
      memberId,
      itemCode: item.code,
      schemeVersion,
      date,
      quantity,
      sealed: seal({ text: '' } satisfies DeclarationWords),
      parts: parted.map(each => each.claim),
      follows,
      pin: pinGiven,
    }
    const body = declarationBody({ id, at }, declared, { ...held, clockTrust: trust })
    return { kind: 'declaration', body, mark: follows && resentMark(memberId, follows, at) }
  })
}

/** @param today the day on which it is vouched for */
export async function keepAttestation(keeper: Keeper, draft: AttestDraft, today: PlainDate): Promise<Kept> {
  const { helper, deed } = draft
  if (!helper || !deed) return 'failed'
  return await keep(keeper, voiceOf(draft), ({ trust, seal, parted }) => {
    const body: AttestationBody = {
      memberId: helper.memberId,
      itemCode: deed.itemCode,
      date: today,
      sealed: seal(wordsOf(draft)),
      parts: parted.map(each => each.claim),
      clockTrust: trust,
    }
    return { kind: 'attestation', body }
  })
}

export async function keepObjection(keeper: Keeper, draft: ObjectDraft): Promise<Kept> {
  const { docId, rev } = draft.document
  return await keep(keeper, voiceOf(draft), ({ trust, seal, parted }) => {
    const parts = parted.map(each => each.claim)
    const body: ObjectionBody = { docId, rev, sealed: seal(wordsOf(draft)), parts, clockTrust: trust }
    return { kind: 'objection', body }
  })
}

type Said = Pick<NoteDraft, 'note' | 'voice' | 'name'>

const wordsOf = ({ note, name }: Said): AttestationWords => ({
  name: writtenOf(name, NAME_BYTES),
  note: writtenOf(note, NOTE_BYTES),
})

const voiceOf = ({ voice }: Said): readonly Attachment[] => (voice ? [{ type: 'voice', bytes: voice.bytes }] : [])

interface Attachment {
  readonly type: AttachmentType
  readonly bytes: Uint8Array
}

interface Making {
  readonly id: RecordId
  readonly at: Millis
  readonly trust: ReturnType<KioskClock['read']>['trust']
  readonly parted: readonly Parted[]
  seal(words: object): string
}

async function keep(
  { outbox, clock, random, sealKey, onWritten, onFault }: Keeper,
  attachments: readonly Attachment[],
  make: (making: Making) => { readonly kind: string; readonly body: object; readonly mark?: RowMark | null },
): Promise<Kept> {
  const hubKey = sealKey()
  if (hubKey === undefined) return 'failed'
  try {
    const { time: at, trust } = clock.read()
    const parted = attachments.map(({ type, bytes }) =>
      partsOf(bytes, type, hubKey, newId<AttachmentId>(at, random), random),
    )
    const id = newId<RecordId>(at, random)
    const seal = (words: object): string => sealText(JSON.stringify(words), hubKey, id, random)
    const { kind, body, mark } = make({ id, at, trust, parted, seal })
    const rows = [
      ...parted.flatMap(each =>
        each.parts.map(part => newRow(clock, { id: newId(at, random), at, kind: 'part', body: part })),
      ),
      newRow(clock, { id, at, kind, body }, mark ?? null),
    ]
    if (attachments.length > 0 && (await isTooMuch(outbox, rows))) return 'noRoom'
    // What was held back for sign-ins stays theirs.
    onWritten(await outbox.addAll(rows, 'spare'))
    return 'kept'
  } catch (cause) {
    if (cause instanceof OutboxFull) return 'noRoom'
    onFault(cause)
    return 'failed'
  }
}

async function isTooMuch(outbox: Keeper['outbox'], rows: readonly NewRow[]): Promise<boolean> {
  const { size } = await outbox.state()
  return size + rows.reduce((sum, { text }) => sum + text.length, 0) > OUTBOX_SIZE_MAX
}

function attachmentsOf({ photo, voice, words }: DeclareDraft): readonly Attachment[] {
  const drawing = drawingOf(words)
  return [
    ...(photo ? [{ type: 'photo', bytes: photo.bytes } as const] : []),
    ...(voice ? [{ type: 'voice', bytes: voice.bytes } as const] : []),
    ...(drawing ? [{ type: 'drawing', bytes: drawing } as const] : []),
  ]
}

/** One page, small enough to travel inside the record. */
function writtenOf(pages: StrokePages, bytesMax: number) {
  const thin = thinnedPages(pages, bytesMax)
  const strokes = thin?.flat().map(stroke => [...stroke]) ?? []
  return strokes.length === 0 ? null : { kind: 'drawn' as const, strokes }
}
