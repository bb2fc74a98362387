import { canonical, type Json } from '../../shared/base/canonical.ts'
import { hashOf } from '../../shared/base/bytes.ts'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import { newId, type RecordId } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import { refuse } from '../../shared/base/problem.ts'
import type { AttachmentId } from '../../shared/declarations/attachment.ts'
import { isDeclarable, type DeclarationWords } from '../../shared/declarations/declaration.ts'
import { openDeclared, type PhoneDeclaration } from '../../shared/own/phone-declaration.ts'
import type { Item } from '../../shared/points/item.ts'
import { itemsFor } from '../../shared/points/items-for.ts'
import { contentOf, keepFound, type Redraw } from './attachments.ts'
import { mustBeSayable } from './declarations.ts'
import { mustBeActive } from './phone-own.ts'
import { type Phone } from './phones.ts'
import type { Office, Work } from './ports.ts'
import { schemeInForce } from './scheme.ts'
import { todayOf } from './today.ts'

/** Declaring on one's own phone (PT68): the same declaration as at a kiosk, in the same inbox. */

/** What may be declared: of the scheme in force today, for the member's category. */
export interface Declarable {
  readonly schemeVersion: number
  readonly today: PlainDate
  readonly items: readonly (Pick<Item, 'code' | 'title' | 'unit' | 'dimension'> & { readonly points: Hundredths })[]
}

export interface PhoneDeclared {
  readonly ref: Phone['ref']
  readonly id: RecordId
  readonly declaration: PhoneDeclaration
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
    // What attendance brings by itself would be there twice.
    const items = itemsFor(version.scheme, { category, posts: null }, today).filter(
      item => isDeclarable(item.component) && item.recordedBy !== 'attendance',
    )
    return {
      schemeVersion: version.version,
      today,
      items: items.map(({ code, title, unit, dimension, points }) => ({
        code,
        title,
        unit,
        dimension,
        points: points ?? (0 as Hundredths),
      })),
    }
  })
}

/**
 * Said again under the same id, it changes nothing.
 * @throws Refusal PHONE_… | WORDS_UNREAD | DECLARATION_TOO_MANY, and as `declare`
 */
export async function declareOnPhone(office: Office, redraw: Redraw, said: PhoneDeclared): Promise<void> {
  const { ref, id, declaration } = said
  const { secret } = await proven(office.store.read, said)
  const words = openDeclared(declaration.sealed, secret, { ref, id })
  if (!words) {
    refuse('WORDS_UNREAD', {
      zh: '内容没有读出来，请重新打开这一页再报一次。',
      en: 'It could not be read; open the page and declare again.',
    })
  }
  // Drawing a picture anew takes longer than a piece of writing may.
  const photo = words.photo && (await contentOf('photo', words.photo, redraw))
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
    const attachmentId = newId<AttachmentId>(now, office.random)
    const claim = {
      attachmentId,
      type: 'photo',
      bytes: words.photo?.length ?? 0,
      hash: hashOf(declaration.sealed),
      count: 1,
    } as const
    const body = { declarationId: id, ref, memberId, itemCode, schemeVersion, date, quantity, follows, words: refs }
    const attachments = photo ? [claim] : []
    await work.append({ kind: 'declaration.phoned', body: { ...body, attachments } })
    if (photo) await keepFound(work, attachmentId, photo)
  })
}

const proven = (reads: Pick<Work, 'phones'>, { ref, id, declaration, proof }: PhoneDeclared) =>
  mustBeActive(reads, ref, 'declare', { ref, id, declaration: declaration as unknown as Json }, proof)
