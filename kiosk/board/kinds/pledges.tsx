import { useCallback, useMemo, useState } from 'preact/hooks'
import { useText } from '../../text/use-text.ts'
import { Flow } from '../../ui/flow.tsx'
import { Name } from '../../ui/name.tsx'
import { NoticeSheet } from '../notice-sheet.tsx'
import type { ViewProps } from '../view-props.ts'
import css from './people.module.css'

/** 承诺践诺、设岗定责 and their like: who has taken on what, and how far it has come. */
export function PledgesView({ document, onBack }: ViewProps<'pledges'>) {
  const t = useText()
  const [page, setPage] = useState(0)
  const [pages, setPages] = useState(1)
  const onPages = useCallback((count: number) => {
    setPages(count)
    setPage(at => Math.min(at, count - 1))
  }, [])
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
    <NoticeSheet
      document={document}
      page={page}
      pages={pages}
      onPage={setPage}
      onBack={onBack}
      speech={[document.title, intro, ...rows.map(row => `${row.name}，${row.post}，${row.pledge}`)].join('。')}
      extent={kinds.rows(rows.length)}
      orderNote={t.notice.byStrokes}
      maskNote={rows.some(row => row.masked)}
    >
      <Flow page={page} onPages={onPages}>
        {cards}
      </Flow>
    </NoticeSheet>
  )
}
