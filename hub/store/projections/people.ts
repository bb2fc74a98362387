import { sql } from 'kysely'
import type { BatchId, MemberId } from '../../../shared/base/ids.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { MemberIdentifiers, MemberRecord, MemberView, MemberWords } from '../../../shared/people/member.ts'
import type { Card, CardReads, CardSecrets } from '../../office/people/cards.ts'
import { NOBODY, type MemberVersion, type PeopleReads } from '../../office/people/people.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

export interface PeopleTables {
  member_versions: {
    no: number
    member_id: string
    record: string
    words_id: string
    identifiers_id: string | null
    batch_id: string | null
  }
  members: { member_id: string; member_no: number; version_no: number }
  roster_imports: {
    batch_id: string
    no: number
    at: number
    file_hash: string
    added: number
    updated: number
    undone: number
  }
  cards: {
    card_hash: string
    member_id: string
    serial: string
    state: string
    revoked_why: string | null
    issued_at: number
  }
  card_keys: { card_hash: string; secret: string | null; proof_key: string; own_key: string }
}

type PeopleFact =
  | 'member.recorded'
  | 'member.removed'
  | 'roster.imported'
  | 'roster.importUndone'
  | 'card.issued'
  | 'card.printed'
  | 'card.revoked'

export const peopleProjection: Projection<PeopleFact> = {
  tables: ['member_versions', 'members', 'roster_imports', 'cards'],
  apply: {
    'member.recorded': async (db, body, { no }) => {
      const { memberId, memberNo } = body.record
      await db
        .insertInto('member_versions')
        .values({
          no,
          member_id: memberId,
          record: JSON.stringify(body.record),
          words_id: body.words.id,
          identifiers_id: body.identifiers?.id ?? null,
          batch_id: body.batchId,
        })
        .execute()
      const current = { member_no: memberNo, version_no: no }
      await db
        .insertInto('members')
        .values({ member_id: memberId, ...current })
        .onConflict(conflict => conflict.column('member_id').doUpdateSet(current))
        .execute()
    },
    'member.removed': async (db, body) => {
      await db.deleteFrom('members').where('member_id', '=', body.memberId).execute()
    },
    'roster.imported': async (db, body, { no, at }) => {
      await db
        .insertInto('roster_imports')
        .values({
          batch_id: body.batchId,
          no,
          at,
          file_hash: body.fileHash,
          added: body.added,
          updated: body.updated,
          undone: 0,
        })
        .execute()
    },
    'roster.importUndone': async (db, body) => {
      await db.updateTable('roster_imports').set({ undone: 1 }).where('batch_id', '=', body.batchId).execute()
    },
    'card.issued': async (db, body, { at }) => {
      await db
        .insertInto('cards')
        .values({
          card_hash: body.cardHash,
          member_id: body.memberId,
          serial: body.serial,
          state: 'issued',
          revoked_why: null,
          issued_at: at,
        })
        .execute()
    },
    'card.printed': async (db, body) => {
      await db
        .updateTable('cards')
        .set({ state: 'printed' })
        .where('serial', 'in', body.serials)
        .where('state', '=', 'issued')
        .execute()
    },
    'card.revoked': async (db, body) => {
      await db
        .updateTable('cards')
        .set({ state: 'revoked', revoked_why: body.why })
        .where('card_hash', '=', body.cardHash)
        .execute()
      // The PIN is keyed by the card's secret: it goes with the card.
      await db.deleteFrom('member_pins').where('card_hash', '=', body.cardHash).execute()
    },
  },
}

/** Tables in which a member's id means that something already depends on them. Desks add theirs. */
const DEPENDENT: readonly { table: string; column: string }[] = [
  { table: 'cards', column: 'member_id' },
  { table: 'phones', column: 'member_id' },
  { table: 'entries', column: 'member_id' },
  { table: 'attendance', column: 'member_id' },
  { table: 'member_acts', column: 'member_id' },
  { table: 'leaves', column: 'member_id' },
]

export function peopleReads(db: Db): PeopleReads {
  const current = () =>
    db
      .selectFrom('members')
      .innerJoin('member_versions', 'member_versions.no', 'members.version_no')
      .leftJoin('private_words', 'private_words.id', 'member_versions.words_id')
      .select(['record', 'words'])
  return {
    async all() {
      const rows = await current().orderBy('member_no').execute()
      return rows.map(viewOf)
    },
    async one(memberId) {
      const row = await current().where('members.member_id', '=', memberId).executeTakeFirst()
      return row ? viewOf(row) : null
    },
    async identifiers(memberIds) {
      const found = new Map<MemberId, MemberIdentifiers>()
      if (memberIds.length === 0) return found
      const rows = await db
        .selectFrom('members')
        .innerJoin('member_versions', 'member_versions.no', 'members.version_no')
        .innerJoin('private_words', 'private_words.id', 'member_versions.identifiers_id')
        .select(['members.member_id', 'words'])
        .where('members.member_id', 'in', memberIds)
        .execute()
      for (const row of rows) found.set(row.member_id as MemberId, JSON.parse(row.words) as MemberIdentifiers)
      return found
    },
    async versions(memberId) {
      const rows = await db
        .selectFrom('member_versions')
        .selectAll()
        .where('member_id', '=', memberId)
        .orderBy('no')
        .execute()
      return rows.map(versionOf)
    },
    async batchVersions(batchId) {
      const rows = await db
        .selectFrom('member_versions')
        .selectAll()
        .where('batch_id', '=', batchId)
        .orderBy('no')
        .execute()
      return rows.map(versionOf)
    },
    async imports() {
      const rows = await db.selectFrom('roster_imports').selectAll().orderBy('no', 'desc').execute()
      return rows.map(row => ({
        batchId: row.batch_id as BatchId,
        at: row.at,
        added: row.added,
        updated: row.updated,
        undone: row.undone === 1,
      }))
    },
    async dependents(memberIds) {
      const found = new Set<MemberId>()
      if (memberIds.length === 0) return found
      for (const { table, column } of DEPENDENT) {
        const rows = await sql<{ id: string }>`SELECT DISTINCT ${sql.ref(column)} AS id FROM ${sql.table(table)}
          WHERE ${sql.ref(column)} IN (${sql.join(memberIds)})`.execute(db)
        for (const row of rows.rows) found.add(row.id as MemberId)
      }
      return found
    },
  }
}

const viewOf = (row: { record: string; words: string | null }): MemberView => ({
  ...(JSON.parse(row.record) as MemberRecord),
  ...(row.words === null ? NOBODY : (JSON.parse(row.words) as MemberWords)),
})

const versionOf = (row: PeopleTables['member_versions']): MemberVersion => ({
  no: row.no,
  record: JSON.parse(row.record) as MemberRecord,
  wordsId: row.words_id as PrivateId,
  identifiersId: row.identifiers_id as PrivateId | null,
  batchId: row.batch_id as BatchId | null,
})

export function cardReads(db: Db): CardReads {
  const cards = () => db.selectFrom('cards').selectAll()
  return {
    async all() {
      return (await cards().orderBy('serial').execute()).map(cardOf)
    },
    async ofMember(memberId) {
      return (await cards().where('member_id', '=', memberId).orderBy('serial').execute()).map(cardOf)
    },
    async byHash(cardHash) {
      const row = await cards().where('card_hash', '=', cardHash).executeTakeFirst()
      return row ? cardOf(row) : null
    },
    async lastSerial() {
      const row = await db.selectFrom('cards').select(db.fn.max('serial').as('last')).executeTakeFirst()
      return Number(row?.last ?? 0)
    },
    async proofKey(cardHash) {
      const row = await db
        .selectFrom('card_keys')
        .select('proof_key')
        .where('card_hash', '=', cardHash)
        .executeTakeFirst()
      return row?.proof_key ?? null
    },
    async ownKeys(memberIds) {
      if (memberIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('cards')
        .innerJoin('card_keys', 'card_keys.card_hash', 'cards.card_hash')
        .select(['cards.member_id', 'cards.card_hash', 'card_keys.own_key'])
        .where('cards.member_id', 'in', memberIds)
        .where('cards.state', '!=', 'revoked')
        .execute()
      return new Map(rows.map(row => [row.member_id as MemberId, { cardHash: row.card_hash, ownKey: row.own_key }]))
    },
  }
}

const cardOf = (row: PeopleTables['cards']): Card => ({
  cardHash: row.card_hash,
  memberId: row.member_id as MemberId,
  serial: row.serial,
  state: row.state as Card['state'],
  revokedWhy: row.revoked_why as Card['revokedWhy'],
  issuedAt: row.issued_at,
})

export function cardSecrets(db: Db): CardSecrets {
  return {
    async keep(cardHash, keys) {
      await db
        .insertInto('card_keys')
        .values({ card_hash: cardHash, secret: keys.secret, proof_key: keys.proofKey, own_key: keys.ownKey })
        .execute()
    },
    async unprinted() {
      const rows = await db
        .selectFrom('card_keys')
        .select(['card_hash', 'secret'])
        .where('secret', 'is not', null)
        .execute()
      return new Map(rows.map(row => [row.card_hash, row.secret ?? '']))
    },
    async forget(cardHashes) {
      if (cardHashes.length === 0) return
      await db.updateTable('card_keys').set({ secret: null }).where('card_hash', 'in', cardHashes).execute()
    },
  }
}
