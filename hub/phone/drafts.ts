import * as v from 'valibot'
import { fromBase64Url, toBase64Url } from '../../shared/base/base64url.ts'
import { canonical } from '../../shared/base/canonical.ts'
import type { RandomBytes } from '../../shared/base/ids.ts'
import { openUnder, phoneOwnKey, sealUnder } from '../../shared/own/seal-own.ts'
import type { PhoneOffer } from '../../shared/passes/phone-offer.ts'
import { StrokeSchema } from '../../shared/passes/written.ts'

/**
 * What a member has begun to write and the hub has not acknowledged (PT93): in this phone's storage alone, sealed under
 * the phone's key, until it was sent, thrown away, the phone was given up, or a week went by. A PIN is never in it.
 */

/** Where drafts lie: names begin with what they are about, as in `declare.new.photo`. */
export interface DraftPlace {
  names(): readonly string[]
  get(name: string): string | null
  /** False where there is no room. */
  set(name: string, text: string): boolean
  remove(name: string): void
}

export interface Drafts {
  /** Whether something of this is kept. @param about `declare.new` */
  has(about: string): boolean
  /** Null for what is not there, not this phone's, older than a week or of another form. */
  get<S extends v.GenericSchema>(name: string, schema: S): v.InferOutput<S> | null
  /** Kept at once: the next thing may be that the phone is switched off. @returns whether it is */
  put(name: string, value: unknown): boolean
  /** All that is about this. */
  drop(about: string): void
}

export const DRAFT_MS = 7 * 86_400_000

interface DraftDeps {
  readonly place: DraftPlace
  readonly offer: Pick<PhoneOffer, 'ref' | 'secret'>
  readonly random: RandomBytes
  readonly now: () => number
}

export function openDrafts({ place, offer: { ref, secret }, random, now }: DraftDeps): Drafts {
  const aboutOf = (name: string): string => canonical({ draft: ref, name })
  const EnvelopeSchema = v.object({ at: v.number(), value: v.unknown() })
  const opened = (name: string): unknown => {
    const text = place.get(name)
    const plain = text === null ? null : openUnder(text, phoneOwnKey(secret), aboutOf(name))
    const parsed = plain === null ? null : v.safeParse(EnvelopeSchema, JSON.parse(plain))
    if (!parsed?.success || Math.abs(now() - parsed.output.at) > DRAFT_MS) {
      if (text !== null) place.remove(name)
      return undefined
    }
    return parsed.output.value
  }
  for (const name of place.names()) opened(name)
  const namesOf = (about: string) => place.names().filter(name => name === about || name.startsWith(`${about}.`))
  return {
    has: about => namesOf(about).some(name => opened(name) !== undefined),
    get(name, schema) {
      const parsed = v.safeParse(schema, opened(name))
      return parsed.success ? parsed.output : null
    },
    put: (name, value) =>
      place.set(name, sealUnder(JSON.stringify({ at: now(), value }), phoneOwnKey(secret), aboutOf(name), random)),
    drop: about => namesOf(about).forEach(name => place.remove(name)),
  }
}

/** Bytes inside a draft. */
export const BytesSchema = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const bytes = fromBase64Url(dataset.value)
    if (bytes) return new Uint8Array(bytes)
    addIssue({ message: 'no base64url' })
    return NEVER
  }),
)
export const bytesText = (bytes: Uint8Array): string => toBase64Url(bytes)

export const PagesSchema = v.array(v.array(StrokeSchema))
