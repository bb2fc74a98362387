import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { useText } from '../text/use-text.ts'
import { Actions } from './frame.tsx'
import { Pager } from './pager.tsx'
import { pageOf, pagesOf } from './paging.ts'
import { useFit } from './use-fit.ts'
import css from './pick-list.module.css'

interface PickListProps<T> {
  readonly label: string
  readonly all: readonly T[]
  readonly keyOf: (each: T) => string
  readonly render: (each: T) => ComponentChildren
  readonly isPicked: (each: T) => boolean
  readonly onPick: (each: T) => void
  /** More buttons beside the paging ones. */
  readonly children?: ComponentChildren
}

/** Rows to press, as many as fit, with paging below them: within reach, never scrolled. */
export function PickList<T>({ label, all, keyOf, render, isPicked, onPick, children }: PickListProps<T>) {
  const t = useText()
  const list = useRef<HTMLUListElement>(null)
  const perPage = useFit(list)
  const [page, setPage] = useState(0)
  const pages = pagesOf(all.length, perPage)
  const at = Math.min(page, pages - 1)
  return (
    <>
      <div class={css.top}>
        <b>{label}</b>
        {pages > 1 && <span>{t.pageOf(at + 1, pages)}</span>}
      </div>
      <ul class={css.list} ref={list}>
        {pageOf(all, at, perPage).map(each => (
          <li key={keyOf(each)}>
            <button type="button" class={css.row} aria-pressed={isPicked(each)} onClick={() => onPick(each)}>
              {render(each)}
            </button>
          </li>
        ))}
      </ul>
      {(pages > 1 || children) && (
        <Actions>
          {pages > 1 && <Pager page={at} pages={pages} onPage={setPage} />}
          {children}
        </Actions>
      )}
    </>
  )
}
