import type { ActivityId } from '../../shared/base/ids.ts'
import type { Outcome, TellingContext } from '../../shared/passes/outcome.ts'
import { tell } from '../../shared/passes/sentences.ts'
import { resultView } from '../signin/result-view.ts'
import { zh } from '../text/zh.ts'
import type { App } from './app.ts'
import type { SignInDesk, Taken } from './sign-in.ts'

/** Puts the answer to a scan on the glass and into the room. Called only after the record is on the disk. */

const DONE_SECONDS = 4
const REFUSED_SECONDS = 8

export function showResult(
  app: App,
  desk: SignInDesk,
  { outcome, at }: Taken,
  way: 'card' | 'typed',
  chosen: ActivityId | null,
): void {
  const settings = app.board.settings.value
  const context: TellingContext = {
    timeZone: settings?.timeZone ?? 'Asia/Shanghai',
    now: app.clock.now.value,
    offline: app.link.value.kind !== 'live',
  }
  if (way === 'typed' && (outcome.code === 'damaged' || outcome.code === 'notAPass')) {
    app.sound.look()
    app.go({ kind: 'code', activityId: chosen, wrong: true })
    return
  }
  const activity = 'activity' in outcome ? outcome.activity : null
  const view = resultView(outcome, context, { at, way, count: activity && desk.count(activity) }, zh)
  const seconds = view.kind === 'accepted' ? DONE_SECONDS : REFUSED_SECONDS
  const where = activity ? zh.signIn.where(zh.activityType[activity.activity.type]) : zh.home.signInGo
  app.go({ kind: 'result', view, where, seconds, untilMono: app.clock.mono() + seconds * 1_000, activityId: chosen })
  sayIt(app, outcome, context)
}

function sayIt(app: App, outcome: Outcome, context: TellingContext): void {
  if (outcome.code === 'ok' || outcome.code === 'already') app.sound.accepted()
  else app.sound.look()
  app.sound.say(tell(outcome, context).zh.spoken)
}
