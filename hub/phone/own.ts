import { signal, type ReadonlySignal } from '@preact/signals'
import { bytesToHex } from '../../shared/base/bytes.ts'
import type { Json } from '../../shared/base/canonical.ts'
import { newId, type Millis, type RandomBytes, type RecordId } from '../../shared/base/ids.ts'
import { openOnPhone, sealWords, type PhoneAnswer } from '../../shared/own/phone-own.ts'
import type { OwnFeedback, OwnPage } from '../../shared/own/own-page.ts'
import { phoneProof, type PhoneOffer } from '../../shared/passes/phone-offer.ts'
import type { Ask, Told } from './ask.ts'

/** The member's own page on their phone: asked for anew each time it is opened, kept nowhere. No JSX here. */

export type OwnView =
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'page'
      readonly page: OwnPage
      readonly busy: boolean
      /** What became of the last answer. */
      readonly told: 'accepted' | 'raised' | 'late' | Told | null
    }
  /** `told` null: the hub was not reached. */
  | { readonly kind: 'no'; readonly told: Told | null }

export interface OwnDesk {
  readonly view: ReadonlySignal<OwnView>
  ask(): Promise<void>
  accept(): Promise<void>
  /** @param words what the member typed */
  raise(matter: 'defence' | 'inquiry', words: string): Promise<void>
}

export interface OwnDeps {
  readonly offer: Pick<PhoneOffer, 'ref' | 'secret'>
  readonly ask: Ask
  readonly random: RandomBytes
  readonly now: () => number
}

export function createOwn(deps: OwnDeps): OwnDesk {
  const { offer, ask, random, now } = deps
  const { ref, secret } = offer
  const view = signal<OwnView>({ kind: 'asking' })

  const fetchPage = async (): Promise<OwnPage | Told | null> => {
    const nonce = bytesToHex(random(16))
    const said = { ref, nonce }
    const answer = await ask('own', { ...said, proof: phoneProof(secret, 'own', said) })
    if (answer.kind === 'ok') return openOnPhone(answer.value.sealed, secret, { ref, nonce })
    return answer.kind === 'no' ? answer.told : null
  }
  const showPage = async (told: Extract<OwnView, { kind: 'page' }>['told']): Promise<OwnPage | null> => {
    const found = await fetchPage()
    const isPage = found !== null && 'memberId' in found
    view.value = isPage ? { kind: 'page', page: found, busy: false, told } : { kind: 'no', told: found }
    return isPage ? found : null
  }
  const send = (id: RecordId, answer: PhoneAnswer) => {
    const said = { ref, id, answer: answer as unknown as Json }
    return ask('answer', { ref, id, answer, proof: phoneProof(secret, 'answer', said) })
  }
  const say = async (make: (figures: OwnFeedback, id: RecordId) => PhoneAnswer): Promise<void> => {
    const before = view.value
    if (before.kind !== 'page' || before.busy || !before.page.feedback) return
    view.value = { ...before, busy: true, told: null }
    const id = newId<RecordId>(now() as Millis, random)
    const answer = make(before.page.feedback, id)
    const reply = await send(id, answer)
    if (reply.kind === 'ok') {
      const done = answer.kind === 'acceptFigures' ? 'accepted' : 'raised'
      await showPage(reply.value.late === null ? done : 'late')
    } else view.value = { ...before, busy: false, told: reply.kind === 'no' ? reply.told : UNREACHABLE }
  }

  return {
    view,
    async ask() {
      view.value = { kind: 'asking' }
      const page = await showPage(null)
      const figures = page?.feedback
      if (!figures || figures.stage !== 'compiled' || figures.told !== null) return
      const { period, no } = figures
      // They are before the member now: that is being told. Lost on the way, it is said again the next time.
      await send(newId<RecordId>(now() as Millis, random), { kind: 'seeFigures', period, no })
    },
    accept: () => say(({ period, no }) => ({ kind: 'acceptFigures', period, no })),
    raise: (matter, words) =>
      say(({ period, no }, id) => ({
        kind: 'raiseMatter',
        period,
        no,
        matter,
        sealed: sealWords({ typed: words.trim() }, secret, { ref, id }, random),
      })),
  }
}

const UNREACHABLE: Told = {
  code: 'UNREACHABLE',
  zh: '连不上支部的主机，没有送到。请连上支部的无线网再试。',
  en: 'The hub does not answer; nothing was sent. Join the branch’s Wi-Fi and try again.',
}
