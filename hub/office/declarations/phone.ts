import { canonical, type Json } from '../../../shared/base/canonical.ts'
import { hashOf } from '../../../shared/base/bytes.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import { newId, type RecordId } from '../../../shared/base/ids.ts'
import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import { ATTACHMENT_TYPES, type AttachmentId } from '../../../shared/declarations/attachment.ts'
import { isDeclarable, type DeclarationWords } from '../../../shared/declarations/declaration.ts'
import { openDeclared, type PhoneDeclaration, type PhoneWords } from '../../../shared/own/phone-declaration.ts'
import type { Item } from '../../../shared/points/item.ts'
import { itemsFor } from '../../../shared/points/items-for.ts'
import { contentOf, keepFound, type Redraw } from './attachments.ts'
import { mustBeSayable } from './declarations.ts'
import { postsOn } from '../points/duty-posts.ts'
import { mustBeActive } from '../own/phone.ts'
import { mustHavePin } from '../people/phone-pin.ts'
import { type Phone } from '../people/phones.ts'
import type { Office, Work } from '../ports.ts'
import { schemeInForce } from '../points/scheme.ts'
import { todayOf } from '../today.ts'

/** Declaring on one's own phone (PT68): the same declaration as at a kiosk, in the same inbox. */

/** What may be declared: of the scheme in force today, for the member's category and duty posts (PT40, PT41). */
export interface Declarable {
  readonly schemeVersion: number
  readonly today: PlainDate
  readonly items: readonly (Pick<Item, 'code' | 'title' | 'unit' | 'dimension' | 'quantity'> & {
    readonly points: Hundredths
  })[]
}

export interface PhoneDeclared {
  readonly ref: Phone['ref']
  readonly id: RecordId
  readonly declaration: PhoneDeclaration
  /** The member's own PIN, by `sealPin` about the id. */
  readonly pin?: string | undefined
  readonly proof: string
}

/** Of one member in a day; more is no declaring. */
const A_DAY = 20
const DAY_MS = 86_400_000

/** @throws Refusal PHONE_… | SCHEME_NONE */
export async function declarableOn(
  office: Office,
  { ref, proof }: { readonly ref: Phone['ref']; readonly proof: string },
): Promise<Declarable> {
  return await office.store.write({ type: 'hub' }, async work => {
    const { memberId } = await mustBeActive(work, ref, 'declarable', { ref }, proof)
    const today = await todayOf(office, work)
    const category = (await work.people.one(memberId))?.category ?? ''
    const version = await schemeInForce(work, today)
    if (!version) {
      return refuse('SCHEME_NONE', {
        zh: '今年的积分方案还没有公布，现在不能申报。',
        en: 'This year’s scheme is not published yet.',
      })
    }
    const posts = postsOn(await work.scheme.posts(yearOf(today)), memberId, today)
    // What attendance brings by itself would be there twice.
    const items = itemsFor(version.scheme, { category, posts }, today).filter(
      item => isDeclarable(item.component) && item.recordedBy !== 'attendance',
    )
    return {
      schemeVersion: version.version,
      today,
      items: items.map(({ code, title, unit, dimension, points, quantity }) => ({
        code,
        title,
        unit,
        dimension,
        points: points ?? (0 as Hundredths),
        ...(quantity && { quantity }),
      })),
    }
  })
}

/**
 * Said again under the same id, it changes nothing.
 * @throws Refusal PHONE_… | PIN_… | WORDS_UNREAD | DECLARATION_TOO_MANY, and as `declare`
 */
export async function declareOnPhone(office: Office, redraw: Redraw, said: PhoneDeclared): Promise<void> {
  const { ref, id, declaration } = said
  const phone = await proven(office.store.read, said)
  await mustHavePin(office, { phone, act: id, sealed: said.pin })
  const words = openDeclared(declaration.sealed, phone.secret, { ref, id })
  if (!words) {
    refuse('WORDS_UNREAD', {
      zh: '内容没有读出来，请重新打开这一页再报一次。',
      en: 'It could not be read; open the page and declare again.',
    })
  }
  // Drawing a picture anew takes longer than a piece of writing may.
  const found = await lookAt(words, redraw)
  await office.store.write({ type: 'hub' }, async work => {
    const { memberId } = await proven(work, said)
    const before = await work.declarations.one(id)
    if (before?.memberId === memberId) return
    const { itemCode, schemeVersion, date, quantity, follows } = declaration
    await mustBeSayable(office, work, { memberId, itemCode, date })
    const now = office.clock.now()
    const recent = (await work.declarations.ofMember(memberId)).filter(
      each => each.way === 'phone' && now - each.sentAt < DAY_MS,
    )
    if (before || recent.length >= A_DAY) {
      refuse('DECLARATION_TOO_MANY', {
        zh: `今天已经申报了 ${A_DAY} 件，请明天再报，或到公开屏、找积分管理员。`,
        en: `${A_DAY} declarations today already; please go on tomorrow.`,
      })
    }
    const kept: DeclarationWords = { text: words.text }
    const refs = await work.keepWords('declaration', canonical(kept))
    const hash = hashOf(declaration.sealed)
    const kinds = found.map(({ type, bytes, content }) => {
      const attachmentId = newId<AttachmentId>(now, office.random)
      return { claim: { attachmentId, type, bytes, hash, count: 1 }, content }
    })
    const body = { declarationId: id, ref, memberId, itemCode, schemeVersion, date, quantity, follows, words: refs }
    const attachments = kinds.map(each => each.claim)
    await work.append({ kind: 'declaration.phoned', body: { ...body, attachments } })
    for (const { claim, content } of kinds) await keepFound(work, claim.attachmentId, content)
  })
}

/** What came with it, looked at by its bytes alone (PR31). */
async function lookAt(words: PhoneWords, redraw: Redraw) {
  const found = []
  for (const type of ATTACHMENT_TYPES) {
    const bytes = words[type]
    if (bytes) found.push({ type, bytes: bytes.length, content: await contentOf(type, bytes, redraw) })
  }
  return found
}

const proven = (reads: Pick<Work, 'phones'>, { ref, id, declaration, pin, proof }: PhoneDeclared) => {
  const said = { ref, id, declaration: declaration as unknown as Json, ...(pin !== undefined && { pin }) }
  return mustBeActive(reads, ref, 'declare', said, proof)
}
