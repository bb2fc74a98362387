import { must } from '../../../shared/base/check.ts'
import type { KioskId, MatterId, MemberId, Millis, RecordId } from '../../../shared/base/ids.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import type { Author, Fact, JournalEntry } from '../../../shared/journal/facts.ts'
import type { PrivateRef } from '../../../shared/journal/private-ref.ts'
import {
  compileNo,
  decideAccept,
  decideRaise,
  decideTold,
  hearingOf,
  isTold,
  type LateReason,
  type MatterKind,
  type Review,
  type WayTold,
} from '../../../shared/review/review.ts'
import type { Work } from '../ports.ts'

/**
 * What members themselves say of their figures, at a kiosk or on the phone (RV11–RV16). Whatever comes late or twice does
 * no harm: it has no effect, and where somebody accepted or disputed something the registrar is shown it.
 */

/** Where and when it was said, and by what right. */
export interface SaidBy {
  readonly recordId: RecordId
  readonly memberId: MemberId
  readonly how: Extract<WayTold, 'kiosk' | 'phone'>
  readonly kioskId: KioskId | null
  readonly at: Millis
  /** The card or phone does not count, or a PIN is missing; null where nothing is in the way. */
  readonly fault: Extract<LateReason, 'revoked' | 'pinMissing'> | null
}

export type FigureAct =
  | { readonly kind: 'seeFigures'; readonly period: Period; readonly no: number }
  | { readonly kind: 'acceptFigures'; readonly period: Period; readonly no: number }
  | {
      readonly kind: 'raiseMatter'
      readonly period: Period
      readonly no: number
      readonly matter: Exclude<MatterKind, 'objection'>
      readonly words: PrivateRef
    }

/** The effects of what was just recorded, in its order. Part of the caller's piece of writing. */
export async function takeFigureActs(work: Work, entries: readonly JournalEntry[]): Promise<void> {
  for (const entry of entries) {
    if (entry.kind !== 'memberAct.recorded') continue
    const { act: shown, recordId, correctedAt: at, review, words } = entry.body
    const { memberId, passHash, act } = shown
    if (!('period' in act)) continue
    const { period, no } = act
    const kioskId = entry.by.type === 'kiosk' ? entry.by.id : null
    const isOut = review.includes('revoked') || review.includes('notMember')
    const pinSince = await work.pins.setAt(memberId, passHash ?? '')
    const isPinMissing = 'pin' in act && !act.pin && pinSince !== null && pinSince <= at
    const fault = isOut ? 'revoked' : isPinMissing ? 'pinMissing' : null
    const said = { recordId, memberId, how: 'kiosk', kioskId, at, fault } as const
    if (act.kind !== 'raiseMatter') await takeFigureAct(work, said, { kind: act.kind, period, no })
    else {
      const raised = { kind: act.kind, period, no, matter: act.matter, words: must(words, 'the words of a matter') }
      await takeFigureAct(work, said, raised)
    }
  }
}

/** @returns why it has no effect; null where it has, or had already */
export async function takeFigureAct(work: Work, said: SaidBy, act: FigureAct): Promise<LateReason | null> {
  const review = (await work.reviews.one(act.period))?.review ?? null
  const late = lateReason(review, said, act)
  const by: Author = said.kioskId === null ? { type: 'hub' } : { type: 'kiosk', id: said.kioskId }
  const facts = late === null && review ? effectsOf(review, said, act) : lateFacts(said, act, late ?? 'notInReview')
  if (facts.length > 0) await work.appendAs(facts.map(fact => ({ by, fact })))
  return late
}

function lateReason(review: Review | null, { memberId, fault }: SaidBy, act: FigureAct): LateReason | null {
  if (!review || !hearingOf(review, memberId)) return 'notInReview'
  if (fault) return fault
  if (review.stage !== 'compiled') return 'over'
  // What somebody disputes is heard whatever has been compiled anew since they said it.
  return act.no === compileNo(review) || act.kind === 'raiseMatter' ? null : 'stale'
}

function effectsOf(review: Review, { recordId, memberId, how, at }: SaidBy, act: FigureAct): Fact[] {
  const { period } = act
  const facts: Fact[] = []
  const hearing = must(hearingOf(review, memberId), 'a hearing')
  if (act.no === compileNo(review) && !isTold(hearing)) {
    const told = must(valueOf(decideTold(review, [memberId], how)), 'a member who can be told')
    facts.push({ kind: 'review.told', body: { period, memberIds: [...told.memberIds], how, at } })
  }
  if (act.kind === 'acceptFigures' && !hearing.accepted) {
    const knows = { ...hearing, told: { by: null, at, how, figures: hearing.figures } }
    const asTold = { ...review, hearings: review.hearings.map(each => (each === hearing ? knows : each)) }
    must(valueOf(decideAccept(asTold, memberId)), 'figures that can be accepted')
    facts.push({ kind: 'review.accepted', body: { period, memberId, at } })
  }
  if (act.kind === 'raiseMatter') {
    // One record, one matter: the same said again is the same matter.
    const matterId = recordId as string as MatterId
    if (review.matters.some(each => each.matterId === matterId)) return facts
    const matter = { matterId, kind: act.matter, memberId }
    must(valueOf(decideRaise(review, matter, { live: false, until: null })), 'a matter that can be raised')
    facts.push({ kind: 'review.raised', body: { period, ...matter, words: act.words, at } })
  }
  return facts
}

const valueOf = <T>(decision: { readonly ok: true; readonly value: T } | { readonly ok: false }): T | null =>
  decision.ok ? decision.value : null

/** That somebody looked too late is nothing to see to. */
function lateFacts({ recordId, memberId, at }: SaidBy, act: FigureAct, why: LateReason): Fact[] {
  if (act.kind === 'seeFigures') return []
  const said = act.kind === 'raiseMatter' ? act.matter : 'accepted'
  const words = act.kind === 'raiseMatter' ? { words: act.words } : {}
  return [{ kind: 'review.late', body: { period: act.period, memberId, recordId, said, why, at, ...words } }]
}
