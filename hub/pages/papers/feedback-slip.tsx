import './paper.css'
import css from './feedback-slip.module.css'

/** 反馈单: two on a page, cut apart along the line; one whose list is long has a page of its own. */

export interface FeedbackSlipPaper {
  readonly key: string
  readonly heading: string
  /** Name, number, category, above the table. */
  readonly facts: readonly string[]
  readonly figures: readonly (readonly [label: string, points: string])[]
  readonly columns: readonly string[]
  readonly lines: readonly SlipLine[]
  readonly nothing: string
  readonly ask: string
  /** Boxes to tick: 没有意见, 申辩, 问询. */
  readonly choices: readonly string[]
  readonly wordsLabel: string
  /** 本人签名, 日期; the branch's hand beside them. */
  readonly signatures: readonly string[]
  readonly foot: readonly string[]
}

export interface SlipLine {
  readonly key: string
  readonly title: string
  readonly dates: string
  readonly source: string
  readonly points: string
}

/** So many lines leave room for the answer on half a page. */
const HALF_LINES = 9

export function FeedbackSlips({ slips, cutHere }: { slips: readonly FeedbackSlipPaper[]; cutHere: string }) {
  return (
    <>
      {pagesOf(slips).map(page => (
        <article key={page[0]?.key} class={`paper ${css.page}`} lang="zh-CN">
          {page.map((slip, at) => (
            <section key={slip.key} class={page.length === 1 && isLong(slip) ? css.whole : css.half}>
              {at === 1 && (
                <p class={css.cut} aria-hidden="true">
                  <span>{cutHere}</span>
                </p>
              )}
              <Slip slip={slip} />
            </section>
          ))}
        </article>
      ))}
    </>
  )
}

const isLong = ({ lines }: FeedbackSlipPaper): boolean => weightOf(lines) > HALF_LINES

/** In lines of print: a long title or many days take two. */
const weightOf = (lines: readonly SlipLine[]): number =>
  lines.reduce(
    (sum, { title, dates }) => sum + Math.max(1, Math.ceil(title.length / 22), Math.ceil(dates.length / 24)),
    0,
  )

/** Two short ones to a page, in the order of the names: whoever cuts and hands them out goes by it. */
export function pagesOf<Slip extends FeedbackSlipPaper>(slips: readonly Slip[]): Slip[][] {
  const pages: Slip[][] = []
  for (const slip of slips) {
    const last = pages.at(-1)
    const [above] = last ?? []
    if (last?.length === 1 && above && !isLong(above) && !isLong(slip)) last.push(slip)
    else pages.push([slip])
  }
  return pages
}

function Slip({ slip }: { slip: FeedbackSlipPaper }) {
  return (
    <>
      <h1>{slip.heading}</h1>
      <p class={css.facts}>
        {slip.facts.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
      <table class={css.figures}>
        <tbody>
          <tr>
            {slip.figures.map(([label]) => (
              <th key={label}>{label}</th>
            ))}
          </tr>
          <tr>
            {slip.figures.map(([label, points]) => (
              <td key={label}>{points}</td>
            ))}
          </tr>
        </tbody>
      </table>
      <table class={css.lines}>
        <thead>
          <tr>
            {slip.columns.map(each => (
              <th key={each}>{each}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slip.lines.length === 0 && (
            <tr>
              <td colSpan={slip.columns.length}>{slip.nothing}</td>
            </tr>
          )}
          {slip.lines.map(line => (
            <tr key={line.key}>
              <td>{line.title}</td>
              <td>{line.dates}</td>
              <td class={css.short}>{line.source}</td>
              <td class={css.number}>{line.points}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class={css.ask}>{slip.ask}</p>
      <div class={css.answer}>
        <p>
          {slip.choices.map(each => (
            <span key={each}>
              <i aria-hidden="true" />
              {each}
            </span>
          ))}
        </p>
        <p class={css.words}>{slip.wordsLabel}</p>
      </div>
      <p class={css.signatures}>
        {slip.signatures.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
      <p class={css.foot}>
        {slip.foot.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
    </>
  )
}
