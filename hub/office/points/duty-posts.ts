import type { MemberId } from '../../../shared/base/ids.ts'
import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import { takesPosts } from '../../../shared/points/items-for.ts'
import type { Office, Reads } from '../ports.ts'
import { mustScheme, type PostsGiven } from './scheme.ts'
import { todayOf } from '../today.ts'

/** Duty posts (设岗定责): who holds which. */

/** The posts a member holds on a day; null where the branch has given out none in the cycle. */
export function postsOn(given: readonly PostsGiven[], memberId: MemberId, day: PlainDate): readonly string[] | null {
  if (given.length === 0) return null
  return given.findLast(each => each.memberId === memberId && each.from <= day)?.posts ?? []
}

/** `postsOn` for whoever asks often: the store is asked once a year. */
export type PostsAsked = (memberId: MemberId, day: PlainDate) => Promise<readonly string[] | null>

export function askPosts(read: Pick<Reads, 'scheme'>): PostsAsked {
  const known = new Map<number, Promise<readonly PostsGiven[]>>()
  return async (memberId, day) => {
    const given = known.get(yearOf(day)) ?? read.scheme.posts(yearOf(day))
    known.set(yearOf(day), given)
    return postsOn(await given, memberId, day)
  }
}

export interface PostHolder {
  readonly memberId: MemberId
  /** Ids, in the order of the scheme. */
  readonly posts: readonly string[]
}

/** Everybody active who may hold duty posts under the scheme of the day, those without one too. */
export async function postHolders(read: Pick<Reads, 'scheme' | 'people'>, day: PlainDate): Promise<PostHolder[]> {
  const { scheme } = await mustScheme(read, day)
  const given = await read.scheme.posts(yearOf(day))
  const order = scheme.duties?.posts.map(post => post.id) ?? []
  return (await read.people.all())
    .filter(member => member.status === 'active' && member.exemption === null && takesPosts(scheme, member.category))
    .map(({ memberId }) => {
      const held = postsOn(given, memberId, day) ?? []
      return { memberId, posts: order.filter(id => held.includes(id)) }
    })
}

/**
 * Gives a member these posts from a day on, instead of those before.
 * @throws Refusal SCHEME_NONE, MEMBER_UNKNOWN, POSTS_NOT_FOR_CATEGORY, POST_UNKNOWN, POSTS_DATE
 */
export async function givePosts(
  office: Office,
  by: Author,
  input: { readonly memberId: MemberId; readonly from: PlainDate; readonly posts: readonly string[] },
): Promise<void> {
  const { memberId, from } = input
  await office.store.write(by, async work => {
    const { scheme } = await mustScheme(work, from)
    const member = (await work.people.all()).find(each => each.memberId === memberId)
    if (!member || member.status !== 'active') {
      return refuse('MEMBER_UNKNOWN', { zh: '没有这名党员，或已不在册。', en: 'There is no such member.' }, 'memberId')
    }
    if (!takesPosts(scheme, member.category)) {
      const zh = '方案里没有给这一类党员设岗。'
      refuse('POSTS_NOT_FOR_CATEGORY', { zh, en: 'The scheme has no duty posts for this category.' }, 'memberId')
    }
    const known = scheme.duties?.posts.map(post => post.id) ?? []
    const strange = input.posts.find(id => !known.includes(id))
    if (strange !== undefined) {
      refuse('POST_UNKNOWN', { zh: `方案里没有岗位“${strange}”。`, en: `There is no post ${strange}.` }, 'posts')
    }
    if (from > (await todayOf(office, work))) {
      refuse('POSTS_DATE', { zh: '定岗日期还没有到。', en: 'The day lies in the future.' }, 'from')
    }
    const posts = known.filter(id => input.posts.includes(id))
    await work.append({ kind: 'scheme.postsGiven', body: { cycle: yearOf(from), memberId, from, posts } })
  })
}
