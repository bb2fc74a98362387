import type { BoardDocument } from '../../shared/notices/document.ts'
import { useText } from '../text/use-text.ts'
import { useChrome } from '../ui/chrome.tsx'
import { Tag } from '../ui/tag.tsx'
import { stateOf } from './notice-view.ts'

/** What a document that merely stands is called. */
function nameOf({ body }: BoardDocument, t: ReturnType<typeof useText>): string {
  if (body.kind === 'commendation') return t.kinds.commendation
  if (body.kind === 'activity') return t.kinds.activity.name
  if (body.kind === 'pledges') return t.kinds.pledges[body.variant]
  return body.kind === 'announcement' ? t.notice.announcement : t.notice.standing
}

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
      return <Tag tone="gold" text={nameOf(document, t)} />
  }
}
