import * as v from 'valibot'
import { ClockStateSchema, NEW_CLOCK } from '../../shared/passes/clock.ts'

/** A few facts that must be there with the first picture, before any database is open. Losing them harms nothing. */

const FactsSchema = v.object({
  clock: ClockStateSchema,
  /** Where the kiosk stands, as the secretary named it; empty before pairing. */
  place: v.string(),
  /** Head hash of the journal as last shown by the hub; empty before the first contact. */
  journalHash: v.string(),
  /** Hub time of the last contact, 0 before the first. */
  lastContact: v.number(),
  /** Hub time when the hub's history was found not to contain what this kiosk saw; 0 = never. */
  forkedAt: v.number(),
  /** A scanner has typed here: there is one to be spoken of. Facts kept by an older program do not say. */
  wedgeSeen: v.optional(v.boolean(), false),
  /** How often each item was declared here, by code: what is asked for most comes first. */
  declared: v.optional(v.record(v.string(), v.number()), {}),
})
export type Facts = v.InferOutput<typeof FactsSchema>

const FIRST: Facts = {
  clock: NEW_CLOCK,
  place: '',
  journalHash: '',
  lastContact: 0,
  forkedAt: 0,
  wedgeSeen: false,
  declared: {},
}

const KEY = 'branch-board-facts'

export interface Memory {
  readonly facts: Facts
  note(change: Partial<Facts>): void
}

export function openMemory(storage: Pick<Storage, 'getItem' | 'setItem'>): Memory {
  let facts = readFacts(storage)
  return {
    get facts() {
      return facts
    },
    note(change) {
      facts = { ...facts, ...change }
      try {
        storage.setItem(KEY, JSON.stringify(facts))
      } catch {
        // Full or refused: the facts live on in memory, and nothing that matters depends on them.
      }
    },
  }
}

function readFacts(storage: Pick<Storage, 'getItem'>): Facts {
  try {
    const parsed = v.safeParse(FactsSchema, JSON.parse(storage.getItem(KEY) ?? 'null'))
    return parsed.success ? parsed.output : FIRST
  } catch {
    // Refused storage or a damaged text: start from nothing.
    return FIRST
  }
}
