import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { formatHundredths } from '../../../shared/base/hundredths.ts'
import { useText } from '../../text/use-text.ts'
import { useChrome } from '../../ui/chrome.tsx'
import { Flow } from '../../ui/flow.tsx'
import { Name, roomFor } from '../../ui/name.tsx'
import { NoticeSheet } from '../notice-sheet.tsx'
import type { DocumentOf } from '../notice-view.ts'
import type { ViewProps } from '../view-props.ts'
import { splitRows } from '../row-pages.ts'
import css from './period-points.module.css'

type Row = DocumentOf<'periodPoints'>['body']['rows'][number]

/** 积分公示: the introduction and everybody's points, in stroke order, page by page. */
export function PeriodPointsView({ document, onBack }: ViewProps<'periodPoints'>) {
  const t = useText()
  const { body } = document
  const { large } = useChrome()
  const [page, setPage] = useState(0)
  const [introPages, setIntroPages] = useState(1)
  const box = useRef<HTMLDivElement>(null)
  const fit = useRowFit(box, large)
  const split = splitRows(body.rows.length, fit.first, fit.rest)
  const before = fit.introTall ? introPages : 1
  const pages = before - 1 + split.pages
  const at = Math.min(page, pages - 1)
  const [from, to] = at < before ? split.rangeOf(0) : split.rangeOf(at - before + 1)
  const room = useMemo(() => roomFor(body.rows.map(row => row.name)), [body])
  const intro = <p class={css.intro}>{body.intro}</p>
  const masked = body.rows.some(each => each.masked)
  return (
    <NoticeSheet
      document={document}
      page={at}
      pages={pages}
      onPage={setPage}
      onBack={onBack}
      speech={`${document.title}。${body.intro}`}
      extent={t.notice.members(body.rows.length)}
      orderNote={t.notice.pointsOrder}
      maskNote={masked}
    >
      <div ref={box} class={css.box} data-names={room}>
        {at < before && fit.introTall && (
          <Flow page={at} onPages={setIntroPages}>
            {intro}
          </Flow>
        )}
        {at === 0 && !fit.introTall && <div data-intro>{intro}</div>}
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
            <td class={css.total}>{formatHundredths(row.periodTotal)}</td>
            <td>{formatHundredths(row.yearTotal)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface RowFit {
  /** Rows beside the introduction on the first page, and on each further page. */
  readonly first: number
  readonly rest: number
  /** The introduction alone is more than a page. */
  readonly introTall: boolean
}

/**
 * Measures, on the first page, how many rows fit beside the introduction and how many without it.
 * @param unsignedRest large letters leave the signature off the further pages, so that more people fit on them
 */
function useRowFit(box: { readonly current: HTMLDivElement | null }, unsignedRest: boolean): RowFit {
  const [fit, setFit] = useState<RowFit>({ first: 1, rest: 1, introTall: false })
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const measure = () => {
      const intro = element.querySelector<HTMLElement>('[data-intro]')
      if (!intro) return
      const style = getComputedStyle(element)
      const row = Number.parseFloat(style.getPropertyValue('--row'))
      const room = element.clientHeight - Number.parseFloat(style.getPropertyValue('--head'))
      const sign = element.closest('article')?.querySelector<HTMLElement>('[data-sign]')
      const freed = unsignedRest ? (sign?.offsetHeight ?? 0) : 0
      setFit({
        first: Math.max(0, Math.floor((room - intro.offsetHeight) / row)),
        rest: Math.max(1, Math.floor((room + freed) / row)),
        introTall: intro.offsetHeight > element.clientHeight,
      })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box, unsignedRest])
  return fit
}
