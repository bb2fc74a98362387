import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { Evidence, Item, Recorder } from '../../../shared/points/item.ts'
import { matchPeople } from '../../pages/ui/person-match.ts'
import { personOf, type MemberRow } from '../members/member-row.ts'

/** The registration form's state and what follows from it. */

export interface RegistrationDraft {
  readonly itemCode: string | null
  readonly date: PlainDate | null
  readonly quantity: Hundredths | null
  readonly source: Evidence
  readonly recordedBy: Recorder
  readonly documentNo: string
  readonly meetingDate: PlainDate | null
  readonly note: string
  readonly people: ReadonlySet<MemberId>
}

const ONE = 100 as Hundredths

export const newRegistration = (today: PlainDate): RegistrationDraft => ({
  itemCode: null,
  date: today,
  quantity: ONE,
  source: 'branchRecord',
  recordedBy: 'branch',
  documentNo: '',
  meetingDate: null,
  note: '',
  people: new Set(),
})

/** What an item usually comes with; a range of quantities begins at its least. */
export function withItem(draft: RegistrationDraft, item: Item | null): RegistrationDraft {
  if (item === null) return { ...draft, itemCode: null }
  const { least } = item.quantity ?? {}
  return {
    ...draft,
    itemCode: item.code,
    quantity: least ?? ONE,
    source: item.evidence,
    // Attendance comes from sign-ins alone; by hand it is the branch that writes it down.
    recordedBy: item.recordedBy === 'attendance' ? 'branch' : item.recordedBy,
  }
}

/** After registering, the form is ready for the next people with the same thing. */
export const withoutPeople = (draft: RegistrationDraft): RegistrationDraft => ({ ...draft, people: new Set() })

export type Missing = 'item' | 'date' | 'quantity' | 'basis' | 'people'

/** The first thing without which nothing can be registered; null: ready. */
export function missingIn(draft: RegistrationDraft, item: Item | null): Missing | null {
  if (item === null) return 'item'
  if (draft.date === null) return 'date'
  if (draft.quantity === null) return 'quantity'
  if (item.component === 'veto' && (draft.documentNo.trim() === '' || draft.meetingDate === null)) return 'basis'
  return draft.people.size === 0 ? 'people' : null
}

/** Points for each person; null while something is open or for a veto. */
export function pointsEach({ quantity }: RegistrationDraft, item: Item | null): Hundredths | null {
  if (item === null || item.points === null || quantity === null) return null
  return ((quantity * item.points) / 100) as Hundredths
}

export interface PeopleFilter {
  readonly text: string
  readonly group: string
  readonly category: string
}

export const ALL_PEOPLE: PeopleFilter = { text: '', group: '', category: '' }

/** Those in the branch whom the filter leaves: by number; with a text, the likeliest first. */
export function shownPeople(members: readonly MemberRow[], { text, group, category }: PeopleFilter): MemberRow[] {
  const active = members.filter(
    member =>
      member.status === 'active' &&
      (group === '' || member.group === group) &&
      (category === '' || member.category === category),
  )
  const byId = new Map(active.map(member => [member.memberId as string, member]))
  return matchPeople(active.map(personOf), text).flatMap(person => byId.get(person.memberId) ?? [])
}

export const isMeantFor = (item: Item | null, member: MemberRow): boolean =>
  item === null || item.appliesTo === 'all' || item.appliesTo.includes(member.category)

export function toggled<T>(set: ReadonlySet<T>, each: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(each)) next.add(each)
  return next
}
