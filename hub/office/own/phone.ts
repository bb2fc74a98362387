import { canonical, type Json } from '../../../shared/base/canonical.ts'
import { must } from '../../../shared/base/check.ts'
import type { MatterId, Millis, RecordId } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import { openWords, sealForPhone, type PhoneAnswer } from '../../../shared/own/phone-own.ts'
import type { PhoneAsk } from '../../../shared/passes/phone-offer.ts'
import type { LateReason } from '../../../shared/review/review.ts'
import { innerFor, noteRead } from '../notices/inner.ts'
import { ownContent, ownWorld, type OwnWorld } from './page.ts'
import { mustHavePin } from '../people/phone-pin.ts'
import { provenPhone, type Phone } from '../people/phones.ts'
import type { Office, Work } from '../ports.ts'
import { takeFigureAct, type FigureAct } from '../reviews/acts.ts'

/** A member's own page on their own phone, and what they say of their figures there (PR28, RV18). */

export interface OwnAsk {
  readonly ref: Phone['ref']
  readonly nonce: string
  readonly proof: string
}

export interface OwnAnswer {
  readonly ref: Phone['ref']
  readonly id: RecordId
  readonly answer: PhoneAnswer
  /** The member's own PIN, by `sealPin` about the id. */
  readonly pin?: string | undefined
  readonly proof: string
}

export interface PhoneOwn {
  /** @throws Refusal PHONE_… */
  page(ask: OwnAsk): Promise<{ readonly sealed: string }>
  /** Saying the same again changes nothing. `late`: kept without effect, and why. @throws Refusal PHONE_… | PIN_… | WORDS_UNREAD */
  answer(said: OwnAnswer): Promise<{ readonly late: LateReason | null }>
}

/** What pages are made from is read anew only when something was written, or after this long. */
const WORLD_MS = 60_000

export function makePhoneOwn(office: Office): PhoneOwn {
  let kept: { readonly world: Promise<OwnWorld>; readonly size: number; readonly at: Millis } | null = null

  const worldNow = async (): Promise<OwnWorld> => {
    const { read } = office.store
    const now = office.clock.now()
    const { size } = await read.journal.head()
    if (!kept || kept.size !== size || now - kept.at > WORLD_MS) kept = { world: ownWorld(read, now), size, at: now }
    return await kept.world
  }

  return {
    async page({ ref, nonce, proof }) {
      const { read } = office.store
      const { memberId, secret } = await mustBeActive(read, ref, 'own', { ref, nonce }, proof)
      const world = await worldNow()
      const member = must(
        world.people.find(each => each.memberId === memberId),
        'the member of a phone that counts',
      )
      const { asOf, head } = world
      const documents = innerFor(world.inner, member).map(each => each.document)
      const page = { ...(await ownContent(read, world, member)), asOf, head, documents }
      return { sealed: sealForPhone(page, secret, { ref, nonce }, office.random) }
    },
    async answer(said) {
      const { ref, id, answer, pin, proof } = said
      if (answer.kind !== 'seeFigures' && answer.kind !== 'readInner') {
        const phone = await mustBeActive(office.store.read, ref, 'answer', saidOf(said), proof)
        await mustHavePin(office, { phone, act: id, sealed: pin })
      }
      return await office.store.write({ type: 'hub' }, work => takeAnswer(office, work, said))
    },
  }
}

/** A phone that counts, and asks what it proves to ask. @throws Refusal PHONE_… */
export async function mustBeActive(
  reads: Pick<Work, 'phones'>,
  ref: Phone['ref'],
  ask: PhoneAsk,
  said: { readonly [name: string]: Json },
  proof: string,
) {
  const phone = await provenPhone(reads, ref, ask, said, proof)
  if (phone.state !== 'active') {
    refuse('PHONE_UNKNOWN', {
      zh: '这部手机还没有绑定好，请再扫一次绑定码。',
      en: 'The phone is not enrolled yet; scan the code again.',
    })
  }
  return phone
}

/** What the proof is over. */
const saidOf = ({ ref, id, answer, pin }: OwnAnswer) => ({
  ref,
  id,
  answer: answer as unknown as Json,
  ...(pin !== undefined && { pin }),
})

async function takeAnswer(
  office: Office,
  work: Work,
  answered: OwnAnswer,
): Promise<{ readonly late: LateReason | null }> {
  const { ref, id, answer, proof } = answered
  const { memberId, secret } = await mustBeActive(work, ref, 'answer', saidOf(answered), proof)
  if (answer.kind === 'readInner') {
    const { noticeId, rev } = answer
    await noteRead(work, { type: 'hub' }, { noticeId, rev, memberId, how: 'phone', at: office.clock.now() })
    return { late: null }
  }
  const { period, no } = answer
  const before = (await work.reviews.late(period)).find(each => each.recordId === id)
  if (before) return { late: before.why }
  const by = { recordId: id, memberId, how: 'phone', kioskId: null, at: office.clock.now(), fault: null } as const
  if (answer.kind !== 'raiseMatter') return { late: await takeFigureAct(work, by, { kind: answer.kind, period, no }) }
  const matterId = id as string as MatterId
  const review = (await work.reviews.one(period))?.review
  if (review?.matters.some(each => each.matterId === matterId)) return { late: null }
  const words = openWords(answer.sealed, secret, { ref, id })
  if (!words) {
    refuse('WORDS_UNREAD', {
      zh: '写的内容没有读出来，请重新打开这一页再写一次。',
      en: 'The words could not be read; open the page and write them again.',
    })
  }
  const kept = await work.keepWords('note', canonical(words as unknown as Json))
  const act: FigureAct = { kind: 'raiseMatter', period, no, matter: answer.matter, words: kept }
  return { late: await takeFigureAct(work, by, act) }
}
