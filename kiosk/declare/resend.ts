import * as v from 'valibot'
import { idSchema, type MemberId, type RecordId } from '../../shared/base/ids.ts'
import type { OwnDeclaration } from '../../shared/own/own-page.ts'
import { startDeclaring, type DeclareDraft } from './declare-flow.ts'
import { amountAtFirst, amountsOf } from '../../shared/declarations/amounts.ts'
import { isOpenDay, type Offer } from './offers.ts'

/** 补充再报: a declaration that the branch asked back, sent again from the member's own page. */

/**
 * may · sent: it was sent again here, and the branch's page does not say so yet · noItem, noDay: it can no longer be
 * declared · never: nobody asked it back
 */
export type Again = 'may' | 'sent' | 'noItem' | 'noDay' | 'never'

type Asked = Pick<OwnDeclaration, 'declarationId' | 'state' | 'code' | 'date' | 'words'>

/** @param resent ids that were sent again here @param offer null: nothing hangs here yet, which the declare flow says */
export function againOf(asked: Asked, resent: ReadonlySet<string>, offer: Offer | null): Again {
  if (asked.state !== 'askedBack' || !v.is(idSchema<RecordId>(), asked.declarationId)) return 'never'
  if (resent.has(asked.declarationId)) return 'sent'
  if (!offer) return 'may'
  if (!isOpenDay(offer, asked.date)) return 'noDay'
  return asked.code === null || itemOf(asked, offer) ? 'may' : 'noItem'
}

/** Item and day as they were; how much and what the branch wants to know is for the member to say. */
export function draftAgain(memberId: MemberId, asked: Asked, offer: Offer | null): DeclareDraft {
  const declarationId = v.parse(idSchema<RecordId>(), asked.declarationId)
  const follows = { declarationId, words: asked.words ?? '' }
  const draft: DeclareDraft = { ...startDeclaring(memberId), follows, date: asked.date }
  const item = offer && itemOf(asked, offer)
  if (!offer || !item) return draft
  const { schemeVersion } = offer
  const step = amountsOf(item) ? 'amount' : 'more'
  return { ...draft, step, item, schemeVersion, quantity: amountAtFirst(item) }
}

const itemOf = ({ code }: Asked, { items }: Offer) => items.find(each => each.code === code) ?? null
