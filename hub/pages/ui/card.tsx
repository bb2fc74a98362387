import type { ComponentChildren } from 'preact'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'
import css from './card.module.css'

export interface CardProps {
  readonly title: ComponentChildren
  /** Right side of the heading: a link, a count, a small button. */
  readonly side?: ComponentChildren | undefined
  readonly children: ComponentChildren
  /** False when the content brings its own edges (a table, a list with full-width rules). */
  readonly padded?: boolean | undefined
  /** Takes what height is left on the page; its content (a table with `fill`) scrolls inside. */
  readonly fill?: boolean | undefined
  readonly class?: string | undefined
}

/** A sheet lying on the desk: fishtail, heading, content. */
export function Card({ title, side, children, padded = true, fill = false, class: extra }: CardProps) {
  return (
    <section class={cx(css.card, fill && css.fill, extra)}>
      <header class={css.head}>
        <h2>
          <i class={css.tail} aria-hidden="true" />
          {title}
        </h2>
        {side && <div class={css.side}>{side}</div>}
      </header>
      <div class={cx(css.body, padded && css.padded)}>{children}</div>
    </section>
  )
}

/** A quiet place with words: says what is (not) here and, where there is one, the next step. */
export function EmptyState({ icon, text, action }: { icon?: IconName; text: string; action?: ComponentChildren }) {
  return (
    <div class={css.empty}>
      {icon && <Icon name={icon} class={css.emptyIcon} />}
      <p>{text}</p>
      {action}
    </div>
  )
}

/** The small link with an arrow at the right of a card's heading. */
interface MoreLinkProps {
  readonly href: string
  readonly children: ComponentChildren
  /** So that what is being typed here stays. */
  readonly newTab?: boolean
}

export function MoreLink({ href, children, newTab = false }: MoreLinkProps) {
  return (
    <a class={css.more} href={href} target={newTab ? '_blank' : undefined} rel="noopener">
      {children}
      <Icon name="next" />
    </a>
  )
}

/** Pairs of term and value, as on a form that is only read. */
export function Facts({ items }: { items: readonly (readonly [term: string, value: ComponentChildren])[] }) {
  return (
    <dl class={css.facts}>
      {items.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
