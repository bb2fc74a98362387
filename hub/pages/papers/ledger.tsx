import './paper.css'
import css from './books.module.css'

/** One line of the ledger as it is printed: everything in words already. */
export interface LedgerPaperLine {
  readonly key: string
  readonly date: string
  /** Empty on one person's ledger. */
  readonly name: string
  readonly code: string
  readonly title: string
  /** Empty where an entry has none. */
  readonly dimension: string
  readonly component: string
  readonly points: string
  readonly source: string
  /** Who brought it in: the branch, the member, a resident. */
  readonly recordedBy: string
  readonly state: string
  readonly note: string
  /** Undone by a later line. */
  readonly struck: boolean
}

export interface LedgerPaperProps {
  readonly title: string
  /** Left and right above the table. */
  readonly head: readonly string[]
  /** In the order of the lines' members; the second is left out on one person's ledger. */
  readonly columns: readonly string[]
  readonly withName: boolean
  readonly lines: readonly LedgerPaperLine[]
  /** The last line: what all lines come to. */
  readonly total: { readonly label: string; readonly points: string } | null
  readonly signatures: readonly string[]
  readonly foot: readonly string[]
}

/** The ledger (台账) on A4 across, by date, with room for those who sign it. */
export function LedgerPaper(props: LedgerPaperProps) {
  const { title, head, columns, withName, lines, total, signatures, foot } = props
  const shown = withName ? columns : columns.filter((_, at) => at !== 2)
  return (
    <article class={`paper ${css.sheet} ${css.across}`} lang="zh-CN">
      <h1>{title}</h1>
      <p class={css.line}>
        {head.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
      <table>
        <thead>
          <tr>
            {shown.map(column => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <tr key={line.key}>
              <td class={css.center}>{at + 1}</td>
              <td class={css.center}>{line.date}</td>
              {withName && <td class={line.name.length > 5 ? undefined : css.short}>{line.name}</td>}
              <td class={css.center}>{line.code}</td>
              <td class={line.struck ? css.struck : undefined}>{line.title}</td>
              <td class={css.center}>{line.dimension}</td>
              <td class={css.center}>{line.component}</td>
              <td class={css.number}>{line.points}</td>
              <td class={css.short}>{line.source}</td>
              <td class={css.short}>{line.recordedBy}</td>
              <td class={css.short}>{line.state}</td>
              <td>{line.note}</td>
            </tr>
          ))}
          {total && (
            <tr class={css.sum}>
              <td class={css.center} colSpan={withName ? 7 : 6}>
                {total.label}
              </td>
              <td class={css.number}>{total.points}</td>
              <td colSpan={4} />
            </tr>
          )}
        </tbody>
      </table>
      <SheetEnd signatures={signatures} foot={foot} />
    </article>
  )
}

/** Where people sign, and what the sheet is. */
export function SheetEnd({ signatures, foot }: Pick<LedgerPaperProps, 'signatures' | 'foot'>) {
  return (
    <>
      <div class={css.signatures}>
        {signatures.map(each => (
          <span key={each}>{each}</span>
        ))}
      </div>
      <p class={css.foot}>
        {foot.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
    </>
  )
}
