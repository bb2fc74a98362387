import { useCallback, useState } from 'preact/hooks'
import { turnoutText } from '../../../shared/notices/build-activity.ts'
import { useText } from '../../text/use-text.ts'
import { Flow } from '../../ui/flow.tsx'
import { NoticeSheet } from '../notice-sheet.tsx'
import type { ViewProps } from '../view-props.ts'
import css from './activity.module.css'
import text from './announcement.module.css'

/** 活动公告: when, where and for whom, large; then the words, and afterwards how many came. */
export function ActivityView({ document, onBack }: ViewProps<'activity'>) {
  const words = useText().kinds.activity
  const [page, setPage] = useState(0)
  const [pages, setPages] = useState(1)
  const onPages = useCallback((count: number) => {
    setPages(count)
    setPage(at => Math.min(at, count - 1))
  }, [])
  const { time, place, audience, turnout, paragraphs } = document.body
  const facts = [
    { key: words.time, value: time },
    { key: words.place, value: place },
    { key: words.audience, value: audience },
    { key: words.turnout, value: turnout ? turnoutText(turnout) : '' },
  ].filter(each => each.value !== '')
  return (
    <NoticeSheet
      document={document}
      page={page}
      pages={pages}
      onPage={setPage}
      onBack={onBack}
      speech={[document.title, ...facts.map(({ key, value }) => `${key}，${value}`), ...paragraphs].join('。')}
    >
      <Flow page={page} onPages={onPages}>
        <dl class={css.facts}>
          {facts.map(({ key, value }) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {paragraphs.map((each, at) => (
          <p key={at} class={text.paragraph}>
            {each}
          </p>
        ))}
      </Flow>
    </NoticeSheet>
  )
}
