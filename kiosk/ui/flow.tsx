import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import css from './flow.module.css'

/**
 * Running text cut into pages by the browser itself: columns as wide as the page, shown one at a time.
 * @param onPages told how many pages the text makes, whenever that changes
 */
export function Flow({
  page,
  onPages,
  children,
}: {
  page: number
  onPages: (pages: number) => void
  children: ComponentChildren
}) {
  const box = useRef<HTMLDivElement>(null)
  const width = useRef(1)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const measure = () => {
      width.current = Math.max(1, element.clientWidth)
      const gap = Number.parseFloat(getComputedStyle(element).columnGap) || 0
      onPages(Math.max(1, Math.round((element.scrollWidth + gap) / (width.current + gap))))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [onPages, children])
  useLayoutEffect(() => {
    const element = box.current
    if (element) element.scrollLeft = page * (element.clientWidth + 40)
  }, [page])
  return (
    <div ref={box} class={css.flow} data-flow>
      {children}
    </div>
  )
}
