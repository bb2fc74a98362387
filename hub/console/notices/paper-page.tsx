import { hashOf } from '../../../shared/base/bytes.ts'
import { canonical, type Json } from '../../../shared/base/canonical.ts'
import type { NoticeId } from '../../../shared/base/ids.ts'
import type { NoticeDocument } from '../../../shared/notices/inner-document.ts'
import { NoticePaper } from '../../pages/papers/notice.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'

/** A notice on A4: `#/notice-paper/<id>` as it stands now, `…/<rev>` as that revision went on the board. */
export function NoticePaperPage({ rest }: PageProps) {
  const [id = '', rev] = rest
  const { notices } = words()
  const paper = useQuery(['notice', 'paper', id, rev ?? null], () => documentOf(id as NoticeId, rev))
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('notices', id), label: notices.title }}
        title={paper.data?.title ?? ''}
        note={notices.printNote}
        print={notices.printNow}
      />
      <main>
        <Loading of={paper}>
          {document => document && <NoticePaper document={document} hash={fingerprinted(document)} />}
        </Loading>
      </main>
    </>
  )
}

async function documentOf(noticeId: NoticeId, rev: string | undefined): Promise<NoticeDocument | null> {
  if (rev !== undefined) return await api.notices.revision.query({ noticeId, rev: Number(rev) })
  return (await api.notices.get.query({ noticeId })).document
}

/** The same text, and so the same hash, as was signed. */
const fingerprinted = (document: NoticeDocument): string => hashOf(canonical(document as unknown as Json))
