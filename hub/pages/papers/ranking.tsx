import { SheetEnd } from './ledger.tsx'
import './paper.css'
import css from './books.module.css'

/** 分类排名: the full list for the branch itself, or what of it may be seen in public. */

export interface RankingPaperRow {
  readonly key: string
  /** As many as the columns; the first is the place, the second the name. */
  readonly cells: readonly string[]
}

export interface RankingPaperProps {
  readonly title: string
  readonly head: readonly string[]
  readonly columns: readonly string[]
  readonly categories: readonly {
    readonly label: string
    readonly rows: readonly RankingPaperRow[]
    /** People who are counted and not named. */
    readonly bands: readonly string[]
  }[]
  readonly signatures: readonly string[]
  readonly foot: readonly string[]
}

export function RankingPaper({ title, head, columns, categories, signatures, foot }: RankingPaperProps) {
  return (
    <article class={`paper ${css.sheet}`} lang="zh-CN">
      <h1>{title}</h1>
      <p class={css.line}>
        {head.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
      {categories.map(({ label, rows, bands }) => (
        <table key={label} class={css.category}>
          <colgroup>
            {columns.map((column, at) => (
              <col key={column} class={at === 0 ? css.placeColumn : undefined} />
            ))}
          </colgroup>
          <thead>
            <tr class={css.band}>
              <th colSpan={columns.length}>{label}</th>
            </tr>
            <tr>
              {columns.map(column => (
                <th key={column}>{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.key}>
                {row.cells.map((cell, at) => (
                  <td key={columns[at]} class={at === 0 ? css.center : at === 1 ? undefined : css.number}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
            {bands.map(band => (
              <tr key={band}>
                <td colSpan={columns.length}>{band}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <SheetEnd signatures={signatures} foot={foot} />
    </article>
  )
}
