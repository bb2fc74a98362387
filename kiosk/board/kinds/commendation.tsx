import { useMemo } from 'preact/hooks'
import { useText } from '../../text/use-text.ts'
import { Name } from '../../ui/name.tsx'
import { FlowingSheet } from '../flowing-sheet.tsx'
import type { ViewProps } from '../view-props.ts'
import css from './people.module.css'

/** 光荣榜: who is praised, each with what they did; as many pages as it needs. */
export function CommendationView({ document, onBack }: ViewProps<'commendation'>) {
  const t = useText()
  const { intro, people } = document.body
  const cards = useMemo(
    () => (
      <>
        <p class={css.intro}>{intro}</p>
        {people.map(({ name, category, deed }, at) => (
          <section key={at} class={css.praised}>
            <h2>
              <Name name={name} />
              <small>{category}</small>
            </h2>
            <p>{deed}</p>
          </section>
        ))}
      </>
    ),
    [intro, people],
  )
  return (
    <FlowingSheet
      document={document}
      onBack={onBack}
      speech={[document.title, intro, ...people.map(({ name, deed }) => `${name}，${deed}`)].join('。')}
      extent={t.kinds.people(people.length)}
      orderNote={t.notice.byStrokes}
    >
      {cards}
    </FlowingSheet>
  )
}
