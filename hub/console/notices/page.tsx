import { NOTICE_KINDS } from '../../../shared/notices/document.ts'
import type { PageProps } from '../pages.ts'
import { NewNotice, EditNotice } from './editor-page.tsx'
import { NoticePage } from './notice-page.tsx'
import { NoticesList } from './list.tsx'

/** `#/notices` the list · `#/notices/new/<kind>` · `#/notices/<id>` one notice and its steps · `#/notices/<id>/edit` */
export function NoticesPage({ rest }: PageProps) {
  const [first, second] = rest
  if (first === undefined) return <NoticesList />
  if (first === 'new') {
    const kind = NOTICE_KINDS.find(each => each === second)
    return kind ? <NewNotice key={kind} kind={kind} /> : <NoticesList />
  }
  return second === 'edit' ? <EditNotice key={first} id={first} /> : <NoticePage key={first} id={first} />
}
