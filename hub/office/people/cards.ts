import { bytesToHex, hexToBytes } from '../../../shared/base/bytes.ts'
import { must } from '../../../shared/base/check.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import {
  cardHash,
  cardSecret,
  cardText,
  newCardSecret,
  ownKey,
  printedCardText,
  proofKey,
} from '../../../shared/passes/card.ts'
import type { BranchTag } from '../../../shared/passes/digits.ts'
import { dropOwnPage } from '../own/pages.ts'
import type { Office, Work } from '../ports.ts'
import { refreshRosterFeed } from './roster-feed.ts'

/** Member cards: issued, printed once, reissued, reported lost. */

export interface Card {
  readonly cardHash: string
  readonly memberId: MemberId
  readonly serial: string
  readonly state: 'issued' | 'printed' | 'revoked'
  readonly revokedWhy: 'lost' | 'reissued' | 'left' | null
  readonly issuedAt: number
}

export interface CardReads {
  all(): Promise<readonly Card[]>
  ofMember(memberId: MemberId): Promise<readonly Card[]>
  byHash(cardHash: string): Promise<Card | null>
  lastSerial(): Promise<number>
  /** Hex key of the sign-in proof; null for a card this hub never issued. */
  proofKey(cardHash: string): Promise<string | null>
  /** Hex key that seals the own pages of the holder, by member: of each card that counts now. */
  ownKeys(memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, { cardHash: string; ownKey: string }>>
}

export interface CardSecrets {
  /** All hex. The secret stays until the card is printed, the derived keys as long as the card. */
  keep(cardHash: string, keys: { secret: string; proofKey: string; ownKey: string }): Promise<void>
  /** Secrets of the cards not printed yet, by card hash. */
  unprinted(): Promise<ReadonlyMap<string, string>>
  forget(cardHashes: readonly string[]): Promise<void>
}

/**
 * Gives each member a new card; the one they had stops counting (SG). The secret stays at the hub only until the card
 * is confirmed printed.
 * @throws Refusal MEMBER_UNKNOWN, MEMBER_LEFT
 */
export async function issueCards(office: Office, by: Author, memberIds: readonly MemberId[]): Promise<void> {
  await office.store.write(by, async work => {
    let serial = await work.cards.lastSerial()
    for (const memberId of memberIds) {
      const member = await work.people.one(memberId)
      if (!member) refuse('MEMBER_UNKNOWN', { zh: '没有这名党员。', en: 'There is no such member.' })
      if (member.status === 'left') {
        refuse('MEMBER_LEFT', {
          zh: `${member.name}已不在册，不能发卡。`,
          en: 'The member has left; no card is issued.',
        })
      }
      await revokeCardsOf(work, memberId, 'reissued')
      serial += 1
      await issueOne(office, work, memberId, String(serial).padStart(6, '0'))
    }
    await refreshRosterFeed(office, work, memberIds)
  })
}

async function issueOne(office: Office, work: Work, memberId: MemberId, serial: string): Promise<void> {
  const secret = newCardSecret(office.random)
  const hash = cardHash(secret)
  await work.cardSecrets.keep(hash, {
    secret: bytesToHex(secret),
    proofKey: bytesToHex(proofKey(secret)),
    ownKey: bytesToHex(ownKey(secret)),
  })
  await work.append({ kind: 'card.issued', body: { memberId, serial, cardHash: hash } })
}

/** Stops the member's cards that still count, if any. The caller refreshes the roster feed. */
export async function revokeCardsOf(
  work: Work,
  memberId: MemberId,
  why: NonNullable<Card['revokedWhy']>,
): Promise<readonly Card[]> {
  const counting = (await work.cards.ofMember(memberId)).filter(card => card.state !== 'revoked')
  for (const card of counting) {
    await work.append({ kind: 'card.revoked', body: { memberId, cardHash: card.cardHash, why } })
  }
  await work.cardSecrets.forget(counting.map(card => card.cardHash))
  // What a lost card opens goes with the card (PR24).
  await dropOwnPage(work, memberId)
  return counting
}

/** One tap from the console: the member's card is lost and is refused from now on. @throws Refusal CARD_NONE */
export async function reportCardLost(office: Office, by: Author, memberId: MemberId): Promise<void> {
  await office.store.write(by, async work => {
    const revoked = await revokeCardsOf(work, memberId, 'lost')
    if (revoked.length === 0) {
      refuse('CARD_NONE', { zh: '这名党员没有可以挂失的卡。', en: 'The member has no card to report lost.' })
    }
    await refreshRosterFeed(office, work, [memberId])
  })
}

/** A card as it goes to the printer. */
export interface PrintableCard {
  readonly serial: string
  readonly memberId: MemberId
  readonly name: string
  readonly nameNote: string
  readonly branchName: string
  /** The 49 digits of the QR. */
  readonly text: string
  /** The same digits in groups, to be typed by hand. */
  readonly printed: string
}

/** The cards that wait for the printer, in the order of their serials. Reading them is the right `cards.issue`. */
export async function cardsToPrint(office: Office): Promise<readonly PrintableCard[]> {
  return await office.store.write({ type: 'hub' }, async work => {
    const secrets = await work.cardSecrets.unprinted()
    const branch = must(await work.branch.founded(), 'a founded branch')
    const settings = must(await work.branch.settings(), 'settings')
    const members = new Map((await work.people.all()).map(member => [member.memberId, member]))
    return (await work.cards.all()).flatMap(card => {
      const secret = secrets.get(card.cardHash)
      const member = members.get(card.memberId)
      if (secret === undefined || !member || card.state !== 'issued') return []
      const text = cardText(cardSecret(hexToBytes(secret)), branch.branchTag as BranchTag)
      const { serial, memberId } = card
      const { name, nameNote } = member
      return [
        { serial, memberId, name, nameNote, branchName: settings.branchName, text, printed: printedCardText(text) },
      ]
    })
  })
}

/** The registrar has the printed cards in hand: the hub forgets their secrets. A reprint is a reissue (SG). */
export async function confirmPrinted(office: Office, by: Author, serials: readonly string[]): Promise<void> {
  await office.store.write(by, async work => {
    const printed = (await work.cards.all()).filter(card => serials.includes(card.serial) && card.state === 'issued')
    if (printed.length === 0) return
    await work.append({ kind: 'card.printed', body: { serials: printed.map(card => card.serial) } })
    await work.cardSecrets.forget(printed.map(card => card.cardHash))
  })
}
