import type { ActivityId, Millis } from '../../shared/base/ids.ts'
import type { MemberAct } from '../../shared/passes/member-act.ts'
import type { ShownHandle } from './shown.ts'

/** What a member has before them besides signing in. */
export type MemberPage =
  /** 请刷卡. `fault`: why the last scan did not help. `leaveFrom`: which activity it is about. */
  | { readonly kind: 'ask'; readonly fault: string | null; readonly leaveFrom: ActivityId | null }
  | OwnPage
  /** Kept, or not (`ok`). */
  | {
      readonly kind: 'done'
      readonly what: Confirmed['kind'] | 'setPin'
      readonly ok: boolean
      readonly at: Millis
      readonly seconds: number
      readonly untilMono: number
    }

/** Pages of one member: gone with them. */
export type OwnPage =
  | { readonly kind: 'menu'; readonly shown: ShownHandle }
  /** One more touch, and it is done. `title` of the activity; empty where none is known. */
  | { readonly kind: 'confirm'; readonly shown: ShownHandle; readonly act: Confirmed; readonly title: string }
  | { readonly kind: 'leaves'; readonly shown: ShownHandle }
  | { readonly kind: 'why'; readonly shown: ShownHandle; readonly activityId: ActivityId }
  /** The activity wants card and PIN. */
  | { readonly kind: 'pin'; readonly shown: ShownHandle; readonly where: string }
  | { readonly kind: 'setPin'; readonly shown: ShownHandle }
  /** A code for the member's phone is asked for. */
  | { readonly kind: 'enrol'; readonly shown: ShownHandle }

/** A PIN is confirmed by being typed twice, figures on the own page. */
export type Confirmed = Extract<MemberAct, { readonly kind: 'signOut' | 'undo' | 'askLeave' | 'dropLeave' }>
