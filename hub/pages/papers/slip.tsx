import './paper.css'
import { FactsTable } from './facts-table.tsx'
import css from './slip.module.css'

/** 出勤凭条: what a guest takes home to their own branch, which credits it. A5 across, with room for the seal. */

export interface SlipProps {
  readonly heading: string
  /** 凭条号 and the number. */
  readonly no: readonly [label: string, number: string]
  /** To whom it speaks: the guest's branch. */
  readonly address: string
  readonly text: string
  readonly facts: readonly (readonly [term: string, value: string])[]
  readonly recorder: string
  readonly branch: string
  readonly date: string
  readonly stamp: string
  readonly note: string
  readonly foot: readonly string[]
}

export function SlipPaper(props: SlipProps) {
  return (
    <article class={`paper ${css.slip}`}>
      <p class={css.no}>
        {props.no[0]} <b>{props.no[1]}</b>
      </p>
      <h1>{props.heading}</h1>
      <p class={css.address}>{props.address}</p>
      <p>{props.text}</p>
      <FactsTable facts={props.facts} />
      <div class={css.end}>
        <p>{props.recorder}</p>
        <p class={css.seal}>
          <b>{props.branch}</b>
          <span>{props.stamp}</span>
          <span>{props.date}</span>
        </p>
      </div>
      <p class={css.foot}>
        <span>{props.note}</span>
        {props.foot.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
    </article>
  )
}
