import { useEffect, useState } from 'preact/hooks'
import { signInRulesOf, type FeedActivity } from '../../shared/activities/activity.ts'
import type { ActivityId } from '../../shared/base/ids.ts'
import { shownName } from '../../shared/passes/sentences.ts'
import { useApp } from '../app-context.ts'
import { openForSignIn, signInOpen } from '../board/poster-view.ts'
import { CodeEntry } from '../signin/code-entry.tsx'
import { Result } from '../signin/result.tsx'
import { NoSignIn, SignIn } from '../signin/sign-in.tsx'
import { localTime, type App } from '../state/app.ts'
import { askForCard, takeUp } from '../state/member.ts'
import { rosterOf } from '../state/roster.ts'
import { afterTime, type Screen } from '../state/screens.ts'
import { useText } from '../text/use-text.ts'
import { timeOf } from '../text/dates.ts'
import { Picture, useCamera } from './camera.tsx'
import { secondsOfTimed } from './member-room.tsx'

/** The sign-in screens with their camera and their numbers. */

type Camera = ReturnType<typeof useCamera>

/** One room for both, so that the camera goes on looking while an answer is shown: the next card takes over at once. */
export function DeskRoom({ screen }: { screen: Extract<Screen, { kind: 'signIn' | 'result' }> }) {
  const app = useApp()
  const camera = useCamera(app)
  if (screen.kind === 'signIn') return <SignInRoom activityId={screen.activityId} camera={camera} />
  return (
    <>
      <ResultRoom screen={screen} />
      <div style="position:absolute;width:2px;height:2px;overflow:hidden;opacity:0">
        <Picture video={camera.video} />
      </div>
    </>
  )
}

function SignInRoom({ activityId, camera }: { activityId: ActivityId | null; camera: Camera }) {
  const app = useApp()
  const t = useText()
  const now = app.clock.now.value
  const all = app.board.activities.value
  const activity = currentActivity(app, activityId)
  const toActivities = () => app.go({ kind: 'activities' })
  if (!activity) {
    const next = all
      .filter(each => each.state === 'planned' && each.activity.opens > now)
      .sort((a, b) => (a.activity.opens < b.activity.opens ? -1 : 1))[0]?.activity
    return (
      <NoSignIn
        next={next ? { when: t.dayAndTime(next.opens), title: next.title } : null}
        onActivities={toActivities}
        onMember={() => askForCard(app)}
      />
    )
  }
  const open = all.filter(each => each.state === 'planned' && signInOpen(each.activity, now))
  const help: Screen = { kind: 'help', back: { kind: 'signIn', activityId } }
  return (
    <SignIn
      view={{
        activity: activity.activity,
        count: app.machine.value?.desk.count(activity) ?? countOf(activity),
        last: lastOf(app, activity),
        camera: camera.state,
        // Without a camera the scanner is the only hope, seen before or not.
        slot: app.memory.facts.wedgeSeen || camera.state === 'none' || camera.state === 'denied',
        others: open.length > 1,
      }}
      video={<Picture video={camera.video} />}
      onType={() => app.go({ kind: 'code', activityId, wrong: false })}
      onHelp={() => app.go(help)}
      onAnother={toActivities}
      onMember={() => askForCard(app)}
      onPhones={
        signInRulesOf(activity.activity).kioskCode
          ? () => app.go({ kind: 'kioskCode', activityId: activity.activity.activityId })
          : null
      }
    />
  )
}

export function CodeRoom({ activityId, wrong }: { activityId: ActivityId | null; wrong: boolean }) {
  const app = useApp()
  const t = useText()
  const [busy, setBusy] = useState(false)
  useEffect(() => setBusy(false), [wrong, app.screen.value])
  const activity = currentActivity(app, activityId)
  const submit = (digits: string) => {
    setBusy(true)
    app.scan(digits, 'typed')
  }
  return (
    <CodeEntry
      where={activity ? t.signIn.where(t.activityType[activity.activity.type]) : t.home.signInGo}
      wrong={wrong}
      busy={busy}
      onSubmit={submit}
      onBack={() => app.go({ kind: 'signIn', activityId })}
    />
  )
}

function ResultRoom({ screen }: { screen: Extract<Screen, { kind: 'result' }> }) {
  const app = useApp()
  const back = afterTime(screen)
  const help = () => app.go({ kind: 'help', back })
  return (
    <Result
      view={screen.view}
      where={screen.where}
      {...secondsOfTimed(app, screen.seconds)}
      acts={screen.acts}
      onAct={act => app.machine.value && takeUp(app, app.machine.value.desk, screen, act)}
      onDone={() => app.go(back)}
      onHelp={help}
    />
  )
}

/** The chosen activity, or the one whose sign-in is open. */
function currentActivity(app: App, activityId: ActivityId | null): FeedActivity | undefined {
  const all = app.board.activities.value
  const wanted = activityId ?? openForSignIn(all, app.clock.now.value)?.activityId
  return all.find(each => each.activity.activityId === wanted)
}

const countOf = ({ activity, expectedIds, presentIds, onLeaveIds }: FeedActivity) => ({
  expected: activity.expected.kind === 'volunteers' ? null : expectedIds.length,
  present: presentIds.length,
  onLeave: onLeaveIds.length,
})

function lastOf(app: App, { activity }: FeedActivity) {
  const mark = app.machine.value?.desk.last(activity.activityId)
  const member = mark && rosterOf(app.board).personById.get(mark.memberId)
  return member ? { name: shownName(member), time: timeOf(localTime(app, mark.at)) } : null
}
