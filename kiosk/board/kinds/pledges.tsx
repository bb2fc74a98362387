import { useMemo } from 'preact/hooks'
import { useText } from '../../text/use-text.ts'
import { Name } from '../../ui/name.tsx'
import { FlowingSheet } from '../flowing-sheet.tsx'
import type { ViewProps } from '../view-props.ts'
import css from './people.module.css'

/** 承诺践诺、设岗定责 and their like: who has taken on what, and how far it has come. */
export function PledgesView({ document, onBack }: ViewProps<'pledges'>) {
  const t = useText()
  const { intro, rows, variant } = document.body
  const { kinds } = t
  const cards = useMemo(
    () => (
      <>
        <p class={css.intro}>{intro}</p>
        {rows.map(row => (
          <section key={row.order} class={css.pledge}>
            <h2>
              <Name name={row.name} />
            </h2>
            <div>
              {row.post !== '' && (
                <p class={css.post}>
                  <small>{kinds.post[variant]}</small>
                  {row.post}
                </p>
              )}
              <p>{row.pledge}</p>
            </div>
            <b class={css.state} data-state={row.state}>
              {kinds.state[row.state]}
            </b>
          </section>
        ))}
      </>
    ),
    [intro, rows, variant, kinds],
  )
  return (
    <FlowingSheet
      document={document}
      onBack={onBack}
      speech={[document.title, intro, ...rows.map(row => `${row.name}，${row.post}，${row.pledge}`)].join('。')}
      extent={kinds.rows(rows.length)}
      orderNote={t.notice.byStrokes}
      maskNote={rows.some(row => row.masked)}
    >
      {cards}
    </FlowingSheet>
  )
}
