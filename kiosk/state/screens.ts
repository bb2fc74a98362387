import type { ActivityId, NoticeId } from '../../shared/base/ids.ts'
import type { ResultView } from '../signin/view.ts'

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
    }
  | { readonly kind: 'help'; readonly back: Screen }
  | { readonly kind: 'pin' }
  | { readonly kind: 'service' }

/** Screens a person walks away from without being asked whether they are still there. */
export const isUnattended = (screen: Screen): boolean =>
  screen.kind === 'home' || screen.kind === 'attract' || screen.kind === 'result'

/** Screens on which a scanned card is not a sign-in: staff are at the machine. */
export const isStaffScreen = (screen: Screen): boolean => screen.kind === 'pin' || screen.kind === 'service'
