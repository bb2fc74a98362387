import { dateOf } from '../../shared/base/plain-date.ts'
import type { App } from '../state/app.ts'
import type { OwnPage } from '../state/member-pages.ts'
import { resentMark } from '../state/own-said.ts'
import { keptScreenOf, type Screen } from '../state/screens.ts'
import { attested, type AttestTouch } from './attest-flow.ts'
import { touched, type DeclareTouch } from './declare-flow.ts'
import { keepAttestation, keepDeclaration } from './keep.ts'
import type { Offer } from './offers.ts'

/** A touch, and what follows from it: what is to be sent is sent once, by the touch that brought the draft there. */

export type DeclarePage = Extract<OwnPage, { readonly kind: 'declare' }>
export type AttestScreen = Extract<Screen, { readonly kind: 'attest' }>

export async function touchDeclare(app: App, page: DeclarePage, offer: Offer, touch: DeclareTouch): Promise<void> {
  const before = page.draft.value
  const after = touched(before, touch, offer)
  page.draft.value = after
  if (after.step !== 'sending' || before.step === 'sending') return
  const keeper = app.machine.value?.keeper
  const kept = keeper ? await keepDeclaration(keeper, page.shown, after, before.step === 'pin') : 'failed'
  if (kept !== 'kept') {
    app.sound.look()
    page.draft.value = touched(page.draft.value, { kind: 'refused', fault: kept }, offer)
    return
  }
  // The keeper wrote the same beside the record; this is for now, that for the next start.
  if (after.follows) {
    const mark = resentMark(after.memberId, after.follows.declarationId, app.clock.read().time)
    app.machine.value?.desk.note(mark)
  }
  const code = after.item?.code ?? ''
  const { declared } = app.memory.facts
  app.memory.note({ declared: { ...declared, [code]: (declared[code] ?? 0) + 1 } })
  const screen = app.screen.value
  // Whoever went away meanwhile is not called back; it is kept all the same.
  if (screen.kind !== 'member' || screen.page !== page) return
  app.sound.accepted()
  app.go(keptScreenOf('declared', app.clock.mono()))
}

/** A flood waits its turn, and each of it is kept; a sign-in never waits for it. */
export async function touchAttest(app: App, screen: AttestScreen, touch: AttestTouch): Promise<void> {
  const { draft, waitsUntil } = screen
  const before = draft.value
  const after = attested(before, touch)
  draft.value = after
  if (after.step !== 'sending' || before.step === 'sending') return
  const keeper = app.machine.value?.keeper
  waitsUntil.value = app.clock.mono() + app.attestPace.waitMs()
  const today = dateOf(app.clock.now.value)
  const kept = keeper ? await app.attestPace.inTurn(() => keepAttestation(keeper, after, today)) : 'failed'
  if (kept !== 'kept') {
    app.sound.look()
    draft.value = attested(draft.value, { kind: 'refused', fault: kept })
    return
  }
  draft.value = attested(draft.value, { kind: 'kept' })
  if (isStillHere(app.screen.value, screen)) thank(app)
}

export function thank(app: App): void {
  app.sound.accepted()
  app.go(keptScreenOf('attested', app.clock.mono()))
}

const isStillHere = (now: Screen, { draft }: AttestScreen): boolean => now.kind === 'attest' && now.draft === draft
