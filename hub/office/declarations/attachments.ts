import * as v from 'valibot'
import { toBase64Url, fromBase64Url } from '../../../shared/base/base64url.ts'
import { canonical } from '../../../shared/base/canonical.ts'
import { must } from '../../../shared/base/check.ts'
import { utf8ToBytes } from '../../../shared/base/bytes.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import {
  ATTACHMENT_BYTES,
  DrawingSchema,
  VOICE_MS_MAX,
  VOICE_MS_MIN,
  type AsideReason,
  type AttachmentId,
  type AttachmentMime,
  type AttachmentType,
} from '../../../shared/declarations/attachment.ts'
import { joinParts } from '../../../shared/declarations/parts.ts'
import type { Attachment, PartOnFile } from './ports.ts'
import type { Office, Reads, Work } from '../ports.ts'
import { measured } from '../sound/sound.ts'

/**
 * What came with declarations (PR30–PR34): joined when all its parts are here, opened, looked at by its bytes alone, and
 * kept as the hub's own drawing of it, or put aside with the reason. The declaration waits for none of this.
 */

/** Draws a picture anew; null for what is none. */
export type Redraw = (bytes: Uint8Array) => Promise<Uint8Array | null>

/** Parts that no record speaks of are kept for as long as a kiosk may be without a network, and then some. */
const NAMELESS_MS = 90 * 86_400_000

/** What is left of an attachment once it was looked at. */
export interface Content {
  readonly mime: AttachmentMime
  readonly ms: number | null
  readonly bytes: Uint8Array
}

/**
 * Looks at every attachment that is complete. Drawing pictures takes time, so it is done between two pieces of writing;
 * asked twice at once, each attachment is still settled once.
 * @returns how many were settled
 */
export async function settleAttachments(office: Office, redraw: Redraw): Promise<number> {
  const complete = await office.store.read.declarations.complete()
  for (const attachment of complete) {
    const found = await looked(office, attachment, redraw)
    await office.store.write({ type: 'hub' }, work => settleOne(work, attachment, found))
  }
  await dropUseless(office)
  return complete.length
}

async function settleOne(work: Work, { attachmentId }: Attachment, found: Content | AsideReason): Promise<void> {
  const now = await work.declarations.attachment(attachmentId)
  if (now?.state !== 'waiting') return
  await keepFound(work, attachmentId, found)
  await dropParts(work, await work.declarations.parts(now))
}

/** Writes down what an attachment turned out to be. */
export async function keepFound(work: Work, attachmentId: AttachmentId, found: Content | AsideReason): Promise<void> {
  if (typeof found === 'string') {
    await work.append({ kind: 'attachment.putAside', body: { attachmentId, why: found } })
    return
  }
  const content = await work.keepWords('attachment', toBase64Url(found.bytes))
  await work.append({ kind: 'attachment.kept', body: { attachmentId, mime: found.mime, ms: found.ms, content } })
}

async function looked(office: Office, attachment: Attachment, redraw: Redraw): Promise<Content | AsideReason> {
  const { read } = office.store
  const parts = await read.declarations.parts(attachment)
  const words = await read.words.many(parts.map(each => each.dataId))
  // Sorted by record within a place: of two that claim one place the first counts, in whichever order they came.
  const first = parts.filter((part, at) => parts[at - 1]?.place !== part.place)
  const data = first.map(part => ({ at: part.place, data: words.get(part.dataId) ?? '' }))
  const sealed = joinParts(attachment, data)
  if (typeof sealed === 'string') return 'wrongHash'
  const bytes = office.sealing.openBytes(sealed, attachment.attachmentId)
  if (!bytes) return 'badSeal'
  if (bytes.length > ATTACHMENT_BYTES[attachment.type]) return 'tooBig'
  return await contentOf(attachment.type, bytes, redraw)
}

/** PR31: what the bytes are, whatever was said of them. */
export async function contentOf(
  type: AttachmentType,
  bytes: Uint8Array,
  redraw: Redraw,
): Promise<Content | AsideReason> {
  switch (type) {
    case 'photo': {
      const drawn = await redraw(bytes)
      return drawn ? { mime: 'image/jpeg', ms: null, bytes: drawn } : 'notWhatItSays'
    }
    case 'voice': {
      const sound = measured(bytes)
      if (typeof sound === 'string') return 'notWhatItSays'
      if (sound.ms > VOICE_MS_MAX) return 'tooLong'
      return sound.ms < VOICE_MS_MIN ? 'tooShort' : { mime: sound.type, ms: sound.ms, bytes }
    }
    case 'drawing': {
      const drawing = drawingOf(bytes)
      return drawing === null ? 'notWhatItSays' : { mime: 'application/json', ms: null, bytes: drawing }
    }
  }
}

/** Strokes and nothing else, written out again by us. */
function drawingOf(bytes: Uint8Array): Uint8Array | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const parsed = v.safeParse(DrawingSchema, JSON.parse(text))
    return parsed.success ? utf8ToBytes(canonical(parsed.output)) : null
  } catch {
    // No UTF-8, no JSON, or nested deeper than the stack.
    return null
  }
}

/** Takes away sealed parts that nothing waits for. */
async function dropUseless(office: Office): Promise<void> {
  const since = Math.max(0, office.clock.now() - NAMELESS_MS) as Millis
  if ((await office.store.read.declarations.useless(since)).length === 0) return
  await office.store.write({ type: 'hub' }, async work => {
    await dropParts(work, await work.declarations.useless(since))
  })
}

async function dropParts(work: Work, parts: readonly PartOnFile[]): Promise<void> {
  for (const { dataId } of parts) await work.eraseWords(dataId)
  const owners = new Map(
    parts.map(({ kioskId, attachmentId }) => [`${kioskId}/${attachmentId}`, { kioskId, attachmentId }]),
  )
  await work.append(...[...owners.values()].map(body => ({ kind: 'parts.dropped', body }) as const))
}

/** PR32: an attachment as staff may see it; null where there is none, it still waits, or was put aside or erased. */
export async function attachmentContent(read: Reads, attachmentId: AttachmentId): Promise<Content | null> {
  const found = await read.declarations.attachment(attachmentId)
  if (found?.state !== 'kept' || found.contentId === null) return null
  const text = await read.words.get(found.contentId)
  if (text === null) return null
  return {
    mime: must(found.mime, 'a type of what is kept'),
    ms: found.ms,
    bytes: must(fromBase64Url(text), 'what the hub wrote itself'),
  }
}
