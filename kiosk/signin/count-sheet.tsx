import { useText } from '../text/use-text.ts'
import { PersonMarks } from '../ui/person-marks.tsx'
import type { HeadCount } from './view.ts'
import css from './count-sheet.module.css'

/** 应到 and 实到, one mark per person while they can be counted, and who came last. */
export function CountSheet(props: {
  readonly count: HeadCount
  readonly last?: { readonly name: string; readonly time: string } | null
  /** Notes stand below it: leave them room. */
  readonly compact?: boolean
}) {
  const t = useText()
  const { count, last, compact } = props
  return (
    <section class={compact ? `${css.sheet} ${css.compact}` : css.sheet} aria-label={t.signIn.count}>
      <div class={css.numbers}>
        <div class={count.expected === null ? css.voluntary : undefined}>
          <span>{t.signIn.expected}</span>
          <b>{count.expected ?? t.signIn.voluntary}</b>
        </div>
        <div class={css.present}>
          <span>{t.signIn.present}</span>
          <b>{count.present}</b>
        </div>
      </div>
      <PersonMarks present={count.present} total={Math.max(count.expected ?? 0, count.present)} />
      {(last !== undefined || count.onLeave > 0) && (
        <p class={css.last}>
          {last ? (
            <span>
              {t.signIn.justNow}　<b>{last.name}</b> {t.comrade} {last.time}
            </span>
          ) : (
            <span>{last === null && count.present === 0 ? t.signIn.nobodyYet : ''}</span>
          )}
          {count.onLeave > 0 && <span>{t.signIn.onLeave(count.onLeave)}</span>}
        </p>
      )}
    </section>
  )
}
