import type { ComponentChildren } from 'preact'
import { LanguageSwitch } from '../language-switch.tsx'
import { words } from '../text/words.ts'
import css from './door.module.css'

/** The page before the console: one sheet on the desk. */
export function Door(props: { title: string; intro?: string; wide?: boolean; children: ComponentChildren }) {
  const { shell } = words()
  return (
    <main class={css.door}>
      <div class={props.wide ? css.wide : css.narrow}>
        <header class={css.brand}>
          <b>{shell.product}</b>
          <span>{shell.console}</span>
          <LanguageSwitch />
        </header>
        <section class={css.sheet}>
          <h1>{props.title}</h1>
          {props.intro && <p class={css.intro}>{props.intro}</p>}
          {props.children}
        </section>
      </div>
    </main>
  )
}
