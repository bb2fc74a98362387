import * as v from 'valibot'
import { DIMENSIONS } from '../../shared/points/item.ts'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { ActivityId } from '../../shared/base/ids.ts'
import type { PlainDate, PlainDateTime } from '../../shared/base/plain-date.ts'

/** Asking the hub. Every question may fail for want of a network, and the page goes on. */

export interface Told {
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** `unreachable`: nobody answered; nothing is known to have happened. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'no'; readonly told: Told }
  | { readonly kind: 'unreachable' }

const text = v.string()
const words = v.object({ title: text, detail: text, todo: v.array(text) })
const telling = v.object({
  pictogram: text,
  shape: v.picklist(['circle', 'square', 'clock', 'octagon']),
  tone: v.picklist(['done', 'wait', 'stop']),
  zh: words,
  en: words,
})
const coming = v.object({
  activityId: v.pipe(
    text,
    v.transform(id => id as ActivityId),
  ),
  title: text,
  place: text,
  start: v.pipe(
    text,
    v.transform(at => at as PlainDateTime),
  ),
  leave: v.picklist(['none', 'asked', 'granted', 'refused']),
})

const day = v.pipe(
  text,
  v.transform(date => date as PlainDate),
)
const amount = v.pipe(
  v.number(),
  v.transform(points => points as Hundredths),
)
const item = v.object({
  code: text,
  title: text,
  unit: text,
  dimension: v.picklist(DIMENSIONS),
  points: v.pipe(
    v.number(),
    v.transform(points => points as Hundredths),
  ),
  /** How much may be declared at once; missing where the item says nothing of it. */
  quantity: v.exactOptional(v.object({ least: v.exactOptional(amount), most: v.exactOptional(amount) })),
})

const REPLIES = {
  claim: v.object({ now: v.number() }),
  news: v.object({ now: v.number(), safe: v.boolean(), coming: v.array(coming) }),
  open: v.object({ ticket: text, until: v.number(), title: text, place: text }),
  sign: v.object({ code: text, telling }),
  leave: v.object({}),
  forget: v.object({}),
  own: v.object({ sealed: text }),
  answer: v.object({ late: v.nullable(text) }),
  declarable: v.object({ schemeVersion: v.number(), today: day, items: v.array(item) }),
  declare: v.object({}),
} as const
export type AskName = keyof typeof REPLIES
export type Reply<K extends AskName> = v.InferOutput<(typeof REPLIES)[K]>
export type Coming = v.InferOutput<typeof coming>
export type DeclarableItem = v.InferOutput<typeof item>
export type Telling = v.InferOutput<typeof telling>

const ToldSchema = v.object({ ok: v.literal(false), code: text, zh: text, en: text })
const WAIT_MS = 8_000
/** Pictures and voices take their time on a village's Wi-Fi. */
const SENDING_MS = 60_000

export type Ask = <K extends AskName>(name: K, body: object) => Promise<Answer<Reply<K>>>

export const askHub: Ask = async (name, body) => {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), name === 'declare' ? SENDING_MS : WAIT_MS)
  try {
    const response = await fetch(`/phone/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: stop.signal,
    })
    const answer: unknown = await response.json()
    const told = v.safeParse(ToldSchema, answer)
    if (told.success) return { kind: 'no', told: told.output }
    const reply = v.safeParse(REPLIES[name], answer)
    // Parsed by the reply schema of this very name.
    return reply.success ? { kind: 'ok', value: reply.output as Reply<typeof name> } : { kind: 'unreachable' }
  } catch {
    // No network, no hub, or a page of somebody else's Wi-Fi instead of an answer: to the member it is all one.
    return { kind: 'unreachable' }
  } finally {
    clearTimeout(timer)
  }
}

/** Whether the hub wants the member's own PIN (once more) before it takes what was said. */
export const asksPin = ({ code }: Told): boolean =>
  ['PIN_NEEDED', 'PIN_WRONG', 'PIN_UNREAD', 'PIN_PAUSED'].includes(code)
