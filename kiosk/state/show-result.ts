import type { ActivityId } from '../../shared/base/ids.ts'
import type { Outcome, TellingContext } from '../../shared/passes/outcome.ts'
import { tell } from '../../shared/passes/sentences.ts'
import { resultView } from '../signin/result-view.ts'
import { zh } from '../text/zh.ts'
import type { App } from './app.ts'
import { offeredActs } from './offers.ts'
import { keptScreen } from './screens.ts'
import type { SignInDesk, Taken } from './sign-in.ts'

/** Puts the answer to a scan on the glass and into the room. Called only after the record is on the disk. */

/** The next card takes over at once; these are for whoever is alone. */
const DONE_SECONDS = 4
const REFUSED_SECONDS = 8
/** Long enough to read the buttons and to press one. */
const ACTS_SECONDS = 12

export function showResult(
  app: App,
  desk: SignInDesk,
  { outcome, at, shown }: Taken,
  typedOrCard: 'card' | 'typed',
  chosen: ActivityId | null,
): void {
  const settings = app.board.settings.value
  const context: TellingContext = {
    timeZone: settings?.timeZone ?? 'Asia/Shanghai',
    now: app.clock.now.value,
    offline: app.link.value.kind !== 'live',
  }
  if (typedOrCard === 'typed' && (outcome.code === 'damaged' || outcome.code === 'notAPass')) {
    app.sound.look()
    app.go({ kind: 'code', activityId: chosen, wrong: true })
    return
  }
  const activity = 'activity' in outcome ? outcome.activity : null
  const back = keptScreen(app.screen.value)
  const isStaffed = back !== null && back.kind !== 'kioskCode'
  const where = activity ? zh.signIn.where(zh.activityType[activity.activity.type]) : zh.home.signInGo
  // Staff who are at the glass go on there: they confirm by hand.
  if (outcome.code === 'weakPass' && outcome.need === 'pin' && shown && !isStaffed) {
    app.go({ kind: 'member', page: { kind: 'pin', shown, where }, activityId: chosen })
    return sayIt(app, outcome, context)
  }
  const isOwn = shown !== null && shown.way !== 'hand' && !isStaffed
  const activityId = activity?.activity.activityId ?? null
  const acts = isOwn ? offeredActs(outcome, desk.mine(shown, activityId), context.now) : []
  const way = shown?.way === 'phone' ? 'phone' : typedOrCard
  const view = resultView(outcome, context, { at, way, count: activity && desk.count(activity) }, zh)
  const seconds = acts.length > 0 ? ACTS_SECONDS : view.kind === 'accepted' ? DONE_SECONDS : REFUSED_SECONDS
  const untilMono = app.clock.mono() + seconds * 1_000
  app.go({ kind: 'result', view, where, seconds, untilMono, activityId: chosen, back, activity, shown, acts })
  sayIt(app, outcome, context)
}

function sayIt(app: App, outcome: Outcome, context: TellingContext): void {
  if (outcome.code === 'ok' || outcome.code === 'already') app.sound.accepted()
  else app.sound.look()
  app.sound.say(tell(outcome, context).zh.spoken)
}
