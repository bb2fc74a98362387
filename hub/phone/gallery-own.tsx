import { signal } from '@preact/signals'
import type { VNode } from 'preact'
import type { Hash } from '../../shared/base/bytes.ts'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { ActivityId, EntryId, MatterId, MemberId, Millis, NoticeId } from '../../shared/base/ids.ts'
import type { Period, PlainDate, PlainDateTime } from '../../shared/base/plain-date.ts'
import type { InnerDocument } from '../../shared/notices/inner-document.ts'
import type { OwnEntry, OwnFeedback } from '../../shared/own/own-page.ts'
import type { PhonePage } from '../../shared/own/phone-own.ts'
import type { Stroke } from '../../shared/passes/strokes.ts'
import { DeclareScreen } from './declare-page.tsx'
import type { DeclareDesk, DeclareView, Filling, Offer } from './declare.ts'
import { OwnScreen } from './own-page.tsx'
import type { MatterDraft, OwnDesk, OwnView } from './own.ts'
import { VoiceBox } from './voice-field.tsx'

/** The member's own page and what they say there, as fixtures for the gallery. */

const AT = Date.parse('2026-10-15T06:05:12Z')
const points = (whole: number) => Math.round(whole * 100) as Hundredths
const amount = (whole: number) => ({ recorded: points(whole), counted: points(whole), cap: null })
const stretch = (
  base: number,
  contribution: number,
  deduction: number,
): NonNullable<PhonePage['standing']>['toDate'] => ({
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
function aLetter(id: string, scope: InnerDocument['scope'], title: string, paragraphs: string[]): InnerDocument {
  return {
    type: 'inner',
    scope,
    salt: '0'.repeat(32),
    docId: id as NoticeId,
    rev: 1,
    title,
    issuer: '中共桂岭镇清溪村支部委员会',
    publishedAt: AT as Millis,
    publishedOn: '2026-10-12' as PlainDate,
    noticePeriod: null,
    shownUntil: null,
    contact: { name: '李梅', phone: '0776-2580123', place: '村委会一楼' },
    correction: null,
    asOfJournal: { size: 812, hash: 'a'.repeat(64) },
    body: { kind: 'announcement', paragraphs },
  }
}
const ownPage: PhonePage = {
  inner: ['a', 'b'].map(id => ({ docId: id as NoticeId, rev: 1, key: '0'.repeat(64), read: id === 'b' })),
  documents: [
    aLetter('a', { is: 'self', memberId: 'm' as MemberId }, '支部给您的信', [
      '建国同志：二季度起您的积分偏低，支部想找个时间和您聊聊。',
      '有难处请说，联系人何家豪。',
    ]),
    aLetter('b', { is: 'members' }, '关于召开支部党员大会的通知', ['10月30日晚上7点半，村委会二楼会议室。']),
  ],
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
  declarations: [
    {
      declarationId: 'd1',
      code: 'C07',
      title: '发现隐患并推动解决',
      date: '2026-10-08' as PlainDate,
      sentAt: AT as Millis,
      state: 'askedBack',
      words: '是哪一段路？有没有照片？',
    },
    {
      declarationId: 'd2',
      code: 'C14',
      title: '好人好事',
      date: '2026-09-20' as PlainDate,
      sentAt: AT as Millis,
      state: 'accepted',
      points: points(5),
    },
  ],
  leaves: [
    {
      activityId: 'a1' as ActivityId,
      title: '第三季度支部党员大会',
      startsAt: '2026-10-16T09:00' as PlainDateTime,
      reason: 'illness',
      state: 'granted',
    },
  ],
}
const MATTER: OwnFeedback['matters'][number] = {
  matterId: 'x' as MatterId,
  kind: 'defence',
  raisedAt: AT as Millis,
  words: '八月十六日清理河道我去了，怎么没有记分？',
  answered: { at: AT as Millis, outcome: 'upheld', words: '经核对属实，已补记两分。' },
}
const nothing = (): void => {}
const soon = async (): Promise<void> => {}
const deskOf = (view: OwnView): OwnDesk => ({
  view: signal(view),
  ask: soon,
  toAccept: nothing,
  accept: soon,
  toMatter: nothing,
  write: nothing,
  step: nothing,
  raise: soon,
  throwAway: nothing,
  read: async () => {},
  givePin: soon,
  back: nothing,
})
const feedback = ownPage.feedback as OwnFeedback
/** Something that looks written. */
const scrawl: readonly Stroke[] = Array.from({ length: 9 }, (_, at) =>
  Array.from({ length: 24 }, (_, step) =>
    step % 2 === 0 ? 70 + at * 95 + step * 3 : Math.round(220 + 90 * Math.sin(step * 0.7 + at)),
  ),
)
const draft: MatterDraft = { matter: 'defence', typed: '八月十六日清理河道我去了，没有记上，应该两分。', pages: [] }
const matter = (change: Partial<Extract<OwnView, { kind: 'matter' }>>): OwnView => ({
  kind: 'matter',
  page: ownPage,
  draft,
  step: 'write',
  busy: false,
  told: null,
  isKept: true,
  ...change,
})
const OWN: Readonly<Record<string, OwnView>> = {
  own: { kind: 'page', page: ownPage, told: null },
  'own-answered': {
    kind: 'page',
    page: { ...ownPage, feedback: { ...feedback, acceptedAt: AT as Millis, matters: [MATTER] } },
    told: 'accepted',
  },
  'own-accept': { kind: 'accept', page: ownPage, busy: false },
  'own-matter': matter({}),
  'own-matter-hand': matter({ draft: { ...draft, typed: '', pages: [scrawl] } }),
  'own-matter-check': matter({ step: 'check', draft: { ...draft, pages: [scrawl] } }),
  'own-pin': { kind: 'pin', page: ownPage, busy: false, told: null },
  'own-plain': {
    kind: 'no',
    told: {
      code: 'NEEDS_TLS',
      zh: '看自己的积分要用带锁的网址（https）打开：不带锁的网页在路上可能被人看到、改动。现在请到公开屏刷卡看。',
      en: 'Your own page needs the https address.',
    },
  },
}

const offer: Offer = {
  schemeVersion: 1,
  today: '2026-10-15' as PlainDate,
  items: [
    ['C07', '发现隐患并推动解决', '件', 'role', 200],
    ['C05', '参加志愿服务', '小时', 'character', 50],
    ['C17', '讲微党课、开展宣讲', '次', 'political', 300],
  ].map(
    ([code, title, unit, dimension, points]) => ({ code, title, unit, dimension, points }) as Offer['items'][number],
  ),
}
const empty: Filling = {
  code: '',
  date: '2026-10-15',
  quantity: 100 as Hundredths,
  text: '',
  pages: [],
  voice: null,
  photo: null,
}
const filling: Filling = {
  ...empty,
  code: 'C05',
  date: '2026-10-14',
  quantity: 250 as Hundredths,
  text: '村口小桥的护栏松了，我报到村里，当天焊好了。',
  pages: [scrawl],
  voice: { bytes: new Uint8Array(4), mime: 'audio/webm', ms: 12_400 },
}
const declareDeskOf = (view: DeclareView): DeclareDesk => ({
  view: signal(view),
  ask: soon,
  put: nothing,
  check: nothing,
  change: nothing,
  send: soon,
  throwAway: nothing,
})
const DECLARE: Readonly<Record<string, DeclareView>> = {
  declare: { kind: 'filling', offer, filling: empty, isKept: true },
  'declare-filled': { kind: 'filling', offer, filling, isKept: false },
  'declare-check': { kind: 'checking', offer, filling, busy: false, told: 'unreachable', mayBeTwo: false },
  'declare-pin': { kind: 'pin', offer, filling, busy: false, told: null },
  'declare-sent': { kind: 'sent' },
}
const VOICE: Readonly<Record<string, VNode>> = {
  'voice-running': (
    <VoiceBox
      can
      state={{ kind: 'running', ms: 8_000, level: 0.3 }}
      note={null}
      onStart={nothing}
      onStop={nothing}
      onDrop={nothing}
    />
  ),
  'voice-cannot': (
    <VoiceBox can={false} state={{ kind: 'idle' }} note={null} onStart={nothing} onStop={nothing} onDrop={nothing} />
  ),
}

export const OWN_SHOTS: readonly string[] = Object.keys({ ...OWN, ...DECLARE, ...VOICE })

/** Null for a name that is none of these. */
export function ownShot(id: string): VNode | null {
  const [own, declare, voice] = [OWN[id], DECLARE[id], VOICE[id]]
  if (own) return <OwnScreen desk={deskOf(own)} hasDraft={() => false} onBack={nothing} onDeclare={nothing} />
  if (declare) return <DeclareScreen desk={declareDeskOf(declare)} follows={null} onBack={nothing} />
  return voice ? <main class="page list">{voice}</main> : null
}
