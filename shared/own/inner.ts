import * as v from 'valibot'
import { bytesToHex, hexToBytes } from '../base/bytes.ts'
import { canonical, type Json } from '../base/canonical.ts'
import type { NoticeId, RandomBytes } from '../base/ids.ts'
import { InnerDocumentSchema, type InnerDocument } from '../notices/inner-document.ts'
import type { OwnKey } from '../passes/card.ts'
import type { InnerKey } from './inner-key.ts'
import { openUnder, sealUnder } from './seal-own.ts'

/**
 * Documents behind the card (PR41). Each travels once, in the feed `inner`, sealed under a key of its own; the key comes
 * to its readers in the envelopes of their own pages. Whoever gets no envelope any more gets no key of what is published
 * from then on, so there is no common key that would have to be changed when somebody leaves.
 */

export const newInnerKey = (random: RandomBytes): string => bytesToHex(random(32))

const aboutText = (docId: NoticeId, rev: number): string => canonical({ inner: docId, rev })

export const sealInner = (document: InnerDocument, key: string, random: RandomBytes): string =>
  // Schema types are JSON by construction.
  sealUnder(
    canonical(document as unknown as Json),
    hexToBytes(key) as OwnKey,
    aboutText(document.docId, document.rev),
    random,
  )

/** Null for whatever is not this revision of this document under this key. */
export function openInner(text: string, { docId, rev, key }: Omit<InnerKey, 'read'>): InnerDocument | null {
  const opened = openUnder(text, hexToBytes(key) as OwnKey, aboutText(docId, rev))
  const document = opened === null ? null : readInner(opened)
  return document?.docId === docId && document.rev === rev ? document : null
}

/** Null for a text that is no such document. */
export function readInner(text: string): InnerDocument | null {
  try {
    const parsed = v.safeParse(InnerDocumentSchema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch (cause) {
    // JSON.parse: not JSON.
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}
