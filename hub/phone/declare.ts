import { signal, type ReadonlySignal } from '@preact/signals'
import * as v from 'valibot'
import type { Json } from '../../shared/base/canonical.ts'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import { newId, type Millis, type RecordId } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import { PhoneDeclarationSchema, sealDeclared, type PhoneDeclaration } from '../../shared/own/phone-declaration.ts'
import { phoneProof } from '../../shared/passes/phone-offer.ts'
import type { DeclarableItem, Told } from './ask.ts'
import type { OwnDeps } from './own.ts'

/** Declaring on the phone: one page to fill in, shown back before it is sent. No JSX here. */

export interface Filled {
  readonly item: DeclarableItem
  readonly date: PlainDate
  readonly quantity: Hundredths
  readonly text: string
  /** A JPEG, or null. */
  readonly photo: Uint8Array | null
}

export type DeclareView =
  | { readonly kind: 'asking' }
  /** `told` null: the hub was not reached. */
  | { readonly kind: 'no'; readonly told: Told | null }
  | { readonly kind: 'filling'; readonly offer: Offer; readonly filled: Filled | null }
  | {
      readonly kind: 'checking'
      readonly offer: Offer
      readonly filled: Filled
      readonly busy: boolean
      /** Why it was not taken; `unreachable` may be tried again as it is. */
      readonly told: Told | 'unreachable' | null
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
  check(filled: Filled): void
  change(): void
  send(): Promise<void>
}

/** @param follows the declaration that was asked back and is sent again */
export function createDeclare(deps: OwnDeps, follows: string | null): DeclareDesk {
  const { offer: phone, ask, random, now } = deps
  const { ref, secret } = phone
  const view = signal<DeclareView>({ kind: 'asking' })
  /** Of what is being checked: the same however often it is sent. */
  let id: RecordId | null = null

  return {
    view,
    async ask() {
      view.value = { kind: 'asking' }
      const answer = await ask('declarable', { ref, proof: phoneProof(secret, 'declarable', { ref }) })
      view.value =
        answer.kind === 'ok'
          ? { kind: 'filling', offer: answer.value, filled: null }
          : { kind: 'no', told: answer.kind === 'no' ? answer.told : null }
    },
    check(filled) {
      const before = view.value
      if (before.kind !== 'filling') return
      id = newId<RecordId>(now() as Millis, random)
      view.value = { kind: 'checking', offer: before.offer, filled, busy: false, told: null }
    },
    change() {
      const before = view.value
      if (before.kind !== 'checking' || before.busy) return
      view.value = { kind: 'filling', offer: before.offer, filled: before.filled }
    },
    async send() {
      const before = view.value
      if (before.kind !== 'checking' || before.busy || id === null) return
      view.value = { ...before, busy: true, told: null }
      const { item, date, quantity, text, photo } = before.filled
      const declaration: PhoneDeclaration = {
        itemCode: item.code,
        schemeVersion: before.offer.schemeVersion,
        date,
        quantity,
        follows: v.parse(PhoneDeclarationSchema.entries.follows, follows),
        sealed: sealDeclared({ text, photo }, secret, { ref, id }, random),
      }
      const said = { ref, id, declaration: declaration as unknown as Json }
      const answer = await ask('declare', { ref, id, declaration, proof: phoneProof(secret, 'declare', said) })
      view.value =
        answer.kind === 'ok'
          ? { kind: 'sent' }
          : { ...before, busy: false, told: answer.kind === 'no' ? answer.told : 'unreachable' }
    },
  }
}
