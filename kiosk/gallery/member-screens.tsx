import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { Outcome } from '../../shared/passes/outcome.ts'
import { Mark } from '../signin/marks.tsx'
import { AskCard } from '../signin/member/ask-card.tsx'
import { Done } from '../signin/member/done.tsx'
import { Leaves, Why, type LeaveRow } from '../signin/member/leaves.tsx'
import { MemberPin, type MemberPinProps } from '../signin/member/member-pin.tsx'
import { Menu } from '../signin/member/menu.tsx'
import { Question } from '../signin/member/question.tsx'
import { resultView } from '../signin/result-view.ts'
import { Result } from '../signin/result.tsx'
import type { ResultAct, ResultMark } from '../signin/view.ts'
import * as f from './fixtures.ts'
import type { GalleryScreen } from './screens.tsx'
import { declareText, innerText, ownText, text } from './words.ts'

/** What a member can do besides signing in, and the answers that lead there. */

const nothing = () => undefined
const words = text.member
const zhang = f.person('张建国', true)
const longName = '努尔买买提·阿卜杜热合曼尼亚孜'
const named = { member: zhang, activity: f.today }

const result = (outcome: Outcome, acts: readonly ResultAct[] = []) => (
  <Result
    view={resultView(
      outcome,
      { timeZone: f.TIME_ZONE, now: f.NOW, offline: false },
      { at: f.nowMillis, way: 'phone', count: { expected: 46, present: 28, onLeave: 2 } },
      text,
    )}
    where="主题党日签到"
    secondsLeft={9}
    secondsOf={12}
    acts={acts}
    onAct={nothing}
    onDone={nothing}
    onHelp={nothing}
  />
)
const already = (outAt: typeof f.nowMillis | null) =>
  ({ code: 'already', ...named, since: f.nowMillis, outAt, again: 'later' }) as const

const RESULTS: readonly GalleryScreen[] = [
  {
    id: 'result-phone',
    title: '手机码签到',
    render: () => result({ code: 'ok', ...named, late: false, flags: [] }, ['undo']),
  },
  {
    id: 'result-already',
    title: '已经签过：能签退、撤销',
    render: () => result(already(null), ['signOut', 'undo', 'menu']),
  },
  { id: 'result-already-menu', title: '已经签过：只能办事', render: () => result(already(null), ['menu']) },
  { id: 'result-out', title: '已经签退', render: () => result(already(f.nowMillis), ['signOutAgain', 'menu']) },
  { id: 'result-full', title: '名额满了', render: () => result({ code: 'full', ...named, capacity: 40 }) },
  { id: 'result-staff', title: '请人确认', render: () => result({ code: 'weakPass', ...named, need: 'staff' }) },
  { id: 'result-pin', title: '要密码（值班时）', render: () => result({ code: 'weakPass', ...named, need: 'pin' }) },
  { id: 'result-card', title: '请刷卡', render: () => result({ code: 'weakPass', ...named, need: 'card' }) },
  { id: 'result-expired', title: '手机码过时', render: () => result({ code: 'expired', member: zhang }) },
  { id: 'result-replay', title: '手机码用过', render: () => result({ code: 'replay', member: zhang }) },
  { id: 'result-unknownPhone', title: '不认识手机', render: () => result({ code: 'unknownPhone' }) },
  { id: 'result-revokedPhone', title: '手机已停用', render: () => result({ code: 'revoked', phone: true }) },
  { id: 'result-badPass', title: '手机码不对', render: () => result({ code: 'badPass' }) },
]

const menu = (name: string) => (
  <Menu
    name={name}
    items={[
      { key: 'points', icon: 'me', label: ownText.points.menu, note: ownText.points.menuNote, onPress: nothing },
      {
        key: 'feedback',
        icon: 'object',
        label: ownText.feedback.menu,
        note: ownText.feedback.menuNote,
        onPress: nothing,
      },
      {
        key: 'letters',
        icon: 'notice',
        label: innerText.menu,
        note: innerText.menuNote,
        fresh: innerText.unread(2),
        onPress: nothing,
      },
      { key: 'declare', icon: 'doc', label: declareText.menu, note: declareText.menuNote, onPress: nothing },
      { key: 'leave', icon: 'calendar', label: words.leave, note: words.menu.leaveNote(30), onPress: nothing },
      { key: 'pin', icon: 'lock', label: words.menu.setPin, rare: true, onPress: nothing },
      { key: 'phone', icon: 'phone', label: text.phone.enrol.menu, rare: true, onPress: nothing },
    ]}
    onBack={nothing}
  />
)
const question = (mark: ResultMark, name: string, about: string, text: Ask) => (
  <Question
    mark={<Mark mark={mark} tone="wait" />}
    name={name}
    about={about}
    busy={false}
    {...text}
    onYes={nothing}
    onNo={nothing}
  />
)
interface Ask {
  readonly title: string
  readonly lines: readonly string[]
  readonly yes: string
  readonly no: string
}
const { confirm, done, leaves, pin } = words
const OUT = { title: confirm.signOut, lines: confirm.signOutText, yes: confirm.signOutYes, no: confirm.signOutNo }
const UNDO = { title: confirm.undo, lines: confirm.undoText, yes: confirm.undoYes, no: confirm.undoNo }
const LEAVE = { title: leaves.confirm(leaves.reason.family), lines: leaves.confirmText, yes: leaves.yes, no: leaves.no }
const DROP = { title: leaves.drop, lines: leaves.dropText, yes: leaves.dropYes, no: leaves.dropNo }

const doneScreen = (mark: ResultMark, title: string, lines: readonly string[], ok = true, offline = false) => (
  <Done
    mark={<Mark mark={mark} tone={ok ? 'ok' : 'stop'} />}
    title={title}
    lines={lines}
    ok={ok}
    offline={offline}
    secondsLeft={6}
    secondsOf={8}
    onDone={nothing}
  />
)

const numbered = (feed: FeedActivity, at: number): FeedActivity => ({
  ...feed,
  activity: { ...feed.activity, activityId: `${feed.activity.activityId}${at}` as typeof feed.activity.activityId },
})
const rows = (count: number): readonly LeaveRow[] =>
  Array.from({ length: count }, (_, at) => ({
    feed: numbered(at % 3 === 2 ? f.longActivity : f.today, at),
    state: at === 0 ? 'asked' : at === 3 ? 'granted' : 'none',
  }))

const pad = (state: MemberPinProps['state'], title = pin.title, note = pin.note, go = pin.enter) => (
  <MemberPin
    where="主题党日签到"
    name="张建国"
    title={title}
    note={note}
    go={go}
    state={state}
    onSubmit={nothing}
    onBack={nothing}
  />
)

const PAGES: readonly GalleryScreen[] = [
  { id: 'member-ask', title: '请刷卡', render: () => <AskCard camera="waiting" fault={null} onBack={nothing} /> },
  {
    id: 'member-ask-fault',
    title: '请刷卡：没看清',
    render: () => <AskCard camera="none" fault={words.ask.fault('本机还不认识这张卡')} onBack={nothing} />,
  },
  { id: 'member-menu', title: '您要办什么', render: () => menu('张建国') },
  { id: 'member-menu-long', title: '您要办什么：长姓名', render: () => menu(longName) },
  {
    id: 'member-out',
    title: '现在签退吗',
    render: () => question({ kind: 'left' }, '张建国', f.today.activity.title, OUT),
  },
  {
    id: 'member-undo',
    title: '撤销签到吗',
    render: () => question({ kind: 'undone' }, longName, f.longActivity.activity.title, UNDO),
  },
  {
    id: 'member-leave',
    title: '请假：确认',
    render: () => question({ kind: 'kept' }, '张建国', f.today.activity.title, LEAVE),
  },
  {
    id: 'member-drop',
    title: '撤回请假吗',
    render: () => question({ kind: 'undone' }, '张建国', f.today.activity.title, DROP),
  },
  {
    id: 'member-out-done',
    title: '签退已记下',
    chrome: { link: 'offline', pending: 3 },
    render: () => doneScreen({ kind: 'left' }, done.signOut, done.signOutText('16:32'), true, true),
  },
  { id: 'member-undo-done', title: '已撤销', render: () => doneScreen({ kind: 'undone' }, done.undo, done.undoText) },
  {
    id: 'member-leave-done',
    title: '请假已记下',
    render: () => doneScreen({ kind: 'kept' }, done.askLeave, done.askLeaveText),
  },
  {
    id: 'member-pin-done',
    title: '密码设好',
    render: () => doneScreen({ kind: 'kept' }, done.setPin, done.setPinText),
  },
  {
    id: 'member-failed',
    title: '没有记下来',
    render: () => doneScreen({ kind: 'cannotSave' }, done.failed, done.failedText, false),
  },
  {
    id: 'member-leaves',
    title: '哪一场请假',
    render: () => <Leaves name="张建国" rows={rows(4)} onPick={nothing} onBack={nothing} />,
  },
  {
    id: 'member-leaves-many',
    title: '哪一场请假：很多',
    render: () => <Leaves name={longName} rows={rows(14)} onPick={nothing} onBack={nothing} />,
  },
  {
    id: 'member-leaves-none',
    title: '没有可以请假的',
    render: () => <Leaves name="张建国" rows={[]} onPick={nothing} onBack={nothing} />,
  },
  { id: 'member-why', title: '为什么请假', render: () => <Why feed={f.today} onPick={nothing} onBack={nothing} /> },
  {
    id: 'member-why-long',
    title: '为什么请假：长名称',
    render: () => <Why feed={f.longActivity} onPick={nothing} onBack={nothing} />,
  },
  { id: 'member-pin', title: '个人密码', render: () => pad({ kind: 'ready' }) },
  { id: 'member-pin-wrong', title: '个人密码：不对', render: () => pad({ kind: 'look', say: pin.wrong(2) }) },
  { id: 'member-pin-paused', title: '个人密码：停一停', render: () => pad({ kind: 'shut', say: pin.paused(5) }) },
  {
    id: 'member-pin-set',
    title: '设新密码：太简单',
    render: () => pad({ kind: 'look', say: '这个密码太简单，请换一个。' }, pin.first, pin.firstNote, pin.next),
  },
]

export const MEMBER: readonly GalleryScreen[] = [...RESULTS, ...PAGES]
