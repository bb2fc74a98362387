import type { FunctionComponent } from 'preact'
import type { BoardDocument, NoticeKind } from '../../shared/notices/document.ts'
import { ActivityView } from './kinds/activity.tsx'
import { AnnouncementView } from './kinds/announcement.tsx'
import { CommendationView } from './kinds/commendation.tsx'
import { ItemsView } from './kinds/items.tsx'
import { PeriodPointsView } from './kinds/period-points.tsx'
import { PledgesView } from './kinds/pledges.tsx'
import { RankingView } from './kinds/ranking.tsx'
import { docsOf } from './notice-view.ts'
import { Objecting } from './objecting.ts'
import type { ViewProps } from './view-props.ts'

/** One page per kind of document; a new kind does not compile until it has one. */
const VIEWS: { readonly [Kind in NoticeKind]: FunctionComponent<ViewProps<Kind>> } = {
  items: ItemsView,
  periodPoints: PeriodPointsView,
  ranking: RankingView,
  commendation: CommendationView,
  pledges: PledgesView,
  activity: ActivityView,
  announcement: AnnouncementView,
}

interface DocumentViewProps {
  readonly document: BoardDocument
  readonly onBack: () => void
  readonly onItems: () => void
  /** Somebody objects to it; absent where it is only looked at. */
  readonly onObject?: () => void
}

/** A published document at full length, whatever its kind. */
export function DocumentView(props: DocumentViewProps) {
  const { document } = props
  // The table's type ties each view to its kind; the compiler cannot follow that through the union.
  const View = VIEWS[document.body.kind] as FunctionComponent<DocumentViewProps>
  return (
    <Objecting.Provider value={props.onObject ?? null}>
      <div style={{ display: 'contents' }} data-opened={docsOf([document])}>
        <View key={`${document.docId} ${document.rev}`} {...props} />
      </div>
    </Objecting.Provider>
  )
}
