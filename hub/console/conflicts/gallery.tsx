import type { ActivityId, MemberId, Millis, RecordId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import type { GalleryScreen } from '../gallery/screens.tsx'
import { ReissueView, SeenCards } from '../kiosks/reissue-dialog.tsx'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import { PlaceForm, StrikeDialog } from './dialogs.tsx'
import type { ConflictRow, Reason, SaidRow } from './model.ts'
import { OpenList, SettledList } from './page.tsx'

/** The inbox with one row of every sort, as it looks in the gallery. */

const at = (text: string): Millis => Date.parse(`2026-10-${text}:00+08:00`) as Millis
const ACTIVITY = { activityId: 'gallery-activity' as ActivityId, title: '重阳敬老 情暖邻里', start: '2026-10-15T14:30' }

let count = 0
const aSaid = (change: Partial<SaidRow>): SaidRow => ({
  what: 'signIn',
  no: 900 + count++,
  recordId: `r${count}` as RecordId,
  memberId: 'gallery-1' as MemberId,
  activityId: ACTIVITY.activityId,
  saidAt: change.at ?? at('15T14:21'),
  at: at('15T14:21'),
  span: null,
  trust: 'synced',
  way: 'card',
  who: '张建国',
  kiosk: '村部一楼大厅',
  cardSerial: '000112',
  staff: null,
  shown: false,
  ...change,
})

const aRow = (reasons: Reason[], said: SaidRow[], change: Partial<ConflictRow> = {}): ConflictRow => ({
  conflictId: `c${count++}`,
  activityId: ACTIVITY.activityId,
  memberId: 'gallery-1' as MemberId,
  recordId: null,
  reasons,
  no: 900 + count,
  who: said[0]?.who ?? null,
  activity: ACTIVITY,
  said,
  counts: { at: at('15T14:21'), outAt: null },
  places: null,
  held: null,
  ...change,
})

const byHand = { way: 'hand', cardSerial: null, staff: '黄秀英' } as const

const ROWS: readonly ConflictRow[] = [
  aRow(
    ['twoKiosks', 'twoWays', 'byHand'],
    [aSaid({ shown: true }), aSaid({ at: at('15T14:36'), kiosk: '三组文化广场', ...byHand })],
  ),
  aRow(['revoked'], [aSaid({ who: '努尔买买提·阿卜杜热合曼', shown: true, cardSerial: '000087' })], {
    counts: { at: at('15T14:21'), outAt: at('15T16:02') },
  }),
  aRow(
    ['clockUnsure'],
    [
      aSaid({
        who: '黄秀英',
        shown: true,
        trust: 'unknown',
        saidAt: Date.parse('1970-01-01T08:12:00+08:00') as Millis,
        span: { from: at('15T11:05'), to: at('15T15:48') },
      }),
    ],
  ),
  aRow(
    ['signOutAlone'],
    [
      aSaid({ what: 'signOut', who: '许国平', at: at('15T16:31') }),
      aSaid({ what: 'undo', who: '许国平', at: at('15T16:40') }),
    ],
    { counts: 'none' },
  ),
  aRow(['byHand'], [aSaid({ who: '马长林', shown: true, ...byHand, staff: null })]),
  aRow(
    ['full'],
    [
      aSaid({ who: '田玉兰', shown: true }),
      aSaid({ who: '陈立新' }),
      aSaid({ who: '赵春梅', way: 'phone', cardSerial: null }),
    ],
    {
      memberId: null,
      who: null,
      counts: null,
      places: { came: 23, capacity: 20 },
    },
  ),
  aRow(
    ['noActivity', 'clockUnsure'],
    [aSaid({ who: '王建华', trust: 'drift', span: { from: 0 as Millis, to: at('15T15:48') } })],
    {
      activity: null,
      activityId: null,
      memberId: null,
      recordId: 'r77' as RecordId,
      counts: null,
    },
  ),
  aRow(['unknownCard'], [], {
    activity: null,
    activityId: null,
    memberId: null,
    counts: null,
    held: { kiosk: '三组文化广场', receivedAt: at('15T14:40'), kind: 'signIn', at: at('15T14:22') },
  }),
]

const Inbox = ({ tab, rows }: { tab: 'open' | 'settled'; rows: readonly ConflictRow[] }) => {
  const { conflicts } = words()
  return (
    <>
      <PageHead title={conflicts.title} />
      <Tabs
        label={conflicts.title}
        tabs={[
          { id: 'open' as const, label: conflicts.tabs.open, count: rows.length },
          { id: 'settled' as const, label: conflicts.tabs.settled },
        ]}
        current={tab}
        onChange={nothing}
      />
      {tab === 'open' ? (
        <OpenList rows={rows} count={rows.length} onChanged={nothing} />
      ) : (
        <SettledList rows={SETTLED} />
      )}
    </>
  )
}

const nothing = () => undefined

const struck = (conflict: ConflictRow): ConflictRow => ({
  ...conflict,
  counts: 'struck',
  said: conflict.said.map(each => ({ ...each, shown: false })),
})

const SETTLED = ROWS.slice(0, 3).map((conflict, index) => ({
  no: 1000 - index,
  conflictId: conflict.conflictId,
  how: (['samePerson', 'struck', 'seen'] as const)[index] ?? 'seen',
  at: at('15T14:40'),
  staff: index === 1 ? '方志远' : '黄秀英',
  note: index === 2 ? null : '问过本人，卡忘在家里，到广场又代录了一次',
  conflict: index === 1 ? struck(conflict) : conflict,
}))

const [FIRST] = ROWS
const SEEN = ['张建国', '欧阳德顺', '努尔买买提·阿卜杜热合曼'].map((name, index) => ({
  memberId: `gallery-${index}` as MemberId,
  name,
  serial: `00011${index}`,
  lastAt: at(`1${4 - index}T19:0${index}`),
}))

export const CONFLICT_SCREENS: readonly GalleryScreen[] = [
  { id: 'conflicts', page: 'conflicts', render: () => <Inbox tab="open" rows={ROWS} /> },
  { id: 'conflicts-none', page: 'conflicts', render: () => <Inbox tab="open" rows={[]} /> },
  { id: 'conflicts-settled', page: 'conflicts', render: () => <Inbox tab="settled" rows={ROWS} /> },
  {
    id: 'conflicts-strike',
    page: 'conflicts',
    render: () => <>{FIRST && <StrikeDialog row={FIRST} onClose={nothing} />}</>,
  },
  {
    id: 'conflicts-place',
    page: 'conflicts',
    render: () => {
      const row = ROWS.at(-1)
      return <>{row && <PlaceForm row={row} day="2026-10-15" activities={[]} members={[]} onClose={nothing} />}</>
    },
  },
  {
    id: 'kiosks-reissue',
    page: 'kiosks',
    render: () => (
      <ReissueView
        place="三组文化广场"
        since={'2026-10-12' as PlainDate}
        onSince={nothing}
        onClose={nothing}
        actions={
          <Button kind="primary" icon="card">
            {words().kiosks.reissue.act(SEEN.length)}
          </Button>
        }
      >
        <SeenCards cards={SEEN} />
      </ReissueView>
    ),
  },
]
