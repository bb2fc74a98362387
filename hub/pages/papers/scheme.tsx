import { SheetEnd } from './ledger.tsx'
import './paper.css'
import css from './books.module.css'

/** 积分方案（项目表）: what the general meeting passes in January, to be read out and kept in the file. */
export interface SchemePaperProps {
  readonly title: string
  readonly head: readonly string[]
  readonly itemsTitle: string
  readonly columns: readonly string[]
  readonly components: readonly {
    readonly label: string
    readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[]
  }[]
  readonly groupsTitle: string
  readonly groups: readonly string[]
  readonly rulesTitle: string
  readonly rules: readonly (readonly [term: string, value: string])[]
  /** Below the rules: grades and their shares. */
  readonly lines: readonly string[]
  readonly categoriesTitle: string
  readonly categories: readonly string[]
  readonly signatures: readonly string[]
  readonly foot: readonly string[]
}

/** Code, item, dimension, points, caps, evidence: only the item's name and its caps may take a second line. */
const CELLS = [css.center, undefined, css.short, css.number, undefined, css.short]

export function SchemePaper(props: SchemePaperProps) {
  const { columns, components, groups, rules, lines, categories } = props
  return (
    <article class={`paper ${css.sheet}`} lang="zh-CN">
      <h1>{props.title}</h1>
      <p class={css.line}>
        {props.head.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
      <h2>{props.itemsTitle}</h2>
      <table class={css.items}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        {components.map(({ label, rows }) => (
          <tbody key={label}>
            <tr class={css.band}>
              <th colSpan={columns.length}>{label}</th>
            </tr>
            {rows.map(row => (
              <tr key={row.key}>
                {row.cells.map((cell, at) => (
                  <td key={columns[at]} class={CELLS[at]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <h2>{props.groupsTitle}</h2>
      {groups.map(each => (
        <p key={each} class={css.plain}>
          {each}
        </p>
      ))}
      <h2>{props.rulesTitle}</h2>
      <table class={css.pairs}>
        <tbody>
          {rules.map(([term, value]) => (
            <tr key={term}>
              <th>{term}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.map(each => (
        <p key={each} class={css.plain}>
          {each}
        </p>
      ))}
      <h2>{props.categoriesTitle}</h2>
      <p class={css.plain}>{categories.join('；')}</p>
      <SheetEnd signatures={props.signatures} foot={props.foot} />
    </article>
  )
}
