import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Name } from '../ui/name.tsx'
import { Pager } from '../ui/pager.tsx'
import { pageOf, pagesOf, rowsThatFit } from '../ui/paging.ts'
import { Steps } from '../ui/steps.tsx'
import type { Helper } from './deeds.ts'
import css from './attest.module.css'
import declare from './declare.module.css'

interface AttestWhoProps {
  /** In stroke order. */
  readonly helpers: readonly Helper[]
  readonly onPick: (helper: Helper) => void
  readonly onBack: () => void
}

/** The first touch: a whole branch of fifty stands on one page, so that nobody has to look for a way to a name. */
export function AttestWho({ helpers, onPick, onBack }: AttestWhoProps) {
  const t = useText()
  const words = useDeclareText().attest
  const list = useRef<HTMLUListElement>(null)
  // A name of several parts takes two places, and may leave one empty before it.
  const perPage = Math.max(1, useCells(list) - 2 * helpers.filter(isLongest).length)
  const [page, setPage] = useState(0)
  const pages = pagesOf(helpers.length, perPage)
  const at = Math.min(page, pages - 1)
  if (helpers.length === 0) {
    return (
      <Frame where={words.where} speech={`${words.nobody}。${words.nobodyNote}`} layout="center" help>
        <Empty icon="people" title={words.nobody} note={words.nobodyNote} />
        <div class={declare.alone}>
          <Button kind="primary" icon="back" label={t.back} onPress={onBack} />
        </div>
      </Frame>
    )
  }
  return (
    <Frame where={words.where} speech={`${words.who}${words.whoNote}`} help>
      <div class={css.page}>
        <Look>
          <Heading title={words.who} note={words.whoNote} />
          <div class={`${declare.steps} ${css.guide}`}>
            <Steps steps={words.steps} />
          </div>
          {pages > 1 && <p class={css.hint}>{t.pageOf(at + 1, pages)}</p>}
        </Look>
        <div class={declare.below}>
          <ul class={css.names} ref={list} aria-label={words.pick}>
            {pageOf(helpers, at, perPage).map(each => (
              <li key={each.memberId} class={isLongest(each) ? css.wide : undefined}>
                <button
                  type="button"
                  class={[...each.name].length > 3 ? css.long : undefined}
                  onClick={() => onPick(each)}
                >
                  <Name name={each.name} />
                  {each.apart !== null && <small data-excerpt>{each.apart}</small>}
                </button>
              </li>
            ))}
          </ul>
          <Actions>
            {pages > 1 && <Pager page={at} pages={pages} onPage={setPage} />}
            <Button label={words.leave} icon="back" onPress={onBack} />
          </Actions>
        </div>
      </div>
    </Frame>
  )
}

const isLongest = ({ name }: Helper): boolean => [...name].length > 8

/** How many names the list can hold right now; the stylesheet says its columns and what a row needs. */
function useCells(list: { readonly current: HTMLElement | null }): number {
  const [cells, setCells] = useState(48)
  useLayoutEffect(() => {
    const element = list.current
    if (!element) return undefined
    const measure = () => {
      const style = getComputedStyle(element)
      const number = (name: string) => Number.parseFloat(style.getPropertyValue(name))
      setCells(
        rowsThatFit(element.clientHeight, number('--row'), Number.parseFloat(style.rowGap)) * number('--columns'),
      )
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [list])
  return cells
}
