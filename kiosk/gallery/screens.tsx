import type { ComponentChildren } from 'preact'
import type { PlainDateTime } from '../../shared/base/plain-date.ts'
import type { Outcome } from '../../shared/passes/outcome.ts'
import { Activities } from '../board/activities.tsx'
import { Attract } from '../board/attract.tsx'
import { Home } from '../board/home.tsx'
import { NotReady } from '../board/not-ready.tsx'
import { Notices } from '../board/notices.tsx'
import { DocumentView } from '../board/views.tsx'
import { Blocked, type BlockedReason } from '../service/blocked.tsx'
import { Pairing } from '../service/pairing.tsx'
import { Pin } from '../service/pin.tsx'
import { Service, type ServiceView } from '../service/service.tsx'
import { CodeEntry } from '../signin/code-entry.tsx'
import { resultView, type ResultFacts } from '../signin/result-view.ts'
import { Result } from '../signin/result.tsx'
import { NoSignIn, SignIn } from '../signin/sign-in.tsx'
import type { CameraState, HeadCount, SignInView } from '../signin/view.ts'
import type { Chrome } from '../ui/chrome.tsx'
import { Idle } from '../ui/idle.tsx'
import * as f from './fixtures.ts'
import { NOTICE_SCREENS } from './notice-screens.tsx'
import { DECLARE_SCREENS } from './declare-screens.tsx'
import { STAFF_SCREENS } from './staff-screens.tsx'
import { MEMBER } from './member-screens.tsx'
import { LETTERS } from './letter-screens.tsx'
import { OWN } from './own-screens.tsx'
import { PHONE_SCREENS } from './phone-screens.tsx'
import { text } from './words.ts'

/** One screen with its fixture. `chrome`: what differs from the usual surroundings. */
export interface GalleryScreen {
  readonly id: string
  readonly title: string
  readonly chrome?: Partial<Chrome>
  readonly render: () => ComponentChildren
}

const nothing = () => undefined
const offline: Partial<Chrome> = { link: 'offline', pending: 3 }
const feature = { index: 0, paused: false, onPause: nothing, onStep: nothing, onOpen: nothing }
const home = (documents = f.DOCUMENTS, activities = f.ACTIVITIES, index = 0, paused = false) => (
  <Home
    documents={documents}
    activities={activities}
    feature={{ ...feature, index, paused }}
    onSignIn={nothing}
    onSection={nothing}
  />
)
const view = (document: (typeof f.DOCUMENTS)[number]) => (
  <DocumentView document={document} onBack={nothing} onItems={nothing} />
)

const BOARD: readonly GalleryScreen[] = [
  { id: 'home', title: '首页', render: () => home() },
  {
    id: 'home-paused-offline',
    title: '首页：离线、轮播停住、正在进行',
    chrome: { ...offline, now: '2026-10-15T15:20' as PlainDateTime, clock: 'drift' },
    render: () => home(f.DOCUMENTS, f.ACTIVITIES, 1, true),
  },
  { id: 'home-later', title: '首页：今天没有活动', render: () => home(f.DOCUMENTS, f.laterOnly) },
  { id: 'home-long', title: '首页：很长的名称', render: () => home([f.longAnnouncement], [f.longActivity]) },
  {
    id: 'home-empty',
    title: '首页：还没有内容',
    chrome: { dataAsOf: null, fingerprint: null, clock: 'unknown' },
    render: () => home([], []),
  },
  {
    id: 'attract',
    title: '待机',
    render: () => <Attract documents={f.DOCUMENTS} activities={f.ACTIVITIES} feature={feature} onWake={nothing} />,
  },
  { id: 'notices', title: '公示公告', render: () => <Notices documents={f.DOCUMENTS} onOpen={nothing} /> },
  { id: 'notices-empty', title: '没有公告', render: () => <Notices documents={[]} onOpen={nothing} /> },
  { id: 'notice-points', title: '积分公示', render: () => view(f.pointsNotice) },
  { id: 'notice-corrected', title: '更正、5000 人', render: () => view(f.correctedNotice) },
  { id: 'notice-announcement', title: '公告', render: () => view(f.announcement) },
  { id: 'notice-activity', title: '活动公告', render: () => view(f.activityNotice) },
  { id: 'notice-commendation', title: '光荣榜', render: () => view(f.commendation) },
  { id: 'notice-pledges', title: '设岗定责', render: () => view(f.pledges) },
  { id: 'notice-long', title: '长公告', render: () => view(f.longAnnouncement) },
  { id: 'notice-long-names', title: '积分公示：长姓名', render: () => view(f.longNamesNotice) },
  { id: 'ranking-long-names', title: '分类排名：长姓名', render: () => view(f.longNamesRanking) },
  { id: 'items', title: '积分项目', render: () => view(f.itemsDocument) },
  { id: 'ranking', title: '分类排名', render: () => view(f.rankingDocument) },
  { id: 'ranking-huge', title: '分类排名：5000 行', render: () => view(f.hugeRanking) },
  { id: 'not-ready', title: '排名还没公布', render: () => <NotReady what="ranking" /> },
  {
    id: 'missing',
    title: '有记录丢了',
    chrome: { missing: 3, pending: 2 },
    render: () => <NotReady what="checking" />,
  },
  { id: 'checking', title: '内容正在核对', chrome: { forked: true }, render: () => <NotReady what="checking" /> },
  {
    id: 'activities',
    title: '活动安排',
    render: () => <Activities activities={f.ACTIVITIES} onSignIn={nothing} onLeave={nothing} />,
  },
  {
    id: 'activities-empty',
    title: '没有活动',
    render: () => <Activities activities={[]} onSignIn={nothing} onLeave={nothing} />,
  },
]

const COUNT: HeadCount = { expected: 46, present: 27, onLeave: 2 }
const signIn = (camera: CameraState, more: Partial<SignInView> = {}) => (
  <SignIn
    view={{
      activity: f.today.activity,
      count: COUNT,
      last: { name: '许*平', time: '14:30' },
      camera,
      slot: true,
      others: false,
      ...more,
    }}
    onType={nothing}
    onHelp={nothing}
    onAnother={nothing}
    onMember={nothing}
  />
)
const result = (outcome: Outcome, isOffline = false, facts: Partial<ResultFacts> = {}) => (
  <Result
    view={resultView(
      outcome,
      { timeZone: f.TIME_ZONE, now: f.NOW, offline: isOffline },
      { at: f.nowMillis, way: 'card', count: { expected: 46, present: 28, onLeave: 2 }, ...facts },
      text,
    )}
    where="主题党日签到"
    secondsLeft={outcome.code === 'ok' ? 3 : 6}
    secondsOf={outcome.code === 'ok' ? 4 : 8}
    onDone={nothing}
    acts={outcome.code === 'ok' ? ['undo'] : outcome.code === 'noActivity' ? ['menu'] : []}
    onAct={nothing}
    onHelp={nothing}
  />
)
const zhang = f.person('张建国', true)
const named = { member: zhang, activity: f.today }

const SIGN_IN: readonly GalleryScreen[] = [
  { id: 'sign-in', title: '签到', render: () => signIn('waiting') },
  {
    id: 'sign-in-offline-late',
    title: '签到：离线、迟到、两场',
    chrome: { ...offline, now: '2026-10-15T15:05' as PlainDateTime },
    render: () => signIn('reading', { others: true, count: { expected: 5000, present: 1274, onLeave: 31 } }),
  },
  {
    id: 'sign-in-dark',
    title: '签到：光线太暗',
    render: () => signIn('dark', { last: null, count: { ...COUNT, present: 0 } }),
  },
  { id: 'sign-in-denied', title: '签到：摄像头没开', render: () => signIn('denied') },
  {
    id: 'sign-in-nothing',
    title: '签到：什么都没有',
    render: () => signIn('none', { slot: false, count: { expected: null, present: 12, onLeave: 0 } }),
  },
  {
    id: 'sign-in-long',
    title: '签到：名称很长',
    render: () =>
      signIn('waiting', {
        activity: f.longActivity.activity,
        last: { name: '努尔买买提·阿卜杜热合曼尼亚孜', time: '14:30' },
      }),
  },
  {
    id: 'sign-in-none',
    title: '没有可以签到的',
    render: () => (
      <NoSignIn
        next={{ when: '10月20日 14:00', title: '第四季度党员大会' }}
        onActivities={nothing}
        onMember={nothing}
      />
    ),
  },
  {
    id: 'code',
    title: '输入编号',
    render: () => (
      <CodeEntry
        where="主题党日签到"
        wrong={false}
        busy={false}
        initial="9110013520481"
        onSubmit={nothing}
        onBack={nothing}
      />
    ),
  },
  {
    id: 'code-wrong',
    title: '输入编号：对不上',
    render: () => (
      <CodeEntry
        where="主题党日签到"
        wrong
        busy={false}
        initial={'9110013'.repeat(7)}
        onSubmit={nothing}
        onBack={nothing}
      />
    ),
  },
]

const RESULTS: readonly GalleryScreen[] = [
  { id: 'result-ok', title: '签到成功', render: () => result({ code: 'ok', ...named, late: false, flags: [] }) },
  {
    id: 'result-offline',
    title: '签到成功：离线、迟到',
    chrome: offline,
    render: () => result({ code: 'ok', ...named, late: true, flags: [] }, true),
  },
  {
    id: 'result-long-name',
    title: '签到成功：长姓名、有备注',
    chrome: offline,
    render: () =>
      result(
        {
          code: 'ok',
          member: f.person('努尔买买提·阿卜杜热合曼尼亚孜', true),
          activity: f.longActivity,
          late: false,
          flags: ['clockUnsure', 'onLeave'],
        },
        false,
        { count: { expected: 5000, present: 1274, onLeave: 0 } },
      ),
  },
  {
    id: 'result-masked',
    title: '签到成功：未同意公开',
    render: () =>
      result(
        {
          code: 'ok',
          member: f.person('许国平', false),
          activity: null,
          late: false,
          flags: ['clockUnsure', 'activityUnsure'],
        },
        false,
        {
          count: null,
        },
      ),
  },
  {
    id: 'result-early',
    title: '还没到时间',
    render: () => result({ code: 'notOpenYet', ...named, opensAt: f.today.activity.opens }),
  },
  {
    id: 'result-closed',
    title: '过了时间',
    render: () => result({ code: 'closed', ...named, closesAt: f.today.activity.closes }),
  },
  { id: 'result-not-expected', title: '没有安排', render: () => result({ code: 'notExpected', ...named }) },
  {
    id: 'result-no-activity',
    title: '没有活动',
    render: () => result({ code: 'noActivity', member: zhang, nextOpens: '2026-10-20T14:00' as PlainDateTime }),
  },
  ...(
    ['unknownCard', 'revoked', 'notMember', 'damaged', 'wrongBranch', 'notAPass', 'unknownVersion', 'failed'] as const
  ).map(code => ({ id: `result-${code}`, title: code, render: () => result({ code }) })),
]

const SERVICE: ServiceView = {
  kioskName: '一楼大厅',
  kioskKey: '9C41·07BE',
  version: '0.1.0 (3f2a9c)',
  oldestPending: null,
  outboxOpen: true,
  clockOffsetSeconds: 1.4,
  lastContact: '2026-10-15T14:11' as PlainDateTime,
  persisted: true,
  usedBytes: 8_400_000,
  quotaBytes: 21_000_000_000,
  feeds: [
    { name: 'documents', cursor: 42 },
    { name: 'roster', cursor: 318 },
    { name: 'activities', cursor: 75 },
    { name: 'settings', cursor: 3 },
    { name: 'ownPages', cursor: 96 },
  ],
  camera: 'on',
}
const service = (more: Partial<ServiceView>) => (
  <Service
    view={{ ...SERVICE, ...more }}
    onStaff={nothing}
    onTestSound={nothing}
    onSyncNow={nothing}
    onReload={nothing}
    onUnpair={nothing}
    onLeave={nothing}
  />
)
const pairing = (kind: 'asking' | 'unreachable' | 'confirmed' | 'refused' | 'expired') => (
  <Pairing view={{ kind }} onAgain={nothing} />
)
const REASONS: readonly BlockedReason[] = [
  'revoked',
  'insecureOrigin',
  'tooOld',
  'storageRefused',
  'clockWrong',
  'hubChanged',
  'crashed',
]

const MACHINE: readonly GalleryScreen[] = [
  {
    id: 'pairing',
    title: '认机',
    render: () => (
      <Pairing
        view={{ kind: 'code', code: '40718526', secondsLeft: 243, keyFingerprint: '9C41·07BE·22D0·61FA' }}
        onAgain={nothing}
      />
    ),
  },
  { id: 'pairing-unreachable', title: '认机：找不到', render: () => pairing('unreachable') },
  { id: 'pairing-confirmed', title: '认机：好了', render: () => pairing('confirmed') },
  ...REASONS.map(reason => ({
    id: `blocked-${reason}`,
    title: reason,
    render: () => (
      <Blocked
        reason={reason}
        detail={reason === 'crashed' ? 'TypeError: x is not a function' : 'K-STORE-07'}
        onAgain={nothing}
        {...(reason === 'crashed' || reason === 'revoked' ? {} : { onBoard: nothing })}
      />
    ),
  })),
  { id: 'pin', title: '维护密码', render: () => <Pin state={{ kind: 'ready' }} onSubmit={nothing} onBack={nothing} /> },
  {
    id: 'pin-unset',
    title: '维护密码：还没有设',
    render: () => <Pin state={{ kind: 'unset' }} onSubmit={nothing} onBack={nothing} />,
  },
  {
    id: 'pin-locked',
    title: '维护密码：锁住',
    render: () => <Pin state={{ kind: 'locked', minutesLeft: 5 }} onSubmit={nothing} onBack={nothing} />,
  },
  { id: 'service', title: '维护', render: () => service({}) },
  {
    id: 'service-trouble',
    title: '维护：有毛病',
    chrome: { ...offline, clock: 'drift' },
    render: () =>
      service({
        oldestPending: '2026-10-12T09:14' as PlainDateTime,
        persisted: false,
        camera: 'denied',
        lastContact: '2026-10-12T09:02' as PlainDateTime,
      }),
  },
  ...[false, true].map(unsent => ({
    id: unsent ? 'idle-unsent' : 'idle',
    title: unsent ? '写的还没有送出' : '还在看吗',
    render: () => (
      <>
        {view(f.pointsNotice)}
        <Idle secondsLeft={18} secondsOf={20} unsent={unsent} onStay={nothing} onLeave={nothing} />
      </>
    ),
  })),
]

/** Every screen of the kiosk with everything it may have to show. */
export const SCREENS: readonly GalleryScreen[] = [
  ...BOARD,
  ...NOTICE_SCREENS,
  ...SIGN_IN,
  ...RESULTS,
  ...STAFF_SCREENS,
  ...MEMBER,
  ...OWN,
  ...LETTERS,
  ...DECLARE_SCREENS,
  ...PHONE_SCREENS,
  ...MACHINE,
]
