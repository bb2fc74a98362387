import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { BoardDocument } from '../../shared/notices/document.ts'
import { useText } from '../text/use-text.ts'
import { useChrome } from '../ui/chrome.tsx'
import { StatusLine } from '../ui/status-line.tsx'
import { Feature, type FeatureProps } from './feature.tsx'
import { docsOf, readableOf } from './notice-view.ts'
import { PosterSheet } from './poster.tsx'
import { posterOf } from './poster-view.ts'
import { Icon } from '../ui/icon.tsx'
import css from './attract.module.css'

export interface AttractProps {
  readonly documents: readonly BoardDocument[]
  readonly activities: readonly FeedActivity[]
  readonly feature: Omit<FeatureProps, 'documents'>
  /** Any touch outside the rotation's own buttons. */
  readonly onWake: () => void
}

/** When nobody is here: the poster, one notice after another, and how to begin. */
export function Attract({ documents, activities, feature, onWake }: AttractProps) {
  const t = useText()
  const { now } = useChrome()
  return (
    <main class={css.attract}>
      <PosterSheet poster={posterOf(activities, now)} />
      <div class={css.turning}>
        <Feature documents={documents} {...feature} />
      </div>
      <button
        type="button"
        class={css.wake}
        data-primary
        data-lists={docsOf(readableOf(documents, now))}
        onClick={onWake}
      >
        <Icon name="help" />
        <span>{t.home.attract}</span>
      </button>
      <div class={css.foot}>
        <StatusLine />
      </div>
    </main>
  )
}
