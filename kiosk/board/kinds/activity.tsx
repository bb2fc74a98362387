import { turnoutText } from '../../../shared/notices/build-activity.ts'
import { useText } from '../../text/use-text.ts'
import { FlowingSheet } from '../flowing-sheet.tsx'
import type { ViewProps } from '../view-props.ts'
import css from './activity.module.css'
import text from './announcement.module.css'

/** 活动公告: when, where and for whom, large; then the words, and afterwards how many came. */
export function ActivityView({ document, onBack }: ViewProps<'activity'>) {
  const words = useText().kinds.activity
  const { time, place, audience, turnout, paragraphs } = document.body
  const facts = [
    { key: words.time, value: time },
    { key: words.place, value: place },
    { key: words.audience, value: audience },
    { key: words.turnout, value: turnout ? turnoutText(turnout) : '' },
  ].filter(each => each.value !== '')
  return (
    <FlowingSheet
      document={document}
      onBack={onBack}
      speech={[document.title, ...facts.map(({ key, value }) => `${key}，${value}`), ...paragraphs].join('。')}
    >
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
    </FlowingSheet>
  )
}
