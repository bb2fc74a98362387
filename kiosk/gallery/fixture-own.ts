import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { EntryId, MatterId, Millis } from '../../shared/base/ids.ts'
import type { Period, PlainDate, PlainDateTime } from '../../shared/base/plain-date.ts'
import type { OwnEntry, OwnFeedback, OwnPage } from '../../shared/own/own-page.ts'
import * as f from './fixtures.ts'

/** Own pages for the gallery: a usual one, and the extremes. */

const date = (text: string) => text as PlainDate
export const at = (text: string) => Date.parse(`${text}:00+08:00`) as Millis
export const pt = (whole: number) => Math.round(whole * 100) as Hundredths
export const LONG_NAME = '努尔买买提·阿卜杜热合曼尼亚孜'

const amount = (recorded: number, counted = recorded) => ({ recorded: pt(recorded), counted: pt(counted) })
type Caps = readonly [number | null, number | null, number | null]
type Amounts = readonly [number, number]

function stretch(base: Amounts, contribution: Amounts, deduction: Amounts, caps: Caps, four: readonly number[]) {
  const cap = (of: number | null) => ({ cap: of === null ? null : pt(of) })
  const [political = 0, discipline = 0, character = 0, role = 0, none = 0] = four
  return {
    components: {
      base: { ...amount(...base), ...cap(caps[0]) },
      contribution: { ...amount(...contribution), ...cap(caps[1]) },
      deduction: { ...amount(...deduction), ...cap(caps[2]) },
    },
    dimensions: {
      political: amount(political),
      discipline: amount(discipline),
      character: amount(character),
      role: amount(role),
      none: amount(none),
    },
    total: pt(base[1] + contribution[1] + deduction[1]),
  }
}

const ITEMS: readonly (readonly [string, string, OwnEntry['component'], OwnEntry['dimension'], number, string])[] = [
  ['C07', '清理河道志愿服务', 'contribution', 'role', 2, '9月28日王家湾清淤，李秀英、何家豪一同参加，村民组长签字。'],
  ['B02', '主题党日集中学习', 'base', 'political', 1, '刷卡签到'],
  ['C03', '看望独居老人', 'contribution', 'character', 1, '三组唐老幺家，送药量血压'],
  ['D04', '无故不参加党员大会', 'deduction', 'discipline', -2, '8月15日党员大会未到，事先没有请假，事后说明不成立。'],
  ['B01', '按时交纳党费', 'base', 'discipline', 2, ''],
  ['C11', '反映社情民意并被镇党委采纳、推动解决群众急难愁盼问题', 'contribution', 'role', 3.5, '自来水管道改造建议'],
]
export const entry = (order: number, more: Partial<OwnEntry> = {}): OwnEntry => {
  const [code, title, component, dimension, points, basisWords] = ITEMS[order % ITEMS.length] ?? [
    '',
    '',
    'base',
    null,
    0,
    '',
  ]
  return {
    entryId: `01900000-0000-7000-8000-${String(order).padStart(12, '0')}` as EntryId,
    date: date(`2026-${String(9 - (order % 8)).padStart(2, '0')}-${String(28 - (order % 20)).padStart(2, '0')}`),
    code,
    title,
    component,
    dimension,
    points: pt(points),
    quantity: pt(1),
    unit: '次',
    basisWords,
    basis: null,
    reverses: null,
    reversedBy: null,
    ...more,
  }
}
export const someId = (order: number) => `01900000-0000-7000-8000-${String(order).padStart(12, '0')}`
export const entries = (count: number) =>
  Array.from({ length: count }, (_, order) =>
    entry(
      order,
      order === 4 ? { reversedBy: someId(99) as EntryId } : order === 5 ? { reverses: someId(98) as EntryId } : {},
    ),
  )
export const VETO = entry(3, {
  title: '受到党纪处分',
  component: 'veto',
  points: pt(0),
  basisWords: '镇纪委处分决定送达本人。',
  basis: { documentNo: '青纪〔2026〕7号', meetingDate: date('2026-08-20') },
})
export const LONG_BASIS = entry(0, {
  basisWords: '连续三天参加抗洪抢险，转移群众二十六户，守夜两晚。'.repeat(24),
  quantity: pt(3.5),
  unit: '小时',
})

const period = '2026-Q4' as Period
const quarter = (no: number, inPeriod: number, toDate: number) => ({
  period: `2026-Q${no}` as Period,
  inPeriod: pt(inPeriod),
  toDate: pt(toDate),
})

export const USUAL: OwnPage = {
  asOf: at('2026-10-15T14:05'),
  head: { size: 1284, hash: '7f3a91c25b06e8d4'.padEnd(64, '0') as OwnPage['head']['hash'] },
  memberId: f.person('张建国', true).memberId,
  category: { id: 'noPost', label: '无职党员' },
  period,
  standing: {
    start: pt(0),
    inPeriod: stretch([5, 5], [6.5, 6.5], [-2, -2], [20, 10, 20], [3, 0.5, 1, 5]),
    toDate: stretch([58, 58], [41.5, 35], [-2, -2], [80, 35, 20], [40, 18, 16, 17]),
    total: pt(91),
    totalCap: pt(100),
    vetoed: false,
    capsReached: [{ kind: 'component', title: '贡献加分' }],
  },
  quarters: [quarter(1, 22, 22), quarter(2, 25, 47), quarter(3, 34.5, 81.5), quarter(4, 9.5, 91)],
  place: { place: 3, of: 28, tied: true },
  entries: entries(23),
  earlierEntries: 0,
  feedback: null,
  declarations: [
    {
      declarationId: 'a',
      code: 'C07',
      title: '清理河道志愿服务',
      date: date('2026-10-11'),
      sentAt: at('2026-10-11T10:00'),
      state: 'waiting',
    },
    {
      declarationId: 'b',
      code: null,
      title: '帮邻居修水管',
      date: date('2026-10-06'),
      sentAt: at('2026-10-06T10:00'),
      state: 'askedBack',
      words: '请说一下是哪一户、大约几点，我们好去核实。',
    },
    {
      declarationId: 'c',
      code: 'C03',
      title: '看望独居老人',
      date: date('2026-09-20'),
      sentAt: at('2026-09-20T10:00'),
      state: 'accepted',
      points: pt(1),
    },
    {
      declarationId: 'd',
      code: 'C03',
      title: '国庆期间值班巡逻并参与处理两起邻里矛盾纠纷',
      date: date('2026-09-02'),
      sentAt: at('2026-09-02T10:00'),
      state: 'refused',
      words: '值班已经按活动登记过了，不重复计分。',
    },
  ],
  inner: [],
  leaves: [
    {
      activityId: f.today.activity.activityId,
      title: '重阳敬老 情暖邻里',
      startsAt: '2026-10-15T14:30' as PlainDateTime,
      reason: 'family',
      state: 'granted',
    },
  ],
}
export const NEGATIVE: OwnPage = {
  ...USUAL,
  standing: {
    start: pt(0),
    inPeriod: stretch([0, 0], [0, 0], [-12.5, -12.5], [null, null, null], [0, -12.5, 0, 0]),
    toDate: stretch([6, 6], [0, 0], [-123.25, -123.25], [null, null, null], [2, -113.25, -8, 2]),
    total: pt(-117.25),
    totalCap: null,
    vetoed: false,
    capsReached: [],
  },
  quarters: [quarter(1, 6, 6), quarter(2, -40.75, -34.75), quarter(3, -70, -104.75), quarter(4, -12.5, -117.25)],
  place: { place: 128, of: 1280, tied: false },
  category: { id: 'x', label: '离退休干部职工党员' },
}
export const VETOED: OwnPage = {
  ...USUAL,
  standing: USUAL.standing && { ...USUAL.standing, total: pt(0), vetoed: true, start: pt(60) },
  place: null,
  entries: [VETO, ...entries(6)],
  quarters: [
    { period: '2026-H1' as Period, inPeriod: pt(47), toDate: pt(107) },
    { period: '2026-H2' as Period, inPeriod: pt(12), toDate: pt(0) },
  ],
  period: '2026-H2' as Period,
}
export const EMPTY: OwnPage = {
  ...USUAL,
  standing: USUAL.standing && {
    ...USUAL.standing,
    inPeriod: stretch([0, 0], [0, 0], [0, 0], [20, 10, 20], []),
    toDate: stretch([0, 0], [0, 0], [0, 0], [80, 35, 20], []),
    total: pt(0),
    capsReached: [],
  },
  quarters: [quarter(1, 0, 0)],
  period: '2026-Q1' as Period,
  entries: [],
  declarations: [],
  leaves: [],
  place: null,
}

export const FEEDBACK: OwnFeedback = {
  period: '2026-Q3' as Period,
  no: 1270,
  figures: {
    memberId: USUAL.memberId,
    base: pt(20),
    contribution: pt(16.5),
    deduction: pt(-2),
    inPeriod: pt(34.5),
    toDate: pt(81.5),
    vetoed: false,
  },
  stage: 'compiled',
  told: null,
  acceptedAt: null,
  matters: [],
}
const matter = (order: number, more: Partial<OwnFeedback['matters'][number]> = {}): OwnFeedback['matters'][number] => ({
  matterId: someId(500 + order) as MatterId,
  kind: 'defence',
  raisedAt: at(`2026-10-0${order}T09:00`),
  words: '',
  answered: null,
  ...more,
})
const ANSWERED = matter(3, {
  words: '九月二十八日清理河道我也去了，没有给我记。',
  answered: {
    at: at('2026-10-08T16:00'),
    outcome: 'upheld',
    words: '经与带队的何家豪核对，您全程参加，已补记志愿服务 2 分，记在第三季度。',
  },
})
export const MATTERS = [
  matter(9),
  ANSWERED,
  matter(2, {
    kind: 'inquiry',
    words: '党费那一项是怎么算的？',
    answered: { at: at('2026-10-04T16:00'), outcome: 'explained', words: '每季度按时交纳记 2 分。'.repeat(30) },
  }),
]
