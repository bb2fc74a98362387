import { inStrokeOrderBy } from '../../../shared/people/matching.ts'
import type { MemberType } from '../../../shared/people/member.ts'
import { matchPeople, type Person } from '../../pages/ui/person-match.ts'
import type { api } from '../api.ts'

/** One line of the roster as the hub tells it. */
export type MemberRow = Awaited<ReturnType<typeof api.members.list.query>>[number]

/** A line with its place in 姓氏笔画 order, so that the table can sort by a number. */
export interface Listed {
  readonly member: MemberRow
  readonly place: number
}

export type CardState = 'none' | 'issued' | 'printed'

export const cardStateOf = (member: MemberRow): CardState =>
  member.card === null ? 'none' : member.card.state === 'printed' ? 'printed' : 'issued'

/** In stroke order by the hub's keys, which compare as plain text; namesakes by their number (PL18). */
export function inStrokeOrder(members: readonly MemberRow[]): Listed[] {
  return inStrokeOrderBy(members, ({ strokeKey, memberNo }) => ({ strokeKey, tie: memberNo })).map((member, place) => ({
    member,
    place,
  }))
}

export interface Filter {
  readonly text: string
  readonly group: string
  readonly type: MemberType | ''
  readonly card: CardState | ''
  readonly withLeft: boolean
}

export const NO_FILTER: Filter = { text: '', group: '', type: '', card: '', withLeft: false }

export function filtered(listed: readonly Listed[], filter: Filter): readonly Listed[] {
  const found =
    filter.text.trim() === '' ? null : new Set(matchPeople(listed.map(personOfListed), filter.text).map(idOf))
  return listed.filter(
    ({ member }) =>
      (filter.withLeft || member.status === 'active') &&
      (filter.group === '' || member.group === filter.group) &&
      (filter.type === '' || member.type === filter.type) &&
      (filter.card === '' || cardStateOf(member) === filter.card) &&
      (found === null || found.has(member.memberId)),
  )
}

const idOf = (person: Person): string => person.memberId
const personOfListed = ({ member }: Listed): Person => personOf(member)

/** A member for the pickers. */
export const personOf = (member: MemberRow): Person => ({
  memberId: member.memberId,
  memberNo: member.memberNo,
  name: member.name,
  nameNote: member.nameNote,
  initials: member.pinyin,
  note: member.group,
})

/** The branch's Party groups as the roster names them, 第二 before 第十. */
export function groupsOf(members: readonly MemberRow[]): string[] {
  const order = (group: string) => {
    const at = [...'一二三四五六七八九十'].findIndex(each => group.includes(each))
    const number = Number(/\d+/.exec(group)?.[0] ?? Number.NaN)
    return Number.isNaN(number) ? (at < 0 ? 99 : at + 1) : number
  }
  return [...new Set(members.map(each => each.group))]
    .filter(group => group !== '')
    .sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1))
}
