import { signal } from '@preact/signals'
import { render } from 'preact'
import type { Hash } from '../../shared/base/bytes.ts'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { ActivityId, EntryId, MatterId, MemberId, Millis } from '../../shared/base/ids.ts'
import type { Period, PlainDate, PlainDateTime } from '../../shared/base/plain-date.ts'
import type { OwnEntry, OwnFeedback, OwnPage } from '../../shared/own/own-page.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import { phoneSecret } from '../../shared/passes/phone.ts'
import type { PhoneRef } from '../../shared/people/roster.ts'
import { PhoneApp } from './app.tsx'
import type { Coming, Telling } from './ask.ts'
import { openKeep, type Kept } from './keep.ts'
import { DeclareScreen } from './declare-page.tsx'
import type { DeclareDesk, DeclareView, Offer } from './declare.ts'
import { OwnScreen } from './own-page.tsx'
import type { OwnDesk, OwnView } from './own.ts'
import type { News, Phone, View } from './phone.ts'
import { zh } from './text/zh.ts'
import { Words } from './words.ts'
import './phone.css'

/** Every page of the phone with its fixture, for looking at (development only): `?screen=<id>&lang=en`. */

const AT = Date.parse('2026-10-15T06:05:12Z')
const offer = {
  branchTag: '04217' as BranchTag,
  ref: '0123456789' as PhoneRef,
  secret: phoneSecret(Uint8Array.from({ length: 16 }, (_, at) => at * 7)),
  branchName: '云溪村党支部',
  memberName: '张建国',
}
const kept: Kept = { offer, claim: 'a'.repeat(32), claimed: true }

const aComing = (number: number, change: Partial<Coming> = {}): Coming => ({
  activityId: String(number) as ActivityId,
  title: '重阳敬老 情暖邻里',
  place: '二楼会议室',
  start: '2026-10-15T14:30' as PlainDateTime,
  leave: 'none',
  ...change,
})

const news: News = { reached: true, safe: true, coming: [aComing(1)], told: null }
const words = (title: string, detail: string, ...todo: string[]) => ({ title, detail, todo })
const done: Telling = {
  pictogram: 'tick',
  shape: 'circle',
  tone: 'done',
  zh: words('签到成功', '重阳敬老 情暖邻里', '请到二楼会议室就座'),
  en: words('Signed in', '重阳敬老 情暖邻里', 'Please take a seat in 二楼会议室'),
}
const refused: Telling = {
  pictogram: 'pin',
  shape: 'octagon',
  tone: 'wait',
  zh: words('这次活动请刷卡', '手机码这次不算', '请刷您的党员卡', '没带卡？点“请人帮忙”，工作人员当场登记'),
  en: words('Please use your card', 'Phones do not count this time', 'Scan your member card'),
}
const tooOld = {
  code: 'CODE_OLD',
  zh: '屏幕上的码已经换了新的。请再扫一次屏幕。',
  en: 'The code has changed. Scan it again.',
}
const over = {
  code: 'PHONE_OFFER_OVER',
  zh: '这个二维码过了时间（10分钟）。请到服务中心换一个新的二维码。',
  en: 'This code is older than ten minutes. Ask for a new one.',
}
const ready = { ticket: '', title: '重阳敬老 情暖邻里', place: '二楼会议室' }
const leaves: News = {
  ...news,
  coming: [
    aComing(1),
    aComing(2, { title: '第三季度支部党员大会', start: '2026-10-16T09:00' as PlainDateTime, leave: 'asked' }),
    aComing(3, { title: '党课：农村人居环境', start: '2026-11-05T19:30' as PlainDateTime, leave: 'granted' }),
  ],
}

interface Shot {
  readonly view: View
  readonly kept?: Kept | null
  readonly news?: News
  readonly ahead?: number
}

const SHOTS: Readonly<Record<string, Shot>> = {
  pass: { view: { kind: 'pass' }, news },
  'pass-offline': { view: { kind: 'pass' }, news: { ...news, reached: false, safe: false, coming: [] } },
  'pass-clock': { view: { kind: 'pass' }, news, ahead: 7 * 60_000 },
  none: { view: { kind: 'none', why: null }, kept: null },
  'none-scanned': { view: { kind: 'none', why: 'scanned' }, kept: null },
  'no-storage': { view: { kind: 'noStorage' }, kept: null },
  claiming: { view: { kind: 'claiming' } },
  'claim-over': { view: { kind: 'notClaimed', told: over }, kept: null },
  'claim-unreachable': { view: { kind: 'notClaimed', told: null }, kept: null },
  replace: { view: { kind: 'replace', offer: { ...offer, memberName: '李秀英' } } },
  'code-ready': { view: { kind: 'code', step: { kind: 'ready', ...ready } } },
  'code-done': { view: { kind: 'code', step: { kind: 'told', telling: done } } },
  'code-refused': { view: { kind: 'code', step: { kind: 'told', telling: refused } } },
  'code-old': { view: { kind: 'code', step: { kind: 'no', told: tooOld, again: null } } },
  'code-unreachable': { view: { kind: 'code', step: { kind: 'no', told: null, again: () => {} } } },
  leave: { view: { kind: 'leave', busy: null, told: null }, news: leaves },
  more: { view: { kind: 'more' }, news: { ...news, safe: false } },
}

function phoneOf(shot: Shot): Phone {
  const nothing = (): void => {}
  return {
    view: signal(shot.view),
    kept: signal(shot.kept === undefined ? kept : shot.kept),
    news: signal(shot.news ?? news),
    ahead: signal(shot.ahead ?? 0),
    now: () => AT,
    arrive: nothing,
    show: nothing,
    ownDeps: () => null,
    claimAgain: nothing,
    replace: nothing,
    sign: nothing,
    wishLeave: nothing,
    refresh: nothing,
    forget: nothing,
  }
}

const points = (whole: number) => Math.round(whole * 100) as Hundredths
const amount = (whole: number) => ({ recorded: points(whole), counted: points(whole), cap: null })
const stretch = (
  base: number,
  contribution: number,
  deduction: number,
): NonNullable<OwnPage['standing']>['toDate'] => ({
  components: { base: amount(base), contribution: amount(contribution), deduction: amount(deduction) },
  dimensions: {
    political: amount(base),
    discipline: amount(0),
    character: amount(deduction),
    role: amount(contribution),
    none: amount(0),
  },
  total: points(base + contribution + deduction),
})
const anEntry = (number: number, change: Partial<OwnEntry>): OwnEntry => ({
  entryId: String(number) as EntryId,
  date: `2026-0${9 - number}-1${number}` as PlainDate,
  code: 'B05',
  title: '参加主题党日',
  component: 'base',
  dimension: 'political',
  points: points(2),
  quantity: points(1),
  unit: '次',
  basisWords: '',
  basis: null,
  reverses: null,
  reversedBy: null,
  ...change,
})
const ownPage: OwnPage = {
  asOf: AT as Millis,
  head: { size: 812, hash: 'a'.repeat(64) as Hash },
  memberId: 'm' as MemberId,
  category: { id: 'noPost', label: '无职党员' },
  period: '2026-Q4' as Period,
  standing: {
    start: points(0),
    inPeriod: stretch(2, 0, 0),
    toDate: stretch(26, 14.5, -2),
    total: points(38.5),
    totalCap: null,
    vetoed: false,
    capsReached: [],
  },
  quarters: [14, 11.5, 11, 2].map((sum, at) => ({
    period: `2026-Q${at + 1}` as Period,
    inPeriod: points(sum),
    toDate: points(sum),
  })),
  place: { place: 7, of: 19, tied: true },
  entries: [
    anEntry(1, {}),
    anEntry(2, { title: '参加志愿服务', component: 'contribution', basisWords: '清理河道半天，三组李组长证明。' }),
    anEntry(3, {
      title: '无故不参加组织生活',
      component: 'deduction',
      points: points(-2),
      basisWords: '六月主题党日没有请假。',
    }),
  ],
  earlierEntries: 0,
  feedback: {
    period: '2026-Q3' as Period,
    no: 790,
    figures: {
      memberId: 'm' as MemberId,
      base: points(9),
      contribution: points(4),
      deduction: points(-2),
      inPeriod: points(11),
      toDate: points(36.5),
      vetoed: false,
    },
    stage: 'compiled',
    told: null,
    acceptedAt: null,
    matters: [],
  },
  declarations: [],
  leaves: [],
}
const MATTER: OwnFeedback['matters'][number] = {
  matterId: 'x' as MatterId,
  kind: 'defence',
  raisedAt: AT as Millis,
  words: '八月十六日清理河道我去了，怎么没有记分？',
  answered: { at: AT as Millis, outcome: 'upheld', words: '经核对属实，已补记两分。' },
}
const deskOf = (view: OwnView): OwnDesk => ({
  view: signal(view),
  ask: async () => {},
  accept: async () => {},
  raise: async () => {},
})
const feedback = ownPage.feedback as OwnFeedback
const OWN: Readonly<Record<string, OwnView>> = {
  own: { kind: 'page', page: ownPage, busy: false, told: null },
  'own-answered': {
    kind: 'page',
    page: { ...ownPage, feedback: { ...feedback, acceptedAt: AT as Millis, matters: [MATTER] } },
    busy: false,
    told: 'accepted',
  },
  'own-plain': {
    kind: 'no',
    told: {
      code: 'NEEDS_TLS',
      zh: '看自己的积分要用带锁的网址（https）打开：不带锁的网页在路上可能被人看到、改动。现在请到公开屏刷卡看。',
      en: 'Your own page needs the https address.',
    },
  },
}

const offered: Offer = {
  schemeVersion: 1,
  today: '2026-10-15' as PlainDate,
  items: [
    ['C07', '发现隐患并推动解决', '件', 'role', 200],
    ['C14', '好人好事', '次', 'character', 500],
    ['C17', '讲微党课、开展宣讲', '次', 'political', 300],
  ].map(
    ([code, title, unit, dimension, points]) => ({ code, title, unit, dimension, points }) as Offer['items'][number],
  ),
}
const aFilled = {
  item: offered.items[0] as Offer['items'][number],
  date: '2026-10-14' as PlainDate,
  quantity: 100 as Hundredths,
  text: '村口小桥的护栏松了，我报到村里，当天焊好了。',
  photo: null,
}
const declareDeskOf = (view: DeclareView): DeclareDesk => ({
  view: signal(view),
  ask: async () => {},
  check: () => {},
  change: () => {},
  send: async () => {},
})
const DECLARE: Readonly<Record<string, DeclareView>> = {
  declare: { kind: 'filling', offer: offered, filled: null },
  'declare-filled': { kind: 'filling', offer: offered, filled: aFilled },
  'declare-check': { kind: 'checking', offer: offered, filled: aFilled, busy: false, told: 'unreachable' },
  'declare-sent': { kind: 'sent' },
}

const query = new URLSearchParams(location.search)
const keep = openKeep(() => localStorage)
keep.setLanguage(query.get('lang') === 'en' ? 'en' : 'zh')
const own = OWN[query.get('screen') ?? '']
const declare = DECLARE[query.get('screen') ?? '']
const shot = SHOTS[query.get('screen') ?? '']
const place = document.getElementById('app')
if (place) {
  render(
    own ? (
      <Words.Provider value={{ language: 'zh', t: zh }}>
        <OwnScreen desk={deskOf(own)} onBack={() => {}} onDeclare={() => {}} />
      </Words.Provider>
    ) : declare ? (
      <Words.Provider value={{ language: 'zh', t: zh }}>
        <DeclareScreen desk={declareDeskOf(declare)} follows={null} onBack={() => {}} />
      </Words.Provider>
    ) : shot ? (
      <PhoneApp phone={phoneOf(shot)} keep={keep} />
    ) : (
      <main>
        {Object.keys({ ...SHOTS, ...OWN, ...DECLARE }).map(id => (
          <p key={id}>
            <a href={`?screen=${id}`}>{id}</a>
          </p>
        ))}
      </main>
    ),
    place,
  )
}
