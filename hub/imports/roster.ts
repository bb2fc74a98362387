import type { Member, MemberInput } from '../../shared/people/member.ts'
import { Refusal } from '../../shared/base/problem.ts'
import type { MemberId } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import type { MemberChange } from '../office/people/people.ts'
import type { Reads } from '../office/ports.ts'
import { matchRoster, memberFromDraft, type RosterMatch } from '../spreadsheets/match-roster.ts'
import { readRoster, type RosterReading } from '../spreadsheets/roster.ts'
import { hasErrors, type Sheet, type SheetProblem } from '../spreadsheets/sheet.ts'

/** What an import of the list would do, before anybody confirms it: shown by the console, used by the command line. */
export interface RosterPlan {
  readonly reading: RosterReading
  readonly match: RosterMatch
  /** Of the file and of its meeting the roster; with any error nothing may be imported. */
  readonly problems: readonly SheetProblem[]
  readonly blocked: boolean
}

export async function planRoster(read: Reads, sheet: Sheet, asOf: PlainDate): Promise<RosterPlan> {
  const reading = readRoster(sheet, { asOf })
  const match = matchRoster(reading.people, await membersInFull(read))
  const problems = [...reading.problems, ...match.problems]
  return { reading, match, problems, blocked: hasErrors(problems) }
}

/** @throws Refusal with the errors, when there are any */
export function changesOf(plan: RosterPlan): MemberChange[] {
  if (plan.blocked) throw new Refusal(plan.problems.filter(each => each.severity === 'error'))
  return [
    // The id is made at the writing; a draft has none that anybody could know.
    ...plan.match.added.map(draft => ({ memberId: null, input: inputOf(memberFromDraft(draft, '' as MemberId)) })),
    ...plan.match.updated.map(({ member }) => ({ memberId: member.memberId, input: inputOf(member) })),
  ]
}

/** Splits a person into what the journal holds, what names them, and what finds them. */
export function inputOf(member: Member): MemberInput {
  const { memberNo, type, category, inPost, committee, group, floating, exemption, consent, status } = member
  const { name, nameNote, sex, birth, joined, ethnic, duty, floatingPlace, note, phone, idNumber } = member
  return {
    record: { memberNo, type, category, inPost, committee, group, floating, exemption, consent, status },
    words: { name, nameNote, sex, birth, joined, ethnic, duty, floatingPlace, note },
    identifiers: { phone, idNumber },
  }
}

async function membersInFull(read: Reads): Promise<Member[]> {
  const members = await read.people.all()
  const identifiers = await read.people.identifiers(members.map(member => member.memberId))
  return members.map(member => ({
    ...member,
    ...(identifiers.get(member.memberId) ?? { phone: '', idNumber: '' }),
  }))
}
