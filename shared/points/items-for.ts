import type { PlainDate } from '../base/plain-date.ts'
import type { Item } from './item.ts'
import type { DutyPost, Scheme } from './scheme.ts'

/**
 * Which items are meant for whom (PT40, PT41): the short list of a floating or frail member, of one without a post, of
 * a post's holder. Papers, the choice at the kiosk and the checks of entries ask here, so that they agree.
 */
export interface ItemReader {
  readonly category: string
  /** Ids of the duty posts held; null where the branch has given out none at all, and posts decide nothing. */
  readonly posts: readonly string[] | null
}

/** `category`: not for this kind of member. `post`: only for whoever holds a duty post that this one does not. */
export type NotMeant = 'category' | 'post'

/** Null: it is meant for them. */
export function whyNotMeant(
  scheme: Pick<Scheme, 'duties'>,
  item: Pick<Item, 'code' | 'appliesTo'>,
  { category, posts }: ItemReader,
): NotMeant | null {
  if (item.appliesTo !== 'all' && !item.appliesTo.includes(category)) return 'category'
  const { duties } = scheme
  if (posts === null || duties === undefined || !duties.categories.includes(category)) return null
  const naming = duties.posts.filter(post => post.items.includes(item.code))
  return naming.length === 0 || naming.some(post => posts.includes(post.id)) ? null : 'post'
}

/** The items for one kind of member in the order of the scheme; with a day, without those retired by then. */
export const itemsFor = (scheme: Scheme, reader: ItemReader, day: PlainDate | null = null): Item[] =>
  scheme.items.filter(
    item =>
      whyNotMeant(scheme, item, reader) === null &&
      (day === null || item.retiredFrom === undefined || day < item.retiredFrom),
  )

/** The posts of these ids that the scheme has, in its order. */
export const postsOf = (scheme: Pick<Scheme, 'duties'>, ids: readonly string[]): DutyPost[] =>
  (scheme.duties?.posts ?? []).filter(post => ids.includes(post.id))

/** Whether members of the category are given duty posts. */
export const takesPosts = (scheme: Pick<Scheme, 'duties'>, category: string): boolean =>
  scheme.duties?.categories.includes(category) === true
