import type { RosterPerson } from '../people/roster.ts'
import { EN } from './words-en.ts'
import { ZH } from './words-zh.ts'
import type { Catalogue, Outcome, OutcomeCode, TellingContext, Words } from './outcome.ts'

/**
 * What a person reads and hears after a scan: what happened, then what to do. Total over every outcome, so a new code
 * does not compile without its words. Colour never stands alone: each outcome has a shape and a pictogram too.
 */

/** Names in the interface's icon sheet. */
export type Pictogram = 'tick' | 'clock' | 'cardoff' | 'card' | 'scan' | 'help' | 'people' | 'qr' | 'pin' | 'alert'

export interface Look {
  readonly pictogram: Pictogram
  /** circle: done · square: already · clock: not at this time · octagon: not with this pass */
  readonly shape: 'circle' | 'square' | 'clock' | 'octagon'
  readonly tone: 'done' | 'wait' | 'stop'
}

export interface Telling extends Look {
  readonly zh: Words
  readonly en: Words
}

export const LOOKS = {
  ok: { pictogram: 'tick', shape: 'circle', tone: 'done' },
  already: { pictogram: 'tick', shape: 'square', tone: 'done' },
  notOpenYet: { pictogram: 'clock', shape: 'clock', tone: 'wait' },
  closed: { pictogram: 'clock', shape: 'clock', tone: 'stop' },
  noActivity: { pictogram: 'clock', shape: 'clock', tone: 'wait' },
  notExpected: { pictogram: 'people', shape: 'octagon', tone: 'stop' },
  unknownCard: { pictogram: 'card', shape: 'octagon', tone: 'wait' },
  revoked: { pictogram: 'cardoff', shape: 'octagon', tone: 'stop' },
  notMember: { pictogram: 'people', shape: 'octagon', tone: 'stop' },
  damaged: { pictogram: 'scan', shape: 'octagon', tone: 'wait' },
  wrongBranch: { pictogram: 'pin', shape: 'octagon', tone: 'stop' },
  notAPass: { pictogram: 'qr', shape: 'octagon', tone: 'stop' },
  unknownVersion: { pictogram: 'help', shape: 'octagon', tone: 'wait' },
  full: { pictogram: 'people', shape: 'octagon', tone: 'stop' },
  weakPass: { pictogram: 'pin', shape: 'octagon', tone: 'wait' },
  expired: { pictogram: 'clock', shape: 'octagon', tone: 'wait' },
  replay: { pictogram: 'qr', shape: 'octagon', tone: 'wait' },
  unknownPhone: { pictogram: 'qr', shape: 'octagon', tone: 'wait' },
  badPass: { pictogram: 'qr', shape: 'octagon', tone: 'stop' },
  failed: { pictogram: 'alert', shape: 'octagon', tone: 'stop' },
} as const satisfies Record<OutcomeCode, Look>

/** The words and the look of an outcome. */
export function tell(outcome: Outcome, context: TellingContext): Telling {
  return { ...LOOKS[outcome.code], zh: speak(ZH, outcome, context), en: speak(EN, outcome, context) }
}

/** The name as it may stand in the room: masked without consent. */
export const shownName = (member: RosterPerson): string => (member.consent ? member.name : member.maskedName)

function speak<C extends OutcomeCode>(catalogue: Catalogue, outcome: Outcome<C>, context: TellingContext): Words {
  return catalogue[outcome.code](outcome, context)
}
