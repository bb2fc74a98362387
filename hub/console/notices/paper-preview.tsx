import type { BoardDocument } from '../../../shared/notices/document.ts'
import { NoticePaper } from '../../pages/papers/notice.tsx'
import { Card, EmptyState, MoreLink } from '../../pages/ui/card.tsx'
import { words } from '../text/words.ts'
import css from './notices.module.css'

interface PaperPreviewProps {
  readonly document: BoardDocument | null
  readonly hash: string | null
  /** Being worked out anew: the paper stays, greyed. */
  readonly stale?: boolean
  /** Where it can be printed; absent while it may still change. */
  readonly printAt?: string | undefined
}

/** The document as it hangs and as it prints, at a size to read. */
export function PaperPreview({ document, hash, stale = false, printAt }: PaperPreviewProps) {
  const { notices } = words()
  const paper = document && <NoticePaper document={document} hash={hash} />
  return (
    <Card
      class={css.previewSide}
      title={notices.preview}
      padded={false}
      side={printAt && <MoreLink href={printAt}>{notices.print}</MoreLink>}
    >
      <p class={css.previewNote}>{notices.previewNote}</p>
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
