import type { Activity } from '../../shared/activities/activity.ts'
import type { IconName } from '../ui/icon.tsx'

/** What the camera is doing, as far as the person in front of it can tell. */
export type CameraState = 'starting' | 'waiting' | 'reading' | 'dark' | 'denied' | 'none'

/** Heads in the room. `expected` is null where nobody must come. */
export interface HeadCount {
  readonly expected: number | null
  readonly present: number
  readonly onLeave: number
}

export interface SignInView {
  readonly activity: Activity
  readonly count: HeadCount
  /** The name as the room may see it, and `14:30`. */
  readonly last: { readonly name: string; readonly time: string } | null
  readonly camera: CameraState
  /** A scanner with a slot is fitted below the screen. */
  readonly slot: boolean
  /** Another activity's sign-in is open at the same time. */
  readonly others: boolean
}

/** A sign-in that is safely kept: shown only after the record is durable. */
export interface AcceptedView {
  readonly kind: 'accepted'
  /** As the room may see it; null says 这位同志. */
  readonly name: string | null
  /** `14:36:08` */
  readonly at: string
  readonly way: 'card' | 'phone' | 'typed' | 'byHand'
  /** Which one in the room this person is; null when the activity is not known yet. */
  readonly order: number | null
  /** Late, kept offline, clock unsure, on leave: what the person should know although it counts. */
  readonly notes: readonly { readonly icon: IconName; readonly text: string }[]
  readonly activityTitle: string
  readonly place: string
  readonly count: HeadCount | null
}

/** Pictograms of the results. `clock` shows a time with its hands. */
export type ResultMark =
  | { readonly kind: 'done' | 'already' | 'left' | 'undone' | 'kept' }
  | { readonly kind: 'cardOff' | 'unknown' | 'elsewhere' | 'unreadable' | 'cannotSave' | 'people' | 'full' }
  | { readonly kind: 'locked' | 'vouch' | 'cardOnly' | 'expired' | 'replay' | 'unknownPhone' | 'badPhone' }
  | { readonly kind: 'clock' | 'over'; readonly hour: number; readonly minute: number }

/** Anything else: what happened and what to do now. */
export interface RefusedView {
  readonly kind: 'refused'
  readonly mark: ResultMark
  readonly tone: 'ok' | 'wait' | 'stop'
  /** Null for cards that must not be named: lost, unknown, damaged. */
  readonly name: string | null
  readonly say: string
  readonly detail: string
  readonly steps: readonly string[]
}

export type ResultView = AcceptedView | RefusedView

/** What a member may do from the answer to their scan. `menu`: leave, and their own PIN. */
export type ResultAct = 'signOut' | 'signOutAgain' | 'undo' | 'menu'
