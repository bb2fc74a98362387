import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import css from './tabs.module.css'

export interface Tab<T extends string> {
  readonly id: T
  readonly label: ComponentChildren
  /** A number beside the label, such as how many wait. */
  readonly count?: number | undefined
}

/** A row of tabs; arrow keys move between them. The caller draws the panel. */
export function Tabs<T extends string>(props: {
  label: string
  tabs: readonly Tab<T>[]
  current: T
  onChange: (id: T) => void
}) {
  const { label, tabs, current, onChange } = props
  const row = useRef<HTMLDivElement>(null)
  const step = (by: number) => {
    const at = tabs.findIndex(each => each.id === current)
    const next = (at + by + tabs.length) % tabs.length
    const tab = tabs[next]
    if (!tab) return
    onChange(tab.id)
    row.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div ref={row} class={css.tabs} role="tablist" aria-label={label}>
      {tabs.map(tab => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          class={css.tab}
          aria-selected={tab.id === current}
          tabIndex={tab.id === current ? 0 : -1}
          onClick={() => onChange(tab.id)}
          onKeyDown={event => {
            if (event.key === 'ArrowRight') step(1)
            if (event.key === 'ArrowLeft') step(-1)
          }}
        >
          {tab.label}
          {tab.count !== undefined && <em class={css.count}>{tab.count}</em>}
        </button>
      ))}
    </div>
  )
}
