import type { FactBody } from '../../../shared/journal/facts.ts'
import type { Db } from '../tables.ts'

/** After whatever the declaration has already; as good as kept from the first. */
export async function scanned(
  db: Db,
  { declarationId, content, ...picture }: FactBody<'attachment.scanned'>,
): Promise<void> {
  const before = db.selectFrom('attachments').select('place').where('declaration_id', '=', declarationId)
  const place = (await before.execute()).length
  const named = {
    attachment_id: picture.attachmentId,
    declaration_id: declarationId,
    kiosk_id: '',
    place,
    type: 'photo',
  }
  const found = { hash: content.hash, count: 0, state: 'kept', why: null, ms: null, content_id: content.id }
  const row = { ...named, ...found, bytes: picture.bytes, mime: picture.mime }
  await db.insertInto('attachments').values(row).execute()
}
