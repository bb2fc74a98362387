import { describe, expect, test } from 'vitest'
import type { NoticeId } from '../../../shared/base/ids.ts'
import { idNo } from '../../fixtures/passes.ts'
import { must } from '../../../shared/base/check.ts'
import { applyPage, pageLength, startOf, type FeedFault, type FeedKnowledge } from '../../../shared/sync/feed.ts'
import type { Page } from '../../../shared/sync/pull.ts'
import { envelopeText } from '../../../shared/sync/envelope.ts'
import { keyIdOf } from '../../../shared/sync/key-id.ts'
import { documentText, feedHeadText } from '../../../shared/sync/signing.ts'
import { isSignedBy, publicKeyOf, sign } from '../../../shared/sync/signature.ts'
import { FEED_TWINS, walkFeed, WalkFeed } from '../../fixtures/feed-walk.ts'

const SEEDS = 300
const firstFailure = (twin?: (typeof FEED_TWINS)[string]): string | null => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const wrong = walkFeed(seed, 120, twin)
    if (wrong) return `seed ${seed}: ${wrong}`
  }
  return null
}

describe('a feed over a wire that loses, repeats and lies', () => {
  test('SY60 the kiosk never shows what the hub never was, and ends with what the hub has', { timeout: 60_000 }, () => {
    expect(firstFailure()).toBeNull()
  })

  test.each(Object.entries(FEED_TWINS))('SY60 the walk finds a planted bug: %s', { timeout: 60_000 }, (_what, twin) => {
    expect(firstFailure(twin)).not.toBeNull()
  })
})

const SECRET = new Uint8Array(32).fill(8)
const KEY = publicKeyOf(SECRET)
const DOC = idNo<NoticeId>(5)
const KNOWN: FeedKnowledge = {
  feed: 'roster',
  hubKey: KEY,
  verify: isSignedBy,
  ratchet: null,
  revOf: () => 0,
  documentRevOf: () => 0,
}

function aPage(change: (page: Page) => Page = page => page): Page {
  const feed = new WalkFeed()
  feed.put('a', '甲')
  feed.put('b', '乙')
  feed.put('a', '丙')
  const page = feed.page(1, 0, 10, 7)
  if (!('ok' in page)) throw new Error('no page')
  const { sig: _sig, ...head } = page.head
  return change({ ...page, head: { ...head, sig: sign(feedHeadText(head), SECRET) } })
}

describe('one page', () => {
  test('SY61 a right page gives its changes, the cursor at its end, and the furthest head of the key', () => {
    const page = aPage()
    const applied = applyPage(startOf(1), page, KNOWN)
    expect(applied).toEqual({
      ok: true,
      value: {
        cursor: { gen: 1, n: 3, head: page.head.head, owed: [] },
        changes: [
          { id: 'b', rev: 1, text: '乙' },
          { id: 'a', rev: 2, text: '丙' },
        ],
        ratchet: { key: keyIdOf(KEY), gen: 1, n: 3, head: page.head.head },
      },
    })
  })

  const resigned = (page: Page, change: Partial<Page['head']>): Page => {
    const { sig: _sig, ...head } = { ...page.head, ...change }
    return { ...page, head: { ...head, sig: sign(feedHeadText(head), SECRET) } }
  }
  const wrong: readonly { fault: FeedFault; change: (page: Page) => Page; known?: Partial<FeedKnowledge> }[] = (
    [
      ['badSignature', page => ({ ...page, head: { ...page.head, n: 2 } })],
      ['badSignature', page => page, { hubKey: publicKeyOf(new Uint8Array(32).fill(9)) }],
      ['otherPlace', page => resigned(page, { gen: 2 })],
      ['otherPlace', page => resigned(page, { feed: 'settings' })],
      ['gap', page => ({ ...page, items: page.items.slice(1) })],
      ['wrongHash', page => ({ ...page, items: page.items.map(each => ({ ...each, text: '别的' })) })],
      ['wrongHead', page => ({ ...page, items: page.items.slice(0, 2) })],
      ['wrongHead', page => ({ ...page, items: page.items.map(each => ({ ...each, id: `${each.id}x` })) })],
      ['rollback', page => page, { revOf: id => (id === 'b' ? 4 : 0) }],
      ['rollback', page => page, { ratchet: { key: keyIdOf(KEY), gen: 1, n: 9, head: '0'.repeat(64) as never } }],
      ['rollback', page => page, { ratchet: { key: keyIdOf(KEY), gen: 2, n: 1, head: '0'.repeat(64) as never } }],
      ['splitView', page => page, { ratchet: { key: keyIdOf(KEY), gen: 1, n: 3, head: '0'.repeat(64) as never } }],
      ['withheld', page => ({ ...page, items: page.items.map(({ text: _text, ...each }) => each) })],
      ['badDocument', page => resigned(page, { feed: 'board' }), { feed: 'board' }],
    ] as const satisfies readonly (readonly [FeedFault, (page: Page) => Page, Partial<FeedKnowledge>?])[]
  ).map(([fault, change, known]) => ({ fault, change, ...(known ? { known } : {}) }))
  test.each(wrong)('SY61 $fault: nothing of the page is taken', ({ fault, change, known = {} }) => {
    expect(applyPage(startOf(1), aPage(change), { ...KNOWN, ...known })).toEqual({ ok: false, error: fault })
  })

  test('SY61 SY68 a board document of another id is not taken; one older than was ever shown is left off the wall', () => {
    const feed = new WalkFeed()
    const p = JSON.stringify({ type: 'withdrawal', docId: DOC, rev: 3, withdrawnAt: 5 })
    feed.put(DOC, envelopeText(p, keyIdOf(KEY), sign(documentText(p), SECRET)))
    const page = feed.page(1, 0, 10, 7)
    if (!('ok' in page)) throw new Error('no page')
    const board = resigned(page, { feed: 'board' })
    const known = (rev: number): FeedKnowledge => ({ ...KNOWN, feed: 'board', documentRevOf: () => rev })
    expect(applyPage(startOf(1), board, known(2))).toMatchObject({
      ok: true,
      value: { changes: [{ document: { type: 'withdrawal', rev: 3 } }] },
    })
    expect(applyPage(startOf(1), board, known(4))).toMatchObject({
      ok: true,
      value: { cursor: { n: 1 }, changes: [{ id: DOC, rev: 1, text: null }] },
    })
    const other = new WalkFeed()
    other.put('elsewhere', must(feed.items[0]?.text, 'text'))
    const moved = other.page(1, 0, 10, 7)
    if (!('ok' in moved)) throw new Error('no page')
    expect(applyPage(startOf(1), resigned(moved, { feed: 'board' }), known(0))).toEqual({
      ok: false,
      error: 'badDocument',
    })
  })

  test('SY62 a new key starts anew: what a stolen one signed far ahead locks nobody out', () => {
    const ratchet = { key: 'ffffffffffffffff' as never, gen: 1e15, n: 1e9, head: '0'.repeat(64) as never }
    expect(applyPage(startOf(1), aPage(), { ...KNOWN, ratchet })).toMatchObject({ ok: true })
  })

  test('SY63 a page that stops half-way owes the text that a later item brings', () => {
    const feed = new WalkFeed()
    for (const text of ['一', '二', '三']) feed.put('a', text)
    const page = feed.page(1, 0, 2, 1)
    if (!('ok' in page)) throw new Error('no page')
    const { sig: _sig, ...head } = page.head
    const half = applyPage(startOf(1), { ...page, head: { ...head, sig: sign(feedHeadText(head), SECRET) } }, KNOWN)
    expect(must(half.ok ? half.value.cursor : null, 'cursor')).toMatchObject({ n: 2, owed: ['a'] })
    expect(half.ok && half.value.ratchet).toBeNull()
  })

  test('SY64 a page holds at most what its limits say, and always at least one item', () => {
    const items = Array.from({ length: 10 }, () => ({ text: 'x'.repeat(100) }))
    expect(pageLength(items, { items: 4, bytes: 1e6 })).toBe(4)
    expect(pageLength(items, { items: 100, bytes: 900 })).toBe(3)
    expect(pageLength([{ text: 'x'.repeat(9_999) }], { items: 5, bytes: 10 })).toBe(1)
    expect(pageLength([], { items: 5, bytes: 10 })).toBe(0)
  })
})
