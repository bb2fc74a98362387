import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { MemberId, RecordId } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import type { PhotoNote } from '../media/photo.ts'
import type { VoiceNote } from '../media/voice.ts'
import type { PublishedItem } from '../board/items-view.ts'
import type { StrokePages } from '../../shared/passes/strokes.ts'
import { amountAtFirst, amountsOf } from '../../shared/declarations/amounts.ts'
import { isOpenDay, type Offer } from './offers.ts'

/**
 * 我要申报, step by step: which item, which day, how much, then, only if one likes, words, a voice note, a picture; all
 * of it once more before it is sent. A touch that does not belong to the page changes nothing, so that a finger that
 * comes twice sends nothing twice.
 */

export type DeclareStep = 'item' | 'day' | 'amount' | 'more' | 'words' | 'voice' | 'photo' | 'check' | 'pin' | 'sending'

/** The declaration that the branch asked back, and what it says. */
export interface Followed {
  readonly declarationId: RecordId
  readonly words: string
}

export interface DeclareDraft {
  /** Whose it is: goes on only with a card of the same member. */
  readonly memberId: MemberId
  readonly step: DeclareStep
  /** Came from the last page to change one thing, and goes back there. */
  readonly isChanging: boolean
  readonly item: PublishedItem | null
  /** Of the scheme that the item was chosen from. */
  readonly schemeVersion: number
  /** This takes the place of one that was asked back; null: of none. */
  readonly follows: Followed | null
  readonly date: PlainDate | null
  readonly quantity: Hundredths
  /** As the finger drew them. */
  readonly words: StrokePages
  readonly voice: VoiceNote | null
  readonly photo: PhotoNote | null
  /** Why the last try kept nothing; null before the first. */
  readonly fault: DeclareFault | null
}

/** noRoom: the machine holds all the pictures and voices that it may · failed: nothing was written */
export type DeclareFault = 'noRoom' | 'failed'

export type DeclareTouch =
  | { readonly kind: 'item'; readonly item: PublishedItem }
  | { readonly kind: 'day'; readonly day: PlainDate }
  | { readonly kind: 'amount'; readonly quantity: Hundredths }
  | { readonly kind: 'open'; readonly step: 'words' | 'voice' | 'photo' }
  /** Of the last page: one thing is changed. */
  | { readonly kind: 'change'; readonly step: 'item' | 'day' | 'amount' | 'words' | 'voice' | 'photo' }
  | { readonly kind: 'words'; readonly words: StrokePages }
  | { readonly kind: 'voice'; readonly voice: VoiceNote | null }
  | { readonly kind: 'photo'; readonly photo: PhotoNote | null }
  | { readonly kind: 'next' }
  | { readonly kind: 'back' }
  /** @param hasPin the member has a PIN of their own, and this binds them */
  | { readonly kind: 'send'; readonly hasPin: boolean }
  | { readonly kind: 'pinGiven' }
  | { readonly kind: 'refused'; readonly fault: DeclareFault }

export const startDeclaring = (memberId: MemberId): DeclareDraft => ({
  memberId,
  step: 'item',
  isChanging: false,
  item: null,
  schemeVersion: 1,
  follows: null,
  date: null,
  quantity: 100 as Hundredths,
  words: [],
  voice: null,
  photo: null,
  fault: null,
})

/** The draft after a touch; the same object where the touch does not belong here. */
export function touched(draft: DeclareDraft, touch: DeclareTouch, offer: Offer): DeclareDraft {
  switch (touch.kind) {
    case 'item':
      return draft.step === 'item' ? withItem(draft, touch.item, offer) : draft
    case 'day':
      if (draft.step !== 'day' || !isOpenDay(offer, touch.day)) return draft
      return onward({ ...draft, date: touch.day }, draft.item && amountsOf(draft.item) ? 'amount' : 'more')
    case 'amount':
      return draft.step === 'amount' ? withAmount(draft, touch.quantity) : draft
    case 'open':
      return draft.step === 'more' ? { ...draft, step: touch.step } : draft
    case 'change':
      return draft.step === 'check' ? { ...draft, step: touch.step, isChanging: true, fault: null } : draft
    case 'words':
      return draft.step === 'words' ? { ...draft, words: touch.words } : draft
    case 'voice':
      return draft.step === 'voice' ? { ...draft, voice: touch.voice } : draft
    case 'photo':
      return draft.step === 'photo' ? { ...draft, photo: touch.photo } : draft
    case 'next':
      return next(draft)
    case 'back':
      return { ...draft, step: before(draft), isChanging: false }
    case 'send':
      return draft.step === 'check' && isWhole(draft, offer)
        ? { ...draft, step: touch.hasPin ? 'pin' : 'sending', fault: null }
        : draft
    case 'pinGiven':
      return draft.step === 'pin' ? { ...draft, step: 'sending' } : draft
    case 'refused':
      return draft.step === 'sending' ? { ...draft, step: 'check', fault: touch.fault } : draft
  }
}

/** Another item has other amounts: what was said of the one before does not count for it. */
function withItem(draft: DeclareDraft, item: PublishedItem, offer: Offer): DeclareDraft {
  if (!offer.items.some(each => each.code === item.code)) return draft
  const isSame = draft.item?.code === item.code
  const chosen = { ...draft, item, schemeVersion: offer.schemeVersion }
  if (isSame) return onward(chosen, 'day')
  const fresh = { ...chosen, quantity: amountAtFirst(item) }
  return draft.isChanging && amountsOf(item) ? { ...fresh, step: 'amount' } : onward(fresh, 'day')
}

function withAmount(draft: DeclareDraft, quantity: Hundredths): DeclareDraft {
  const amounts = draft.item && amountsOf(draft.item)
  if (!amounts) return draft
  const within = Math.min(amounts.most, Math.max(amounts.least, quantity)) as Hundredths
  return { ...draft, quantity: within }
}

const onward = (draft: DeclareDraft, step: DeclareStep): DeclareDraft =>
  draft.isChanging ? { ...draft, step: 'check', isChanging: false } : { ...draft, step }

function next(draft: DeclareDraft): DeclareDraft {
  switch (draft.step) {
    case 'amount':
      return onward(draft, 'more')
    case 'more':
      return { ...draft, step: 'check' }
    case 'words':
    case 'voice':
    case 'photo':
      return onward(draft, 'more')
    default:
      return draft
  }
}

/** The page that Back leads to; the first page leads out, which its room does. */
function before({ step, item, isChanging }: DeclareDraft): DeclareStep {
  if (isChanging) return 'check'
  switch (step) {
    case 'day':
      return 'item'
    case 'amount':
      return 'day'
    case 'more':
      return item && amountsOf(item) ? 'amount' : 'day'
    case 'words':
    case 'voice':
    case 'photo':
      return 'more'
    case 'check':
      return 'more'
    case 'pin':
      return 'check'
    default:
      return step
  }
}

/** Something to send: an item of those on offer and a day on which it may have been done. */
const isWhole = (draft: DeclareDraft, offer: Offer): boolean =>
  draft.item !== null &&
  draft.date !== null &&
  isOpenDay(offer, draft.date) &&
  offer.items.some(each => each.code === draft.item?.code)

export const hasWords = ({ words }: Pick<DeclareDraft, 'words'>): boolean => words.some(each => each.length > 0)
