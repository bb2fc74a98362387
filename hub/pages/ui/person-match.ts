import { found, typedWords } from '../../../shared/people/matching.ts'

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

/** Everyone the text may mean, likeliest first (shared/people/matching.ts); an empty text means everyone, by 序号. */
export function matchPeople<P extends Person>(people: readonly P[], typed: string): P[] {
  const byNumber = [...people].sort((a, b) => a.memberNo - b.memberNo)
  return typedWords(typed).length === 0 ? byNumber : found(byNumber, typed, findablePerson)
}

const findablePerson = ({ name, nameNote, initials, memberNo }: Person) => ({
  name,
  initials,
  code: memberNo,
  ...(nameNote ? { notes: [nameNote] } : {}),
})
