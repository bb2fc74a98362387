import { useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { memberPinProblem } from '../../shared/passes/member-pin.ts'
import { shownName } from '../../shared/passes/sentences.ts'
import { MemberPin, type MemberPinProps } from '../signin/member/member-pin.tsx'
import type { App } from '../state/app.ts'
import type { OwnPage } from '../state/member-pages.ts'
import { openMenu, savePin, sayRefused, signInWithPin } from '../state/member.ts'
import type { ShownHandle } from '../state/shown.ts'
import type { PinRefusal, SignInDesk } from '../state/sign-in.ts'
import { useText } from '../text/use-text.ts'
import { EnrolRoom } from './phone-room.tsx'

/** Wherever a member types their own PIN. */

type Page<K extends OwnPage['kind']> = Extract<OwnPage, { readonly kind: K }>
interface Rest {
  readonly app: App
  readonly desk: SignInDesk
}

export function SignInPinRoom({ page, app, desk, leave }: Rest & { page: Page<'pin'>; leave: () => void }) {
  const t = useText()
  const { state, check } = useChecked(app, desk, page)
  return (
    <MemberPin
      where={page.where}
      name={shownName(page.shown.member)}
      title={t.member.pin.title}
      note={t.member.pin.note}
      go={t.member.pin.enter}
      state={state}
      onSubmit={pin => check(() => signInWithPin(app, desk, page, pin))}
      onBack={leave}
    />
  )
}

/** What the pad says between the tries, and its pause. */
function useChecked(app: App, desk: SignInDesk, { shown }: { readonly shown: ShownHandle }) {
  const t = useText()
  const [checking, setChecking] = useState(false)
  const [refused, setRefused] = useState<PinRefusal | null>(null)
  const { left, pausedMinutes } = desk.pinTries(shown)
  const check = (work: () => Promise<PinRefusal | null>): void => {
    setChecking(true)
    const checkNow = async () => {
      setRefused(await work())
      setChecking(false)
    }
    // The slow hash holds the page; let it say so first.
    setTimeout(() => void checkNow(), 50)
  }
  // Read each second, so that the pad opens again by itself.
  const isPaused = app.second.value >= 0 && pausedMinutes > 0
  const state: MemberPinProps['state'] = checking
    ? { kind: 'checking' }
    : isPaused
      ? { kind: 'shut', say: t.member.pin.paused(pausedMinutes) }
      : refused === 'wrongPin'
        ? { kind: 'look', say: t.member.pin.wrong(left) }
        : { kind: 'ready' }
  return { state, check }
}

interface PinGateProps extends Rest {
  readonly shown: ShownHandle
  readonly where: string
  readonly note: string
  /** What the pad's button says. */
  readonly go: string
  readonly onBack: () => void
  /** @param given the member's PIN, which was right; false where none is set */
  readonly children: (given: boolean) => ComponentChildren
}

/** What binds a person asks their own PIN, where one is set. */
export function PinGate({ app, desk, shown, where, note, go, onBack, children }: PinGateProps) {
  const t = useText()
  const [given, setGiven] = useState(false)
  const { state, check } = useChecked(app, desk, { shown })
  if (given || !desk.hasPin(shown)) return <>{children(given)}</>
  const take = async (pin: string): Promise<PinRefusal | null> => {
    const checked = await desk.checkPin(shown, pin)
    if (checked !== 'right') {
      sayRefused(app, checked)
      return checked
    }
    setGiven(true)
    return null
  }
  return (
    <MemberPin
      where={where}
      name={shownName(shown.member)}
      title={t.member.pin.title}
      note={note}
      go={go}
      state={state}
      onSubmit={pin => check(() => take(pin))}
      onBack={onBack}
    />
  )
}

export function EnrolPinRoom({ page, app, desk }: Rest & { page: Page<'enrol'> }) {
  const t = useText()
  const { where, pinNote } = t.phone.enrol
  return (
    <PinGate
      app={app}
      desk={desk}
      shown={page.shown}
      where={where}
      note={pinNote}
      go={t.member.pin.next}
      onBack={() => openMenu(app, page.shown)}
    >
      {given => <EnrolRoom page={page} pinGiven={given} />}
    </PinGate>
  )
}

/** The old one, where there is one; the new one; the new one again. */
export function SetPinRoom({ page, app, desk }: Rest & { page: Page<'setPin'> }) {
  const t = useText()
  const words = t.member.pin
  const { shown } = page
  const [old, setOld] = useState<string | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [say, setSay] = useState<string | null>(null)
  const { state, check } = useChecked(app, desk, page)
  const shared = { where: t.member.where, name: shownName(shown.member), onBack: () => openMenu(app, shown) }
  if (desk.hasPin(shown) && old === null) {
    const takeOld = async (pin: string): Promise<PinRefusal | null> => {
      const checked = await desk.checkPin(shown, pin)
      if (checked === 'right') setOld(pin)
      else sayRefused(app, checked)
      return checked === 'right' ? null : checked
    }
    return (
      <MemberPin
        key="old"
        {...shared}
        title={words.old}
        note={words.oldNote}
        go={words.next}
        state={state}
        onSubmit={pin => check(() => takeOld(pin))}
      />
    )
  }
  const look = say === null ? state : ({ kind: 'look', say } as const)
  if (next === null) {
    const takeNext = (pin: string) => {
      const problem = memberPinProblem(pin)
      setSay(problem && (t.language === 'en' ? problem.en : problem.zh))
      if (!problem) setNext(pin)
    }
    const note = words.firstNote
    return (
      <MemberPin
        key="next"
        {...shared}
        title={words.first}
        note={note}
        go={words.next}
        state={look}
        onSubmit={takeNext}
      />
    )
  }
  const takeAgain = (pin: string) => {
    if (pin === next) return check(async () => (await savePin(app, desk, page, { next, old }), null))
    setSay(words.differs)
    setNext(null)
  }
  return (
    <MemberPin
      key="again"
      {...shared}
      title={words.again}
      note={words.againNote}
      go={words.save}
      state={look}
      onSubmit={takeAgain}
    />
  )
}
