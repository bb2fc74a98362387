import './paper.css'
import { FactsTable } from './facts-table.tsx'
import css from './incident.module.css'

/** 账本事件情况单: what happened and what to do, for the file, with room for what was found and a signature. A4. */

export interface IncidentPaperProps {
  readonly heading: string
  readonly facts: readonly (readonly [term: string, value: string])[]
  /** Headed lists, in order; numbered where people must act. */
  readonly parts: readonly { readonly head: string; readonly lines: readonly string[]; readonly numbered?: boolean }[]
  readonly finding: readonly [head: string, text: string]
  readonly sign: readonly [secretary: string, date: string]
  readonly foot: readonly string[]
}

export function IncidentPaper({ heading, facts, parts, finding, sign, foot }: IncidentPaperProps) {
  return (
    <article class={`paper ${css.sheet}`}>
      <h1>{heading}</h1>
      <FactsTable facts={facts} />
      {parts.map(({ head, lines, numbered }) => (
        <section key={head}>
          <h2>{head}</h2>
          <ol class={numbered ? css.numbered : css.plain}>
            {lines.map(each => (
              <li key={each}>{each}</li>
            ))}
          </ol>
        </section>
      ))}
      <section>
        <h2>{finding[0]}</h2>
        <p class={css.space}>{finding[1]}</p>
      </section>
      <p class={css.sign}>
        <span>{sign[0]}</span>
        <span>{sign[1]}</span>
      </p>
      <p class={css.foot}>
        {foot.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
    </article>
  )
}
