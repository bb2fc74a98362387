import { toBase64Url } from '../../../shared/base/base64url.ts'
import { newId, type RecordId } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { AttachmentId } from '../../../shared/declarations/attachment.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import { contentOf, type Redraw } from './attachments.ts'
import type { Office } from '../ports.ts'

/** Pictures of the paper slip beside a declaration that was typed in from it (PR50). */

/** Both sides of a slip, and what was clipped to it. */
const SCANS_MAX = 6

/**
 * Takes a picture as it comes from a scanner or a camera; kept is what the hub draws of it anew.
 * @throws Refusal DECLARATION_UNKNOWN, SCAN_NOT_SLIP, SCAN_TOO_MANY, SCAN_NO_PICTURE; nothing is changed
 */
export async function attachScan(
  office: Office,
  by: Author,
  redraw: Redraw,
  { declarationId, bytes }: { readonly declarationId: RecordId; readonly bytes: Uint8Array },
): Promise<AttachmentId> {
  // Drawing takes time, so it is done before the writer is held.
  const found = await contentOf('photo', bytes, redraw)
  if (typeof found === 'string') refuse('SCAN_NO_PICTURE', NO_PICTURE, 'file')
  return await office.store.write(by, async work => {
    const declaration =
      (await work.declarations.one(declarationId)) ??
      refuse('DECLARATION_UNKNOWN', { zh: '没有这条申报，请刷新再看。', en: 'There is no such declaration.' })
    if (declaration.way !== 'slip') refuse('SCAN_NOT_SLIP', NOT_SLIP)
    const kept = (await work.declarations.attachments([declarationId])).get(declarationId) ?? []
    if (kept.length >= SCANS_MAX) refuse('SCAN_TOO_MANY', TOO_MANY, 'file')
    const attachmentId = newId<AttachmentId>(office.clock.now(), office.random)
    const content = await work.keepWords('attachment', toBase64Url(found.bytes))
    const picture = { attachmentId, bytes: found.bytes.length, mime: found.mime, content }
    await work.append({ kind: 'attachment.scanned', body: { declarationId, ...picture } })
    return attachmentId
  })
}

const NO_PICTURE = {
  zh: '这不是能看的照片。请用 JPG、PNG 或 WebP 照片，不超过 1600 万像素；PDF 请先存成图片。',
  en: 'This is no picture that can be read: JPEG, PNG or WebP of at most 16 million points. Save a PDF as a picture first.',
}
const NOT_SLIP = {
  zh: '只有从纸条录入的申报才附纸条照片。',
  en: 'Only what was typed in from a slip has a picture of it.',
}
const TOO_MANY = { zh: `一条申报最多附 ${SCANS_MAX} 张照片。`, en: `A declaration has at most ${SCANS_MAX} pictures.` }
