import type { Millis } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import type { Author } from '../../shared/journal/facts.ts'
import type { Office } from '../office/ports.ts'
import type { Chance } from './chance.ts'

export const DEMO_ZONE = 'Asia/Shanghai'

/** The office's clock while the past is written. */
export interface SettableClock {
  now(): Millis
  set(at: Millis): void
}

/** What every scene of the demo's story is played on. */
export interface Stage {
  readonly office: Office
  readonly clock: SettableClock
  readonly chance: Chance
  readonly now: Millis
  readonly today: PlainDate
  readonly secretary: Author
  readonly registrar: Author
}

/** Something that happened, when it happened. */
export interface Happening {
  readonly at: Millis
  run(): Promise<unknown>
}
