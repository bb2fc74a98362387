import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { formatHundredths } from '../../../shared/base/hundredths.ts'
import { useText } from '../../text/use-text.ts'
import { Name } from '../../ui/name.tsx'
import { NoticeSheet } from '../notice-sheet.tsx'
import type { DocumentOf } from '../notice-view.ts'
import type { ViewProps } from '../view-props.ts'
import { splitRows, type RowPages } from '../row-pages.ts'
import css from './period-points.module.css'

type Row = DocumentOf<'periodPoints'>['body']['rows'][number]

/** 积分公示: the introduction and everybody's points, in stroke order, page by page. */
export function PeriodPointsView({ document, onBack }: ViewProps<'periodPoints'>) {
  const t = useText()
  const { body } = document
  const [page, setPage] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const split = useRowPages(box, body.rows.length)
  const at = Math.min(page, split.pages - 1)
  const [from, to] = split.rangeOf(at)
  const masked = body.rows.some(each => each.masked)
  return (
    <NoticeSheet
      document={document}
      page={at}
      pages={split.pages}
      onPage={setPage}
      onBack={onBack}
      speech={`${document.title}。${body.intro}`}
      extent={t.notice.members(body.rows.length)}
      orderNote={t.notice.byStrokes}
      maskNote={masked}
    >
      <div ref={box} class={css.box}>
        {at === 0 && (
          <p class={css.intro} data-intro>
            {body.intro}
          </p>
        )}
        {to > from && <Table rows={body.rows.slice(from, to)} period={body.period} />}
      </div>
    </NoticeSheet>
  )
}

function Table({ rows, period }: { rows: readonly Row[]; period: string }) {
  const t = useText()
  const length = period.slice(5, 6) === 'Q' ? 'quarter' : period.slice(5, 6) === 'H' ? 'half' : 'year'
  return (
    <table class={css.table}>
      <thead>
        <tr>
          <th>{t.notice.order}</th>
          <th>{t.notice.name}</th>
          <th class={css.category}>{t.notice.category}</th>
          <th>{t.notice.base}</th>
          <th>{t.notice.contribution}</th>
          <th>{t.notice.periodTotal[length]}</th>
          <th>{t.notice.yearTotal}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.order}>
            <td>{row.order}</td>
            <td>
              <Name name={row.name} />
              <small class={css.under}>{row.category}</small>
            </td>
            <td class={css.category}>{row.category}</td>
            <td>{formatHundredths(row.base)}</td>
            <td>{formatHundredths(row.contribution)}</td>
            <td class={css.total}>{formatHundredths(row.periodTotal)}</td>
            <td>{formatHundredths(row.yearTotal)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Measures, on the first page, how many rows fit beside the introduction and how many without it. */
function useRowPages(box: { current: HTMLDivElement | null }, total: number): RowPages {
  const [fit, setFit] = useState({ first: 1, rest: 1 })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const measure = () => {
      const intro = element.querySelector<HTMLElement>('[data-intro]')
      if (!intro) return
      const style = getComputedStyle(element)
      const row = Number.parseFloat(style.getPropertyValue('--row'))
      const head = Number.parseFloat(style.getPropertyValue('--head'))
      const room = element.clientHeight - head
      const beside = room - intro.offsetHeight
      setFit({ first: Math.max(0, Math.floor(beside / row)), rest: Math.max(1, Math.floor(room / row)) })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return splitRows(total, fit.first, fit.rest)
}
