import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { MemberId, RecordId } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import { Amount } from '../declare/amount.tsx'
import { AttestWhat } from '../declare/attest-what.tsx'
import { AttestWho } from '../declare/attest-who.tsx'
import { Check } from '../declare/check.tsx'
import type { VoiceNote } from '../media/voice.ts'
import { startDeclaring, type DeclareDraft } from '../declare/declare-flow.ts'
import { ObjectWhat } from '../declare/object-what.tsx'
import { DocumentView } from '../board/views.tsx'
import { startObjecting, type ObjectDraft } from '../state/object-draft.ts'
import { deedsOf, type Helper } from '../declare/deeds.ts'
import { KeptPage } from '../declare/kept.tsx'
import { More } from '../declare/more.tsx'
import { offerFor, shelvesOf } from '../declare/offers.ts'
import { PhotoPage } from '../declare/photo-note.tsx'
import { PickDay } from '../declare/pick-day.tsx'
import { PickItem } from '../declare/pick-item.tsx'
import { VoicePage, type VoiceState } from '../declare/voice-note.tsx'
import { Write } from '../declare/write.tsx'
import { startAttesting, type AttestDraft } from '../state/attest-draft.ts'
import type { StrokePages } from '../../shared/passes/strokes.ts'
import { NAMED_ROWS } from './fixture-roll.ts'
import { DOCUMENTS, itemsDocument, pointsNotice } from './fixtures.ts'
import type { GalleryScreen } from './screens.tsx'
import { declareText } from './words.ts'

/** Declaring, vouching and objecting, each page in each of its states. */

const nothing = () => undefined
const words = declareText
const TODAY = '2026-10-15' as PlainDate
const offer = offerFor(DOCUMENTS, '', TODAY)
const items = offer?.items ?? []
const days = offer ?? { days: { from: TODAY, to: TODAY } }
const shelves = shelvesOf(items, {})
const item = items.find(each => each.code === 'C26') ?? items[0]
const hours = items.find(each => each.unit === '小时') ?? item

const wave = (from: number, top: number): number[] =>
  Array.from({ length: 20 }, (_, at) => [from + at * 6, Math.round(top + 40 * Math.sin(at / 2))]).flat()
const page = Array.from({ length: 7 }, (_, at) => wave(60 + (at % 4) * 220, 90 + Math.floor(at / 4) * 150))
const written: StrokePages = [page, page.slice(0, 4)]
const voice: VoiceNote = { bytes: new Uint8Array(4), mime: 'audio/webm', ms: 17_300 }
const levels = Array.from({ length: 32 }, (_, at) => 0.1 + 0.4 * Math.abs(Math.sin(at / 3)))

/** A certificate, drawn: what a camera would see. */
const PICTURE = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 960"><rect width="1280" height="960" fill="#6b5a48"/><g transform="rotate(-3 640 480)"><rect x="190" y="150" width="900" height="660" fill="#f8f1dc"/><rect x="230" y="190" width="820" height="580" fill="none" stroke="#b08a3c" stroke-width="14"/><text x="640" y="360" font-size="110" text-anchor="middle" fill="#96151a" font-family="Noto Sans CJK SC">荣誉证书</text><text x="640" y="520" font-size="46" text-anchor="middle" font-family="Noto Sans CJK SC">优秀志愿服务者</text></g></svg>`,
)}`

const draft: DeclareDraft = {
  ...startDeclaring('person-1-' as MemberId),
  step: 'check',
  item: item ?? null,
  date: '2026-10-13' as PlainDate,
}
const full: DeclareDraft = {
  ...draft,
  item: hours ?? null,
  quantity: 250 as Hundredths,
  words: written,
  voice,
  photo: { bytes: new Uint8Array(4), width: 1_280, height: 960 },
}

const FOLLOWS = { declarationId: 'asked' as RecordId, words: '请说一下是哪一户、大约几点，我们好去核实。' }
const LONG_ASKED = { ...FOLLOWS, words: FOLLOWS.words.repeat(8) }

const check = (given: DeclareDraft, photo: string | null = null) => (
  <Check
    draft={given}
    photo={photo}
    isPlaying={false}
    onPlay={nothing}
    onChange={nothing}
    onSend={nothing}
    onBack={nothing}
  />
)
const voicePage = (state: VoiceState, note: VoiceNote | null = null) => (
  <VoicePage
    where={words.where}
    state={state}
    note={note}
    isPlaying={false}
    onStart={nothing}
    onStop={nothing}
    onPlay={nothing}
    onDrop={nothing}
    onDone={nothing}
  />
)
const photoPage = (live: 'live' | 'none', taken: string | null) => (
  <PhotoPage
    where={words.where}
    live={live}
    video={live === 'live' && <img src={PICTURE} alt="" />}
    taken={taken}
    busy={false}
    isMissed={false}
    onShutter={nothing}
    onAgain={nothing}
    onDrop={nothing}
    onDone={nothing}
  />
)
const write = (pages: StrokePages) => (
  <Write
    where={words.where}
    {...words.words}
    about={item?.title ?? ''}
    pages={pages}
    pagesMax={3}
    bytesMax={60_000}
    onPages={nothing}
    onDone={nothing}
  />
)
const pickDay = (picked: string | null) => (
  <PickDay
    title={item?.title ?? ''}
    offer={days}
    today={TODAY}
    picked={picked as PlainDate | null}
    onPick={nothing}
    onBack={nothing}
  />
)

const DECLARE: readonly GalleryScreen[] = [
  {
    id: 'declare-item',
    title: '申报：选项目',
    render: () => <PickItem name="张建国" shelves={shelves} picked={null} onPick={nothing} onBack={nothing} />,
  },
  {
    id: 'declare-none',
    title: '申报：没有项目',
    render: () => <PickItem name="张建国" shelves={[]} picked={null} onPick={nothing} onBack={nothing} />,
  },
  { id: 'declare-day', title: '申报：选日子', render: () => pickDay(null) },
  { id: 'declare-calendar', title: '申报：日历', render: () => pickDay('2026-10-08') },
  {
    id: 'declare-amount',
    title: '申报：数量',
    render: () => (
      <Amount
        title={hours?.title ?? ''}
        day="10月13日 星期二"
        unit="小时"
        amounts={{ least: 50 as Hundredths, most: 9_900 as Hundredths, step: 50 as Hundredths }}
        quantity={250 as Hundredths}
        onAmount={nothing}
        onNext={nothing}
        onBack={nothing}
      />
    ),
  },
  {
    id: 'declare-more',
    title: '申报：加说明',
    render: () => (
      <More
        draft={{ ...full, photo: null, words: [] }}
        title={item?.title ?? ''}
        day="10月13日 星期二"
        onOpen={nothing}
        onNext={nothing}
        onBack={nothing}
      />
    ),
  },
  ...([FOLLOWS, LONG_ASKED] as const).map((follows, at) => ({
    id: at === 0 ? 'declare-again-more' : 'declare-again-more-long',
    title: '补充再报：加说明',
    render: () => (
      <More
        draft={{ ...draft, follows }}
        title={item?.title ?? ''}
        day="10月13日 星期二"
        onOpen={nothing}
        onNext={nothing}
        onBack={nothing}
      />
    ),
  })),
  {
    id: 'declare-again-amount',
    title: '补充再报：数量',
    render: () => (
      <Amount
        title={hours?.title ?? ''}
        day="10月13日 星期二"
        asked={LONG_ASKED.words}
        unit="小时"
        amounts={{ least: 50 as Hundredths, most: 9_900 as Hundredths, step: 50 as Hundredths }}
        quantity={250 as Hundredths}
        onAmount={nothing}
        onNext={nothing}
        onBack={nothing}
      />
    ),
  },
  { id: 'declare-again-check', title: '补充再报：看一遍', render: () => check({ ...draft, follows: FOLLOWS }) },
  { id: 'declare-words', title: '申报：写几句', render: () => write([]) },
  { id: 'declare-words-two', title: '申报：写了两页', render: () => write(written) },
  { id: 'declare-voice', title: '申报：录音', render: () => voicePage({ kind: 'idle' }) },
  {
    id: 'declare-voice-running',
    title: '申报：正在录',
    render: () => voicePage({ kind: 'running', ms: 12_700, levels }),
  },
  { id: 'declare-voice-done', title: '申报：录好了', render: () => voicePage({ kind: 'idle' }, voice) },
  {
    id: 'declare-voice-silent',
    title: '申报：没有声音',
    render: () => voicePage({ kind: 'fault', fault: 'silent' }),
  },
  { id: 'declare-photo', title: '申报：拍照', render: () => photoPage('live', null) },
  { id: 'declare-photo-none', title: '申报：没有镜头', render: () => photoPage('none', null) },
  { id: 'declare-photo-taken', title: '申报：拍好了', render: () => photoPage('live', PICTURE) },
  { id: 'declare-check', title: '申报：看一遍', render: () => check(draft) },
  { id: 'declare-check-full', title: '申报：看一遍，都有', render: () => check(full, PICTURE) },
  {
    id: 'declare-check-noroom',
    title: '申报：本机存满',
    render: () => check({ ...full, fault: 'noRoom' }, PICTURE),
  },
  {
    id: 'declare-kept',
    title: '申报已记下',
    chrome: { link: 'offline', pending: 3 },
    render: () => <KeptPage what="declared" offline secondsLeft={9} secondsOf={12} onDone={nothing} />,
  },
]

const helpers: readonly Helper[] = NAMED_ROWS.map(({ memberId, name, apart }, at) => ({
  memberId,
  name: at % 9 === 4 ? `${[...name][0] ?? ''}*${[...name].at(-1) ?? ''}` : name,
  apart: apart?.group ?? null,
}))
const deeds = deedsOf([itemsDocument])
const about: AttestDraft = { ...startAttesting(), step: 'what', helper: helpers[3] ?? null }
const what = (given: AttestDraft, waiting = 0) => (
  <AttestWhat
    draft={given}
    deeds={deeds}
    waiting={waiting}
    onPick={nothing}
    onOpen={nothing}
    onSend={nothing}
    onBack={nothing}
  />
)

const ATTEST: readonly GalleryScreen[] = [
  {
    id: 'attest-who',
    title: '证实：哪位党员',
    render: () => <AttestWho helpers={helpers} onPick={nothing} onBack={nothing} />,
  },
  {
    id: 'attest-who-nobody',
    title: '证实：没有名单',
    render: () => <AttestWho helpers={[]} onPick={nothing} onBack={nothing} />,
  },
  { id: 'attest-what', title: '证实：什么好事', render: () => what(about) },
  {
    id: 'attest-what-picked',
    title: '证实：选好了，写了一句',
    render: () => what({ ...about, deed: deeds[1] ?? null, note: written }),
  },
  {
    id: 'attest-what-other',
    title: '证实：别的好事要说一句',
    render: () => what({ ...about, helper: helpers[29] ?? null, deed: deeds.at(-1) ?? null }),
  },
  {
    id: 'attest-what-waiting',
    title: '证实：前面有人',
    render: () => what({ ...about, deed: deeds[0] ?? null, step: 'sending' }, 24),
  },
  {
    id: 'attest-thanks',
    title: '证实：谢谢',
    render: () => <KeptPage what="attested" offline={false} secondsLeft={9} secondsOf={12} onDone={nothing} />,
  },
]

const against = startObjecting(pointsNotice, 'notices')
const objecting = (given: ObjectDraft, waiting = 0) => (
  <ObjectWhat draft={given} waiting={waiting} onOpen={nothing} onSend={nothing} onBack={nothing} />
)

const OBJECT: readonly GalleryScreen[] = [
  {
    id: 'objection-door',
    title: '公示期内：我有异议',
    render: () => <DocumentView document={pointsNotice} onBack={nothing} onItems={nothing} onObject={nothing} />,
  },
  { id: 'objection-what', title: '异议：哪里不对', render: () => objecting(against) },
  {
    id: 'objection-written',
    title: '异议：写了一句，没有记下来',
    render: () => objecting({ ...against, note: written, name: written, fault: 'failed' }),
  },
  {
    id: 'objection-waiting',
    title: '异议：前面有人',
    render: () => objecting({ ...against, note: written, step: 'sending' }, 24),
  },
  {
    id: 'objection-thanks',
    title: '异议：收到了',
    render: () => <KeptPage what="objected" offline={false} secondsLeft={9} secondsOf={12} onDone={nothing} />,
  },
]

export const DECLARE_SCREENS: readonly GalleryScreen[] = [...DECLARE, ...ATTEST, ...OBJECT]
