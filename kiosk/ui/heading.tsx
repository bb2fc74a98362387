import type { ComponentChildren } from 'preact'
import css from './heading.module.css'

/** Screen title with its fishtail. `light` continues the title in a lighter weight; `aside` stands at the right. */
export function Heading(props: {
  readonly title: string
  readonly light?: string
  readonly note?: string
  readonly aside?: ComponentChildren
}) {
  return (
    <div class={css.head}>
      <div class={css.line}>
        <h1 class={sizeOf(props.title + (props.light ?? ''))}>
          <i class={css.tail} />
          <span>
            {props.title}
            {props.light && <em>{props.light}</em>}
          </span>
        </h1>
        {props.aside && <div class={css.aside}>{props.aside}</div>}
      </div>
      {props.note && <p>{props.note}</p>}
    </div>
  )
}

/** Long titles get smaller letters, so that the page below keeps its room. */
function sizeOf(title: string): string | undefined {
  const length = [...title].length
  return length > 28 ? css.small : length > 14 ? css.middle : undefined
}

/** Section title inside a page. */
export const Subheading = ({ children }: { children: ComponentChildren }) => (
  <h2 class={css.sub}>
    <i class={css.tail} />
    <span>{children}</span>
  </h2>
)
