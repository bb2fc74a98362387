import type { ComponentChildren } from 'preact'
import { useCallback, useState } from 'preact/hooks'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Flow } from '../ui/flow.tsx'
import { Actions, Frame } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Pager } from '../ui/pager.tsx'
import css from './own.module.css'

export interface ReadingPart {
  readonly title: string
  readonly text: string
}

/** One thing to read through, however long: what it is above, its words below, page by page. */
export function Reading(props: {
  readonly where: string
  readonly title: string
  readonly facts: readonly string[]
  readonly worth?: ComponentChildren
  readonly parts: readonly ReadingPart[]
  /** What can be done about it. */
  readonly action?: ComponentChildren
  readonly onBack: () => void
}) {
  const t = useText()
  const { where, title, facts, worth, parts, action, onBack } = props
  const [page, setPage] = useState(0)
  const [pages, setPages] = useState(1)
  const onPages = useCallback((count: number) => {
    setPages(count)
    setPage(at => Math.min(at, count - 1))
  }, [])
  return (
    <Frame where={where} speech={`${title}。`} layout="center" help>
      <div class={css.room}>
        <div class={css.top}>
          <Heading title={title} />
          <section class={css.facts}>
            <ul>
              {facts.map(each => (
                <li key={each}>{each}</li>
              ))}
            </ul>
            {worth}
          </section>
        </div>
        <div class={css.rest}>
          <section class={css.reading}>
            <Flow page={page} onPages={onPages}>
              {parts.map(each => (
                <div key={each.title} class={css.part}>
                  <h2>{each.title}</h2>
                  <p>{each.text}</p>
                </div>
              ))}
            </Flow>
          </section>
          <Actions>
            {pages > 1 && <Pager page={page} pages={pages} onPage={setPage} />}
            <Button label={t.back} icon="back" onPress={onBack} />
            {action}
          </Actions>
        </div>
      </div>
    </Frame>
  )
}
