import type { Period } from '../base/plain-date.ts'
import { byStrokes } from '../people/names.ts'
import type { BodyOf } from './document.ts'
import { publicName, type NamedPerson } from './public-name.ts'

/** Somebody who is praised, with what they did in a sentence of the branch. */
export interface PraisedPerson extends NamedPerson {
  /** Sorts as plain text in 姓氏笔画 order; made by the hub. */
  readonly strokeKey: string
  /** The category's label. */
  readonly category: string
  readonly deed: string
}

/**
 * 光荣榜 (NT43): in stroke order, no points and no places. Who has not agreed to be named is left out: praise of a
 * masked name praises nobody.
 */
export const commendationBody = (
  people: readonly PraisedPerson[],
  period: Period,
  intro: string,
): BodyOf<'commendation'> => ({
  kind: 'commendation',
  period,
  intro,
  people: people
    .filter(person => person.consent)
    .toSorted(byStrokes)
    .map(person => ({ name: publicName(person), category: person.category, deed: person.deed.trim() })),
})
