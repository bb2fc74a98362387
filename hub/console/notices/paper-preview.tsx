import { scopeOf, type NoticeDocument } from '../../../shared/notices/inner-document.ts'
import { NoticePaper } from '../../pages/papers/notice.tsx'
import { Card, EmptyState, MoreLink } from '../../pages/ui/card.tsx'
import { words } from '../text/words.ts'
import css from './notices.module.css'

interface PaperPreviewProps {
  readonly document: NoticeDocument | null
  readonly hash: string | null
  /** Being worked out anew: the paper stays, greyed. */
  readonly stale?: boolean
  /** Where it can be printed; absent while it may still change. */
  readonly printAt?: string | undefined
}

/** The document as it hangs and as it prints, at a size to read. */
export function PaperPreview({ document, hash, stale = false, printAt }: PaperPreviewProps) {
  const { notices, scope } = words()
  const shownTo = document ? scopeOf(document).is : 'public'
  const paper = document && <NoticePaper document={document} hash={hash} />
  return (
    <Card
      class={css.previewSide}
      title={scope.preview[shownTo]}
      padded={false}
      side={printAt && <MoreLink href={printAt}>{notices.print}</MoreLink>}
    >
      <p class={css.previewNote}>{shownTo === 'public' ? notices.previewNote : scope.previewNote}</p>
      {paper ? (
        <div class={stale ? `${css.ground} ${css.stale}` : css.ground} data-flow>
          <div class={css.scaled}>{paper}</div>
        </div>
      ) : (
        <EmptyState icon="doc" text={stale ? notices.previewWaiting : notices.previewNone} />
      )}
    </Card>
  )
}
