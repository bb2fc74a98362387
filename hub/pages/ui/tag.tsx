import type { ComponentChildren } from 'preact'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'
import css from './tag.module.css'

/** ok: done · wait: not yet · stop: somebody must look · red: who is speaking · plain: no judgement */
export type Tone = 'ok' | 'wait' | 'stop' | 'red' | 'plain'

const MARKS: { readonly [tone in Tone]: IconName | null } = {
  ok: 'tick',
  wait: 'clock',
  stop: 'alert',
  red: null,
  plain: null,
}

/** A state as shape and word, so that it survives greyscale; `icon={null}` drops the usual mark. */
export function Tag(props: { tone: Tone; icon?: IconName | null; children: ComponentChildren }) {
  const mark = props.icon === undefined ? MARKS[props.tone] : props.icon
  return (
    <span class={cx(css.tag, css[props.tone])}>
      {mark && <Icon name={mark} />}
      {props.children}
    </span>
  )
}
