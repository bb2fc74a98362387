import { useEffect, useRef, useState } from 'preact/hooks'
import { slotStart, slotAt, SLOT_MS } from '../../shared/passes/kiosk-code.ts'
import { OFFER_MS, offerText } from '../../shared/passes/phone-offer.ts'
import type { ActivityId, MemberId } from '../../shared/base/ids.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import { shownName } from '../../shared/passes/sentences.ts'
import { useApp } from '../app-context.ts'
import { EnrolCode, EnrolDone, NoEnrol, type NoEnrolWhy } from '../signin/enrol-phone.tsx'
import { KioskCode, type KioskCodeProps } from '../signin/kiosk-code.tsx'
import type { App } from '../state/app.ts'
import { openMenu } from '../state/member.ts'
import type { OwnPage } from '../state/member-pages.ts'
import { rosterOf } from '../state/roster.ts'
import type { Screen } from '../state/screens.ts'
import type { Enrolment } from '../sync/phone-asks.ts'

/** The two screens for phones: the code that enrolled ones scan, and the one-time code that enrols one. */

export function KioskCodeRoom({ activityId }: { activityId: ActivityId }) {
  const app = useApp()
  const feed = app.board.activities.value.find(each => each.activity.activityId === activityId)
  const came = useNewcomers(app, activityId, feed?.presentIds ?? [])
  const back = () => app.go({ kind: 'signIn', activityId })
  // Called off or closed while the code stood there.
  useEffect(() => {
    if (feed?.state !== 'planned') back()
  })
  if (!feed) return null
  return <KioskCode activity={feed.activity} code={codeNow(app, activityId)} came={came} onBack={back} />
}

/** Read each second; the token itself changes with its quarter of a minute. */
function codeNow(app: App, activityId: ActivityId): KioskCodeProps['code'] {
  const phoneUrl = app.board.settings.value?.phoneUrl
  const phones = app.second.value >= 0 ? app.machine.value?.phones() : null
  if (app.link.value.kind !== 'live' || !phones) return { kind: 'offline' }
  if (phoneUrl === undefined) return { kind: 'off' }
  const { time } = app.clock.read()
  const leftMs = slotStart(slotAt(time) + 1) - time
  const address = `${phoneUrl}#k=${phones.code(activityId)}`
  return { kind: 'shown', address, secondsLeft: Math.max(1, Math.ceil(leftMs / 1_000)), share: leftMs / SLOT_MS }
}

/** Who came since this screen was opened, newest first; each is a sign of life as well. */
function useNewcomers(app: App, activityId: ActivityId, presentIds: readonly MemberId[]): readonly string[] {
  const known = useRef<{ activityId: ActivityId; ids: ReadonlySet<MemberId> } | null>(null)
  const [came, setCame] = useState<readonly string[]>([])
  useEffect(() => {
    const before = known.current?.activityId === activityId ? known.current.ids : null
    known.current = { activityId, ids: new Set(presentIds) }
    const fresh = before ? presentIds.filter(each => !before.has(each)) : []
    if (fresh.length === 0) return
    const roster = rosterOf(app.board)
    const names = fresh.flatMap(each => {
      const person = roster.personById.get(each)
      return person ? [shownName(person)] : []
    })
    setCame(shown => [...names, ...shown])
    app.touch()
    app.sound.accepted()
  }, [app, activityId, presentIds])
  return came
}

/** Asks the hub for the code; the member's PIN was given where one is set. */
export function EnrolRoom({ page, pinGiven }: { page: Extract<OwnPage, { kind: 'enrol' }>; pinGiven: boolean }) {
  const app = useApp()
  const { shown } = page
  const [why, setWhy] = useState<NoEnrolWhy | null>(null)
  const ask = async (): Promise<void> => {
    setWhy(null)
    const screen = app.screen.value
    const answer: Enrolment =
      app.board.settings.value?.phoneUrl === undefined
        ? { kind: 'unreachable' }
        : ((await app.machine.value?.phones()?.enrol(shown, pinGiven)) ?? { kind: 'unreachable' })
    // Whoever asked has gone.
    if (app.screen.value !== screen) return
    if (answer.kind === 'made') showEnrolCode(app, answer, shown.member.name)
    else setWhy(answer.kind === 'no' ? answer.why : isOff(app) ? 'off' : 'unreachable')
  }
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once: every code made stops the one before it
  useEffect(() => void ask(), [page])
  const mayTry = why === 'unreachable' || why === 'unknownCard' || why === 'stale'
  return <NoEnrol why={why} onAgain={mayTry ? () => void ask() : null} onBack={() => openMenu(app, shown)} />
}

const isOff = (app: App): boolean => app.board.settings.value?.phoneUrl === undefined

function showEnrolCode(app: App, made: Extract<Enrolment, { kind: 'made' }>, memberName: string): void {
  const settings = app.board.settings.value
  const { branchTag = '', branchName = '', phoneUrl = '' } = settings ?? {}
  const { ref, secret } = made
  const offer = offerText({ branchTag: branchTag as BranchTag, ref, secret, branchName, memberName })
  secret.fill(0)
  const leftMs = Math.min(OFFER_MS, Math.max(0, made.until - app.clock.read().time))
  const untilMono = app.clock.mono() + leftMs
  app.go({ kind: 'enrolCode', ref, address: `${phoneUrl}#e=${offer}`, name: memberName, untilMono })
}

export function EnrolCodeRoom({ screen }: { screen: Extract<Screen, { kind: 'enrolCode' }> }) {
  const app = useApp()
  const leftMs = Math.max(0, screen.untilMono - app.second.value)
  // The roster names every phone that was claimed.
  const isDone = app.second.value >= 0 && rosterOf(app.board).phoneByRef.has(screen.ref)
  const back = () => app.go({ kind: 'signIn', activityId: null })
  useEffect(() => {
    if (!isDone) return
    app.touch()
    app.sound.accepted()
  }, [app, isDone])
  if (isDone) return <EnrolDone onDone={back} />
  if (leftMs === 0) return <NoEnrol why="over" onAgain={null} onBack={back} />
  return <EnrolCode name={screen.name} address={screen.address} leftMs={leftMs} ofMs={OFFER_MS} onBack={back} />
}
