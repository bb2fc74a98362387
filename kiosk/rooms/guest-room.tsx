import { useState } from 'preact/hooks'
import type { FeedActivity } from '../../shared/activities/activity.ts'
import { useApp } from '../app-context.ts'
import { posterTitle, signInOpen } from '../board/poster-view.ts'
import { wordsOf } from '../guest/fit-written.ts'
import { GuestForm, type GuestFormProps } from '../guest/form.tsx'
import { SlipView } from '../guest/slip.tsx'
import { PickActivity } from '../staff/pick-activity.tsx'
import { localTime, type App } from '../state/app.ts'
import type { GuestDraft, Slip } from '../state/guest-draft.ts'
import type { Screen } from '../state/screens.ts'
import type { StaffSession } from '../state/staff-session.ts'
import { useStaffText } from '../text/use-staff-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Frame } from '../ui/frame.tsx'
import css from '../staff/pick.module.css'
import { activitiesToday } from './today.ts'

/** Members of other branches write themselves in, or are written in by staff. */

interface GuestRoomProps {
  readonly draft: GuestDraft
  readonly session: StaffSession | null
}

export function GuestRoom({ draft, session }: GuestRoomProps) {
  const app = useApp()
  const words = useStaffText()
  const back: Screen = session ? { kind: 'staff', session } : { kind: 'signIn', activityId: draft.activityId.value }
  const leave = () => app.go(back)
  if (!app.board.settings.value?.sealKey) {
    return <Closed title={words.guest.noKey} note={words.guest.noKeyNote} onBack={leave} />
  }
  const all = guestActivities(app, session)
  const activity = all.find(each => each.activity.activityId === draft.activityId.value) ?? (all.length === 1 && all[0])
  if (activity) return <FormRoom draft={draft} session={session} activity={activity} onLeave={leave} />
  return (
    <PickActivity
      where={words.guest.title}
      title={words.guest.pickActivity}
      all={all}
      none={words.guest.noActivity}
      noneNote={words.guest.noActivityNote}
      onPick={each => {
        draft.activityId.value = each.activity.activityId
      }}
      onBack={leave}
    />
  )
}

/** Guests alone: what is open for sign-in. With staff: whatever is today. */
function guestActivities(app: App, session: StaffSession | null): readonly FeedActivity[] {
  const today = activitiesToday(app)
  if (session || app.clock.trust.value !== 'synced') return today
  return today.filter(each => signInOpen(each.activity, app.clock.now.value))
}

function Closed({ title, note, onBack }: { title: string; note: string; onBack: () => void }) {
  const t = useText()
  const words = useStaffText()
  return (
    <Frame where={words.guest.title} speech={`${title}。${note}`} layout="center">
      <Empty icon="alert" title={title} note={note} />
      <div class={css.alone}>
        <Button kind="primary" icon="back" label={t.back} onPress={onBack} />
      </div>
    </Frame>
  )
}

type Sending = 'no' | 'now' | 'failed' | { readonly untilMono: number }

function FormRoom(props: GuestRoomProps & { readonly activity: FeedActivity; readonly onLeave: () => void }) {
  const { draft, session, activity, onLeave } = props
  const app = useApp()
  const t = useText()
  const [sending, setSending] = useState<Sending>('no')
  const { title, type } = activity.activity
  const activityTitle = posterTitle(title, t.activityType[type])
  const send = async () => {
    if (sending === 'now' || typeof sending === 'object') return
    const waitMs = session ? 0 : app.guestPace.waitMs()
    setSending(waitMs > 0 ? { untilMono: app.clock.mono() + waitMs } : 'now')
    const slip = await register(app, draft, session, activity, activityTitle)
    if (slip === 'failed') return setSending('failed')
    app.sound.accepted()
    // Whoever walked away while others were before them is registered all the same, but no slip pops up for the next.
    if (isStillHere(app.screen.value, draft)) app.go({ kind: 'slip', slip, session })
  }
  return (
    <GuestForm
      activityTitle={activityTitle}
      step={draft.step.value}
      onStep={step => {
        draft.step.value = step
      }}
      name={draft.name.value}
      homeBranch={draft.homeBranch.value}
      phone={draft.phone.value}
      onName={written => {
        draft.name.value = written
      }}
      onHomeBranch={written => {
        draft.homeBranch.value = written
      }}
      onPhone={digits => {
        draft.phone.value = digits
      }}
      sending={sendingOf(sending, app.second.value)}
      onSend={() => void send()}
      onLeave={onLeave}
    />
  )
}

function sendingOf(sending: Sending, now: number): GuestFormProps['sending'] {
  if (typeof sending === 'string') return { kind: sending }
  const seconds = Math.ceil((sending.untilMono - now) / 1_000)
  return seconds > 0 ? { kind: 'waiting', seconds } : { kind: 'now' }
}

const isStillHere = (screen: Screen, draft: GuestDraft): boolean =>
  (screen.kind === 'guest' && screen.draft === draft) ||
  (screen.kind === 'result' && screen.back?.kind === 'guest' && screen.back.draft === draft)

/** The words leave this memory sealed; what stays for the slip goes with its screen. */
async function register(
  app: App,
  draft: GuestDraft,
  session: StaffSession | null,
  { activity }: FeedActivity,
  activityTitle: string,
): Promise<Slip | 'failed'> {
  const name = draft.name.value
  const homeBranch = draft.homeBranch.value
  const desk = app.machine.value?.desk
  const settings = app.board.settings.value
  if (!name || !homeBranch || !desk || !settings) return 'failed'
  const words = wordsOf(name, homeBranch, draft.phone.value)
  const staffId = session?.staffId ?? null
  const take = () => desk.guest(words, activity.activityId, staffId)
  const taken = session ? await take() : await app.guestPace.inTurn(take)
  if (taken === 'failed') return 'failed'
  return {
    slipNo: taken.slipNo,
    at: localTime(app, taken.at).replace('T', ' '),
    activityTitle,
    place: activity.place,
    fullName: settings.fullName,
    name,
    homeBranch,
  }
}

export function SlipRoom({ slip, session }: { slip: Slip; session: StaffSession | null }) {
  const app = useApp()
  const finish = () => app.go(session ? { kind: 'staff', session } : { kind: 'signIn', activityId: null })
  const canPrint = session !== null && typeof window.print === 'function'
  return <SlipView slip={slip} onPrint={canPrint ? () => window.print() : undefined} onFinish={finish} />
}
