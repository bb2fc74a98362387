import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import * as v from 'valibot'
import { bytesToHex, utf8ToBytes } from '../../shared/base/bytes.ts'
import type { Json } from '../../shared/base/canonical.ts'
import { idSchema, newId, type Millis, type RandomBytes, type RecordId } from '../../shared/base/ids.ts'
import type { InnerDocument } from '../../shared/notices/inner-document.ts'
import { openOnPhone, sealWords, type PhoneAnswer, type PhonePage } from '../../shared/own/phone-own.ts'
import { sealPin } from '../../shared/own/phone-pin.ts'
import { OWN_WORDS_BYTES, OWN_WORDS_TYPED, OwnWordsSchema, type OwnWords } from '../../shared/passes/own-words.ts'
import { phoneProof, type PhoneOffer } from '../../shared/passes/phone-offer.ts'
import { thinnedPages, type StrokePages } from '../../shared/passes/strokes.ts'
import { asksPin, type Ask, type Told } from './ask.ts'
import { PagesSchema, type Drafts } from './drafts.ts'

/** The member's own page on their phone: asked for anew each time it is opened, kept nowhere. No JSX here. */

export type Matter = 'defence' | 'inquiry'

/** What somebody is about to say of their figures. */
export interface MatterDraft {
  readonly matter: Matter
  readonly typed: string
  readonly pages: StrokePages
}

export type OwnView =
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'page'
      readonly page: PhonePage
      /** What became of the last answer. */
      readonly told: 'accepted' | 'raised' | 'late' | Told | null
    }
  /** Agreeing is asked once more. */
  | { readonly kind: 'accept'; readonly page: PhonePage; readonly busy: boolean }
  | {
      readonly kind: 'matter'
      readonly page: PhonePage
      readonly draft: MatterDraft
      readonly step: 'write' | 'check'
      readonly busy: boolean
      readonly told: Told | null
      /** False: this phone has no room for a draft. */
      readonly isKept: boolean
    }
  /** The member's own PIN is asked for. `told`: what was wrong with the last one. */
  | { readonly kind: 'pin'; readonly page: PhonePage; readonly busy: boolean; readonly told: Told | null }
  /** `told` null: the hub was not reached. */
  | { readonly kind: 'no'; readonly told: Told | null }

export interface OwnDesk {
  readonly view: ReadonlySignal<OwnView>
  ask(): Promise<void>
  /** To the question whether the figures are right. */
  toAccept(): void
  accept(): Promise<void>
  /** To writing; what was begun before is still there. */
  toMatter(matter: Matter): void
  write(change: Partial<MatterDraft>): void
  /** To the last look, and back from it. */
  step(step: 'write' | 'check'): void
  raise(): Promise<void>
  throwAway(): void
  /** The member opened it; lost on the way, it is said again the next time. */
  read(document: Pick<InnerDocument, 'docId' | 'rev'>): Promise<void>
  givePin(pin: string): Promise<void>
  /** Back to the page. */
  back(): void
}

export interface OwnDeps {
  readonly offer: Pick<PhoneOffer, 'ref' | 'secret'>
  readonly ask: Ask
  readonly random: RandomBytes
  readonly now: () => number
  readonly drafts: Drafts
}

export const MATTER_DRAFT = 'matter'
const PlainSchema = v.object({ matter: v.picklist(['defence', 'inquiry']), typed: v.string() })
const SentSchema = v.object({ id: idSchema<RecordId>(), of: v.string() })

/** Bytes that pages may come to beside what is typed. */
export const pagesBytes = (typed: string): number =>
  OWN_WORDS_BYTES - 48 - utf8ToBytes(JSON.stringify(typed.trim())).length

/** Null where nothing is written, or more than fits. */
export function matterWords({ typed, pages }: Pick<MatterDraft, 'typed' | 'pages'>): OwnWords | null {
  const drawn = thinnedPages(pages, pagesBytes(typed))
  if (!drawn || typed.trim().length > OWN_WORDS_TYPED) return null
  const parsed = v.safeParse(OwnWordsSchema, {
    ...(typed.trim() !== '' && { typed: typed.trim() }),
    ...(drawn.length > 0 && { drawn }),
  })
  return parsed.success ? parsed.output : null
}

export const createOwn = (deps: OwnDeps): OwnDesk => new OwnSheet(deps)

/** What is being sent, and what its answer may still need. */
interface Saying {
  readonly id: RecordId
  readonly answer: PhoneAnswer
  /** Where a try that failed goes back to. */
  readonly from: Extract<OwnView, { kind: 'accept' | 'matter' }>
}

class OwnSheet implements OwnDesk {
  readonly view: Signal<OwnView> = signal({ kind: 'asking' })
  readonly #deps: OwnDeps
  #saying: Saying | null = null

  constructor(deps: OwnDeps) {
    this.#deps = deps
  }

  async ask(): Promise<void> {
    this.view.value = { kind: 'asking' }
    const page = await this.#showPage(null)
    const figures = page?.feedback
    if (!figures || figures.stage !== 'compiled' || figures.told !== null) return
    const { period, no } = figures
    // They are before the member now: that is being told. Lost on the way, it is said again the next time.
    await this.#send(this.#newId(), { kind: 'seeFigures', period, no })
  }

  async #showPage(told: Extract<OwnView, { kind: 'page' }>['told']): Promise<PhonePage | null> {
    const { offer, ask, random } = this.#deps
    const { ref, secret } = offer
    const nonce = bytesToHex(random(16))
    const said = { ref, nonce }
    const answer = await ask('own', { ...said, proof: phoneProof(secret, 'own', said) })
    const page = answer.kind === 'ok' ? openOnPhone(answer.value.sealed, secret, { ref, nonce }) : null
    this.view.value = page
      ? { kind: 'page', page, told }
      : { kind: 'no', told: answer.kind === 'no' ? answer.told : null }
    return page
  }

  toAccept(): void {
    const { value } = this.view
    if (value.kind === 'page' && value.page.feedback)
      this.view.value = { kind: 'accept', page: value.page, busy: false }
  }

  async accept(): Promise<void> {
    const { value: from } = this.view
    const figures = from.kind === 'accept' && !from.busy ? from.page.feedback : null
    if (from.kind !== 'accept' || !figures) return
    const { period, no } = figures
    await this.#say({ id: this.#newId(), answer: { kind: 'acceptFigures', period, no }, from })
  }

  toMatter(matter: Matter): void {
    const { value } = this.view
    if (value.kind !== 'page' || !value.page.feedback) return
    const { drafts } = this.#deps
    const kept = drafts.get(MATTER_DRAFT, PlainSchema)
    const pages = drafts.get(`${MATTER_DRAFT}.pages`, PagesSchema) ?? []
    const draft = { matter, typed: kept?.typed ?? '', pages }
    const { page } = value
    this.view.value = { kind: 'matter', page, draft, step: 'write', busy: false, told: null, isKept: true }
  }

  write(change: Partial<MatterDraft>): void {
    const { value } = this.view
    if (value.kind !== 'matter' || value.busy) return
    const draft = { ...value.draft, ...change }
    const { drafts } = this.#deps
    const { matter, typed, pages } = draft
    const isKept =
      drafts.put(MATTER_DRAFT, { matter, typed }) &&
      (pages === value.draft.pages || drafts.put(`${MATTER_DRAFT}.pages`, pages))
    this.view.value = { ...value, draft, isKept, told: null }
  }

  step(step: 'write' | 'check'): void {
    const { value } = this.view
    if (value.kind !== 'matter' || value.busy || (step === 'check' && !matterWords(value.draft))) return
    this.view.value = { ...value, step, told: null }
  }

  async raise(): Promise<void> {
    const { value: from } = this.view
    if (from.kind !== 'matter' || from.busy || !from.page.feedback) return
    const words = matterWords(from.draft)
    if (!words) return
    const { offer, random } = this.#deps
    const { ref, secret } = offer
    const { period, no } = from.page.feedback
    const { matter } = from.draft
    const id = this.#idOf(JSON.stringify([period, matter, words]))
    const sealed = sealWords(words, secret, { ref, id }, random)
    await this.#say({ id, answer: { kind: 'raiseMatter', period, no, matter, sealed }, from })
  }

  /** The same words, however often they are sent and after the page was opened anew, are one matter. */
  #idOf(of: string): RecordId {
    const { drafts } = this.#deps
    const name = `${MATTER_DRAFT}.sent`
    const sent = drafts.get(name, SentSchema)
    if (sent?.of === of) return sent.id
    const id = this.#newId()
    drafts.put(name, { id, of })
    return id
  }

  async read({ docId: noticeId, rev }: Pick<InnerDocument, 'docId' | 'rev'>): Promise<void> {
    await this.#send(this.#newId(), { kind: 'readInner', noticeId, rev })
  }

  throwAway(): void {
    this.#deps.drafts.drop(MATTER_DRAFT)
    this.back()
  }

  async givePin(pin: string): Promise<void> {
    const { value } = this.view
    if (value.kind === 'pin' && !value.busy && this.#saying) await this.#say(this.#saying, pin)
  }

  back(): void {
    const { value } = this.view
    if (value.kind === 'pin' && this.#saying) this.view.value = { ...this.#saying.from, busy: false }
    else if ('page' in value) this.view.value = { kind: 'page', page: value.page, told: null }
  }

  async #say(saying: Saying, pin?: string): Promise<void> {
    const { value: before } = this.view
    if (!('page' in before)) return
    this.#saying = saying
    const { answer, from, id } = saying
    this.view.value = { ...before, busy: true, told: null } as OwnView
    const reply = await this.#send(id, answer, pin)
    const told = reply.kind === 'no' ? reply.told : UNREACHABLE
    if (reply.kind === 'ok') {
      if (answer.kind === 'raiseMatter') this.#deps.drafts.drop(MATTER_DRAFT)
      const done = answer.kind === 'acceptFigures' ? 'accepted' : 'raised'
      await this.#showPage(reply.value.late === null ? done : 'late')
    } else if (reply.kind === 'no' && asksPin(reply.told)) {
      const why = reply.told.code === 'PIN_NEEDED' ? null : reply.told
      this.view.value = { kind: 'pin', page: from.page, busy: false, told: why }
    } else if (from.kind === 'matter') this.view.value = { ...from, busy: false, told }
    else this.view.value = { kind: 'page', page: from.page, told }
  }

  #send(id: RecordId, answer: PhoneAnswer, pin?: string) {
    const { offer, ask, random } = this.#deps
    const { ref, secret } = offer
    const given = pin === undefined ? {} : { pin: sealPin(pin, secret, { ref, act: id }, random) }
    const said = { ref, id, answer: answer as unknown as Json, ...given }
    return ask('answer', { ...said, proof: phoneProof(secret, 'answer', said) })
  }

  #newId(): RecordId {
    return newId<RecordId>(this.#deps.now() as Millis, this.#deps.random)
  }
}

const UNREACHABLE: Told = {
  code: 'UNREACHABLE',
  zh: '连不上支部的主机，没有送到。请连上支部的无线网再试。',
  en: 'The hub does not answer; nothing was sent. Join the branch’s Wi-Fi and try again.',
}
