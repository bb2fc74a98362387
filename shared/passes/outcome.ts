import type { PlainDateTime } from '../base/plain-date.ts'
import type { Situations } from './decide.ts'

/** What can come of a scan: the decision, or a kiosk that could not keep it (`failed`: nothing was recorded). */
export type Outcome<C extends OutcomeCode = OutcomeCode> = {
  [K in C]: { readonly code: K } & Readonly<Endings[K]>
}[C]
interface Endings extends Situations {
  failed: object
}
export type OutcomeCode = keyof Endings

export interface Words {
  /** What happened, in one line. */
  readonly title: string
  /** The one number or reason that belongs to it; may be empty. */
  readonly detail: string
  /** What to do now, in order; may be empty. */
  readonly todo: readonly string[]
  /** At most two seconds of speech. */
  readonly spoken: string
}

export interface TellingContext {
  readonly timeZone: string
  /** The local date and time the person sees on the screen. */
  readonly now: PlainDateTime
  /** No hub within reach: the sign-in waits on this machine. */
  readonly offline: boolean
}

/** Total over every outcome, so a new code does not compile without its words. */
export type Catalogue = { readonly [C in OutcomeCode]: (outcome: Outcome<C>, context: TellingContext) => Words }
