import * as v from 'valibot'
import type { Brand } from '../base/brand.ts'
import type { NoticeId } from '../base/ids.ts'

/** One revision of a document as screens and the journal name it: `<docId>/<rev>`. */
export type ShownDoc = Brand<string, 'ShownDoc'>

export const ShownDocSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[1-9]\d{0,5}$/),
  v.transform(text => text as ShownDoc),
)

export const shownDoc = (document: { readonly docId: NoticeId; readonly rev: number }): ShownDoc =>
  `${document.docId}/${document.rev}` as ShownDoc

export function partsOfDoc(doc: ShownDoc): { readonly docId: NoticeId; readonly rev: number } {
  const [docId, rev] = doc.split('/')
  return { docId: docId as NoticeId, rev: Number(rev) }
}
