import { matchPeople } from '../../pages/ui/person-match.ts'
import { api } from '../api.ts'
import { personOf } from '../members/member-row.ts'
import { useQuery } from '../query.ts'

/** The rows whose person fits what is typed: name, pinyin initials, number. */
export function useByName<Row extends { readonly memberId: string }>(
  rows: readonly Row[],
  typed: string,
): readonly Row[] {
  const members = useQuery(['member', 'list'], () => api.members.list.query(), ['roster'])
  if (typed.trim() === '') return rows
  const found = new Set(matchPeople((members.data ?? []).map(personOf), typed).map(each => each.memberId))
  return rows.filter(each => found.has(each.memberId))
}
