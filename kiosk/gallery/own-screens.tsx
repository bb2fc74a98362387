import { useState } from 'preact/hooks'
import { must } from '../../shared/base/check.ts'
import type { RecordId } from '../../shared/base/ids.ts'
import type { PlainDate, PlainDateTime } from '../../shared/base/plain-date.ts'
import type { OwnDeclaration, OwnFeedback, OwnPage } from '../../shared/own/own-page.ts'
import type { Again } from '../declare/resend.ts'
import { Calm } from '../own/calm.tsx'
import { Feedback } from '../own/feedback.tsx'
import { mattersOf } from '../own/matters.ts'
import { OwnPoints, type OwnPointsProps } from '../own/points.tsx'
import { Raise, type RaiseProps } from '../own/raise.tsx'
import { feedbackNow, WORDS_BYTES_MAX, WORDS_PAGES_MAX } from '../state/own.ts'
import type { OwnSaid } from '../state/own-said.ts'
import type { StrokePages } from '../../shared/passes/strokes.ts'
import {
  at,
  EMPTY,
  entries,
  entry,
  FEEDBACK,
  LONG_BASIS,
  LONG_NAME,
  MATTERS,
  NEGATIVE,
  pt,
  someId,
  USUAL,
  VETO,
  VETOED,
} from './fixture-own.ts'
import type { GalleryScreen } from './screens.tsx'

/** A member's own page and what was compiled for them, with what is usual and what is extreme. */

const nothing = () => undefined

const points = (page: OwnPage, more: Partial<OwnPointsProps> = {}) => (
  <OwnPoints
    name="张建国"
    page={page}
    asOf={'2026-10-15T14:05' as PlainDateTime}
    offline={false}
    toCheck={null}
    againOf={each => (each.state === 'askedBack' ? 'may' : 'never')}
    onAgain={nothing}
    onFeedback={nothing}
    onBack={nothing}
    {...more}
  />
)

const ASKED_BACK = must(
  USUAL.declarations.find(each => each.state === 'askedBack'),
  'asked back',
)
const LONG_ASKED: OwnDeclaration = { ...ASKED_BACK, words: `${ASKED_BACK.words ?? ''}`.repeat(12) }
const paper = (again: Again, declaration = ASKED_BACK) =>
  points(USUAL, {
    at: { kind: 'paper', paper: { kind: 'declaration', key: declaration.declarationId, declaration } },
    againOf: () => again,
  })

const NOTHING_SAID: OwnSaid = { seen: false, acceptedAt: null, raised: [] }

const dayOf = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10) as PlainDate
const feedback = (change: Partial<OwnFeedback>, said: Partial<OwnSaid> = {}, open?: number) => {
  const now = feedbackNow({ ...FEEDBACK, ...change }, { ...NOTHING_SAID, ...said })
  const opened = open === undefined ? undefined : mattersOf(now.feedback, now.said)[open]
  return (
    <Feedback
      now={now}
      dayOf={dayOf}
      onAccept={nothing}
      onRaise={nothing}
      onBack={nothing}
      {...(opened && { open: opened })}
    />
  )
}

/** 水 over and over, as a hand writes it. */
const HAND: StrokePages[number] = [0, 1, 2, 3].flatMap(at => {
  const left = 60 + at * 235
  return [
    [left + 90, 60, left + 92, 260, left + 60, 240],
    [left + 20, 110, left + 75, 112, left + 10, 220],
    [left + 150, 90, left + 105, 140],
    [left + 100, 130, left + 190, 240],
  ]
})
const raise = (more: Partial<RaiseProps>) => <LiveRaise {...more} />

function LiveRaise(more: Partial<RaiseProps>) {
  const [pages, setPages] = useState<StrokePages>(more.pages ?? [])
  const [step, setStep] = useState<RaiseProps['step']>(more.step ?? 'what')
  return (
    <Raise
      matter="defence"
      pagesMax={WORDS_PAGES_MAX}
      bytesMax={WORDS_BYTES_MAX}
      sending="no"
      onMatter={nothing}
      onSend={nothing}
      onBack={nothing}
      {...more}
      step={step}
      pages={pages}
      onPages={setPages}
      onStep={next => next !== 'pin' && setStep(next)}
    />
  )
}

const offline = { link: 'offline', pending: 2 } as const

export const OWN: readonly GalleryScreen[] = [
  { id: 'own-points', title: '我的积分', render: () => points(USUAL, { toCheck: '第三季度' }) },
  {
    id: 'own-points-offline',
    title: '我的积分：离线',
    chrome: offline,
    render: () => points(USUAL, { offline: true }),
  },
  { id: 'own-points-year', title: '我的积分：全年', render: () => points(USUAL, { at: { kind: 'year' } }) },
  {
    id: 'own-points-negative',
    title: '我的积分：负分、长姓名',
    render: () => points(NEGATIVE, { name: LONG_NAME, offline: true, at: { kind: 'year' } }),
  },
  { id: 'own-points-veto', title: '我的积分：一票否决', render: () => points(VETOED, { at: { kind: 'year' } }) },
  { id: 'own-points-empty', title: '我的积分：没有记录', render: () => points(EMPTY) },
  { id: 'own-entries', title: '每一笔', render: () => points(USUAL, { at: { kind: 'entries' } }) },
  {
    id: 'own-entries-many',
    title: '每一笔：60 笔、长姓名',
    render: () =>
      points(
        { ...USUAL, entries: entries(60), earlierEntries: 12 },
        { name: LONG_NAME, offline: true, at: { kind: 'entries' } },
      ),
  },
  { id: 'own-entries-veto', title: '每一笔：一票否决', render: () => points(VETOED, { at: { kind: 'entries' } }) },
  { id: 'own-entries-none', title: '每一笔：没有', render: () => points(EMPTY, { at: { kind: 'entries' } }) },
  {
    id: 'own-entries-ask',
    title: '旁边可能有人',
    render: () => points(USUAL, { at: { kind: 'ask', entry: entry(3) } }),
  },
  { id: 'own-entry', title: '一笔的依据', render: () => points(USUAL, { at: { kind: 'entry', entry: entry(0) } }) },
  {
    id: 'own-entry-long',
    title: '一笔的依据：很长',
    render: () => points(USUAL, { at: { kind: 'entry', entry: LONG_BASIS } }),
  },
  {
    id: 'own-entry-veto',
    title: '一票否决的依据',
    render: () => points(VETOED, { at: { kind: 'entry', entry: VETO } }),
  },
  { id: 'own-papers', title: '申报和请假', render: () => points(USUAL, { at: { kind: 'papers' } }) },
  {
    id: 'own-papers-again',
    title: '申报和请假：已再报',
    render: () => points(USUAL, { at: { kind: 'papers' }, againOf: each => (each === ASKED_BACK ? 'sent' : 'never') }),
  },
  { id: 'own-paper-asked', title: '一条申报：支部要问您', render: () => paper('may') },
  { id: 'own-paper-asked-long', title: '一条申报：支部问得很长', render: () => paper('may', LONG_ASKED) },
  ...(['sent', 'noItem', 'noDay'] as const).map(again => ({
    id: `own-paper-again-${again}`,
    title: `一条申报：补充再报 ${again}`,
    render: () => paper(again),
  })),
  { id: 'own-papers-none', title: '申报和请假：没有', render: () => points(EMPTY, { at: { kind: 'papers' } }) },
  { id: 'own-feedback', title: '本季反馈', render: () => feedback({}) },
  {
    id: 'own-feedback-kept',
    title: '本季反馈：离线记下没有意见',
    chrome: offline,
    render: () => feedback({}, { seen: true, acceptedAt: at('2026-10-15T14:00') }),
  },
  {
    id: 'own-feedback-accepted',
    title: '本季反馈：没有意见',
    render: () => feedback({ acceptedAt: at('2026-10-11T10:00') }),
  },
  {
    id: 'own-feedback-matters',
    title: '本季反馈：提过意见',
    render: () =>
      feedback(
        { matters: MATTERS },
        { raised: [{ matterId: someId(7) as RecordId, kind: 'defence', at: at('2026-10-15T14:00') }] },
      ),
  },
  {
    id: 'own-feedback-veto',
    title: '本季反馈：一票否决',
    render: () =>
      feedback({ figures: { ...FEEDBACK.figures, inPeriod: pt(-112.25), toDate: pt(-117.25), vetoed: true } }),
  },
  {
    id: 'own-feedback-settled',
    title: '本季反馈：已审定',
    render: () => feedback({ stage: 'settled', acceptedAt: at('2026-10-11T10:00'), matters: MATTERS }),
  },
  { id: 'own-matter', title: '一条意见：已答复', render: () => feedback({ matters: MATTERS }, {}, 1) },
  { id: 'own-matter-long', title: '一条意见：答复很长', render: () => feedback({ matters: MATTERS }, {}, 2) },
  { id: 'own-matter-waiting', title: '一条意见：等答复', render: () => feedback({ matters: MATTERS }, {}, 0) },
  { id: 'own-raise', title: '我有意见：哪一种', render: () => raise({}) },
  { id: 'own-raise-write', title: '我有意见：手写', render: () => raise({ step: 'write' }) },
  {
    id: 'own-raise-pages',
    title: '我有意见：第三页',
    render: () => raise({ step: 'write', pages: [HAND, HAND, HAND] }),
  },
  { id: 'own-raise-check', title: '我有意见：看一遍', render: () => raise({ step: 'check', pages: [HAND] }) },
  {
    id: 'own-raise-check-four',
    title: '我有意见：看一遍，四页',
    render: () => raise({ step: 'check', matter: 'inquiry', pages: [HAND, HAND, HAND, HAND], sending: 'failed' }),
  },
  ...(['none', 'shut', 'noReview', 'notScored', 'noKey'] as const).map(why => ({
    id: `own-calm-${why}`,
    title: `没有可看的：${why}`,
    render: () => <Calm why={why} onBack={nothing} />,
  })),
]
