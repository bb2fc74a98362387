import { cardHash, cardText } from '../../shared/passes/card.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import { phonePassAt, phoneSecret, phoneText, type PhoneSecret } from '../../shared/passes/phone.ts'
import type { PhoneRef } from '../../shared/people/roster.ts'
import { secretNo } from '../fixtures/passes.ts'
import { nameNo, type ScanReady } from './scan-branch.ts'

/** The branch and the queue of the rehearsal, as the hub's process and the browser's both know them. */

export const PEOPLE = 300
export const PHONES = 8
/** Stopped before the meeting: somebody brings it all the same. */
const LOST_CARD = 900
/** The two who forgot their cards, by the first letters of their names. */
export const FORGOT = [
  { number: 291, name: '韦正光', pinyin: 'wzg' },
  { number: 292, name: '龙秀莲', pinyin: 'lxl' },
] as const
export const STAFF_PIN = '830517'

export const secretOfPhone = (phone: number): PhoneSecret => phoneSecret(secretNo(5_000 + phone))
export const refOfPhone = (phone: number): PhoneRef => `0a0b0c0d${String(phone).padStart(2, '0')}` as PhoneRef
/** The member whose phone it is. */
export const holderOf = (phone: number): number => 100 + phone

export interface QueueReady extends ScanReady {
  readonly staffName: string
}

export type Visitor =
  | { readonly kind: 'card'; readonly number: number }
  /** Held askew at first. */
  | { readonly kind: 'damagedCard'; readonly number: number }
  | { readonly kind: 'phone'; readonly phone: number }
  | { readonly kind: 'refused'; readonly what: 'lost' | 'neighbour' | 'payment' }
  /** Both forgotten cards in one go: staff type their PIN once. */
  | { readonly kind: 'forgot' }
  | { readonly kind: 'guest' }

/** Sixty people: 46 cards, 8 phones, 2 forgotten cards, a guest, 3 refusals; the odd ones among the others. */
export function theQueue(): readonly Visitor[] {
  const odd: readonly (readonly [place: number, Visitor])[] = [
    [7, { kind: 'refused', what: 'lost' }],
    [15, { kind: 'damagedCard', number: 60 }],
    [22, { kind: 'refused', what: 'neighbour' }],
    [30, { kind: 'forgot' }],
    [41, { kind: 'refused', what: 'payment' }],
    [50, { kind: 'guest' }],
    ...Array.from({ length: PHONES }, (_, at) => [4 + at * 7, { kind: 'phone', phone: at + 1 }] as const),
  ]
  const byPlace = new Map(odd)
  let number = 0
  return Array.from({ length: 59 }, (_, place) => byPlace.get(place) ?? { kind: 'card', number: ++number })
}

/** How many people one entry of the queue stands for. */
export const peopleOf = (visitor: Visitor): number => (visitor.kind === 'forgot' ? FORGOT.length : 1)

const NEIGHBOUR = '99999' as BranchTag
/** The text before the scanner and the words that must come up for it. */
export function scanOf(visitor: Visitor, tag: BranchTag, now: number): { text: string; shows: string } {
  switch (visitor.kind) {
    case 'card':
    case 'damagedCard':
      return { text: cardText(secretNo(visitor.number), tag), shows: nameNo(visitor.number) }
    case 'phone': {
      const { phone } = visitor
      const pass = phonePassAt(secretOfPhone(phone), refOfPhone(phone), now)
      return { text: phoneText(pass, tag), shows: nameNo(holderOf(phone)) }
    }
    case 'refused':
      return refusedScan(visitor.what, tag)
    default:
      throw new Error('comes without a code')
  }
}

function refusedScan(what: 'lost' | 'neighbour' | 'payment', tag: BranchTag): { text: string; shows: string } {
  if (what === 'lost') return { text: cardText(secretNo(LOST_CARD), tag), shows: '这张卡已挂失' }
  if (what === 'neighbour') return { text: cardText(secretNo(1), NEIGHBOUR), shows: '这是别的支部的卡' }
  return { text: '134567890123456789', shows: '这不是签到卡' }
}

export const lostHash = () => cardHash(secretNo(LOST_CARD))
