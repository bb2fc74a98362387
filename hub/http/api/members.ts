import * as v from 'valibot'
import { idSchema, type BatchId, type MemberId } from '../../../shared/base/ids.ts'
import { must } from '../../../shared/base/check.ts'
import { plainDateAt, PlainDateSchema } from '../../../shared/base/plain-date.ts'
import {
  MemberIdentifiersSchema,
  MemberInputSchema,
  type MemberIdentifiers,
  type MemberWords,
} from '../../../shared/people/member.ts'
import { cleanName } from '../../../shared/people/names.ts'
import { refuse } from '../../../shared/base/problem.ts'
import { cardsToPrint, confirmPrinted, issueCards, reportCardLost } from '../../office/people/cards.ts'
import { clearPin } from '../../office/people/pins.ts'
import { importRoster, recordMember, setConsent, undoImport, type MemberChange } from '../../office/people/people.ts'
import type { Office } from '../../office/ports.ts'
import { procedureFor, router } from '../procedures.ts'
import { makePreviews } from './previews.ts'
import { changesOf, planRoster, type RosterPlan } from '../../imports/roster.ts'
import { sheetOf, UploadSchema } from './uploads.ts'

const memberId = idSchema<MemberId>()
const memberIds = v.pipe(v.array(memberId), v.minLength(1), v.maxLength(5000))

const previews = makePreviews<{ fileHash: string; changes: readonly MemberChange[] }>()

const previewOf = ({ reading, match, problems, blocked }: RosterPlan) => ({
  columns: reading.columns,
  ignored: reading.ignored,
  skipped: reading.skipped,
  problems,
  blocked,
  added: match.added.map(({ row, memberNo, name, nameNote, type, category, group, duty }) => ({
    row,
    memberNo,
    name,
    nameNote,
    type,
    category,
    group,
    duty,
  })),
  updated: match.updated.map(({ draft, member, differences }) => ({
    row: draft.row,
    memberNo: member.memberNo,
    name: member.name,
    // Identifiers never travel in lists; that they change is enough to know.
    differences: differences.map(each =>
      each.field === 'phone' || each.field === 'idNumber' ? { field: each.field, before: '', after: '' } : each,
    ),
  })),
  unchanged: match.unchanged.length,
  missing: match.missing.map(({ memberId, memberNo, name }) => ({ memberId, memberNo, name })),
})

async function knownIdentifiers(office: Office, memberId: MemberId | null): Promise<MemberIdentifiers> {
  const found = memberId === null ? null : await office.store.read.people.identifiers([memberId])
  return (memberId === null ? undefined : found?.get(memberId)) ?? { phone: '', idNumber: '' }
}

/** The name as an import would take it in (PL9): no padding, one kind of middle dot, nothing that no name holds. */
function nameOf(words: Pick<MemberWords, 'name' | 'nameNote'>): Pick<MemberWords, 'name' | 'nameNote'> {
  const clean = cleanName(words.name)
  if (clean.ok) return { name: clean.value.name, nameNote: words.nameNote.trim() || clean.value.note }
  refuse(
    'MEMBER_NAME',
    clean.error === 'empty'
      ? { zh: '请填写姓名。', en: 'Fill in the name.' }
      : { zh: '姓名里有不该有的符号或数字，或者太长。请只写姓名。', en: 'Write the name only: no signs, no digits.' },
    'name',
  )
}

/** 党员名册与党员卡 */
export const members = router({
  list: procedureFor('members.read').query(async ({ ctx }) => {
    const { read } = ctx.office.store
    const cards = new Map((await read.cards.all()).filter(each => each.state !== 'revoked').map(c => [c.memberId, c]))
    const members = await read.people.all()
    const pins = await read.pins.holders()
    return members.map(member => ({
      ...member,
      strokeKey: ctx.office.names.strokeKey(member.name),
      pinyin: ctx.office.names.pinyinInitials(member.name),
      card: cards.get(member.memberId) ?? null,
      /** Has set a PIN of their own. */
      pin: pins.has(member.memberId),
    }))
  }),
  identifiers: procedureFor('members.readIdentifiers')
    .input(v.object({ memberId }))
    .query(({ ctx, input }) => knownIdentifiers(ctx.office, input.memberId)),
  record: procedureFor('members.change')
    .input(
      v.object({
        memberId: v.nullable(memberId),
        // Null: leave the numbers as they are, for a form that never asked to see them.
        input: v.object({ ...MemberInputSchema.entries, identifiers: v.nullable(MemberIdentifiersSchema) }),
      }),
    )
    .mutation(async ({ ctx, input: { memberId, input } }) => {
      const words = { ...input.words, ...nameOf(input.words) }
      const identifiers = input.identifiers ?? (await knownIdentifiers(ctx.office, memberId))
      return await recordMember(ctx.office, ctx.by, { memberId, input: { ...input, words, identifiers } })
    }),
  setConsent: procedureFor('members.change')
    .input(
      v.object({
        memberIds,
        consent: v.nullable(
          v.object({ date: PlainDateSchema, paperRef: v.pipe(v.string(), v.trim(), v.maxLength(60)) }),
        ),
      }),
    )
    .mutation(({ ctx, input }) => setConsent(ctx.office, ctx.by, input.memberIds, input.consent)),

  imports: procedureFor('members.read').query(({ ctx }) => ctx.office.store.read.people.imports()),
  previewImport: procedureFor('members.change')
    .input(UploadSchema)
    .mutation(async ({ ctx, input }) => {
      const { sheet, fileHash } = await sheetOf(input)
      const { read } = ctx.office.store
      const { timeZone } = must(await read.branch.founded(), 'a founded branch')
      const plan = await planRoster(read, sheet, plainDateAt(ctx.office.clock.now(), timeZone))
      const token = plan.blocked ? null : previews.keep(ctx.office, { fileHash, changes: changesOf(plan) })
      return { token, ...previewOf(plan) }
    }),
  confirmImport: procedureFor('members.change')
    .input(v.object({ token: v.string() }))
    .mutation(({ ctx, input }) => importRoster(ctx.office, ctx.by, previews.take(ctx.office, input.token))),
  undoImport: procedureFor('members.change')
    .input(v.object({ batchId: idSchema<BatchId>() }))
    .mutation(({ ctx, input }) => undoImport(ctx.office, ctx.by, input.batchId)),

  issueCards: procedureFor('cards.issue')
    .input(v.object({ memberIds }))
    .mutation(({ ctx, input }) => issueCards(ctx.office, ctx.by, input.memberIds)),
  cardsToPrint: procedureFor('cards.issue').query(({ ctx }) => cardsToPrint(ctx.office)),
  confirmPrinted: procedureFor('cards.issue')
    .input(v.object({ serials: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(5000)) }))
    .mutation(({ ctx, input }) => confirmPrinted(ctx.office, ctx.by, input.serials)),
  cardLost: procedureFor('cards.issue')
    .input(v.object({ memberId }))
    .mutation(({ ctx, input }) => reportCardLost(ctx.office, ctx.by, input.memberId)),
  /** SG46: a forgotten PIN. */
  clearPin: procedureFor('cards.issue')
    .input(v.object({ memberId }))
    .mutation(({ ctx, input }) => clearPin(ctx.office, ctx.by, input.memberId)),
})
