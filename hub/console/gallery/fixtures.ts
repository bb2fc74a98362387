import * as v from 'valibot'
import { ActivitySchema } from '../../../shared/activities/activity.ts'
import { hashOf } from '../../../shared/base/bytes.ts'
import type { ActivityId, KioskId, Millis } from '../../../shared/base/ids.ts'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import type { PublicKey } from '../../../shared/sync/fields.ts'
import type { JournalHead } from '../../../shared/journal/chain.ts'
import type { Person } from '../../pages/ui/person-match.ts'
import type { HubState } from '../hub-state.ts'
import type { KioskRow } from '../kiosks/health.ts'
import type { JournalRow } from '../journal/lines-card.tsx'
import type { WallCell } from '../parts/sign-in-wall.tsx'
import type { Coming } from '../today/upcoming-card.tsx'
import type { Todo } from '../today/todo.ts'

/** One afternoon in a branch: 15 October 2026, 14:42, the theme day about to begin. */

export const AT = Date.parse('2026-10-15T14:42:00+08:00') as Millis

export const HEAD: JournalHead = { size: 1284, hash: hashOf('gallery') }

export const HUB_STATE: HubState = {
  branchName: '云溪村党支部',
  timeZone: 'Asia/Shanghai',
  head: HEAD,
  lastBackupAt: Date.parse('2026-10-15T06:00:00+08:00') as Millis,
}

const NAMES =
  '张建国 黄秀英 许国平 马长林 丁桂芳 田玉兰 陈立新 赵春梅 王建华 孙桂香 李德厚 吴志强 周玉珍 郑有福 何秀兰 林少华 徐长贵 高凤英 郭建平 唐秋生 梁月娥 谢大伟 韩素芬 曹立民 彭金花 蒋文斌 沈根土 方志远 于大海 冯为民 王芳 袁小军'.split(
    ' ',
  )

export const WALL: readonly WallCell[] = NAMES.map((name, at) => {
  const minute = 36 - at
  if (at >= 28)
    return { memberId: name, name, note: at === 28 ? '请假' : '未到', state: at === 28 ? 'onLeave' : 'notYet' }
  const note = `14:${String(Math.max(0, minute)).padStart(2, '0')} ${at % 9 === 5 ? '代录' : '刷卡'}`
  return { memberId: name, name, note, state: at === 0 ? 'new' : 'present' }
})

export const PEOPLE: readonly Person[] = NAMES.map((name, at) => ({
  memberId: name,
  memberNo: at + 1,
  name,
  note: `第${(at % 4) + 1}党小组`,
}))

export const ACTIVITY = v.parse(ActivitySchema, {
  activityId: '0199e3a0-0000-7000-8000-000000000001',
  code: 'A041',
  type: 'themePartyDay',
  title: '重阳敬老 情暖邻里',
  start: '2026-10-15T15:00',
  end: '2026-10-15T17:00',
  place: '党群服务中心二楼会议室',
  expected: { kind: 'allMembers' },
  itemCode: null,
  opens: '2026-10-15T14:00',
  lateAfter: '2026-10-15T15:00',
  closes: '2026-10-15T15:15',
})

const later = (id: number, day: string, title: string, place: string): Coming => ({
  activity: {
    ...ACTIVITY,
    activityId: `0199e3a0-0000-7000-8000-00000000000${id}` as ActivityId,
    title,
    place,
    start: `${day}T09:00` as PlainDateTime,
  },
  expected: id === 3 ? 0 : 46,
})

export const COMING: readonly Coming[] = [
  later(2, '2026-10-22', '十月党员大会', '党群服务中心二楼会议室'),
  later(3, '2026-10-25', '周末志愿服务：清理河道', '三组文化广场'),
  later(4, '2026-11-05', '党课：身边的好支书', '党群服务中心二楼会议室'),
]

export const TODOS: readonly Todo[] = [
  {
    id: 'watch',
    icon: 'camp',
    title: '重阳敬老 情暖邻里，关注签到',
    note: '15:00 开始，15:15 签到截止',
    due: '2026-10-15T15:15',
    href: '#/activities',
    act: '打开',
  },
  {
    id: 'approve',
    icon: 'notice',
    title: '批准 1 份公示',
    note: '2026年第三季度党员积分公示，黄秀英已核对',
    due: null,
    href: '#/notices',
    act: '去批准',
  },
  {
    id: 'answer',
    icon: 'rank',
    title: '答复 1 条申辩、问询或异议',
    note: '2026年第三季度积分',
    due: null,
    href: '#/reviews',
    act: '去答复',
    inRail: true,
  },
  {
    id: 'declarations',
    icon: 'doc',
    title: '7 件申报等着看',
    note: '最早的 3 天了',
    due: null,
    href: '#/declarations',
    act: '打开',
    waits: 7,
  },
  {
    id: 'backup',
    icon: 'backup',
    title: '做一次备份',
    note: '上一次在 8 天前',
    due: null,
    href: '#/journal',
    act: '去办',
  },
]

const line = (ago: number, by: JournalRow['by'], name: string, kind: JournalRow['kind'], body: object): JournalRow => ({
  no: 1284 - ago,
  at: AT - ago * 3_700_000,
  by,
  name,
  kind,
  hash: hashOf(`line ${ago}`),
  body: JSON.stringify(body),
})

export const JOURNAL_ROWS: readonly JournalRow[] = [
  line(0, 'staff', '黄秀英', 'card.printed', { serials: ['000101', '000102', '000103'] }),
  line(1, 'hub', '', 'hub.backedUp', { journalSize: 1281 }),
  line(2, 'local', '', 'staff.passwordSet', { staffId: ACTIVITY.activityId, how: 'localReset' }),
  line(3, 'staff', '方志远', 'leave.granted', {
    activityId: ACTIVITY.activityId,
    memberId: ACTIVITY.activityId,
    reason: 'illness',
  }),
  line(4, 'kiosk', '', 'kiosk.paired', { unreadable: true }),
]

/** As many rows as a township's largest list. */
export interface Line {
  readonly no: number
  readonly name: string
  readonly group: string
  readonly points: number
}

export const LINES: readonly Line[] = Array.from({ length: 5_000 }, (_, at) => ({
  no: at + 1,
  name: NAMES[(at * 7) % NAMES.length] ?? '',
  group: `第${(at % 12) + 1}党小组`,
  points: ((at * 37) % 900) * 10,
}))

type KioskStatus = NonNullable<KioskRow['status']>

const feed = (newest: boolean, at: number) =>
  (['board', 'roster', 'activities', 'settings'] as const).map(feed => ({ feed, newest, at }))

const kiosk = (at: number, place: string, status: Partial<KioskStatus> | null, newest = true): KioskRow => {
  const kioskId = `0199e3a0-0000-7000-8000-00000000010${at}` as KioskId
  const heard: KioskStatus = {
    kioskId,
    online: true,
    lastSeen: AT,
    app: '0.1.0',
    unsent: 0,
    clockOffMs: 40,
    persisted: true,
    usage: 21_000_000,
    quota: 2_000_000_000,
  }
  return {
    kioskId,
    publicKey: String(at).repeat(64) as PublicKey,
    place,
    pairedAt: AT - 40 * 86_400_000,
    revokedAt: null,
    revokedWhy: null,
    status: status && { ...heard, ...status },
    owed: null,
    missing: 0,
    shows: feed(newest, AT - 26 * 60_000),
  }
}

export const KIOSKS: readonly KioskRow[] = [
  kiosk(1, '二楼会议室', { unsent: 3 }),
  kiosk(2, '三组文化广场', { online: false, lastSeen: (AT - 26 * 60_000) as Millis }, false),
  kiosk(3, '一楼大厅', { clockOffMs: 9 * 60_000 }),
  kiosk(4, '老年活动室', {}, false),
  { ...kiosk(6, '便民服务窗口', {}), missing: 3 },
  { ...kiosk(7, '五组晒谷场', null), owed: { count: 2, at: (AT - 50 * 3_600_000) as Millis } },
  { ...kiosk(5, '旧村部', null), revokedAt: AT, revokedWhy: 'replaced' },
]
