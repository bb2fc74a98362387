import { plainDateTimeAt, type PlainDateTime } from '../../shared/base/plain-date.ts'
import type { Millis } from '../../shared/base/ids.ts'
import type { SignInFlag } from '../../shared/passes/decide.ts'
import type { Outcome, OutcomeCode, TellingContext, Words } from '../../shared/passes/outcome.ts'
import { shownName, tell } from '../../shared/passes/sentences.ts'
import { posterTitle } from '../board/poster-view.ts'
import type { Text } from '../text/zh.ts'
import type { IconName } from '../ui/icon.tsx'
import type { AcceptedView, HeadCount, RefusedView, ResultMark, ResultView } from './view.ts'

/** What the screen shows besides the decision. */
export interface ResultFacts {
  readonly at: Millis
  readonly way: AcceptedView['way']
  /** After this sign-in; null when the activity is not known. */
  readonly count: HeadCount | null
}

type MarkKind = Exclude<ResultMark['kind'], 'clock' | 'over'>

/** The drawing for each code; the codes about time get a clock with the time in question instead. */
const MARKS: Readonly<Record<OutcomeCode, MarkKind>> = {
  ok: 'done',
  already: 'already',
  notOpenYet: 'unknown',
  closed: 'unknown',
  noActivity: 'unknown',
  notExpected: 'people',
  unknownCard: 'unknown',
  revoked: 'cardOff',
  notMember: 'people',
  damaged: 'unreadable',
  wrongBranch: 'elsewhere',
  notAPass: 'unreadable',
  unknownVersion: 'unknown',
  full: 'full',
  weakPass: 'locked',
  expired: 'expired',
  replay: 'replay',
  unknownPhone: 'unknownPhone',
  badPass: 'badPhone',
  failed: 'cannotSave',
}

const NEEDED = { pin: 'locked', staff: 'vouch', card: 'cardOnly' } as const

const TONES = { done: 'ok', wait: 'wait', stop: 'stop' } as const

/** The screen for what came of a scan. Names nobody the code must not name (SG, PR). */
export function resultView(outcome: Outcome, context: TellingContext, facts: ResultFacts, t: Text): ResultView {
  const told = tell(outcome, context)
  const words = t.language === 'en' ? told.en : told.zh
  if (outcome.code === 'ok' || (outcome.code === 'already' && outcome.again === 'same')) {
    return accepted(outcome, context, facts, t, words)
  }
  return {
    kind: 'refused',
    mark: markOf(outcome, context.now),
    tone: TONES[told.tone],
    name: 'member' in outcome ? shownName(outcome.member) : null,
    say: words.title,
    detail: words.detail,
    steps: words.todo,
  } satisfies RefusedView
}

function accepted(
  outcome: Outcome<'ok' | 'already'>,
  context: TellingContext,
  facts: ResultFacts,
  t: Text,
  words: Words,
): AcceptedView {
  const { member, activity } = outcome
  const notes: { icon: IconName; text: string }[] = []
  if (outcome.code === 'ok' && outcome.late) notes.push({ icon: 'clock', text: t.result.late })
  if (outcome.code === 'ok' && context.offline) notes.push({ icon: 'offline', text: words.detail })
  // The last thing to do is to take a seat; before it stand the notes of the decision's flags.
  for (const text of words.todo.slice(0, -1)) notes.push({ icon: iconOf(outcome), text })
  return {
    kind: 'accepted',
    name: shownName(member),
    at: clockText(outcome.code === 'already' && outcome.since !== null ? outcome.since : facts.at, context),
    way: facts.way,
    order: facts.count?.present ?? null,
    notes,
    activityTitle: activity ? posterTitle(activity.activity.title, t.activityType[activity.activity.type]) : '',
    place: activity?.activity.place ?? '',
    count: facts.count,
  }
}

function iconOf(outcome: Outcome<'ok' | 'already'>): IconName {
  const flags: readonly SignInFlag[] = outcome.code === 'ok' ? outcome.flags : []
  return flags.includes('clockUnsure') ? 'alert' : 'people'
}

/** `14:36:08`: seconds matter to somebody who wants to see that it was this very scan. */
function clockText(at: Millis, context: TellingContext): string {
  const seconds = String(Math.floor(at / 1000) % 60).padStart(2, '0')
  return `${plainDateTimeAt(at, context.timeZone).slice(11)}:${seconds}`
}

function markOf(outcome: Outcome, now: PlainDateTime): ResultMark {
  const at = (time: PlainDateTime) => ({ hour: Number(time.slice(11, 13)), minute: Number(time.slice(14, 16)) })
  switch (outcome.code) {
    case 'notOpenYet':
      return { kind: 'clock', ...at(outcome.opensAt) }
    case 'closed':
      return { kind: 'over', ...at(outcome.closesAt) }
    case 'noActivity':
      return { kind: 'clock', ...at(outcome.nextOpens ?? now) }
    case 'weakPass':
      return { kind: NEEDED[outcome.need] }
    case 'revoked':
      return { kind: outcome.phone ? 'badPhone' : 'cardOff' }
    case 'already':
      return { kind: outcome.outAt === null ? 'already' : 'left' }
    default:
      return { kind: MARKS[outcome.code] }
  }
}
