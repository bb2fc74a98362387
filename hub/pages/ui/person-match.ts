/** Finding one of the branch's people by what a secretary types. */

export interface Person {
  readonly memberId: string
  /** 序号 in the branch's roster. */
  readonly memberNo: number
  readonly name: string
  /** Tells namesakes apart. */
  readonly nameNote?: string
  /** Lower-case pinyin initials made by the hub (`pinyin` of `members.list`), `zjg`; several readings separated by a space. */
  readonly initials?: string
  /** Said beside the name: Party group, identity. */
  readonly note?: string
}

/**
 * Everyone the text may mean, likeliest first: the 序号 itself, a name that begins so, a name that holds it, initials
 * that begin so. An empty text means everyone, by 序号.
 */
export function matchPeople<P extends Person>(people: readonly P[], typed: string): P[] {
  const text = typed.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
  if (text === '') return [...people].sort((a, b) => a.memberNo - b.memberNo)
  return people
    .map(person => ({ person, rank: rankOf(person, text) }))
    .filter(each => each.rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank || a.person.memberNo - b.person.memberNo)
    .map(each => each.person)
}

const NO_MATCH = 9

function rankOf(person: Person, text: string): number {
  const name = person.name.toLowerCase()
  const readings = person.initials?.split(' ') ?? []
  if (String(person.memberNo) === text) return 0
  if (name === text) return 1
  if (name.startsWith(text)) return 2
  if (readings.includes(text)) return 3
  if (readings.some(each => each.startsWith(text))) return 4
  if (name.includes(text)) return 5
  if (String(person.memberNo).startsWith(text)) return 6
  return NO_MATCH
}
