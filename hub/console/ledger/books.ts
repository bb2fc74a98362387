import { yearOf } from '../../../shared/base/plain-date.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import type { Item } from '../../../shared/points/item.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { api } from '../api.ts'
import type { Published } from '../items/cycles.ts'
import { versionsOf, versionToShow } from '../items/cycles.ts'
import type { MemberRow } from '../members/member-row.ts'
import { useQuery, type Query } from '../query.ts'
import { today } from '../today.ts'

/** What every page of the ledger needs to name things: the people and the schemes. */
export interface Books {
  readonly members: readonly MemberRow[]
  readonly published: readonly Published[]
}

export type LedgerPageData = Awaited<ReturnType<typeof api.ledger.page.query>>
export type LedgerRow = LedgerPageData['lines'][number]

export function useBooks(): Query<Books> {
  return useQuery(
    ['member', 'books'],
    async () => {
      const [members, published] = await Promise.all([api.members.list.query(), api.scheme.published.query()])
      return { members, published }
    },
    ['roster', 'scheme'],
  )
}

/** The version of a year that names its items; null before one is published. */
export const schemeOf = (books: Books, cycle: number): Scheme | null =>
  versionToShow(versionsOf(books.published, cycle), today())?.scheme ?? null

/** The newest year with a scheme, not after this one; this year where there is none. */
export function usualCycle(books: Books): number {
  const year = yearOf(today())
  return books.published.findLast(each => each.scheme.cycle <= year)?.scheme.cycle ?? year
}

export interface Names {
  readonly members: ReadonlyMap<MemberId, MemberRow>
  readonly items: ReadonlyMap<string, Item>
}

export const namesOf = (books: Books, scheme: Scheme | null): Names => ({
  members: new Map(books.members.map(member => [member.memberId, member])),
  items: new Map(scheme?.items.map(item => [item.code, item])),
})
