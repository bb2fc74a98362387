import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import * as v from 'valibot'
import type { PhotoNote } from '../../kiosk/media/photo.ts'
import type { VoiceNote } from '../../kiosk/media/voice.ts'
import { hashOf, utf8ToBytes } from '../../shared/base/bytes.ts'
import type { Json } from '../../shared/base/canonical.ts'
import { HundredthsSchema, type Hundredths } from '../../shared/base/hundredths.ts'
import { idSchema, newId, type Millis, type RecordId } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import { amountAtFirst, amountsOf } from '../../shared/declarations/amounts.ts'
import { DRAWING_BYTES, drawingOf } from '../../shared/declarations/drawing.ts'
import { PhoneDeclarationSchema, sealDeclared, type PhoneDeclaration } from '../../shared/own/phone-declaration.ts'
import { sealPin } from '../../shared/own/phone-pin.ts'
import { phoneProof } from '../../shared/passes/phone-offer.ts'
import { thinnedPages, type StrokePages } from '../../shared/passes/strokes.ts'
import { asksPin, type DeclarableItem, type Told } from './ask.ts'
import { BytesSchema, bytesText, PagesSchema } from './drafts.ts'
import type { OwnDeps } from './own.ts'

/** Declaring on the phone: one page to fill in, shown back before it is sent, kept until the hub has it. No JSX here. */

export interface Filling {
  readonly code: string
  /** As the field has it: a day, or what is not one yet. */
  readonly date: string
  readonly quantity: Hundredths
  readonly text: string
  /** By finger. */
  readonly pages: StrokePages
  readonly voice: VoiceNote | null
  readonly photo: PhotoNote | null
}

export type DeclareView =
  | { readonly kind: 'asking' }
  /** `told` null: the hub was not reached. */
  | { readonly kind: 'no'; readonly told: Told | null }
  /** `isKept` false: this phone has no room for a draft. */
  | { readonly kind: 'filling'; readonly offer: Offer; readonly filling: Filling; readonly isKept: boolean }
  | {
      readonly kind: 'checking'
      readonly offer: Offer
      readonly filling: Filling
      readonly busy: boolean
      /** Why it was not taken; `unreachable` may be tried again as it is. */
      readonly told: Told | 'unreachable' | null
      /** Another wording was sent before, and nobody knows whether it arrived. */
      readonly mayBeTwo: boolean
    }
  /** The member's own PIN is asked for. `told`: what was wrong with the last one. */
  | {
      readonly kind: 'pin'
      readonly offer: Offer
      readonly filling: Filling
      readonly busy: boolean
      readonly told: Told | null
    }
  | { readonly kind: 'sent' }

export interface Offer {
  readonly schemeVersion: number
  readonly today: PlainDate
  readonly items: readonly DeclarableItem[]
}

export interface DeclareDesk {
  readonly view: ReadonlySignal<DeclareView>
  ask(): Promise<void>
  put(change: Partial<Filling>): void
  check(): void
  /** Back from the last look, or from the PIN. */
  change(): void
  send(pin?: string): Promise<void>
  /** The draft is not wanted any more. */
  throwAway(): void
}

/** Name of the draft. @param follows the declaration that was asked back and is sent again */
export const declareDraft = (follows: string | null): string => `declare.${follows ?? 'new'}`

export const itemOf = (offer: Offer, { code }: Pick<Filling, 'code'>): DeclarableItem | null =>
  offer.items.find(each => each.code === code) ?? null

/** Whether there is something that may be sent. */
export function isWhole(offer: Offer, filling: Filling): boolean {
  const item = itemOf(offer, filling)
  const amounts = item && amountsOf(item)
  const { date, quantity, pages } = filling
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(date) && date <= offer.today
  const isAmount = !amounts || (quantity >= amounts.least && quantity <= amounts.most)
  return item !== null && isDay && isAmount && thinnedPages(pages, DRAWING_BYTES) !== null
}

/** @param follows the declaration that was asked back and is sent again @param at first: its item and day */
export const createDeclare = (
  deps: OwnDeps,
  follows: string | null,
  first: { readonly code?: string | null; readonly date?: string } = {},
): DeclareDesk => new Declaring(deps, follows, first)

/** What was sent and not answered: said again in the same words it is the same declaration. */
const SentSchema = v.array(v.object({ id: idSchema<RecordId>(), of: v.string() }))
type Sent = v.InferOutput<typeof SentSchema>

const PlainSchema = v.object({
  code: v.string(),
  date: v.string(),
  quantity: HundredthsSchema,
  text: v.string(),
})
const VoiceSchema = v.object({ bytes: BytesSchema, mime: v.string(), ms: v.number() })
const PhotoSchema = v.object({ bytes: BytesSchema, width: v.number(), height: v.number() })

class Declaring implements DeclareDesk {
  readonly view: Signal<DeclareView> = signal({ kind: 'asking' })
  readonly #deps: OwnDeps
  readonly #follows: string | null
  readonly #first: { readonly code?: string | null; readonly date?: string }
  readonly #name: string
  /** Each wording that was sent, newest last. */
  #sent: Sent = []

  constructor(deps: OwnDeps, follows: string | null, first: { readonly code?: string | null; readonly date?: string }) {
    this.#deps = deps
    this.#follows = follows
    this.#first = first
    this.#name = declareDraft(follows)
  }

  async ask(): Promise<void> {
    const { ask, offer } = this.#deps
    const { ref, secret } = offer
    this.view.value = { kind: 'asking' }
    const answer = await ask('declarable', { ref, proof: phoneProof(secret, 'declarable', { ref }) })
    if (answer.kind !== 'ok') {
      this.view.value = { kind: 'no', told: answer.kind === 'no' ? answer.told : null }
      return
    }
    const kept = this.#read()
    const filling = kept ?? this.#empty(answer.value)
    this.#sent = this.#deps.drafts.get(`${this.#name}.sent`, SentSchema) ?? []
    const wasSent = this.#sent.at(-1)?.of === printOf(filling) && isWhole(answer.value, filling)
    this.view.value = wasSent
      ? { kind: 'checking', offer: answer.value, filling, busy: false, told: 'unreachable', mayBeTwo: false }
      : { kind: 'filling', offer: answer.value, filling, isKept: true }
  }

  #empty({ today, items }: Offer): Filling {
    const item = items.find(each => each.code === this.#first.code)
    return {
      code: item?.code ?? '',
      date: this.#first.date ?? today,
      quantity: item ? amountAtFirst(item) : (100 as Hundredths),
      text: '',
      pages: [],
      voice: null,
      photo: null,
    }
  }

  #read(): Filling | null {
    const { drafts } = this.#deps
    const plain = drafts.get(this.#name, PlainSchema)
    if (!plain) return null
    return {
      ...plain,
      pages: drafts.get(`${this.#name}.pages`, PagesSchema) ?? [],
      voice: drafts.get(`${this.#name}.voice`, VoiceSchema),
      photo: drafts.get(`${this.#name}.photo`, PhotoSchema),
    }
  }

  /** Each part apart, so that a letter typed does not write the picture anew. */
  #keep({ code, date, quantity, text, pages, voice, photo }: Filling, before: Filling): boolean {
    const { drafts } = this.#deps
    const part = (name: string, value: unknown) => {
      if (value !== null) return drafts.put(`${this.#name}.${name}`, value)
      drafts.drop(`${this.#name}.${name}`)
      return true
    }
    const done = [drafts.put(this.#name, { code, date, quantity, text })]
    if (pages !== before.pages) done.push(part('pages', pages))
    if (voice !== before.voice) done.push(part('voice', voice && { ...voice, bytes: bytesText(voice.bytes) }))
    if (photo !== before.photo) done.push(part('photo', photo && { ...photo, bytes: bytesText(photo.bytes) }))
    return done.every(Boolean)
  }

  put(change: Partial<Filling>): void {
    const before = this.view.value
    if (before.kind !== 'filling') return
    const item = change.code === undefined ? null : itemOf(before.offer, { code: change.code })
    // Another item has other amounts: what was said of the one before does not count for it.
    const amount = item && item.code !== before.filling.code ? { quantity: amountAtFirst(item) } : {}
    const filling = { ...before.filling, ...amount, ...change }
    this.view.value = { ...before, filling, isKept: this.#keep(filling, before.filling) }
  }

  check(): void {
    const { value: before } = this.view
    if (before.kind !== 'filling' || !isWhole(before.offer, before.filling)) return
    const { offer, filling } = before
    const of = printOf(filling)
    const mayBeTwo = this.#sent.some(each => each.of !== of)
    this.view.value = { kind: 'checking', offer, filling, busy: false, told: null, mayBeTwo }
  }

  change(): void {
    const before = this.view.value
    if ((before.kind !== 'checking' && before.kind !== 'pin') || before.busy) return
    const { offer, filling } = before
    this.view.value =
      before.kind === 'pin'
        ? { kind: 'checking', offer, filling, busy: false, told: null, mayBeTwo: false }
        : { kind: 'filling', offer, filling, isKept: true }
  }

  async send(pin?: string): Promise<void> {
    const before = this.view.value
    if ((before.kind !== 'checking' && before.kind !== 'pin') || before.busy) return
    const { offer, filling } = before
    const item = itemOf(offer, filling)
    if (!item) return
    this.view.value = { ...before, busy: true, told: null }
    const id = this.#idOf(filling)
    const answer = await this.#deps.ask('declare', this.#bodyOf(id, offer, item, filling, pin))
    const shown = { offer, filling, busy: false } as const
    if (answer.kind === 'ok') {
      this.throwAway()
      this.view.value = { kind: 'sent' }
    } else if (answer.kind === 'unreachable') {
      this.view.value = { kind: 'checking', ...shown, told: 'unreachable', mayBeTwo: false }
    } else if (asksPin(answer.told)) {
      const told = answer.told.code === 'PIN_NEEDED' ? null : answer.told
      this.view.value = { kind: 'pin', ...shown, told }
    } else {
      this.#noteSent(this.#sent.filter(each => each.id !== id))
      this.view.value = { kind: 'checking', ...shown, told: answer.told, mayBeTwo: false }
    }
  }

  /** Of these very words: the same however often they are sent, and after the page was opened anew. */
  #idOf(filling: Filling): RecordId {
    const of = printOf(filling)
    const before = this.#sent.find(each => each.of === of)
    if (before) return before.id
    const id = newId<RecordId>(this.#deps.now() as Millis, this.#deps.random)
    this.#noteSent([...this.#sent, { id, of }])
    return id
  }

  #noteSent(sent: Sent): void {
    this.#sent = sent
    this.#deps.drafts.put(`${this.#name}.sent`, sent)
  }

  #bodyOf(id: RecordId, offer: Offer, item: DeclarableItem, filling: Filling, pin: string | undefined) {
    const { offer: phone, random } = this.#deps
    const { ref, secret } = phone
    const { date, quantity, text, voice, photo, pages } = filling
    const words = {
      text: text.trim(),
      photo: photo?.bytes ?? null,
      voice: voice?.bytes ?? null,
      drawing: drawingOf(pages),
    }
    const declaration: PhoneDeclaration = {
      itemCode: item.code,
      schemeVersion: offer.schemeVersion,
      date: date as PlainDate,
      quantity,
      follows: v.parse(PhoneDeclarationSchema.entries.follows, this.#follows),
      sealed: sealDeclared(words, secret, { ref, id }, random),
    }
    const given = pin === undefined ? {} : { pin: sealPin(pin, secret, { ref, act: id }, random) }
    const said = { ref, id, declaration: declaration as unknown as Json, ...given }
    return { ...said, proof: phoneProof(secret, 'declare', said) }
  }

  throwAway(): void {
    this.#sent = []
    this.#deps.drafts.drop(this.#name)
    const { value } = this.view
    if (value.kind === 'filling') this.view.value = { ...value, filling: this.#empty(value.offer), isKept: true }
  }
}

/** Tells one wording from another. */
const printOf = ({ voice, photo, ...rest }: Filling): string =>
  hashOf(
    utf8ToBytes(
      JSON.stringify([rest.code, rest.date, rest.quantity, rest.text.trim(), rest.pages, hashed(voice), hashed(photo)]),
    ),
  )

const hashed = (note: { readonly bytes: Uint8Array } | null) => note && hashOf(note.bytes)
