import { useCallback, useState } from 'preact/hooks'
import { Flow } from '../ui/flow.tsx'
import { NoticeSheet, type NoticeSheetProps } from './notice-sheet.tsx'

/** A notice whose body flows over as many pages as it needs. */
export function FlowingSheet(props: Omit<NoticeSheetProps, 'page' | 'pages' | 'onPage'>) {
  const [page, setPage] = useState(0)
  const [pages, setPages] = useState(1)
  const onPages = useCallback((count: number) => {
    setPages(count)
    setPage(at => Math.min(at, count - 1))
  }, [])
  return (
    <NoticeSheet {...props} page={page} pages={pages} onPage={setPage}>
      <Flow page={page} onPages={onPages}>
        {props.children}
      </Flow>
    </NoticeSheet>
  )
}
