import { sql } from 'kysely'
import type { Millis, RecordId } from '../../../shared/base/ids.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import { asideAtOnce, type AttachmentClaim } from '../../../shared/declarations/attachment.ts'
import type { FactBody, JournalEntry } from '../../../shared/journal/facts.ts'
import type { Attachment, Declaration, DeclarationReads, PartOnFile } from '../../office/declarations/ports.ts'
import type { Db } from '../tables.ts'
import { pinReads } from './member-acts.ts'
import type { Projection } from './projection.ts'
import { scanned } from './slip-scans.ts'

export interface DeclarationTables {
  declarations: {
    declaration_id: string
    no: number
    kind: string
    member_id: string
    item_code: string | null
    scheme_version: number | null
    date: string
    quantity: number
    sent_at: number
    way: string
    kiosk_id: string | null
    review: string
    follows: string | null
    resent_by: string | null
    words_id: string
    state: string
    answer_id: string | null
    decided_at: number | null
    decided_by: string | null
    entry_id: string | null
    sampled: number
    found: string | null
    checked_at: number | null
    check_words_id: string | null
  }
  attachments: {
    attachment_id: string
    declaration_id: string
    kiosk_id: string
    place: number
    type: string
    bytes: number
    hash: string
    count: number
    state: string
    why: string | null
    mime: string | null
    ms: number | null
    content_id: string | null
  }
  parts: {
    kiosk_id: string
    attachment_id: string
    place: number
    record_id: string
    data_id: string
    at: number
  }
}

type Line = Pick<JournalEntry, 'no' | 'at' | 'by'>

type OpenCount = Awaited<ReturnType<DeclarationReads['openByKiosk']>>[number]

type DeclarationFact =
  | 'declaration.received'
  | 'attestation.received'
  | 'declaration.entered'
  | 'declaration.phoned'
  | 'part.received'
  | 'parts.dropped'
  | 'attachment.kept'
  | 'attachment.scanned'
  | 'attachment.putAside'
  | 'declaration.accepted'
  | 'declaration.reopened'
  | 'declaration.askedBack'
  | 'declaration.refused'
  | 'declaration.sampled'
  | 'declaration.checked'

export const declarationsProjection: Projection<DeclarationFact> = {
  tables: ['declarations', 'attachments', 'parts'],
  apply: {
    'declaration.received': async (db, body, line) => {
      const { recordId, schemeVersion, quantity, follows, correctedAt } = body
      const review = (await isPinMissing(db, body)) ? [...body.review, 'pinMissing'] : body.review
      const row = { scheme_version: schemeVersion, quantity, follows, review: JSON.stringify(review) }
      await keep(db, { ...body, declarationId: recordId }, line, { ...row, kind: 'declaration', sent_at: correctedAt })
      await nameAttachments(db, recordId, body.attachments, line)
    },
    'attestation.received': async (db, body, line) => {
      const { recordId, correctedAt, review } = body
      const row = { kind: 'attestation', sent_at: correctedAt, review: JSON.stringify(review) }
      await keep(db, { ...body, declarationId: recordId }, line, row)
      await nameAttachments(db, recordId, body.attachments, line)
    },
    'declaration.entered': (db, body, line) =>
      keep(db, body, line, {
        way: 'slip',
        kind: body.type,
        quantity: body.quantity,
        follows: body.follows,
        sent_at: line.at,
      }),
    'declaration.phoned': async (db, body, line) => {
      const { schemeVersion, quantity, follows } = body
      const row = { way: 'phone', scheme_version: schemeVersion, quantity, follows, sent_at: line.at }
      await keep(db, body, line, { ...row, kind: 'declaration' })
      await nameAttachments(db, body.declarationId, body.attachments, line)
    },
    'part.received': async (db, { attachmentId, place, recordId, data }, { by, at }) => {
      const row = { kiosk_id: kioskOf(by) ?? '', attachment_id: attachmentId, place, record_id: recordId }
      await db
        .insertInto('parts')
        .values({ ...row, data_id: data.id, at })
        .execute()
    },
    'parts.dropped': async (db, { kioskId, attachmentId }) => {
      await db.deleteFrom('parts').where('kiosk_id', '=', kioskId).where('attachment_id', '=', attachmentId).execute()
    },
    'attachment.kept': (db, { attachmentId, mime, ms, content }) =>
      settle(db, attachmentId, { state: 'kept', mime, ms, content_id: content.id }),
    'attachment.scanned': (db, body) => scanned(db, body),
    'attachment.putAside': (db, { attachmentId, why }) => settle(db, attachmentId, { state: 'aside', why }),
    'declaration.accepted': (db, { declarationId, entryId }, line) =>
      change(db, declarationId, { state: 'accepted', entry_id: entryId, ...decided(line) }),
    'declaration.reopened': async (db, { declarationIds }) => {
      const waiting = { state: 'waiting', entry_id: null, decided_at: null, decided_by: null }
      for (const each of declarationIds) await change(db, each, waiting)
    },
    'declaration.askedBack': (db, { declarationId, words }, line) =>
      change(db, declarationId, { state: 'askedBack', answer_id: words.id, ...decided(line) }),
    'declaration.refused': (db, { declarationId, words }, line) =>
      change(db, declarationId, { state: 'refused', answer_id: words.id, ...decided(line) }),
    'declaration.sampled': async (db, { declarationIds }) => {
      for (const each of declarationIds) await change(db, each, { sampled: 1 })
    },
    'declaration.checked': (db, { declarationId, found, words }, { at }) =>
      change(db, declarationId, { found, checked_at: at, check_words_id: words.id }),
  },
}

/** Whether the card had a PIN of its own when it was shown, as far as the journal knew, and none was given. */
async function isPinMissing(
  db: Db,
  { memberId, passHash, pin, correctedAt }: FactBody<'declaration.received'>,
): Promise<boolean> {
  if (pin || passHash === null) return false
  const since = await pinReads(db).setAt(memberId, passHash)
  return since !== null && since <= correctedAt
}

const kioskOf = (by: Line['by']): string | null => (by.type === 'kiosk' ? by.id : null)

const decided = ({ at, by }: Line) => ({ decided_at: at, decided_by: by.type === 'staff' ? by.id : null })

type Row = DeclarationTables['declarations']
type Said = Pick<FactBody<'declaration.entered'>, 'declarationId' | 'memberId' | 'itemCode' | 'date' | 'words'>

async function keep(
  db: Db,
  { declarationId, memberId, itemCode, date, words }: Said,
  { no, by }: Line,
  more: Pick<Row, 'kind' | 'sent_at'> & Partial<Row>,
): Promise<void> {
  const said = { declaration_id: declarationId, member_id: memberId, item_code: itemCode, date, words_id: words.id }
  await db
    .insertInto('declarations')
    .values({ ...NEW, no, kiosk_id: kioskOf(by), ...said, ...more })
    .execute()
  if (more.follows) await followUp(db, more.follows, declarationId)
}

const NEW = {
  way: 'kiosk',
  scheme_version: null,
  quantity: 100,
  review: '[]',
  follows: null,
  resent_by: null,
  state: 'waiting',
  answer_id: null,
  decided_at: null,
  decided_by: null,
  entry_id: null,
  sampled: 0,
  found: null,
  checked_at: null,
  check_words_id: null,
} as const

/** What was asked back and is sent again by the same member no longer waits for an answer. */
async function followUp(db: Db, earlier: string, later: string): Promise<void> {
  await db
    .updateTable('declarations')
    .set({ state: 'resent', resent_by: later })
    .where('declaration_id', '=', earlier)
    .where('state', '=', 'askedBack')
    .where('member_id', '=', eb =>
      eb.selectFrom('declarations as d').select('d.member_id').where('d.declaration_id', '=', later),
    )
    .execute()
}

async function change(db: Db, declarationId: string, values: Partial<Row>): Promise<void> {
  await db.updateTable('declarations').set(values).where('declaration_id', '=', declarationId).execute()
}

/** Names what comes with a record of that id. */
export async function nameAttachments(
  db: Db,
  declarationId: RecordId,
  claims: readonly AttachmentClaim[],
  { by }: Line,
): Promise<void> {
  for (const [place, claim] of claims.entries()) {
    const { attachmentId, type, bytes, hash, count } = claim
    const taken = await db
      .selectFrom('attachments')
      .select('place')
      .where('attachment_id', '=', attachmentId)
      .executeTakeFirst()
    const why = taken ? 'taken' : asideAtOnce(claim, place)
    const row = { attachment_id: attachmentId, declaration_id: declarationId, kiosk_id: kioskOf(by) ?? '', place }
    const state = why === null ? 'waiting' : 'aside'
    await db
      .insertInto('attachments')
      .values({ ...row, type, bytes, hash, count, state, why, mime: null, ms: null, content_id: null })
      // Named twice by one record.
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
}

async function settle(db: Db, attachmentId: string, values: Partial<DeclarationTables['attachments']>): Promise<void> {
  await db
    .updateTable('attachments')
    .set(values)
    .where('attachment_id', '=', attachmentId)
    .where('state', '=', 'waiting')
    .execute()
}

export function declarationReads(db: Db): DeclarationReads {
  const all = () => db.selectFrom('declarations').selectAll()
  const found = async (query: { execute(): Promise<Row[]> }) => (await query.execute()).map(declarationOf)
  return {
    async one(declarationId) {
      const row = await all().where('declaration_id', '=', declarationId).executeTakeFirst()
      return row ? declarationOf(row) : null
    },
    ofMember: memberId =>
      found(all().where('member_id', '=', memberId).where('kind', '=', 'declaration').orderBy('no', 'desc')),
    byEntries: entryIds => found(all().where('entry_id', 'in', entryIds).orderBy('no')),
    ofDay: (memberId, date) => found(all().where('member_id', '=', memberId).where('date', '=', date).orderBy('no')),
    inState: (states, limit) => found(all().where('state', 'in', states).orderBy('no', 'desc').limit(limit)),
    async waiting() {
      const row = await db
        .selectFrom('declarations')
        .select([eb => eb.fn.countAll<number>().as('count'), eb => eb.fn.min('sent_at').as('oldest')])
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow()
      return { count: row.count, oldest: row.oldest as Millis | null }
    },
    async queue(attestationsPerKiosk, limit) {
      const rows = await sql<Row>`select * from (select "declarations".*,
        row_number() over (partition by "kind", "kiosk_id" order by "no") as "turn"
        from "declarations" where "state" in ('waiting', 'askedBack'))
        where "kind" = 'declaration' or "turn" <= ${attestationsPerKiosk} order by "no" limit ${limit}`.execute(db)
      return rows.rows.map(declarationOf)
    },
    async openByKiosk() {
      const rows = await db
        .selectFrom('declarations')
        .select(['kiosk_id', 'kind', eb => eb.fn.countAll<number>().as('count')])
        .where('state', 'in', ['waiting', 'askedBack'])
        .groupBy(['kiosk_id', 'kind'])
        .execute()
      return rows.map(row => ({ kioskId: row.kiosk_id, kind: row.kind, count: row.count }) as OpenCount)
    },
    acceptedIn: (from, to) =>
      found(all().where('state', '=', 'accepted').where('date', '>=', from).where('date', '<=', to).orderBy('no')),
    ...attachmentReads(db),
  }
}

const declarationOf = (row: Row): Declaration =>
  ({
    declarationId: row.declaration_id,
    kind: row.kind,
    no: row.no,
    memberId: row.member_id,
    itemCode: row.item_code,
    schemeVersion: row.scheme_version,
    date: row.date,
    quantity: row.quantity as Hundredths,
    sentAt: row.sent_at,
    way: row.way,
    kioskId: row.kiosk_id,
    review: JSON.parse(row.review),
    follows: row.follows,
    resentBy: row.resent_by,
    wordsId: row.words_id,
    state: row.state,
    answerId: row.answer_id,
    decided: row.decided_at === null ? null : { at: row.decided_at, by: row.decided_by },
    entryId: row.entry_id,
    sampled: row.sampled === 1,
    checked: row.found === null ? null : { found: row.found, at: row.checked_at, wordsId: row.check_words_id },
  }) as Declaration

/** How many of its places are filled, beside each attachment. */
const GOT = sql<number>`(select count(distinct "parts"."place") from "parts" where
  "parts"."kiosk_id" = "attachments"."kiosk_id" and "parts"."attachment_id" = "attachments"."attachment_id" and
  "parts"."place" < "attachments"."count")`

type AttachmentReads = Pick<DeclarationReads, 'attachments' | 'attachment' | 'complete' | 'parts' | 'useless'>

function attachmentReads(db: Db): AttachmentReads {
  const all = () => db.selectFrom('attachments').selectAll().select(GOT.as('got'))
  return {
    async attachments(declarationIds) {
      const byDeclaration = new Map<RecordId, Attachment[]>(declarationIds.map(id => [id, []]))
      if (declarationIds.length === 0) return byDeclaration
      const rows = await all().where('declaration_id', 'in', declarationIds).orderBy('place').execute()
      for (const row of rows) byDeclaration.get(row.declaration_id as RecordId)?.push(attachmentOf(row))
      return byDeclaration
    },
    async attachment(attachmentId) {
      const row = await all()
        .where('attachment_id', '=', attachmentId)
        .where(eb => eb.or([eb('why', 'is', null), eb('why', '!=', 'taken')]))
        .executeTakeFirst()
      return row ? attachmentOf(row) : null
    },
    async complete() {
      const rows = await all()
        .where('state', '=', 'waiting')
        .where(GOT, '=', eb => eb.ref('attachments.count'))
        .execute()
      return rows.map(attachmentOf)
    },
    async parts({ kioskId, attachmentId }) {
      const rows = await db
        .selectFrom('parts')
        .selectAll()
        .where('kiosk_id', '=', kioskId)
        .where('attachment_id', '=', attachmentId)
        .orderBy('place')
        .orderBy('record_id')
        .execute()
      return rows.map(partOf)
    },
    async useless(namelessSince) {
      const rows = await db
        .selectFrom('parts')
        .leftJoin('attachments', join =>
          join
            .onRef('attachments.attachment_id', '=', 'parts.attachment_id')
            .onRef('attachments.kiosk_id', '=', 'parts.kiosk_id'),
        )
        .selectAll('parts')
        .where(eb =>
          eb.or([
            eb('attachments.state', '!=', 'waiting'),
            eb.and([eb('attachments.state', 'is', null), eb('parts.at', '<', namelessSince)]),
          ]),
        )
        .execute()
      return rows.map(partOf)
    },
  }
}

const attachmentOf = (row: DeclarationTables['attachments'] & { readonly got: number }): Attachment =>
  ({
    attachmentId: row.attachment_id,
    declarationId: row.declaration_id,
    kioskId: row.kiosk_id,
    type: row.type,
    bytes: row.bytes,
    hash: row.hash,
    count: row.count,
    state: row.state,
    why: row.why,
    mime: row.mime,
    ms: row.ms,
    contentId: row.content_id,
    got: row.got,
  }) as Attachment

const partOf = (row: DeclarationTables['parts']): PartOnFile =>
  ({ kioskId: row.kiosk_id, attachmentId: row.attachment_id, place: row.place, dataId: row.data_id }) as PartOnFile
