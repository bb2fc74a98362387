import { FlowingSheet } from '../flowing-sheet.tsx'
import type { ViewProps } from '../view-props.ts'
import css from './announcement.module.css'

/** 公告: running text, cut into as many pages as it needs. */
export function AnnouncementView({ document, onBack }: ViewProps<'announcement'>) {
  const { paragraphs } = document.body
  return (
    <FlowingSheet document={document} onBack={onBack} speech={[document.title, ...paragraphs].join('。')}>
      {paragraphs.map((text, at) => (
        <p key={at} class={css.paragraph}>
          {text}
        </p>
      ))}
    </FlowingSheet>
  )
}
