import { useEffect, useRef, useState } from 'preact/hooks'
import type { Bars } from './bars.ts'
import css from './oversight.module.css'

/**
 * Bars for those who look, a sentence for those who listen; the table beside it says the same. Without the chart's
 * program (the hub went away just now) the table is left.
 */
export function BarChart({ title, said, bars }: { title: string; said: string; bars: Bars }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [failed, setFailed] = useState(false)
  const key = JSON.stringify(bars)
  useEffect(() => {
    let wanted = true
    let stop: (() => void) | null = null
    const draw = async () => {
      try {
        const { drawBars } = await import('./bars.ts')
        if (wanted && canvas.current) stop = drawBars(canvas.current, JSON.parse(key) as Bars)
      } catch {
        // The program of the charts did not come: its figures are in the table.
        if (wanted) setFailed(true)
      }
    }
    void draw()
    return () => {
      wanted = false
      stop?.()
    }
  }, [key])
  if (failed) return null
  return (
    <figure class={css.chart}>
      <figcaption>{title}</figcaption>
      <div class={css.canvas}>
        <canvas ref={canvas} role="img" aria-label={said} />
      </div>
    </figure>
  )
}

/** A round axis that holds every value: from zero, or below it where something is. */
export function axisFor(values: readonly (number | null)[]): Pick<Bars, 'least' | 'most' | 'step'> {
  const known = values.filter(each => each !== null)
  const [low, high] = [Math.min(0, ...known), Math.max(1, ...known)]
  const step = STEPS.find(each => (high - low) / each <= 4) ?? Math.ceil((high - low) / 4)
  return { least: Math.floor(low / step) * step, most: Math.ceil(high / step) * step, step }
}

const STEPS = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500]

/** The last periods of one person as a line, the newest with a dot; their own usual level is the dashed one. */
export function Trend({ values, usual, said }: { values: readonly number[]; usual: number; said: string }) {
  const [low, high] = [Math.min(usual, ...values), Math.max(usual, ...values)]
  const x = (at: number) => 6 + (at / Math.max(1, values.length - 1)) * 108
  const y = (value: number) => 26 - ((value - low) / Math.max(1, high - low)) * 20
  const last = values.length - 1
  return (
    <svg class={css.trend} viewBox="0 0 120 32" role="img" aria-label={said}>
      <line x1="6" x2="114" y1={y(usual)} y2={y(usual)} stroke-dasharray="3 3" />
      <polyline points={values.map((value, at) => `${x(at)},${y(value)}`).join(' ')} />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r="3.5" />
    </svg>
  )
}
