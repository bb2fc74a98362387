import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { hashOf } from '../../../shared/base/bytes.ts'
import { points, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { ActivityId, MemberId, Millis, NoticeId, RecordId, StaffId } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import { problem } from '../../../shared/base/problem.ts'
import { commendationBody } from '../../../shared/notices/build-commendation.ts'
import { pledgesBody } from '../../../shared/notices/build-pledges.ts'
import { itemsBody } from '../../../shared/notices/build-items.ts'
import { periodPointsBody, rankingBody, type PointsPerson } from '../../../shared/notices/build-points.ts'
import type { BoardDocument, Body } from '../../../shared/notices/document.ts'
import { commendationOpening, introOpening, periodSentence, PLEDGES, titleOf } from '../../../shared/notices/wording.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { NOT_SETTLED } from '../../../shared/review/because.ts'
import { standing } from '../../../shared/points/standing.ts'
import { Card } from '../../pages/ui/card.tsx'
import { NoticePaper } from '../../pages/papers/notice.tsx'
import { ShownCertificate } from '../../pages/papers/shown-certificate.tsx'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import type { NoticeDetail, NoticeSummary } from './api-types.ts'
import { aShowing } from './gallery-showing.ts'
import { NoticesTabs } from './list.tsx'
import { NoticeView } from './notice-page.tsx'
import { ObjectionsView, type ObjectionRow } from './objections-card.tsx'
import { PaperPreview } from './paper-preview.tsx'
import { PickedPeople, type NoticePeople, type PeopleFieldsProps } from './people-fields.tsx'
import { ShowingCard } from './showing-card.tsx'
import css from './notices.module.css'

/** The notices' views with one afternoon's fixtures: 15 October 2026. */

const PERIOD = '2026-Q3' as Period
const day = (text: string) => text as PlainDate
const at = (text: string) => Date.parse(`${text}+08:00`) as Millis
const scheme = templateScheme(2026)
const HASH = hashOf('gallery notice')

const DAYS = ['2026-10-14', '2026-10-15', '2026-10-16', '2026-10-19', '2026-10-20'].map(day)
const noticePeriod = { days: DAYS, endsAt: '17:30' }

const NAMES =
  '丁桂芳 于大海 马长林 王建华 王芳 方志远 田玉兰 冯为民 许国平 孙桂香 李德厚 吴志强 何秀兰 张建国 陈立新 林少华'.split(
    ' ',
  )
const CATEGORIES = ['noPost', 'floating', 'inPost', 'olderNoPost']

const none = standing([], scheme, 'noPost', PERIOD)
const people: readonly PointsPerson[] = NAMES.map((name, number) => {
  const base = points(17 + (number % 4))
  const contribution = points((number * 5) % 9)
  const sum = (base + contribution) as Hundredths
  const amount = (counted: Hundredths) => ({ recorded: counted, counted })
  const components = { ...none.inPeriod.components, base: amount(base), contribution: amount(contribution) }
  return {
    name,
    nameNote: '',
    consent: number % 4 !== 1,
    strokeKey: String(number).padStart(2, '0'),
    category: CATEGORIES[number % CATEGORIES.length] ?? 'noPost',
    exempt: false,
    standing: {
      inPeriod: { ...none.inPeriod, components, total: sum },
      total: (sum * 3) as Hundredths,
      start: points(0),
    },
    before:
      number % 5 === 4
        ? null
        : { inPeriod: points(12 + ((number * 7) % 12)), toDate: points(40 + ((number * 5) % 20)) },
  }
})

export function aDocument(title: string, body: Body, more: Partial<BoardDocument> = {}): BoardDocument {
  return {
    type: 'document',
    docId: '0199e3a0-0000-7000-8000-000000000101' as NoticeId,
    rev: 1,
    title,
    issuer: '中共青禾镇云溪村支部委员会',
    publishedAt: at('2026-10-14T09:10'),
    publishedOn: day('2026-10-14'),
    noticePeriod: null,
    shownUntil: day('2026-12-31'),
    contact: { name: '方志远', phone: '0000-8265-131', place: '一楼便民服务窗口' },
    correction: null,
    asOfJournal: { size: 1284, hash: hashOf('gallery') },
    body,
    ...more,
  }
}

const DEEDS = [
  '调解灌溉用水纠纷2件，双方都签了字。',
  '暴雨夜里先发现三组水渠垮口，叫醒下游六户人家转移。',
  '结对照看独居老人两名，每周上门两次。',
]
const DUTIES = [
  { post: '村级水管员', pledge: '每周巡查水渠一次，发现堵塞当天清理。', state: 'standing' },
  { post: '矛盾调解岗', pledge: '一年调解邻里纠纷不少于六件，调解不了的三天内报支部。', state: 'underWay' },
  { post: '路灯维护岗', pledge: '国庆节前把文化广场的六盏坏路灯换好。', state: 'kept' },
] as const

const intro = `${introOpening('云溪村党员积分管理办法', PERIOD)}${periodSentence(noticePeriod)}`
const pointsNotice = aDocument(titleOf.periodPoints(PERIOD), periodPointsBody(people, scheme, PERIOD, intro), {
  noticePeriod,
})
const ranking = aDocument(titleOf.ranking(PERIOD), rankingBody(people, scheme, PERIOD))
const items = aDocument(
  titleOf.items(2026),
  itemsBody({ version: 1, effectiveFrom: day('2026-01-01'), scheme }, day('2026-10-14')),
)
export const announcement = aDocument(
  '关于领取新党员卡的通知',
  {
    kind: 'announcement',
    paragraphs: [
      '各位党员：',
      '新的党员卡已经制好，请于下周内到一楼窗口领取，也可以请家人代领。旧卡自本月底起停用，请一并交回。',
    ],
  },
  { rev: 2, correction: '领取时间写错，应为下周内。', shownUntil: day('2026-10-30') },
)

const activityNotice = aDocument(titleOf.activity('11月主题党日：冬季消防安全检查', false), {
  kind: 'activity',
  activityId: hashOf('a1') as string as ActivityId,
  name: '11月主题党日：冬季消防安全检查',
  time: '2026年11月10日（星期二）9:00—11:00',
  place: '村党群服务中心二楼会议室',
  audience: '全体党员',
  turnout: null,
  paragraphs: ['请大家带好党费证。会后分三组到各户查看电线和灶台。'],
})
const commendation = aDocument(
  titleOf.commendation(PERIOD),
  commendationBody(
    people.slice(2, 9).map((person, at) => ({ ...person, category: '无职党员', deed: DEEDS[at % DEEDS.length] ?? '' })),
    PERIOD,
    commendationOpening(PERIOD),
  ),
)
const pledges = aDocument(
  titleOf.pledges('posts', 2026),
  pledgesBody(
    people.map((person, at) => ({
      ...person,
      ...(DUTIES[at % DUTIES.length] ?? { post: '', pledge: '', state: 'kept' }),
    })),
    'posts',
    2026,
    PLEDGES.posts.opening,
  ),
)

const summary = (title: string, more: Partial<NoticeSummary> = {}): NoticeSummary => ({
  noticeId: hashOf(title) as string as NoticeId,
  kind: 'announcement',
  scope: { is: 'public' },
  to: '',
  title,
  stage: 'published',
  rev: 1,
  liveRev: 1,
  changedAt: at('2026-10-14T09:10'),
  changedBy: '方志远',
  publishedOn: day('2026-10-14'),
  dated: null,
  shownUntil: day('2026-12-31'),
  noticePeriod: null,
  exposed: [],
  ...more,
})

const LIST: readonly NoticeSummary[] = [
  summary('关于领取新党员卡的通知', { stage: 'checked', rev: 2, changedBy: '黄秀英', dated: day('2026-10-15') }),
  summary('冬季开放时间调整的通知', { stage: 'draft', liveRev: null, publishedOn: null, changedBy: '黄秀英' }),
  summary('关于召开支部党员大会的通知', { scope: { is: 'members' } }),
  summary('支部给您的信', { scope: { is: 'self', memberId: '' as MemberId }, to: '李秀英' }),
  summary(pointsNotice.title, { kind: 'periodPoints', noticePeriod }),
  summary(ranking.title, { kind: 'ranking' }),
  summary(items.title, { kind: 'items', changedAt: at('2026-01-05T09:10') }),
]

export const detail = (document: BoardDocument, more: Partial<NoticeDetail> = {}): NoticeDetail => ({
  ...summary(document.title),
  kind: document.body.kind,
  rev: document.rev,
  version: 1284,
  content: null,
  document,
  hash: HASH,
  problems: [],
  names: [],
  steps: [
    { step: 'drafted', rev: document.rev, by: '黄秀英', at: at('2026-10-14T08:40'), reason: '' },
    { step: 'checked', rev: document.rev, by: '黄秀英', at: at('2026-10-14T08:52'), reason: '' },
    { step: 'approved', rev: document.rev, by: '方志远', at: at('2026-10-14T09:05'), reason: '' },
    { step: 'published', rev: document.rev, by: '方志远', at: at('2026-10-14T09:10'), reason: '' },
  ],
  readers: null,
  revisions: [{ rev: document.rev, at: document.publishedAt, title: document.title }],
  editors: ['huang' as StaffId],
  editorNames: ['黄秀英'],
  approvedAlone: false,
  activeStaff: 2,
  ...more,
})

const drafted = detail(announcement, {
  stage: 'draft',
  liveRev: 1,
  hash: null,
  steps: [{ step: 'drafted', rev: 2, by: '黄秀英', at: at('2026-10-15T14:20'), reason: '' }],
  problems: [
    problem(
      'PRIVATE_MOBILE',
      { zh: '有手机号码（末两位34），不能写进去。请删去，或改成不含号码的写法。', en: 'There is a mobile number.' },
      '第2段',
    ),
  ],
})

const unsettled = detail(pointsNotice, {
  stage: 'draft',
  liveRev: null,
  revisions: [],
  hash: null,
  steps: [{ step: 'drafted', rev: 1, by: '黄秀英', at: at('2026-10-15T14:20'), reason: '' }],
  problems: [NOT_SETTLED],
})

export const PICKED: NoticePeople = people.map(({ name, nameNote, consent }, number) => ({
  memberId: hashOf(name) as string as MemberId,
  memberNo: number + 1,
  name,
  nameNote,
  category: '无职党员',
  consent,
  initials: '',
}))

/** The people's part of the editor; the rest of it asks the hub. */
function PeopleGallery() {
  const [content, setContent] = useState<PeopleFieldsProps['content']>({
    kind: 'pledges',
    title: titleOf.pledges('posts', 2026),
    publishOn: day('2026-10-15'),
    noticeDays: null,
    shownUntil: day('2026-12-31'),
    correction: null,
    notPeople: [],
    variant: 'posts',
    cycle: 2026,
    opening: PLEDGES.posts.opening,
    rows: PICKED.slice(0, 3).map(({ memberId }, at) => ({
      memberId,
      ...(DUTIES[at] ?? { post: '', pledge: '', state: 'kept' }),
    })),
  })
  return (
    <div class={css.halves}>
      <Card title={words().notices.form}>
        <PickedPeople content={content} people={PICKED} error={null} onChange={setContent} />
      </Card>
      <PaperPreview document={pledges} hash={null} />
    </div>
  )
}

const anObjection = (change: Partial<ObjectionRow> = {}): ObjectionRow => ({
  objectionId: hashOf(`objection ${change.why}`) as string as RecordId,
  noticeId: pointsNotice.docId,
  title: '村口道路施工',
  sentAt: at('2026-10-15T10:20'),
  where: '一楼大厅',
  isClockUnsure: false,
  said: { name: null, note: { kind: 'typed', text: '修路的日子和赶集撞上了，能不能晚两天？' } },
  attachments: [],
  period: null,
  why: 'otherNotice',
  answer: null,
  ...change,
})

/** The secretary looks. */
export const ME = { staffId: 'fang' as StaffId, role: 'secretary' } as const

/** The page's heading, as on every screen of this desk. */
export const Head = () => <PageHead title={words().notices.title} />

export const NOTICE_SCREENS: readonly { id: string; page: string | null; render: () => VNode }[] = [
  {
    id: 'notices',
    page: 'notices',
    render: () => (
      <>
        <Head />
        <NoticesTabs all={LIST} />
      </>
    ),
  },
  {
    id: 'notice-objections',
    page: 'notices',
    render: () => (
      <>
        <Head />
        <ObjectionsView
          title={words().objections.waitingTitle}
          rows={[anObjection(), anObjection({ why: 'late', said: null })]}
          hidden={3}
          canAnswer
          isTitled
        />
        <NoticesTabs all={LIST} />
      </>
    ),
  },
  {
    id: 'notice-published',
    page: 'notices',
    render: () => (
      <>
        <Head />
        <NoticeView detail={detail(pointsNotice)} me={ME} />
      </>
    ),
  },
  ...(['up', 'withdrawn'] as const).map(state => ({
    id: `notice-showing-${state}`,
    page: 'notices',
    render: () => (
      <>
        <Head />
        <NoticeView
          detail={detail(pointsNotice, state === 'up' ? {} : { stage: state, liveRev: null })}
          me={ME}
          showing={<ShowingCard showing={aShowing(pointsNotice, state)} />}
        />
      </>
    ),
  })),
  ...(['up', 'withdrawn', 'expired'] as const).map(state => ({
    id: `paper-shown-${state}`,
    page: null,
    render: () => (
      <main>
        <ShownCertificate
          showing={aShowing(pointsNotice, state)}
          head={{ size: 1302, hash: hashOf('gallery head') }}
          madeAt={at('2026-10-20T17:40')}
          timeZone="Asia/Shanghai"
        />
      </main>
    ),
  })),
  {
    id: 'notice-review-missing',
    page: 'notices',
    render: () => (
      <>
        <Head />
        <NoticeView detail={unsettled} me={ME} />
      </>
    ),
  },
  {
    id: 'notice-people',
    page: 'notices',
    render: () => (
      <>
        <Head />
        <PeopleGallery />
      </>
    ),
  },
  {
    id: 'notice-blocked',
    page: 'notices',
    render: () => (
      <>
        <Head />
        <NoticeView detail={drafted} me={ME} />
      </>
    ),
  },
  ...[pointsNotice, ranking, activityNotice, commendation, pledges, items, announcement].map(document => ({
    id: `paper-${document.body.kind}`,
    page: null,
    render: () => (
      <main>
        <NoticePaper document={document} hash={HASH} />
      </main>
    ),
  })),
]
