import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { MemberId, Millis, RecordId } from '../../shared/base/ids.ts'
import { inRosterOrder } from '../../shared/people/names.ts'
import type { RosterPerson } from '../../shared/people/roster.ts'
import type { Presence } from '../state/marks.ts'
import type { Search } from '../state/staff-session.ts'

/** The roster as staff search it: whole names in stroke order, narrowed letter by letter. */

export interface RollRow {
  readonly memberId: MemberId
  readonly name: string
  /** What tells namesakes apart; null for everybody else. */
  readonly apart: Apart | null
  readonly surname: string
  /** Lower-case initials. */
  readonly pinyin: string
}

export interface Apart {
  /** The end of the number that is printed on the card; empty without a card. */
  readonly cardTail: string
  readonly group: string
}

export type RollState =
  | { readonly kind: 'notYet' | 'onLeave' }
  | {
      readonly kind: 'present'
      readonly at: Millis | null
      readonly outAt: Millis | null
      readonly undoes: RecordId | null
    }

/** Everybody who has not left, in stroke order. A large roster costs some milliseconds: call it once for each roster. */
export function rollOf(people: Iterable<RosterPerson>): readonly RollRow[] {
  const here = [...people].filter(each => each.present)
  const times = new Map<string, number>()
  for (const { name } of here) times.set(name, (times.get(name) ?? 0) + 1)
  const sorted = here.sort(inRosterOrder)
  return sorted.map(person => ({
    memberId: person.memberId,
    name: person.name,
    apart: (times.get(person.name) ?? 0) > 1 ? apartOf(person) : null,
    surname: [...person.name][0] ?? '',
    pinyin: person.pinyin,
  }))
}

const apartOf = ({ group, card }: RosterPerson): Apart => ({ cardTail: card?.serial.slice(-4) ?? '', group })

export function narrowed(rows: readonly RollRow[], search: Search): readonly RollRow[] {
  if (search.by === 'surname') {
    return search.surname === null ? rows : rows.filter(each => each.surname === search.surname)
  }
  const letters = search.letters.toLowerCase()
  return letters === '' ? rows : rows.filter(each => each.pinyin.startsWith(letters))
}

/** Letters that lead on to somebody after these. */
export function nextLetters(rows: readonly RollRow[], letters: string): ReadonlySet<string> {
  const typed = letters.toLowerCase()
  const next = new Set<string>()
  for (const { pinyin } of rows) {
    const letter = pinyin.startsWith(typed) ? pinyin[typed.length] : undefined
    if (letter !== undefined) next.add(letter.toUpperCase())
  }
  return next
}

/** Each once, in the order of the rows. */
export const surnamesOf = (rows: readonly RollRow[]): readonly string[] => [...new Set(rows.map(each => each.surname))]

export function stateOf(
  memberId: MemberId,
  { onLeaveIds }: FeedActivity,
  present: ReadonlyMap<MemberId, Presence>,
): RollState {
  const found = present.get(memberId)
  if (found) return { kind: 'present', ...found }
  return { kind: onLeaveIds.includes(memberId) ? 'onLeave' : 'notYet' }
}
