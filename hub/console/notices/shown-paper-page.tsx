import type { NoticeId } from '../../../shared/base/ids.ts'
import { ShownCertificate } from '../../pages/papers/shown-certificate.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'

/** 公示证明 on A4: `#/shown-paper/<notice>/<rev>`. */
export function ShownPaperPage({ rest }: PageProps) {
  const [id = '', rev] = rest
  const { showing: say } = words()
  const paper = useQuery(['shown', 'paper', id, rev ?? null], () =>
    api.showing.certificate.query({ noticeId: id as NoticeId, rev: rev === undefined ? null : Number(rev) }),
  )
  const open = paper.data?.showing.required.some(each => each.state === 'today' || each.state === 'coming') ?? false
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('notices', id), label: say.paperBack }}
        title={paper.data ? `${say.certificate} · ${paper.data.showing.document.title}` : say.certificate}
        note={say.paperNote}
        print={say.print}
        warning={open ? say.notYet : null}
      />
      <main>
        <Loading of={paper}>{loaded => <ShownCertificate {...loaded} timeZone={hubState.value.timeZone} />}</Loading>
      </main>
    </>
  )
}
