import type { BoardDocument } from '../../shared/notices/document.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { useChrome } from '../ui/chrome.tsx'
import { Tag } from '../ui/tag.tsx'
import { DayBars, ProgressWords } from './days.tsx'
import { featuresOf, progressOf } from './notice-view.ts'
import { StateTag } from './state-tag.tsx'
import css from './feature.module.css'

export interface FeatureProps {
  readonly documents: readonly BoardDocument[]
  /** Counts up as the rotation turns; taken modulo the number of notices. */
  readonly index: number
  readonly paused: boolean
  readonly onPause: (paused: boolean) => void
  readonly onStep: (by: 1 | -1) => void
  readonly onOpen: (document: BoardDocument) => void
}

/** The notice of the moment. It turns slowly, and the button that stops it is always there. */
export function Feature({ documents, index, paused, onPause, onStep, onOpen }: FeatureProps) {
  const t = useText()
  const { now, large } = useChrome()
  const all = featuresOf(documents, now)
  const at = all.length === 0 ? 0 : ((index % all.length) + all.length) % all.length
  const document = all[at]
  if (!document) {
    return (
      <section class={css.feature}>
        <p class={css.none}>{t.home.noNotice}</p>
      </section>
    )
  }
  const progress = progressOf(document, now)
  const words = (
    <>
      <span class={css.row}>
        <StateTag document={document} />
        {all.length > 1 && <span class={css.position}>{t.home.position(at + 1, all.length)}</span>}
      </span>
      <span class={css.title}>{document.title}</span>
      {progress ? (
        <span class={css.progress}>
          <DayBars progress={progress} />
          <ProgressWords progress={progress} />
        </span>
      ) : (
        <span class={css.progress}>{t.notice.publishedOn(t.day(document.publishedOn))}</span>
      )}
    </>
  )
  return (
    <section class={css.feature} aria-label={t.home.carousel}>
      {large ? (
        <div class={css.text}>{words}</div>
      ) : (
        <button type="button" class={css.text} onClick={() => onOpen(document)}>
          {words}
        </button>
      )}
      {all.length > 1 && !large && (
        <div class={css.controls}>
          <div class={css.hold}>
            <Button
              label={paused ? t.home.resume : t.home.pause}
              icon={paused ? 'play' : 'pause'}
              onPress={() => onPause(!paused)}
            />
          </div>
          <Button square label={t.home.previous} icon="prev" onPress={() => onStep(-1)} />
          <Button square label={t.home.next} icon="next" onPress={() => onStep(1)} />
        </div>
      )}
      {all.length > 1 && large && <Tag tone="gold" icon="pause" text={t.home.paused} />}
    </section>
  )
}
