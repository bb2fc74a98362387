import { useEffect, useRef, useState } from 'preact/hooks'
import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { ActivityId } from '../../shared/base/ids.ts'
import { shownName } from '../../shared/passes/sentences.ts'
import { useApp } from '../app-context.ts'
import { openForSignIn, signInOpen } from '../board/poster-view.ts'
import { createCamera } from '../scan/camera.ts'
import { CodeEntry } from '../signin/code-entry.tsx'
import { Result } from '../signin/result.tsx'
import { NoSignIn, SignIn } from '../signin/sign-in.tsx'
import type { CameraState } from '../signin/view.ts'
import { localTime, type App } from '../state/app.ts'
import type { Screen } from '../state/screens.ts'
import { useText } from '../text/use-text.ts'
import { timeOf } from '../text/dates.ts'

/** The sign-in screens with their camera and their numbers. */

export function SignInRoom({ activityId }: { activityId: ActivityId | null }) {
  const app = useApp()
  const t = useText()
  const camera = useCamera(app)
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
        slot: true,
        others: open.length > 1,
      }}
      video={<Picture video={camera.video} />}
      onType={() => app.go({ kind: 'code', activityId, wrong: false })}
      onHelp={() => app.go(help)}
      onAnother={toActivities}
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

export function ResultRoom({ screen }: { screen: Extract<Screen, { kind: 'result' }> }) {
  const app = useApp()
  const back: Screen = { kind: 'signIn', activityId: screen.activityId }
  const help = () => app.go({ kind: 'help', back })
  return (
    <Result
      view={screen.view}
      where={screen.where}
      secondsLeft={Math.min(screen.seconds, Math.max(0, Math.ceil((screen.untilMono - app.second.value) / 1_000)))}
      secondsOf={screen.seconds}
      onDone={() => app.go(back)}
      onNotMe={help}
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
  const member = mark && app.board.roster().personById.get(mark.memberId)
  return member ? { name: shownName(member), time: timeOf(localTime(app, mark.at)) } : null
}

/** The camera runs while this screen is on the glass, and not a moment longer. */
function useCamera(app: App): { readonly state: CameraState; readonly video: HTMLVideoElement } {
  const [state, setState] = useState<CameraState>('starting')
  const [video] = useState(() => document.createElement('video'))
  useEffect(() => {
    const camera = createCamera({ video, onState: seen => setState(() => (seen === 'looking' ? 'waiting' : seen)) })
    camera.start(text => app.scan(text, 'card'))
    return () => camera.stop()
  }, [app, video])
  return { state, video }
}

/** The picture lives as long as the camera, also while the viewfinder is folded away. */
function Picture({ video }: { video: HTMLVideoElement }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.append(video)
    // Moving a video pauses it.
    if (video.srcObject) video.play().catch(() => {})
  }, [video])
  return <div ref={place} style="display:contents" />
}
