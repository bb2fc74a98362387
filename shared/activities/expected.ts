import type { MemberId } from '../base/ids.ts'
import type { MemberRecord } from '../people/member.ts'
import type { Expected } from './activity.ts'

type Person = Pick<MemberRecord, 'memberId' | 'type' | 'status' | 'exemption' | 'floating' | 'committee' | 'group'>

/**
 * AT2: who should come (应到). "All" means full and probationary members who take part in points and live here: exempt
 * people and floating members are welcome but never missed, activists are guests of a members' meeting.
 */
export function expectedMembers(expected: Expected, members: readonly Person[]): MemberId[] {
  return members.filter(member => member.status === 'active' && isExpected(expected, member)).map(each => each.memberId)
}

function isExpected(expected: Expected, member: Person): boolean {
  const regular = member.type !== 'activist' && member.exemption === null && !member.floating
  switch (expected.kind) {
    case 'allMembers':
    case 'eachGroup':
      return regular
    case 'groups':
      return regular && expected.groups.includes(member.group)
    case 'committee':
      return member.committee
    case 'named':
      return expected.memberIds.includes(member.memberId)
    case 'volunteers':
      return false
  }
}
