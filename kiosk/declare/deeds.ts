import { isDeclarable } from '../../shared/declarations/declaration.ts'
import type { BoardDocument } from '../../shared/notices/document.ts'
import { inRosterOrder } from '../../shared/people/names.ts'
import type { RosterPerson } from '../../shared/people/roster.ts'
import { shownName } from '../../shared/passes/sentences.ts'
import type { MemberId } from '../../shared/base/ids.ts'
import { newestOf } from '../board/notice-view.ts'
import type { PublishedItem } from '../board/items-view.ts'

/** What residents vouch for, in everyday pictures, and whom they can vouch for. */

const DEED_PICTURES = [
  'elder',
  'peace',
  'neighbour',
  'income',
  'thanks',
  'clean',
  'watch',
  'errand',
  'rescue',
  'other',
] as const
export type DeedPicture = (typeof DEED_PICTURES)[number]

export interface Deed {
  readonly picture: DeedPicture
  /** Null: the branch finds the item by what the note says. */
  readonly itemCode: string | null
  /** Of the scheme; null where the picture's own word says it. */
  readonly title: string | null
}

/** By what stands in the item's title; the first that fits. */
const PICTURED: readonly (readonly [DeedPicture, RegExp])[] = [
  ['peace', /调解|纠纷|矛盾|劝和|信访/],
  ['elder', /老人|困难|帮扶|结对|孤寡|留守|敬老/],
  ['income', /增收|致富|产业|带动|就业|助农/],
  ['thanks', /感谢|锦旗|表扬信/],
  ['rescue', /抢险|救|见义勇为|急难|防汛|防火/],
  ['watch', /巡|值守|隐患|治安|安全/],
  ['clean', /环境|卫生|清洁|垃圾|绿化/],
  ['errand', /代办|跑腿|便民|服务|宣传|宣讲/],
  ['neighbour', /好人好事|邻里|助人|互助|志愿/],
]

/** So many pictures, and one for everything else. */
const DEEDS_MAX = 8

/** What those who were helped can vouch for, by the items on the board; never empty. */
export function deedsOf(documents: readonly BoardDocument[]): readonly Deed[] {
  const items = newestOf(documents, 'items')?.body.items ?? []
  const attested = items.filter(each => isDeclarable(each.component) && isAttested(each)).slice(0, DEEDS_MAX)
  const pictures = attested.map(each => pictureOf(each.title))
  const deeds = attested.map(({ code, title }, at): Deed => {
    const picture = pictures[at] ?? 'neighbour'
    const isAlone = pictures.filter(each => each === picture).length === 1
    return { picture, itemCode: code, title: isAlone ? null : title }
  })
  return [...deeds, { picture: 'other', itemCode: null, title: null }]
}

const isAttested = ({ evidence, recordedBy }: PublishedItem): boolean =>
  evidence === 'attestation' || recordedBy === 'resident'

const pictureOf = (title: string): DeedPicture => PICTURED.find(([, words]) => words.test(title))?.[0] ?? 'neighbour'

export interface Helper {
  readonly memberId: MemberId
  /** As the room may see it. */
  readonly name: string
  /** The group, where others look the same; else null. */
  readonly apart: string | null
}

/** Everybody who has not left, in stroke order; names public only by consent. */
export function helpersOf(people: Iterable<RosterPerson>): readonly Helper[] {
  const here = [...people].filter(each => each.present)
  const times = new Map<string, number>()
  for (const each of here) times.set(shownName(each), (times.get(shownName(each)) ?? 0) + 1)
  const sorted = here.sort(inRosterOrder)
  return sorted.map(person => {
    const name = shownName(person)
    return { memberId: person.memberId, name, apart: (times.get(name) ?? 0) > 1 ? person.group : null }
  })
}
