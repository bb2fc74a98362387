import { BarController, BarElement, CategoryScale, Chart, LinearScale, type Plugin } from 'chart.js'

/**
 * The only file that takes in the chart library, and only those of its parts that bars need; it is loaded when the
 * overview is opened. Colours are the tokens' own, read from the page.
 */
Chart.register(BarController, BarElement, CategoryScale, LinearScale)

export interface Bars {
  readonly labels: readonly string[]
  /** Null: nothing to draw there. */
  readonly values: readonly (number | null)[]
  /** Drawn hollow: not finished. */
  readonly hollow?: readonly boolean[]
  readonly least: number
  readonly most: number
  /** Between two lines of the grid. */
  readonly step: number
}

const FONT = 13
const GROW_MS = 520

export function drawBars(canvas: HTMLCanvasElement, bars: Bars): () => void {
  const token = (name: string) => getComputedStyle(canvas).getPropertyValue(name).trim()
  const colours = { bar: token('--red'), sheet: token('--sheet'), ink: token('--ink'), axis: token('--ink-2') }
  const font = { family: token('--hei'), size: FONT }
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const chart = new Chart(canvas, {
    type: 'bar',
    data: {
      labels: [...bars.labels],
      datasets: [
        {
          data: [...bars.values],
          backgroundColor: bars.values.map((_, at) => (bars.hollow?.[at] ? colours.sheet : colours.bar)),
          borderColor: colours.bar,
          borderWidth: bars.values.map((_, at) => (bars.hollow?.[at] ? 2 : 0)),
          maxBarThickness: 34,
          categoryPercentage: 0.72,
        },
      ],
    },
    options: {
      animation: still ? false : { duration: GROW_MS },
      maintainAspectRatio: false,
      layout: { padding: { top: FONT + 8 } },
      events: [],
      scales: {
        x: { grid: { display: false }, ticks: { color: colours.axis, font, autoSkip: false, maxRotation: 0 } },
        y: {
          min: bars.least,
          max: bars.most,
          ticks: { color: colours.axis, font, stepSize: bars.step },
          grid: { color: token('--line') },
          border: { display: false },
        },
      },
    },
    plugins: [figures(colours.ink, `700 ${FONT}px ${font.family}`)],
  })
  return () => chart.destroy()
}

/** The figure over each bar, so that nobody has to read it off the axis. */
const figures = (colour: string, font: string): Plugin<'bar'> => ({
  id: 'figures',
  afterDatasetsDraw(chart) {
    const { ctx, data } = chart
    ctx.save()
    ctx.fillStyle = colour
    ctx.font = font
    ctx.textAlign = 'center'
    for (const [at, bar] of chart.getDatasetMeta(0).data.entries()) {
      const value = data.datasets[0]?.data[at]
      if (typeof value !== 'number') continue
      ctx.fillText(String(value).replace('-', '−'), bar.x, value < 0 ? bar.y + FONT + 4 : bar.y - 6)
    }
    ctx.restore()
  },
})
