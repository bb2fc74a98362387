import { describe, expect, test } from 'vitest'
import { hashOf, type Hash } from '../../../shared/base/bytes.ts'
import type { KioskId, Millis, NoticeId } from '../../../shared/base/ids.ts'
import { must } from '../../../shared/base/check.ts'
import { err, ok, type Result } from '../../../shared/base/result.ts'
import { openEnvelope, envelopeText } from '../../../shared/sync/envelope.ts'
import {
  applyPage,
  FEED_START,
  nextHead,
  startOf,
  type AppliedPage,
  type FeedCursor,
  type FeedFault,
  type FeedKnowledge,
  type FeedRatchet,
} from '../../../shared/sync/feed.ts'
import type { FeedName, PublicKey } from '../../../shared/sync/fields.ts'
import type { FeedItem, Page } from '../../../shared/sync/pull.ts'
import { keyIdOf } from '../../../shared/sync/key-id.ts'
import { documentText, feedHeadText, historyText, journalHeadText } from '../../../shared/sync/signing.ts'
import { revokedText, welcomeText } from '../../../shared/sync/signing.ts'
import { isSignedBy, publicKeyOf, sign } from '../../../shared/sync/signature.ts'
import { idNo } from '../../fixtures/passes.ts'

/** Documents that are signed and true, and are not what they are passed off as. */

const SECRET = new Uint8Array(32).fill(8)
const KEY = publicKeyOf(SECRET)
const OTHER = new Uint8Array(32).fill(9)
const DOCS = [1, 2, 3].map(each => idNo<NoticeId>(each))
const [A, B] = [must(DOCS[0], 'a'), must(DOCS[1], 'b')]

const withdrawal = (docId: NoticeId, rev: number): string =>
  JSON.stringify({ type: 'withdrawal', docId, rev, withdrawnAt: 5 })
const envelope = (p: string, secret = SECRET, text = documentText(p)): string =>
  envelopeText(p, keyIdOf(publicKeyOf(secret)), sign(text, secret))

type Put = readonly [id: string, rev: number, text: string]

/** A page of everything, signed by whoever is said to be the hub. */
function aPage(puts: readonly Put[], head: Partial<Page['head']> = {}, secret = SECRET): Page {
  const items: FeedItem[] = puts.map(([id, rev, text], at) => ({ n: at + 1, id, rev, hash: hashOf(text), text }))
  const end = items.reduce<Hash>((before, item) => nextHead(before, item), FEED_START)
  const said = { feed: 'board' as FeedName, gen: 1, n: items.length, head: end, time: 1_000 as Millis, ...head }
  return { ok: true, items, head: { ...said, sig: sign(feedHeadText(said), secret) }, more: false, now: said.time }
}

const known = (change: Partial<FeedKnowledge> = {}): FeedKnowledge => ({
  feed: 'board',
  hubKey: KEY,
  verify: isSignedBy,
  ratchet: null,
  revOf: () => 0,
  documentRevOf: () => 0,
  ...change,
})

type Apply = (cursor: FeedCursor, page: Page, knowledge: FeedKnowledge) => Result<AppliedPage, FeedFault>

const honest: Put[] = [
  [A, 1, envelope(withdrawal(A, 2))],
  [B, 1, envelope(withdrawal(B, 4))],
]
const ratchetOf = ({ head }: Page): FeedRatchet => ({ key: keyIdOf(KEY), gen: head.gen, n: head.n, head: head.head })

/** One deliberate mistake of a reader each. */
const TWINS = {
  forgetsHowFar: (cursor, page, knowledge) => applyPage(cursor, page, { ...knowledge, ratchet: null }),
  skipsHeadSignature: (cursor, page, knowledge) =>
    applyPage(cursor, page, {
      ...knowledge,
      verify: (key, text, sig) => text.startsWith('branch-board/feed/1') || isSignedBy(key, text, sig),
    }),
  skipsDocumentSignature: (cursor, page, knowledge) =>
    applyPage(cursor, page, {
      ...knowledge,
      verify: (key, text, sig) => text.startsWith('branch-board/document/1') || isSignedBy(key, text, sig),
    }),
  takesAnyHead: (cursor, page, knowledge) => {
    const end = page.items.reduce<Hash>((before, item) => nextHead(before, item), cursor.head)
    const verify: FeedKnowledge['verify'] = (key, text, sig) =>
      text.startsWith('branch-board/feed/1')
        ? isSignedBy(key, feedHeadText(page.head), sig)
        : isSignedBy(key, text, sig)
    const head = { ...page.head, n: cursor.n + page.items.length, head: end }
    return applyPage(cursor, { ...page, head }, { ...knowledge, verify })
  },
  takesAnyPlace: (cursor, page, knowledge) => {
    const verify: FeedKnowledge['verify'] = (key, text, sig) =>
      text.startsWith('branch-board/feed/1')
        ? isSignedBy(key, feedHeadText(page.head), sig)
        : isSignedBy(key, text, sig)
    const head = { ...page.head, feed: knowledge.feed, gen: cursor.gen }
    return applyPage(cursor, { ...page, head }, { ...knowledge, verify })
  },
  takesAnyId: (cursor, page, knowledge) => {
    // Reads the pages of its documents without asking whose they are, as a feed of plain texts.
    const head = { ...page.head, feed: 'roster' as const }
    const verify: FeedKnowledge['verify'] = (key, _text, sig) => isSignedBy(key, feedHeadText(page.head), sig)
    return applyPage(cursor, { ...page, head }, { ...knowledge, feed: 'roster', verify })
  },
} satisfies Record<string, Apply>

interface Case {
  readonly what: string
  readonly page: Page
  readonly knowledge?: Partial<FeedKnowledge>
  readonly fault: FeedFault
  /** The reader whose mistake lets it through. */
  readonly twin: keyof typeof TWINS
}

const newer = aPage([...honest, [A, 2, envelope(withdrawal(A, 3))]])
const elsewhere = aPage([[idNo<NoticeId>(7), 1, envelope(withdrawal(idNo<NoticeId>(7), 1))]], { gen: 2 })

const ROLLBACK: readonly Case[] = [
  {
    what: 'an older head of the same generation',
    page: aPage(honest),
    knowledge: { ratchet: ratchetOf(newer) },
    fault: 'rollback',
    twin: 'forgetsHowFar',
  },
  {
    what: 'a generation before',
    page: aPage(honest),
    knowledge: { ratchet: { ...ratchetOf(newer), gen: 2, n: 1 } },
    fault: 'rollback',
    twin: 'forgetsHowFar',
  },
  {
    what: 'another feed of the same length',
    page: aPage(honest),
    knowledge: { ratchet: { ...ratchetOf(aPage(honest)), head: hashOf('x') } },
    fault: 'splitView',
    twin: 'forgetsHowFar',
  },
]

const swapped = (text: string): Page => aPage([[A, 1, text]])
const SWAPS: readonly Case[] = [
  {
    what: 'the document of another id',
    page: swapped(envelope(withdrawal(B, 4))),
    fault: 'badDocument',
    twin: 'takesAnyId',
  },
  {
    what: 'a document of another hub',
    page: swapped(envelope(withdrawal(A, 2), OTHER)),
    fault: 'badDocument',
    twin: 'takesAnyId',
  },
  {
    what: 'another hub’s name under this hub’s document',
    page: swapped(
      envelope(withdrawal(A, 2), SECRET).replace(
        sign(documentText(withdrawal(A, 2)), SECRET),
        sign(documentText(withdrawal(A, 2)), OTHER),
      ),
    ),
    fault: 'badDocument',
    twin: 'skipsDocumentSignature',
  },
  {
    what: 'a document signed as something else',
    page: swapped(envelope(withdrawal(A, 2), SECRET, `branch-board/welcome/1\n${withdrawal(A, 2)}`)),
    fault: 'badDocument',
    twin: 'skipsDocumentSignature',
  },
  {
    what: 'a document changed under its signature',
    page: swapped(envelope(withdrawal(A, 2)).replace('\\"rev\\":2', '\\"rev\\":9')),
    fault: 'badDocument',
    twin: 'skipsDocumentSignature',
  },
  {
    what: 'the page of another feed',
    page: aPage(honest, { feed: 'roster' }),
    fault: 'otherPlace',
    twin: 'takesAnyPlace',
  },
  {
    what: 'the page of another hub',
    page: aPage(honest, {}, OTHER),
    fault: 'badSignature',
    twin: 'skipsHeadSignature',
  },
]

const MIXED: readonly Case[] = [
  {
    what: 'the items of one head under another head',
    page: { ...aPage(honest), head: newer.head },
    fault: 'wrongHead',
    twin: 'takesAnyHead',
  },
  {
    what: 'one item of another generation among the rest',
    page: { ...newer, items: [...newer.items.slice(0, 2), { ...must(elsewhere.items[0], 'item'), n: 3 }] },
    fault: 'wrongHead',
    twin: 'takesAnyHead',
  },
  {
    what: 'two items changed over',
    page: {
      ...aPage(honest),
      items: [honest[1], honest[0]].map((put, at) => ({
        ...must(aPage([must(put, 'put')]).items[0], 'item'),
        n: at + 1,
      })),
    },
    fault: 'wrongHead',
    twin: 'takesAnyHead',
  },
  {
    what: 'the head of another generation',
    page: aPage(honest, { gen: 2 }),
    fault: 'otherPlace',
    twin: 'takesAnyPlace',
  },
  {
    what: 'the head of one place with the time of another',
    page: { ...aPage(honest), head: { ...aPage(honest).head, time: 9_999 as Millis } },
    fault: 'badSignature',
    twin: 'skipsHeadSignature',
  },
]

describe('signed and true, and not what it is passed off as', () => {
  const all = [
    ...ROLLBACK.map(each => ({ ...each, rule: 'SY131 rollback' })),
    ...SWAPS.map(each => ({ ...each, rule: 'SY133 swap' })),
    ...MIXED.map(each => ({ ...each, rule: 'SY134 mix-and-match' })),
  ]
  test.each(all)('SY131 SY133 SY134 $rule: $what is refused, and a reader that $twin takes it', each => {
    const knowledge = known(each.knowledge)
    expect(applyPage(startOf(1), each.page, knowledge)).toEqual(err(each.fault))
    expect(TWINS[each.twin](startOf(1), each.page, knowledge)).toMatchObject({ ok: true })
  })

  test('SY131 SY133 SY134 what is right passes every one of these readers', () => {
    for (const apply of [applyPage, ...Object.values(TWINS)]) {
      expect(apply(startOf(1), newer, known())).toMatchObject({ ok: true })
    }
  })

  test('SY133 the parser reads what was verified: an envelope says its type, its id and its key itself', () => {
    const keyOf = () => KEY
    expect(openEnvelope(envelope(withdrawal(A, 2)), keyOf, isSignedBy)).toEqual(
      ok({ type: 'withdrawal', docId: A, rev: 2, withdrawnAt: 5 }),
    )
    const twoTypes = envelope(`{"type":"newer","docId":"${A}"}`)
    expect(openEnvelope(twoTypes, keyOf, isSignedBy)).toEqual(ok({ type: 'newer' }))
    expect(openEnvelope(envelope(withdrawal(A, 2)), () => null, isSignedBy)).toEqual(err('unknownKey'))
  })
})

describe('one kiosk’s words for another', () => {
  const [here, there] = [idNo<KioskId>(0xc1), idNo<KioskId>(0xc2)]
  const welcome = {
    hubEpoch: 'e'.repeat(32) as never,
    now: 5 as Millis,
    stream: { upto: 7, frozen: false },
    backedUp: 3,
  }
  const nonce = '11'.repeat(32)
  /** What the hub signs, each with what somebody could pass it off as. */
  const words: readonly { readonly what: string; readonly signed: string; readonly shown: readonly string[] }[] = [
    {
      what: 'a welcome',
      signed: welcomeText(nonce, here, welcome),
      shown: [
        welcomeText(nonce, there, welcome),
        welcomeText('22'.repeat(32), here, welcome),
        welcomeText(nonce, here, { ...welcome, stream: { upto: 8, frozen: false } }),
        welcomeText(nonce, here, { ...welcome, backedUp: 4 }),
        welcomeText(nonce, here, { ...welcome, now: 6 as Millis }),
        revokedText(nonce, here),
      ],
    },
    {
      what: 'a goodbye',
      signed: revokedText(nonce, here),
      shown: [revokedText(nonce, there), revokedText('22'.repeat(32), here), historyText(nonce, here, 5)],
    },
    {
      what: 'an answer about the history',
      signed: historyText(nonce, here, 5),
      shown: [historyText(nonce, there, 5), historyText('22'.repeat(32), here, 5), historyText(nonce, here, 6)],
    },
    {
      what: 'the head of a journal',
      signed: journalHeadText({ size: 3, hash: hashOf('a'), time: 5 as Millis }),
      shown: [
        journalHeadText({ size: 4, hash: hashOf('a'), time: 5 as Millis }),
        journalHeadText({ size: 3, hash: hashOf('b'), time: 5 as Millis }),
        feedHeadText({ feed: 'board', gen: 3, n: 3, head: hashOf('a'), time: 5 as Millis }),
      ],
    },
  ]
  test.each(words)('SY133 $what is for one kiosk, one question and one purpose', ({ signed, shown }) => {
    const sig = sign(signed, SECRET)
    const takes = (verify: (key: PublicKey, text: string, given: typeof sig) => boolean) =>
      shown.filter(text => verify(KEY, text, sig))
    expect(isSignedBy(KEY, signed, sig)).toBe(true)
    expect(takes(isSignedBy)).toEqual([])
    // A reader that looks whether the name is the hub's, and not under what.
    expect(takes((key, _text, given) => isSignedBy(key, signed, given))).toEqual(shown)
  })
})
