import { useLayoutEffect, useState } from 'preact/hooks'
import { rowsThatFit } from './paging.ts'

/**
 * How many rows the list element can hold right now. The stylesheet says what one row needs in `--row` (px), so that
 * large letters, panels and orientations need no numbers here.
 */
export function useFit(list: { readonly current: HTMLElement | null }): number {
  const [rows, setRows] = useState(1)
  useLayoutEffect(() => {
    const element = list.current
    if (!element) return undefined
    const measure = () => {
      const style = getComputedStyle(element)
      const row = Number.parseFloat(style.getPropertyValue('--row'))
      setRows(rowsThatFit(element.clientHeight, row, Number.parseFloat(style.rowGap) || 0))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [list])
  return rows
}
