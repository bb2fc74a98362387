/** What a benchmark says: a figure with its spread, beside the floor and the goal it is held to. */

/** The number that must be reached now, and the one to strive for; `more` or `less` is better. */
export interface Aim {
  readonly floor?: number
  readonly goal?: number
  readonly better: 'more' | 'less'
}

export interface Figure {
  readonly what: string
  readonly unit: string
  /** One value per repetition. */
  readonly values: readonly number[]
  readonly aim?: Aim
}

/** @param q 0 ≤ q ≤ 1; the nearest rank, so that the answer is a value that was measured */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? Number.NaN
}

const median = (values: readonly number[]): number => quantile(values, 0.5)

/** `12–15–19 ms`: least, median, most; one number where there was one repetition. */
function spread({ values, unit }: Pick<Figure, 'values' | 'unit'>): string {
  const all = [Math.min(...values), median(values), Math.max(...values)]
  const text = (values.length > 1 ? all : all.slice(1, 2)).map(plain).join('–')
  return unit === '' ? text : `${text} ${unit}`
}

function plain(value: number): string {
  const size = Math.abs(value)
  if (size >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(size >= 10 ? 1 : 2)
}

/** The median decides. */
function verdict({ values, aim }: Figure): string {
  if (!aim) return ''
  const value = median(values)
  const reaches = (mark: number): boolean => (aim.better === 'more' ? value >= mark : value <= mark)
  const mark = (name: string, at: number | undefined): string[] =>
    at === undefined ? [] : [`${name} ${aim.better === 'more' ? '≥' : '≤'} ${plain(at)}`]
  const marks = [...mark('floor', aim.floor), ...mark('goal', aim.goal)].join(', ')
  if (aim.goal !== undefined && reaches(aim.goal)) return `goal reached (${marks})`
  if (aim.floor === undefined) return `goal not reached (${marks})`
  return `${reaches(aim.floor) ? 'floor reached' : 'BELOW THE FLOOR'} (${marks})`
}

export function printFigures(title: string, figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(each => each.what.length))
  process.stdout.write(`\n${title}\n`)
  for (const each of figures) {
    process.stdout.write(`  ${each.what.padEnd(width)}  ${spread(each).padEnd(28)} ${verdict(each)}`.trimEnd() + '\n')
  }
}

/** A remark below the figures: what was measured, and what it is not. */
export const printNote = (text: string): void => void process.stdout.write(`  ${text}\n`)
