import type { MemberId } from '../../../shared/base/ids.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import { maskName } from '../../../shared/people/names.ts'
import type { RosterPerson } from '../../../shared/people/roster.ts'
import type { Card } from './cards.ts'
import { putFeed } from '../feeds.ts'
import type { Names, Office, Work } from '../ports.ts'

/** Tells the kiosks who the given members are now, and which of their cards no longer count. */
export async function refreshRosterFeed(office: Office, work: Work, memberIds: readonly MemberId[]): Promise<void> {
  for (const memberId of memberIds) {
    const member = await work.people.one(memberId)
    const cards = await work.cards.ofMember(memberId)
    const card = cards.find(each => each.state !== 'revoked') ?? null
    const pin = card && (await work.pins.verifierOf(memberId, card.cardHash))
    await putFeed(office, work, 'roster', memberId, member && rosterPerson(office.names, member, card, pin))
    for (const card of cards) {
      if (card.state !== 'revoked') continue
      // Nameless on purpose: who held a lost card is nobody's business in the room.
      await putFeed(office, work, 'roster', `card:${card.cardHash}`, { type: 'revokedCard', hash: card.cardHash })
    }
  }
}

function rosterPerson(names: Names, member: MemberView, card: Card | null, pin: string | null): RosterPerson {
  return {
    type: 'person',
    memberId: member.memberId,
    present: member.status === 'active',
    name: member.name,
    maskedName: maskName(member.name),
    consent: member.consent !== null,
    strokeKey: names.strokeKey(member.name),
    pinyin: names.pinyinInitials(member.name),
    memberType: member.type,
    category: member.category,
    group: member.group,
    duty: member.duty,
    committee: member.committee,
    card: card ? { hash: card.cardHash, serial: card.serial } : null,
    ...(pin !== null && { pin }),
  }
}
