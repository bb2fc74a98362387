import { useMemo, useState } from 'preact/hooks'
import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { ActivityId, MemberId } from '../../shared/base/ids.ts'
import { tell } from '../../shared/passes/sentences.ts'
import { useApp } from '../app-context.ts'
import { posterTitle } from '../board/poster-view.ts'
import { Pin } from '../service/pin.tsx'
import { StaffNames } from '../staff/door.tsx'
import { PersonDialog, type Asked } from '../staff/person-dialog.tsx'
import { PickActivity } from '../staff/pick-activity.tsx'
import { rollOf, stateOf, type RollRow } from '../staff/roll-view.ts'
import { Roll } from '../staff/roll.tsx'
import { localTime, type App } from '../state/app.ts'
import { startDraft } from '../state/guest-draft.ts'
import { SERVICE_DOOR } from '../state/pin-guard.ts'
import { rosterOf } from '../state/roster.ts'
import type { DoorChoice, LastAct, StaffSession } from '../state/staff-session.ts'
import { timeOf } from '../text/dates.ts'
import { useStaffText } from '../text/use-staff-text.ts'
import { useText } from '../text/use-text.ts'
import { doorState, tryPin } from './pin-door.ts'
import { staffScreen } from './staff-entry.ts'
import { activitiesToday, secondsText } from './today.ts'

/** Staff at the kiosk: one's name, one's PIN, then the roster. */

export function StaffDoorRoom({ activityId }: { activityId: ActivityId | null }) {
  const app = useApp()
  const words = useStaffText()
  const settings = app.board.settings.value
  const staff = (settings?.staff ?? []).map(({ staffId, name }): DoorChoice => ({ door: staffId, staffId, name }))
  const shared: DoorChoice = { door: SERVICE_DOOR, staffId: null, name: '' }
  const [picked, setPicked] = useState<DoorChoice | null>(null)
  const [checking, setChecking] = useState(false)
  const choice = picked ?? (staff.length === 0 ? shared : null)
  const leave = () => app.go({ kind: 'signIn', activityId })
  if (choice === null) return <StaffNames staff={staff} onPick={setPicked} onBack={leave} />
  const verifier =
    choice.staffId === null
      ? (settings?.servicePin ?? null)
      : (settings?.staff?.find(each => each.staffId === choice.staffId)?.pin ?? null)
  const submit = async (pin: string) => {
    if (!verifier) return
    setChecking(true)
    const outcome = await tryPin(app, choice.door, pin, verifier)
    setChecking(false)
    // Somebody else's card may have come in between; the door stays where it was.
    if (outcome === 'right' && app.screen.value.kind === 'staffDoor') app.go(staffScreen(app, choice, activityId))
  }
  const note = choice.staffId === null ? words.staff.sharedNote : words.staff.pinNote
  return (
    <Pin
      words={{ where: words.staff.title, title: words.staff.pinOf(choice.name), note, unset: words.staff.unset }}
      state={verifier ? doorState(app, choice.door, checking) : { kind: 'unset' }}
      onSubmit={pin => void submit(pin)}
      onBack={() => (picked === null ? leave() : setPicked(null))}
    />
  )
}

export function StaffRoom({ session }: { session: StaffSession }) {
  const app = useApp()
  const words = useStaffText()
  const today = activitiesToday(app)
  const activity = today.find(each => each.activity.activityId === session.activityId.value)
  if (!activity) {
    return (
      <PickActivity
        where={words.staff.where(session.name)}
        title={words.staff.pickActivity}
        all={today}
        none={words.staff.noActivity}
        noneNote={words.staff.noActivityNote}
        onPick={each => {
          session.activityId.value = each.activity.activityId
        }}
        onBack={app.home}
      />
    )
  }
  return <RollRoom session={session} activity={activity} others={today.length > 1} />
}

interface RollRoomProps {
  readonly session: StaffSession
  readonly activity: FeedActivity
  readonly others: boolean
}

function RollRoom({ session, activity, others }: RollRoomProps) {
  const app = useApp()
  const t = useText()
  const roster = rosterOf(app.board)
  const rows = useMemo(() => rollOf(roster.personById.values()), [roster])
  const acts = useActs(app, session, activity)
  const desk = app.machine.value?.desk
  const present = desk?.present(activity) ?? new Map()
  const { activityId, title, type } = activity.activity
  const { asked } = acts
  return (
    <>
      <Roll
        staffName={session.name}
        activityTitle={posterTitle(title, t.activityType[type])}
        count={desk?.count(activity) ?? { present: activity.presentIds.length, expected: activity.expectedIds.length }}
        rows={rows}
        stateOf={memberId => stateOf(memberId, activity, present)}
        timeText={at => timeOf(localTime(app, at))}
        search={session.search.value}
        onSearch={search => {
          session.search.value = search
        }}
        last={session.last.value}
        onPick={(row, state) => acts.ask({ kind: 'person', row, state })}
        onAnother={others ? () => (session.activityId.value = null) : undefined}
        onGuest={() => app.go({ kind: 'guest', draft: startDraft(activityId), session })}
        onFinish={app.home}
      />
      {asked && (
        <PersonDialog
          asked={asked}
          busy={acts.busy}
          onConfirm={acts.confirm}
          onSignOut={acts.signOut}
          onUndo={acts.undo}
          onClose={() => acts.ask(null)}
        />
      )}
    </>
  )
}

/** What staff do with one person; every yes comes after the record is on the disk. */
function useActs(app: App, session: StaffSession, { activity: { activityId } }: FeedActivity) {
  const t = useText()
  const words = useStaffText()
  const [asked, ask] = useState<Asked | null>(null)
  const [busy, setBusy] = useState(false)
  const done = (row: RollRow, what: LastAct['what'], at: number): void => {
    app.sound.accepted()
    session.last.value = { memberId: row.memberId, name: row.name, what, at: secondsText(app, at) }
    // Found and done: the next name is looked for from the start.
    session.search.value =
      session.search.value.by === 'letters' ? { by: 'letters', letters: '' } : { by: 'surname', surname: null }
    ask(null)
  }
  const refuse = (title: string, text: string): void => {
    app.sound.look()
    ask({ kind: 'told', title, text })
  }
  const byHand = async (memberId: MemberId) => {
    const desk = app.machine.value?.desk
    if (!desk) return null
    return { desk, taken: await desk.byHand(memberId, activityId, session.staffId) }
  }
  /** One press, one act: a second one waits until the first is done. */
  const once = (work: () => Promise<void>) => async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    await work().finally(() => setBusy(false))
  }
  const confirm = (row: RollRow) =>
    once(async () => {
      const found = await byHand(row.memberId)
      if (!found) return refuse(words.staff.failedTitle, words.staff.failedText)
      const { outcome, at } = found.taken
      if (outcome.code === 'ok') return done(row, 'in', at)
      if (outcome.code === 'failed') return refuse(words.staff.failedTitle, words.staff.failedText)
      const told = tell(outcome, tellingOf(app))
      const { title, detail } = t.language === 'en' ? told.en : told.zh
      return refuse(title, detail)
    })
  const follow = (row: RollRow, what: 'out' | 'undone') =>
    once(async () => {
      const found = await byHand(row.memberId)
      const shown = found?.taken.shown
      const undoes = asked?.kind === 'person' && asked.state.kind === 'present' ? asked.state.undoes : null
      const act =
        what === 'out'
          ? ({ kind: 'signOut', activityId } as const)
          : undoes && ({ kind: 'undo', activityId, undoes } as const)
      const kept = found && shown && act ? await found.desk.act(shown, act) : 'failed'
      shown?.drop()
      if (kept === 'failed') return refuse(words.staff.failedTitle, words.staff.failedText)
      done(row, what, app.clock.read().time)
    })
  const ofPerson = (work: (row: RollRow) => () => Promise<void>) => () => {
    if (asked?.kind === 'person') void work(asked.row)()
  }
  return {
    asked,
    ask,
    busy,
    confirm: ofPerson(confirm),
    signOut: ofPerson(row => follow(row, 'out')),
    undo: ofPerson(row => follow(row, 'undone')),
  }
}

const tellingOf = (app: App) => ({
  timeZone: app.board.settings.value?.timeZone ?? 'Asia/Shanghai',
  now: app.clock.now.value,
  offline: app.link.value.kind !== 'live',
})
