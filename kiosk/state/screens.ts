import { signal, type Signal } from '@preact/signals'
import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { ActivityId, NoticeId } from '../../shared/base/ids.ts'
import type { BoardDocument } from '../../shared/notices/document.ts'
import type { ResultAct, ResultView } from '../signin/view.ts'
import type { PhoneRef } from '../../shared/people/roster.ts'
import { startAttesting, type AttestDraft } from './attest-draft.ts'
import type { GuestDraft, Slip } from './guest-draft.ts'
import { startObjecting, type ObjectDraft } from './object-draft.ts'
import type { MemberPage } from './member-pages.ts'
import type { ShownHandle } from './shown.ts'
import type { StaffSession } from './staff-session.ts'

/** What is on the glass: one situation, each with only its own facts. */
export type Screen =
  | { readonly kind: 'home' }
  /** Nobody is here: the board turns by itself. */
  | { readonly kind: 'attract' }
  | { readonly kind: 'notices' }
  | { readonly kind: 'items' }
  | { readonly kind: 'ranking' }
  | { readonly kind: 'activities' }
  | { readonly kind: 'document'; readonly docId: NoticeId; readonly from: 'home' | 'notices' }
  /** `activityId`: chosen by hand where several are open; null: the decision chooses. */
  | { readonly kind: 'signIn'; readonly activityId: ActivityId | null }
  | { readonly kind: 'code'; readonly activityId: ActivityId | null; readonly wrong: boolean }
  /** `untilMono`: when it goes back by itself. `activityId`: what was chosen before it. */
  | {
      readonly kind: 'result'
      readonly view: ResultView
      readonly where: string
      readonly seconds: number
      readonly untilMono: number
      readonly activityId: ActivityId | null
      /** Whose screen the scan came in between, and who goes on there; null: back to signing in. */
      readonly back: KeptScreen | null
      /** What the answer was about; null where no activity is known. */
      readonly activity: FeedActivity | null
      /** Whose pass it was, and what they may do now. */
      readonly shown: ShownHandle | null
      readonly acts: readonly ResultAct[]
    }
  /** A member does something besides signing in. `activityId`: what was chosen before their card. */
  | { readonly kind: 'member'; readonly page: MemberPage; readonly activityId: ActivityId | null }
  /** The code that enrolled phones scan to sign in. */
  | { readonly kind: 'kioskCode'; readonly activityId: ActivityId }
  /** A one-time code for a member's phone: the address holds its secret. `name` as the member's own. */
  | {
      readonly kind: 'enrolCode'
      readonly ref: PhoneRef
      readonly address: string
      readonly name: string
      readonly untilMono: number
    }
  | { readonly kind: 'help'; readonly back: Screen }
  | { readonly kind: 'staffDoor'; readonly activityId: ActivityId | null }
  | { readonly kind: 'staff'; readonly session: StaffSession }
  /** `session`: with staff; null where guests write themselves in. */
  | { readonly kind: 'guest'; readonly draft: GuestDraft; readonly session: StaffSession | null }
  | { readonly kind: 'slip'; readonly slip: Slip; readonly session: StaffSession | null }
  /** A resident vouches for a good deed. `waitsUntil`: mono milliseconds, when its turn comes. */
  | { readonly kind: 'attest'; readonly draft: Signal<AttestDraft>; readonly waitsUntil: Signal<number> }
  /** Somebody objects to a notice, likewise. */
  | { readonly kind: 'object'; readonly draft: Signal<ObjectDraft>; readonly waitsUntil: Signal<number> }
  /** What was declared, vouched for or objected is kept. */
  | {
      readonly kind: 'kept'
      readonly what: KeptWhat
      readonly seconds: number
      readonly untilMono: number
    }
  | { readonly kind: 'pin' }
  | { readonly kind: 'service' }

export type KeptWhat = 'declared' | 'attested' | 'objected'

/** Screens that a card may come in between without taking anything from whoever is there. */
export type KeptScreen = Extract<
  Screen,
  { readonly kind: 'kioskCode' | 'staffDoor' | 'staff' | 'guest' | 'slip' | 'attest' | 'object' }
>

/** What the answer to a scan goes back to; null: to signing in. */
export function keptScreen(screen: Screen): KeptScreen | null {
  switch (screen.kind) {
    case 'kioskCode':
    case 'staffDoor':
    case 'staff':
    case 'guest':
    case 'slip':
    case 'attest':
    case 'object':
      return screen
    case 'result':
      return screen.back
    default:
      return null
  }
}

/** The member of staff whose screen this is. */
export const sessionOf = (screen: Screen): StaffSession | null => ('session' in screen ? screen.session : null)

/** The activity that was chosen on this screen; null lets the decision choose. */
export function chosenActivity(screen: Screen): ActivityId | null {
  if (screen.kind === 'staff') return screen.session.activityId.value
  if (screen.kind === 'result' && screen.back) return chosenActivity(screen.back)
  return 'activityId' in screen ? screen.activityId : null
}

/** The pass that this screen belongs to: when the screen goes, so does the card's secret. */
export function shownOf(screen: Screen): ShownHandle | null {
  if (screen.kind === 'result') return screen.shown
  return screen.kind === 'member' && 'shown' in screen.page ? screen.page.shown : null
}

/** Screens that go by themselves: how long after the last touch, and not before `untilMono`. */
export function timeOf(screen: Screen): { readonly seconds: number; readonly untilMono: number } | null {
  if (screen.kind === 'result' || screen.kind === 'kept') return screen
  return screen.kind === 'member' && screen.page.kind === 'done' ? screen.page : null
}

/** Where a screen that goes by itself goes to. */
export function afterTime(screen: Screen): Screen {
  if (screen.kind === 'result' && screen.back) return screen.back
  if (screen.kind === 'kept' && screen.what !== 'declared') return { kind: 'home' }
  return { kind: 'signIn', activityId: chosenActivity(screen) }
}

/** Screens a person walks away from without being asked whether they are still there. */
export const isUnattended = (screen: Screen): boolean =>
  screen.kind === 'home' || screen.kind === 'attract' || screen.kind === 'kioskCode' || timeOf(screen) !== null

/** Something was written here that goes with the screen: whoever is away is told before it does (KS56, KS68). */
export function hasUnsent(screen: Screen): boolean {
  if (screen.kind !== 'member') return false
  const { page } = screen
  switch (page.kind) {
    case 'declare':
      return page.draft.value.item !== null
    case 'raise':
      return page.draft.pages.value.some(each => each.length > 0)
    default:
      return page.kind === 'ask' && page.resume !== undefined
  }
}

/** Screens on which a scanned card is not a sign-in: staff are at the machine. */
export const isStaffScreen = (screen: Screen): boolean => screen.kind === 'pin' || screen.kind === 'service'

export const attestScreen = (): Screen => ({ kind: 'attest', draft: signal(startAttesting()), waitsUntil: signal(0) })

export const objectScreen = (document: BoardDocument, from: ObjectDraft['from']): Screen => ({
  kind: 'object',
  draft: signal(startObjecting(document, from)),
  waitsUntil: signal(0),
})

/** Long enough to read what happens next. */
const KEPT_SECONDS = 12

export const keptScreenOf = (what: KeptWhat, mono: number): Screen => ({
  kind: 'kept',
  what,
  seconds: KEPT_SECONDS,
  untilMono: mono + KEPT_SECONDS * 1_000,
})
