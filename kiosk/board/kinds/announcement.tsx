import { useCallback, useState } from 'preact/hooks'
import { Flow } from '../../ui/flow.tsx'
import { NoticeSheet } from '../notice-sheet.tsx'
import type { ViewProps } from '../view-props.ts'
import css from './announcement.module.css'

/** 公告: running text, cut into as many pages as it needs. */
export function AnnouncementView({ document, onBack }: ViewProps<'announcement'>) {
  const [page, setPage] = useState(0)
  const [pages, setPages] = useState(1)
  const onPages = useCallback((count: number) => {
    setPages(count)
    setPage(at => Math.min(at, count - 1))
  }, [])
  const { paragraphs } = document.body
  return (
    <NoticeSheet
      document={document}
      page={page}
      pages={pages}
      onPage={setPage}
      onBack={onBack}
      speech={[document.title, ...paragraphs].join('。')}
    >
      <Flow page={page} onPages={onPages}>
        {paragraphs.map((text, at) => (
          <p key={at} class={css.paragraph}>
            {text}
          </p>
        ))}
      </Flow>
    </NoticeSheet>
  )
}
