import { SheetEnd } from './ledger.tsx'
import './paper.css'
import css from './books.module.css'

/** One person's line, in words already. */
export interface StandingsPaperRow {
  readonly key: string
  readonly place: string
  readonly memberNo: string
  readonly name: string
  readonly base: string
  readonly contribution: string
  readonly deduction: string
  readonly periodTotal: string
  readonly yearTotal: string
  readonly note: string
}

export interface StandingsPaperProps {
  readonly title: string
  readonly head: readonly string[]
  readonly columns: readonly string[]
  readonly categories: readonly { readonly label: string; readonly rows: readonly StandingsPaperRow[] }[]
  readonly signatures: readonly string[]
  readonly foot: readonly string[]
}

/** What everybody came to in a period, category by category, for the branch's own review (汇总审核). */
export function StandingsPaper({ title, head, columns, categories, signatures, foot }: StandingsPaperProps) {
  return (
    <article class={`paper ${css.sheet}`} lang="zh-CN">
      <h1>{title}</h1>
      <p class={css.line}>
        {head.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
      <table>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        {categories.map(category => (
          <tbody key={category.label}>
            <tr class={css.band}>
              <th colSpan={columns.length}>{category.label}</th>
            </tr>
            {category.rows.map(row => (
              <tr key={row.key}>
                <td class={css.center}>{row.place}</td>
                <td class={css.center}>{row.memberNo}</td>
                <td>{row.name}</td>
                <td class={css.number}>{row.base}</td>
                <td class={css.number}>{row.contribution}</td>
                <td class={css.number}>{row.deduction}</td>
                <td class={css.number}>{row.periodTotal}</td>
                <td class={`${css.number} ${css.strong}`}>{row.yearTotal}</td>
                <td>{row.note}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <SheetEnd signatures={signatures} foot={foot} />
    </article>
  )
}
