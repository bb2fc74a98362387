import type { Signal } from '@preact/signals'
import type { ActivityId, MemberId, Millis } from '../../shared/base/ids.ts'
import type { DeclareDraft } from '../declare/declare-flow.ts'
import type { MemberAct } from '../../shared/passes/member-act.ts'
import type { StrokePages } from '../../shared/passes/strokes.ts'
import type { FiguresNo } from './own-said.ts'
import type { ShownHandle } from './shown.ts'

/** What a member has before them besides signing in. */
export type MemberPage =
  /**
   * 请刷卡. `fault`: why the last scan did not help. `leaveFrom`: which activity it is about. `resume`: what a member had
   * filled in or written when the time of their card was up.
   */
  | {
      readonly kind: 'ask'
      readonly fault: string | null
      readonly leaveFrom: ActivityId | null
      readonly resume?: Resume
    }
  | OwnPage
  /** Kept, or not (`ok`). */
  | {
      readonly kind: 'done'
      readonly what: DoneKind
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
  /** 我的积分: what the branch has about them. */
  | { readonly kind: 'own'; readonly shown: ShownHandle }
  /** 本季反馈: what was compiled for them. */
  | { readonly kind: 'feedback'; readonly shown: ShownHandle }
  /** They agree with these figures: asked once more, with the PIN where one is set. */
  | { readonly kind: 'accept'; readonly shown: ShownHandle; readonly about: FiguresNo }
  /** They say something of these figures, by finger. */
  | { readonly kind: 'raise'; readonly shown: ShownHandle; readonly draft: MatterDraft }
  /** 通知和来信: what is for members, and to this one. */
  | { readonly kind: 'letters'; readonly shown: ShownHandle }
  /** 我要申报 */
  | { readonly kind: 'declare'; readonly shown: ShownHandle; readonly draft: Signal<DeclareDraft> }

/** What goes on with the card of the same member, and with no other. */
export type Resume =
  | { readonly kind: 'declare'; readonly memberId: MemberId; readonly draft: Signal<DeclareDraft> }
  | { readonly kind: 'raise'; readonly memberId: MemberId; readonly draft: MatterDraft }

/** What is said to be kept at the end. */
export type DoneKind = Exclude<MemberAct['kind'], 'seeFigures' | 'readInner'>

/** What somebody is about to say. Lives in the screen, and goes with it. */
export interface MatterDraft {
  readonly about: FiguresNo
  readonly step: Signal<'what' | 'write' | 'check' | 'pin'>
  readonly matter: Signal<'defence' | 'inquiry'>
  readonly pages: Signal<StrokePages>
}

/** A PIN is confirmed by being typed twice, figures on the own page. */
export type Confirmed = Extract<MemberAct, { readonly kind: 'signOut' | 'undo' | 'askLeave' | 'dropLeave' }>
