import type { Activity, ActivityType, FeedActivity } from '../../shared/activities/activity.ts'
import { points } from '../../shared/base/hundredths.ts'
import type { ActivityId, MemberId, Millis, NoticeId } from '../../shared/base/ids.ts'
import type { Period, PlainDate, PlainDateTime } from '../../shared/base/plain-date.ts'
import { maskName } from '../../shared/people/names.ts'
import type { Body, BoardDocument, RankedList } from '../../shared/notices/document.ts'
import type { RosterPerson } from '../../shared/people/roster.ts'
import { ITEMS } from './fixture-items.ts'

/** Real-looking content for the gallery: the sample branch, invented activities, names of every length. */

const date = (text: string) => text as PlainDate
const at = (text: string) => text as PlainDateTime
const millis = (text: string) => Date.parse(`${text}:00+08:00`) as Millis

export const NOW = at('2026-10-15T14:12')
export const nowMillis = (millis('2026-10-15T14:36') + 8_000) as Millis
export const TIME_ZONE = 'Asia/Shanghai'

const NAMES =
  '丁一 于大海 马占魁 王建国 王建国（大） 韦正光 石磊 龙秀莲 叶知秋 田小燕 白玉兰 冯立新 邓红梅 朱玉梅 江水生 刘宝成 汤桂芳 许文斌 孙志刚 苏海波 杨𫘥 李秀英 吴㛃 何家豪 余庆丰 沈阿根 张伟 陈𬸪 阿依古丽·买买提 努尔买买提·阿卜杜热合曼尼亚孜 林晓萌 欧阳德顺 罗凤英 周小琴 郑大山 胡国庆 钱桂兰 高强 郭兴旺 唐老幺 黄春生 曾小满 谢天佑 彭学军 蒋忠义 上官明月'.split(
    ' ',
  )
const CATEGORIES = ['在职党员', '无职党员', '年老党员', '流动党员']
const masked = (order: number) => order % 7 === 2

const shown = (order: number): string => {
  const name = NAMES[order % NAMES.length] ?? ''
  return masked(order) ? maskName(name) : name
}

const HASH = '7f3a91c25b06e8d4'.padEnd(64, '0')
const ISSUER = '中共青禾镇云溪村支部委员会'
const CONTACT = { name: '方志远', phone: '0500-8265131', place: '党群服务中心一楼窗口' }
export const HELP_CONTACT = CONTACT

let documents = 0
function document(title: string, body: Body, more: Partial<BoardDocument> = {}): BoardDocument {
  documents += 1
  return {
    type: 'document',
    docId: `01900000-0000-7000-8000-${String(documents).padStart(12, '0')}` as NoticeId,
    rev: 1,
    title,
    issuer: ISSUER,
    publishedAt: (millis('2026-10-14T09:00') - documents * 60_000) as Millis,
    publishedOn: date('2026-10-14'),
    noticePeriod: null,
    shownUntil: null,
    contact: CONTACT,
    correction: null,
    asOfJournal: { size: 1284, hash: HASH },
    body,
    ...more,
  }
}

const PERIOD = {
  days: ['2026-10-14', '2026-10-15', '2026-10-16', '2026-10-19', '2026-10-20'].map(date),
  endsAt: '17:30',
}

const pointRows = (count: number) =>
  Array.from({ length: count }, (_, order) => {
    const sum = 1400 + ((order * 350) % 900) + ((order * 250) % 1450)
    return {
      order: order + 1,
      name: shown(order),
      masked: masked(order),
      category: CATEGORIES[order % 4] ?? '',
      periodTotal: sum as ReturnType<typeof points>,
      yearTotal: (sum + 4150 + ((order * 150) % 800)) as ReturnType<typeof points>,
    }
  })

const INTRO =
  '根据《云溪村党员积分管理办法》，经个人申报、积分管理小组核算、支部委员会审议，现将第三季度党员积分予以公示。公示期自2026年10月14日至10月20日，共5个工作日。如有异议，可在公示期内当面或电话提出。'

export const pointsNotice = document(
  '2026年第三季度党员积分公示',
  { kind: 'periodPoints', period: '2026-Q3' as Period, intro: INTRO, rows: pointRows(46) },
  { noticePeriod: PERIOD },
)

export const correctedNotice = document(
  '2026年第三季度党员积分公示',
  { kind: 'periodPoints', period: '2026-Q3' as Period, intro: INTRO.repeat(2), rows: pointRows(5000) },
  { noticePeriod: PERIOD, rev: 2, correction: '第 12 号、第 31 号的贡献加分登记有误，现予更正。' },
)

const LONG_NAMES = ['努尔买买提·阿卜杜热合曼尼亚孜', '阿依古丽·买买提', '古丽米热·吐尔逊江', '欧阳德顺']

export const longNamesNotice = document(
  '2026年第三季度党员积分公示',
  {
    kind: 'periodPoints',
    period: '2026-Q3' as Period,
    intro: INTRO,
    rows: pointRows(46).map((row, at) => ({ ...row, name: LONG_NAMES[at % 4] ?? '' })),
  },
  { noticePeriod: PERIOD },
)

export const announcement = document(
  '关于开展重阳敬老志愿服务的公告',
  {
    kind: 'announcement',
    paragraphs: [
      '重阳节将至，支部定于10月15日下午在党群服务中心二楼会议室开展“重阳敬老、情暖邻里”主题党日。请全体党员于14:00至15:15到场签到，15:00准时开始。',
      '当天安排三件事：一是听老党员讲村史，二是分组到二组、三组看望独居老人，带去支部准备的棉被和降压药；三是把各家需要帮忙的事记下来，一周内答复。',
      '行动不便的同志可以请党小组长代为请假，不影响基础积分。流动党员可以在流入地参加同类活动，把签到记录带回支部登记。',
      '群众如有需要帮忙的事，可以当天到二楼会议室说明，也可以打联系人电话。我们会尽力。',
    ],
  },
  { noticePeriod: { days: PERIOD.days.slice(0, 3), endsAt: '17:30' }, publishedAt: millis('2026-10-13T09:00') },
)

const LONG_TEXT =
  '为进一步规范党员积分登记，方便群众监督，支部委员会研究决定，从本季度起，每月最后一个周五下午集中办理积分登记和核对。请各党小组提前收齐申报材料，逐人逐项核对签到记录、走访记录和群众证实，确保登记一项、凭据一项。'

export const longAnnouncement = document('关于规范党员积分登记、核对和异议办理有关事项并公布办理时间地点的公告', {
  kind: 'announcement',
  paragraphs: Array.from({ length: 12 }, (_, each) => `${each + 1}．${LONG_TEXT}`),
})

export const endedNotice = document(
  '2026年第二季度党员积分公示',
  { kind: 'periodPoints', period: '2026-Q2' as Period, intro: INTRO, rows: pointRows(45) },
  {
    noticePeriod: { days: ['2026-07-13', '2026-07-14', '2026-07-15'].map(date), endsAt: '17:30' },
    publishedAt: millis('2026-07-13T09:00'),
    publishedOn: date('2026-07-13'),
  },
)

export const itemsDocument = document('2026年党员积分项目', {
  kind: 'items',
  schemeVersion: 3,
  cycle: 2026,
  effectiveFrom: date('2026-01-20'),
  items: [...ITEMS],
})

const ranked = (totals: readonly number[], bands: RankedList['bands'], scaleMax: number, from = 0): RankedList => ({
  rows: totals.map((total, row) => ({
    place: totals.indexOf(total) + 1,
    tied: totals.filter(other => other === total).length > 1,
    name: shown(from + row),
    points: points(total),
    movement: (['up', 'same', 'down', 'new'] as const)[row % 4] ?? null,
  })),
  bands,
  size: totals.length + bands.reduce((sum, band) => sum + band.count, 0),
  scaleMax: points(scaleMax),
})

const band = (from: number | null, to: number | null, count: number) => ({
  from: from === null ? null : points(from),
  to: to === null ? null : points(to),
  count,
})

const category = (id: string, label: string, period: RankedList, yearToDate: RankedList) => ({
  id,
  label,
  period,
  yearToDate,
})

const short = ranked([28, 26, 26, 25, 24], [band(22, 23.5, 6), band(null, 21, 5)], 30, 1)
const wide = ranked([84.5, 80, 80, 78, 71.5], [band(62, 70, 6), band(null, 61, 5)], 100, 1)

export const rankingDocument = document('2026年第三季度分类排名', {
  kind: 'ranking',
  period: '2026-Q3' as Period,
  categories: [
    category('noPost', '无职党员', short, wide),
    category('inPost', '在职党员', ranked([27.5, 26], [band(18, 25, 5)], 30, 8), wide),
    category('olderNoPost', '年老党员', ranked([20, 20, 20], [band(4, 19, 9)], 30, 20), wide),
    category('floating', '流动党员', ranked([19, 12], [band(0, 11, 4)], 30, 28), wide),
    category('probationary', '预备党员', ranked([], [band(2, 11, 3)], 30), wide),
    category('activist', '积极分子', ranked([12, 9, 9], [], 30, 13), wide),
  ],
})

export const longNamesRanking = document('2026年第三季度分类排名', {
  kind: 'ranking',
  period: '2026-Q3' as Period,
  categories: ['无职党员', '流动党员'].map((label, at) =>
    category(
      String(at),
      label,
      { ...short, rows: short.rows.map((row, at) => ({ ...row, name: LONG_NAMES[at % 4] ?? '' })) },
      short,
    ),
  ),
})

const many = Array.from({ length: 5000 }, (_, row) => 100 - Math.floor(row / 3) * 0.05)
const hugeList: RankedList = {
  rows: many.map((total, row) => ({
    place: Math.floor(row / 3) * 3 + 1,
    tied: true,
    name: shown(row),
    points: points(total),
    movement: null,
  })),
  bands: [band(0, 16, 1234)],
  size: 6234,
  scaleMax: points(100),
}

export const hugeRanking = document('2026年上半年分类排名', {
  kind: 'ranking',
  period: '2026-H1' as Period,
  categories: [category('noPost', '无职党员', hugeList, hugeList), category('inPost', '在职党员', short, wide)],
})

export const activityNotice = document('“敬老月”志愿服务情况公开', {
  kind: 'activity',
  activityId: '00000000-0000-7000-8000-000000000001' as ActivityId,
  name: '“敬老月”志愿服务',
  time: '2026年10月11日（星期日）8:30—11:00',
  place: '青禾镇云溪村幸福院，以及二组、三组独居老人家中',
  audience: '自愿参加，欢迎群众',
  turnout: { expected: 0, present: 23, onLeave: 0 },
  paragraphs: [
    '这次活动帮十二位老人理发、晒被、检查电线，换下老化插座九个。',
    '谢谢卫生室来量血压。下一次定在十一月下旬，想参加的乡亲请到一楼窗口报名。',
  ],
})

export const commendation = document('2026年第三季度党员光荣榜', {
  kind: 'commendation',
  period: '2026-Q3' as Period,
  intro:
    '2026年第三季度，下列同志用实际行动为群众办事、为支部争光，经支部委员会研究，予以表扬。大家有什么好事想让支部知道，可以在本机“证实”里说一声。',
  people: [
    ['丁一', '在职党员', '调解二组、三组的灌溉用水纠纷2件，双方都签了字。'],
    ['马占魁', '年老党员', '七月暴雨夜里先发现三组水渠垮口，叫醒下游六户人家转移，没有一人受伤。'],
    ['阿依古丽·买买提', '无职党员', '结对照看独居老人两名，每周上门两次，代买药、代缴水电费。'],
    ['欧阳德顺', '无职党员', '参加人居环境整治6次，清理河道垃圾带头下水。'],
    ['努尔买买提·阿卜杜热合曼尼亚孜', '流动党员', '在外地见义勇为，受到当地表扬。'],
    ['张伟', '无职党员', '带动4户乡亲种大棚，每户增收八千元以上。'],
  ].map(([name = '', category = '', deed = '']) => ({ name, category, deed })),
})

const PLEDGED: readonly (readonly [string, string, 'standing' | 'underWay' | 'kept'])[] = [
  ['村级水管员', '每周巡查二组、三组水渠一次，发现堵塞当天清理，大雨天夜里值守。', 'standing'],
  ['矛盾调解岗', '一年调解邻里纠纷不少于六件，调解不了的三天内报支部。', 'underWay'],
  ['', '国庆节前把文化广场的六盏坏路灯换好。', 'kept'],
  ['政策宣传岗', '每月入户讲一次医保、养老政策，帮老人办认证。', 'standing'],
]

export const pledges = document('2026年无职党员设岗定责公开', {
  kind: 'pledges',
  variant: 'posts',
  cycle: 2026,
  intro: '经本人认领、党员大会同意，没有职务的党员也有自己的岗位和责任。',
  rows: Array.from({ length: 18 }, (_, order) => {
    const [post = '', pledge = '', state = 'standing'] = PLEDGED[order % PLEDGED.length] ?? []
    return { order: order + 1, name: shown(order), masked: masked(order), post, pledge, state }
  }),
})

export const DOCUMENTS: readonly BoardDocument[] = [
  pointsNotice,
  announcement,
  longAnnouncement,
  endedNotice,
  itemsDocument,
  rankingDocument,
]

// --- activities ---------------------------------------------------------------------------------------------------

let activities = 0
function activity(
  type: ActivityType,
  title: string,
  start: string,
  end: string,
  place: string,
  more: Partial<Activity> = {},
): FeedActivity {
  activities += 1
  return {
    type: 'activity',
    activity: {
      activityId: `01900000-0000-7000-9000-${String(activities).padStart(12, '0')}` as ActivityId,
      code: `A${String(activities).padStart(3, '0')}`,
      type,
      title,
      start: at(start),
      end: at(end),
      place,
      expected: { kind: 'allMembers' },
      itemCode: null,
      opens: at(start),
      lateAfter: at(start),
      closes: at(end),
      ...more,
    },
    state: 'planned',
    expectedIds: [],
    onLeaveIds: [],
    presentIds: [],
  }
}

const ROOM = '党群服务中心二楼会议室'

export const today = activity(
  'themePartyDay',
  '10月主题党日：重阳敬老 情暖邻里',
  '2026-10-15T15:00',
  '2026-10-15T17:00',
  ROOM,
  {
    opens: at('2026-10-15T14:00'),
    lateAfter: at('2026-10-15T15:00'),
    closes: at('2026-10-15T15:15'),
    itemCode: 'B05',
  },
)

export const ACTIVITIES: readonly FeedActivity[] = [
  today,
  activity('generalMeeting', '第四季度党员大会：通报第三季度积分', '2026-10-20T14:30', '2026-10-20T16:30', ROOM),
  activity('groupMeeting', '10月党小组会（各组分头召开）', '2026-10-25T19:30', '2026-10-25T20:30', '各党小组活动室', {
    expected: { kind: 'eachGroup' },
  }),
  activity(
    'committeeMeeting',
    '11月支部委员会会议',
    '2026-11-05T15:00',
    '2026-11-05T16:30',
    '村党群服务中心一楼议事室',
    {
      expected: { kind: 'committee' },
    },
  ),
  {
    ...activity('volunteerService', '志愿服务：冬衣捐赠整理', '2026-11-07T08:00', '2026-11-07T11:00', '青溪村三组', {
      expected: { kind: 'volunteers' },
    }),
    state: 'cancelled',
  },
  activity('themePartyDay', '11月主题党日：冬季消防安全检查', '2026-11-10T09:00', '2026-11-10T11:00', ROOM),
  activity('partyLecture', '党课第四讲：党章专题', '2026-11-20T19:00', '2026-11-20T20:30', ROOM),
  activity('democraticAppraisal', '2026年度民主评议党员大会', '2026-12-28T14:00', '2026-12-28T17:00', ROOM),
]

export const laterOnly = ACTIVITIES.slice(1)

export const longActivity = activity(
  'organizationLifeMeeting',
  '云溪村党支部与青禾镇卫生院党支部联合开展2026年度组织生活会暨“我为群众办实事”承诺践诺情况通报会议',
  '2026-10-15T15:00',
  '2026-10-15T17:30',
  '青禾镇云溪村党群服务中心二楼多功能会议室（东侧楼梯上）',
  { opens: at('2026-10-15T14:00'), lateAfter: at('2026-10-15T15:00'), closes: at('2026-10-15T15:15') },
)

export const person = (name: string, consent: boolean): RosterPerson => ({
  type: 'person',
  memberId: '01900000-0000-7000-a000-000000000001' as MemberId,
  present: true,
  name,
  maskedName: maskName(name),
  consent,
  strokeKey: '',
  pinyin: '',
  memberType: 'full',
  category: 'noPost',
  group: '第一党小组',
  duty: '',
  committee: false,
  card: null,
})
