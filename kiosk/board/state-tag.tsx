import type { BoardDocument } from '../../shared/notices/document.ts'
import { useText } from '../text/use-text.ts'
import { useChrome } from '../ui/chrome.tsx'
import { Tag } from '../ui/tag.tsx'
import { stateOf } from './notice-view.ts'

/** 公示中, 即将公示, 公告, 公示已结束. */
export function StateTag({ document }: { document: BoardDocument }) {
  const t = useText()
  const { now } = useChrome()
  switch (stateOf(document, now)) {
    case 'open':
      return <Tag tone="red" text={t.notice.open} />
    case 'coming':
      return <Tag tone="gold" icon="clock" text={t.notice.coming} />
    case 'ended':
      return <Tag tone="stop" icon="tick" text={t.notice.ended} />
    case 'standing':
      return (
        <Tag tone="gold" text={document.body.kind === 'announcement' ? t.notice.announcement : t.notice.standing} />
      )
  }
}
