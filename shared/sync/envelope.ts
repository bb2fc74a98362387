import * as v from 'valibot'
import { err, ok, type Result } from '../base/result.ts'
import { DocumentSchema, WithdrawalSchema, type BoardDocument, type Withdrawal } from '../notices/document.ts'
import { KeyIdSchema, SignatureSchema, type KeyId, type PublicKey, type Signature } from './fields.ts'
import { documentText } from './signing.ts'
import type { VerifySignature } from './signature.ts'

/** A document with the hub's signature over the exact bytes of its text: it can be verified by itself, for ever. */
export const EnvelopeSchema = v.object({ p: v.string(), k: KeyIdSchema, s: SignatureSchema })
export type Envelope = v.InferOutput<typeof EnvelopeSchema>

/** What hangs on the board, or takes something off it. */
export const BoardItemSchema = v.variant('type', [DocumentSchema, WithdrawalSchema])
export type BoardItem = BoardDocument | Withdrawal

export const envelopeText = (p: string, k: KeyId, s: Signature): string => JSON.stringify({ p, k, s })

export type EnvelopeFault = 'malformed' | 'unknownKey' | 'badSignature'

/** A document of a kind made by a newer hub: verified and kept, shown after the kiosk's next update. */
export interface NewerItem {
  readonly type: 'newer'
}

/**
 * Reads an envelope's text. The signature is checked before anything inside is parsed.
 * @param keyOf the pinned hub key by its id; null for a key that was never announced
 */
export function openEnvelope(
  text: string,
  keyOf: (id: KeyId) => PublicKey | null,
  verify: VerifySignature,
): Result<BoardItem | NewerItem, EnvelopeFault> {
  const envelope = parseJson(EnvelopeSchema, text)
  if (!envelope) return err('malformed')
  const key = keyOf(envelope.k)
  if (!key) return err('unknownKey')
  if (!verify(key, documentText(envelope.p), envelope.s)) return err('badSignature')
  return ok(parseJson(BoardItemSchema, envelope.p) ?? { type: 'newer' })
}

/** The exact text inside an envelope of one's own making, to be signed anew; null for what is no envelope. */
export const openEnvelopeText = (text: string): string | null => parseJson(EnvelopeSchema, text)?.p ?? null

/** The document inside an envelope that was verified before it was stored; null for a kind this program does not know. */
export function storedDocument(text: string): BoardItem | null {
  const envelope = parseJson(EnvelopeSchema, text)
  return envelope && parseJson(BoardItemSchema, envelope.p)
}

function parseJson<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof RangeError) return null
    throw cause
  }
}
