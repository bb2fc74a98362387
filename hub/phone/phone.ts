import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { LeaveReason } from '../../shared/activities/leave.ts'
import { bytesToHex } from '../../shared/base/bytes.ts'
import type { Json } from '../../shared/base/canonical.ts'
import type { ActivityId, RandomBytes } from '../../shared/base/ids.ts'
import { phoneProof, readOffer, type PhoneAsk, type PhoneOffer } from '../../shared/passes/phone-offer.ts'
import { type Ask, type Coming, type Telling, type Told } from './ask.ts'
import type { PhoneClock } from './clock.ts'
import type { Keep, Kept } from './keep.ts'
import type { DraftPlace } from './drafts.ts'
import type { OwnDeps } from './own.ts'

/** What the page shows, and what the member may do. No JSX here. */

/** The steps of signing in by the code on a kiosk. */
export type CodeStep =
  | { readonly kind: 'opening' }
  | { readonly kind: 'ready'; readonly ticket: string; readonly title: string; readonly place: string }
  | { readonly kind: 'signing'; readonly ticket: string; readonly title: string; readonly place: string }
  | { readonly kind: 'told'; readonly telling: Telling }
  /** `again`: the same may be tried once more. */
  | { readonly kind: 'no'; readonly told: Told | null; readonly again: (() => void) | null }

export type View =
  /** The browser keeps nothing. */
  | { readonly kind: 'noStorage' }
  /** `scanned`: the member came by a kiosk's code · `unread`: by an address that is no code. */
  | { readonly kind: 'none'; readonly why: 'scanned' | 'unread' | null }
  | { readonly kind: 'claiming' }
  /** `told` null: the hub was not reached. */
  | { readonly kind: 'notClaimed'; readonly told: Told | null }
  /** Enrolled already, and another code was scanned. */
  | { readonly kind: 'replace'; readonly offer: PhoneOffer }
  | { readonly kind: 'pass' }
  | { readonly kind: 'code'; readonly step: CodeStep }
  | { readonly kind: 'leave'; readonly busy: ActivityId | null; readonly told: Told | null }
  | { readonly kind: 'more' }
  | { readonly kind: 'own' }
  | { readonly kind: 'revoked'; readonly told: Told }

/** `reason` null takes it back. */
export interface LeaveWish {
  readonly activityId: ActivityId
  readonly reason: LeaveReason | null
}

/** What the hub said last. */
export interface News {
  /** Null before it was asked. */
  readonly reached: boolean | null
  readonly safe: boolean
  readonly coming: readonly Coming[]
  /** Why the hub would not answer this phone, e.g. after it was set back to a backup; null where it did. */
  readonly told: Told | null
}

export interface Phone {
  readonly view: ReadonlySignal<View>
  readonly kept: ReadonlySignal<Kept | null>
  readonly news: ReadonlySignal<News>
  /** How far the phone's own clock is ahead of the hub's; null where the hub was not heard. */
  readonly ahead: ReadonlySignal<number | null>
  now(): number
  /** Reads the part of the address after `#`. */
  arrive(fragment: string): void
  show(kind: 'pass' | 'leave' | 'more' | 'own'): void
  /** What the own page is asked for with; null on a phone that is not enrolled. */
  ownDeps(): OwnNeeds | null
  claimAgain(): void
  replace(offer: PhoneOffer): void
  sign(): void
  wishLeave(wish: LeaveWish): void
  /** Something was begun here that the hub has not acknowledged. */
  hasDraft(): boolean
  /** Asks the hub for the time and what is to come. */
  refresh(): void
  /** Takes the enrolment off this phone, and tells the hub where it can be reached. */
  forget(): void
}

/** What the own page is asked for with; drafts are opened by the page itself, which brings what opens them. */
export type OwnNeeds = Omit<OwnDeps, 'drafts'> & { readonly place: DraftPlace }

export interface PhoneDeps {
  readonly keep: Keep
  readonly ask: Ask
  readonly clock: PhoneClock
  readonly wall: () => number
  readonly random: RandomBytes
}

const CLAIM_BYTES = 16

export const createPhone = (deps: PhoneDeps): Phone => new PhonePage(deps)

class PhonePage implements Phone {
  readonly view: Signal<View>
  readonly kept: Signal<Kept | null>
  readonly news = signal<News>({ reached: null, safe: false, coming: [], told: null })
  readonly ahead = signal<number | null>(null)
  readonly #deps: PhoneDeps
  /** The claim on the screen: made again with the same words. */
  #claiming: { readonly offer: PhoneOffer; readonly mine: string } | null = null
  /** The one kiosk code that is being dealt with; answers to an earlier one are no news. */
  #codeTurn = 0

  constructor(deps: PhoneDeps) {
    this.#deps = deps
    this.kept = signal(deps.keep.read())
    this.view = signal(deps.keep.works ? first(this.kept.value) : { kind: 'noStorage' })
  }

  now(): number {
    const { clock } = this.#deps
    const time = clock.now()
    if (this.ahead.peek() !== clock.ahead()) this.ahead.value = clock.ahead()
    return time
  }

  arrive(fragment: string): void {
    const kept = this.kept.value
    if (!this.#deps.keep.works) return
    const offered = /^#e=(.+)$/.exec(fragment)?.[1]
    const token = /^#k=(.+)$/.exec(fragment)?.[1]
    if (offered !== undefined) this.#offered(readOffer(offered))
    else if (token !== undefined && kept?.claimed) void this.#open(token)
    else if (token !== undefined) this.view.value = { kind: 'none', why: 'scanned' }
    else if (kept) this.#resume(kept)
  }

  #offered(offer: PhoneOffer | null): void {
    const kept = this.kept.value
    if (!offer) this.view.value = { kind: 'none', why: 'unread' }
    else if (kept?.offer.ref === offer.ref) this.#resume(kept)
    else if (kept?.claimed) this.view.value = { kind: 'replace', offer }
    else this.#begin(offer)
  }

  #resume({ offer, claim, claimed }: Kept): void {
    if (!claimed) return void this.#claim(offer, claim)
    this.view.value = { kind: 'pass' }
    this.refresh()
  }

  ownDeps(): OwnNeeds | null {
    const { ask, random, keep } = this.#deps
    const offer = this.kept.value?.offer
    return offer ? { offer, ask, random, now: () => this.now(), place: keep.drafts } : null
  }

  show(kind: 'pass' | 'leave' | 'more' | 'own'): void {
    this.#codeTurn += 1
    this.view.value = kind === 'leave' ? { kind, busy: null, told: null } : { kind }
  }

  claimAgain(): void {
    if (this.#claiming) void this.#claim(this.#claiming.offer, this.#claiming.mine)
  }

  replace(offer: PhoneOffer): void {
    this.#begin(offer)
  }

  #begin(offer: PhoneOffer): void {
    const mine = bytesToHex(this.#deps.random(CLAIM_BYTES))
    // Before the question: a phone that loses the answer must be able to say that it was itself who asked. An
    // enrolment that works is only given up for one that works.
    if (!this.kept.value?.claimed) this.#keepNow({ offer, claim: mine, claimed: false })
    void this.#claim(offer, mine)
  }

  async #claim(offer: PhoneOffer, mine: string): Promise<void> {
    const { ask, wall, keep } = this.#deps
    const before = this.kept.value
    this.#claiming = { offer, mine }
    this.view.value = { kind: 'claiming' }
    const { ref, secret } = offer
    const said = { ref, claim: mine }
    const askedAt = wall()
    const answer = await ask('claim', { ...said, proof: phoneProof(secret, 'claim', said) })
    if (answer.kind !== 'ok') {
      const told = answer.kind === 'no' ? answer.told : null
      if (told && !before?.claimed) {
        keep.forget()
        this.kept.value = null
      }
      this.view.value = { kind: 'notClaimed', told }
      return
    }
    this.#claiming = null
    this.#heard(answer.value.now, askedAt)
    if (before?.claimed) this.#tellForgotten(before)
    this.#keepNow({ offer, claim: mine, claimed: true })
    this.view.value = { kind: 'pass' }
    this.refresh()
  }

  refresh(): void {
    void this.#refresh()
  }

  async #refresh(): Promise<void> {
    const ref = this.kept.value?.claimed ? this.kept.value.offer.ref : null
    const body = ref === null ? null : this.#proven('news', { ref })
    if (!body) return
    const askedAt = this.#deps.wall()
    const answer = await this.#deps.ask('news', body)
    if (this.kept.value?.offer.ref !== ref) return
    if (answer.kind === 'ok') {
      const { now, safe, coming } = answer.value
      this.#heard(now, askedAt)
      this.news.value = { reached: true, safe, coming, told: null }
    } else if (answer.kind === 'no' && isRevoked(answer.told)) this.#gone(answer.told)
    else {
      const told = answer.kind === 'no' ? answer.told : null
      this.news.value = { ...this.news.value, reached: told !== null, told }
    }
  }

  async #open(token: string): Promise<void> {
    const turn = ++this.#codeTurn
    this.#showCode(turn, { kind: 'opening' })
    const answer = await this.#deps.ask('open', { token })
    if (answer.kind === 'ok') {
      const { ticket, title, place } = answer.value
      return this.#showCode(turn, { kind: 'ready', ticket, title, place })
    }
    const told = answer.kind === 'no' ? answer.told : null
    this.#showCode(turn, { kind: 'no', told, again: told ? null : () => void this.#open(token) })
  }

  sign(): void {
    const view = this.view.value
    if (view.kind === 'code' && view.step.kind === 'ready') void this.#sign(view.step)
  }

  async #sign(step: Extract<CodeStep, { kind: 'ready' }>): Promise<void> {
    const turn = this.#codeTurn
    const ref = this.kept.value?.offer.ref
    const body = ref === undefined ? null : this.#proven('code', { ref, ticket: step.ticket })
    if (!body) return
    this.#showCode(turn, { ...step, kind: 'signing' })
    const answer = await this.#deps.ask('sign', body)
    if (answer.kind === 'ok') return this.#showCode(turn, { kind: 'told', telling: answer.value.telling })
    if (answer.kind === 'no' && isRevoked(answer.told)) return this.#gone(answer.told)
    const told = answer.kind === 'no' ? answer.told : null
    // The hub answers the same ticket with the same result, so trying again never signs in twice.
    this.#showCode(turn, { kind: 'no', told, again: told ? null : () => void this.#sign(step) })
  }

  #showCode(turn: number, step: CodeStep): void {
    if (turn === this.#codeTurn) this.view.value = { kind: 'code', step }
  }

  wishLeave(wish: LeaveWish): void {
    void this.#wishLeave(wish)
  }

  async #wishLeave({ activityId, reason }: LeaveWish): Promise<void> {
    const phone = this.kept.value?.offer
    if (!phone) return
    this.view.value = { kind: 'leave', busy: activityId, told: null }
    const body = this.#proven('leave', { ref: phone.ref, activityId, reason })
    if (!body) return
    const answer = await this.#deps.ask('leave', body)
    await this.#refresh()
    if (this.view.value.kind !== 'leave') return
    const told = answer.kind === 'no' ? answer.told : answer.kind === 'unreachable' ? UNREACHABLE : null
    this.view.value = { kind: 'leave', busy: null, told }
  }

  hasDraft(): boolean {
    return this.#deps.keep.drafts.names().length > 0
  }

  forget(): void {
    const before = this.kept.value
    this.#deps.keep.forget()
    this.kept.value = null
    this.view.value = { kind: 'none', why: null }
    if (before) this.#tellForgotten(before)
  }

  /** Where the hub is out of reach the old code still counts there; the page says so before. */
  #tellForgotten({ offer: { ref, secret } }: Kept): void {
    void this.#deps.ask('forget', { ref, proof: phoneProof(secret, 'forget', { ref }) })
  }

  #proven(which: PhoneAsk, said: { readonly [name: string]: Json }) {
    const secret = this.kept.value?.offer.secret
    return secret ? { ...said, proof: phoneProof(secret, which, said) } : null
  }

  #heard(hubNow: number, askedAt: number): void {
    const { clock, wall } = this.#deps
    clock.heard(hubNow, askedAt, wall())
    this.ahead.value = clock.ahead()
  }

  #keepNow(kept: Kept): void {
    this.#deps.keep.write(kept)
    this.kept.value = kept
  }

  #gone(told: Told): void {
    this.#deps.keep.forget()
    this.kept.value = null
    this.view.value = { kind: 'revoked', told }
  }
}

const isRevoked = (told: Told): boolean => told.code === 'PHONE_REVOKED'

const first = (kept: Kept | null): View =>
  kept === null ? { kind: 'none', why: null } : kept.claimed ? { kind: 'pass' } : { kind: 'claiming' }

const UNREACHABLE: Told = {
  code: 'UNREACHABLE',
  zh: '连不上支部的主机，没有改动。请连上支部的无线网再试。',
  en: 'The hub does not answer; nothing was changed. Join the branch’s Wi-Fi and try again.',
}
