import * as v from 'valibot'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import { newId, type EntryId, type MemberId, type RecordId } from '../../../shared/base/ids.ts'
import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import { ledgerDesk } from '../points/ledger.ts'
import type { Office, Reads } from '../ports.ts'

/**
 * 外出参加活动: a member of this branch took part in another branch's activity and brings its slip. The slip is the
 * evidence; the registrar credits it.
 */

const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))

export const ElsewhereWordsSchema = v.strictObject({
  hostBranch: text(60),
  what: text(80),
  slipNo: text(24),
})
export type ElsewhereWords = v.InferOutput<typeof ElsewhereWordsSchema>

export interface ElsewhereRow {
  readonly elsewhereId: RecordId
  readonly memberId: MemberId
  readonly date: PlainDate
  readonly entryId: EntryId
  readonly wordsId: PrivateId
}

export interface ElsewhereReads {
  /** Both days included; the newest first. */
  between(from: PlainDate, to: PlainDate): Promise<readonly ElsewhereRow[]>
}

/** As the console lists it. The words are null once erased. */
export interface ElsewhereLine extends Omit<ElsewhereRow, 'wordsId'> {
  readonly words: ElsewhereWords | null
  readonly itemCode: string | null
  readonly points: Hundredths
  /** Its entry was reversed: it gives nothing, and its slip may be brought again. */
  readonly reversed: boolean
}

export interface ElsewhereInput extends ElsewhereWords {
  readonly memberId: MemberId
  readonly date: PlainDate
  readonly itemCode: string
  readonly quantity: Hundredths
}

/**
 * AT67: one slip of one host branch is credited once; a reversed entry frees it again.
 * @throws Refusal SLIP_USED, and what the ledger refuses
 */
export async function recordElsewhere(office: Office, by: Author, input: ElsewhereInput): Promise<EntryId> {
  const { memberId, date, itemCode, quantity, ...words } = input
  return await office.store.write(by, async work => {
    const used = (await elsewhereOf(work, yearOf(date))).find(
      each => !each.reversed && each.words && slipKey(each.words) === slipKey(words),
    )
    if (used) {
      const names = new Map((await work.people.all()).map(each => [each.memberId, each.name]))
      const name = names.get(used.memberId) ?? ''
      refuse(
        'SLIP_USED',
        {
          zh: `这张凭条（${words.hostBranch} ${words.slipNo}）已经登记过：${name}，${used.date}。`,
          en: `This slip is registered already: ${name}, ${used.date}.`,
        },
        'slipNo',
      )
    }
    const desk = await ledgerDesk(office, work)
    const entryId = desk.newId()
    const note = `外出参加活动：${words.hostBranch}，${words.what}，凭条 ${words.slipNo}`
    const draft = {
      kind: 'item',
      entryId,
      itemCode,
      date,
      quantity,
      source: 'certificate',
      recordedBy: 'branch',
    } as const
    await desk.add({ ...draft, activityId: null, basis: null }, memberId, { note })
    await desk.finish(null)
    const elsewhereId = newId<RecordId>(office.clock.now(), office.random)
    const kept = await work.keepWords('note', JSON.stringify(words))
    await work.append({ kind: 'elsewhere.recorded', body: { elsewhereId, memberId, date, entryId, words: kept } })
    return entryId
  })
}

/** Full-width digits, case and spaces make no other slip. */
const slipKey = ({ hostBranch, slipNo }: Pick<ElsewhereWords, 'hostBranch' | 'slipNo'>): string =>
  `${plain(hostBranch)}\n${plain(slipNo)}`

const plain = (value: string): string => value.normalize('NFKC').replace(/\s/g, '').toLowerCase()

/** Everything of a cycle, the newest first. */
export async function elsewhereOf(read: Reads, cycle: number): Promise<ElsewhereLine[]> {
  const rows = await read.elsewhere.between(`${cycle}-01-01` as PlainDate, `${cycle}-12-31` as PlainDate)
  const words = await read.words.many(rows.map(row => row.wordsId))
  const lines: ElsewhereLine[] = []
  for (const { wordsId, ...row } of rows) {
    const entry = await read.ledger.one(row.entryId)
    const parsed = v.safeParse(ElsewhereWordsSchema, JSON.parse(words.get(wordsId) ?? 'null'))
    lines.push({
      ...row,
      words: parsed.success ? parsed.output : null,
      itemCode: entry?.itemCode ?? null,
      points: entry?.points ?? (0 as Hundredths),
      reversed: (await read.ledger.reversalOf(row.entryId)) !== null,
    })
  }
  return lines
}
