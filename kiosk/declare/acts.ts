import type { Signal } from '@preact/signals'
import { dateOf } from '../../shared/base/plain-date.ts'
import type { App } from '../state/app.ts'
import type { OwnPage } from '../state/member-pages.ts'
import { resentMark } from '../state/own-said.ts'
import { keptScreenOf, type Screen } from '../state/screens.ts'
import { attested, type AttestTouch } from './attest-flow.ts'
import { touched, type DeclareTouch } from './declare-flow.ts'
import { keepAttestation, keepDeclaration, keepObjection, type Keeper, type Kept } from './keep.ts'
import type { NoteTouch } from './note-flow.ts'
import { objected } from './object-flow.ts'
import type { Offer } from './offers.ts'

/** A touch, and what follows from it: what is to be sent is sent once, by the touch that brought the draft there. */

export type DeclarePage = Extract<OwnPage, { readonly kind: 'declare' }>
export type AttestScreen = Extract<Screen, { readonly kind: 'attest' }>
export type ObjectScreen = Extract<Screen, { readonly kind: 'object' }>

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

export async function touchAttest(app: App, screen: AttestScreen, touch: AttestTouch): Promise<void> {
  const today = dateOf(app.clock.now.value)
  const after = attested(screen.draft.value, touch)
  await takeNote(app, screen, { after, flow: attested, keepIt: keeper => keepAttestation(keeper, after, today) })
}

export async function touchObject(app: App, screen: ObjectScreen, touch: NoteTouch): Promise<void> {
  const after = objected(screen.draft.value, touch)
  await takeNote(app, screen, { after, flow: objected, keepIt: keeper => keepObjection(keeper, after) })
}

interface NoteScreen<Draft> {
  readonly kind: 'attest' | 'object'
  readonly draft: Signal<Draft>
  readonly waitsUntil: Signal<number>
}

interface NoteTaking<Draft> {
  /** The draft as the touch left it. */
  readonly after: Draft
  readonly flow: (draft: Draft, touch: NoteTouch) => Draft
  readonly keepIt: (keeper: Keeper) => Promise<Kept>
}

/** A flood waits its turn, and each of it is kept; a sign-in never waits for it. */
async function takeNote<Draft extends { readonly step: string }>(
  app: App,
  { kind, draft, waitsUntil }: NoteScreen<Draft>,
  { after, flow, keepIt }: NoteTaking<Draft>,
): Promise<void> {
  const before = draft.value
  draft.value = after
  if (after.step !== 'sending' || before.step === 'sending') return
  const keeper = app.machine.value?.keeper
  waitsUntil.value = app.clock.mono() + app.attestPace.waitMs()
  const kept = keeper ? await app.attestPace.inTurn(() => keepIt(keeper)) : 'failed'
  if (kept !== 'kept') {
    app.sound.look()
    draft.value = flow(draft.value, { kind: 'refused', fault: kept })
    return
  }
  draft.value = flow(draft.value, { kind: 'kept' })
  if (isOn(app.screen.value, draft)) thank(app, kind)
}

const isOn = (now: Screen, draft: unknown): boolean =>
  (now.kind === 'attest' || now.kind === 'object') && now.draft === draft

export function thank(app: App, from: NoteScreen<unknown>['kind']): void {
  app.sound.accepted()
  app.go(keptScreenOf(from === 'attest' ? 'attested' : 'objected', app.clock.mono()))
}
