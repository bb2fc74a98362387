import * as v from 'valibot'
import { HundredthsSchema, type Hundredths } from '../base/hundredths.ts'
import type { ActivityId, EntryId } from '../base/ids.ts'
import { yearOf, type PlainDate } from '../base/plain-date.ts'
import { problem, type Problem } from '../base/problem.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { MemberRecord } from '../people/member.ts'
import type { Entry } from './entry.ts'
import type { Component, Dimension, Evidence, Item, Recorder } from './item.ts'
import { whyNotMeant } from './items-for.ts'
import type { Scheme } from './scheme.ts'

/**
 * Whether something may enter the ledger, and the entry it becomes: points, component and dimension are taken from the
 * scheme here and freeze (PT17–PT23). What speaks against an entry without forbidding it is a warning: a paper ledger
 * taken over as it is may hold such lines.
 */

/** Points for a thing done: so many units of an item. */
export interface ItemDraft {
  readonly kind: 'item'
  readonly entryId: EntryId
  readonly itemCode: string
  readonly date: PlainDate
  /** The day the thing was done, where the entry is dated later (AT10): the item must not have been retired on it. */
  readonly doneOn?: PlainDate
  readonly quantity: Hundredths
  readonly source: Evidence
  readonly recordedBy: Recorder
  readonly activityId: ActivityId | null
  /** For vetoes: document number and meeting date. */
  readonly basis: { readonly documentNo: string; readonly meetingDate: PlainDate } | null
  /** What an imported file says the points are; must agree with quantity × points of the item. */
  readonly statedPoints?: Hundredths
}

/** A sum taken over from the paper ledger of a branch that starts in mid-year. */
export interface OpeningDraft {
  readonly kind: 'opening'
  readonly entryId: EntryId
  /** Null where the paper holds only the sum of a component. */
  readonly itemCode: string | null
  readonly component: Exclude<Component, 'veto'>
  readonly dimension: Dimension | null
  readonly date: PlainDate
  readonly points: Hundredths
}

/** Cancels an entry: everything but date and evidence comes from the entry itself. */
export interface ReversalDraft {
  readonly kind: 'reversal'
  readonly entryId: EntryId
  readonly reverses: EntryId
  readonly date: PlainDate
  readonly source: Evidence
  readonly recordedBy: Recorder
  /** Kept with the private words, not in the ledger. */
  readonly reason: string
  /** What an imported file says; must be the negated figures of the entry. */
  readonly stated?: { readonly quantity: Hundredths; readonly points: Hundredths }
}

export type EntryDraft = ItemDraft | OpeningDraft | ReversalDraft

export interface EntryContext {
  readonly scheme: Scheme
  readonly member: Pick<MemberRecord, 'memberId' | 'category' | 'status'>
  readonly today: PlainDate
  /** Duty posts the member holds on the day; left out or null where the branch has given out none. */
  readonly posts?: readonly string[] | null
  /** For reversals: the entry of that id in the ledger, if there is one, and whether another entry reverses it already. */
  readonly original?: { readonly entry: Entry; readonly alreadyReversed: boolean } | null
}

export interface CheckedEntry {
  readonly entry: Entry
  readonly warnings: readonly Problem[]
}

/** @returns the entry to be registered with what should be asked about it, or everything that forbids it */
export function checkEntry(draft: EntryDraft, context: EntryContext): Result<CheckedEntry, Problem[]> {
  switch (draft.kind) {
    case 'item':
      return checkItemEntry(draft, context)
    case 'opening':
      return checkOpening(draft, context)
    case 'reversal':
      return checkReversal(draft, context)
  }
}

function checkItemEntry(draft: ItemDraft, context: EntryContext): Result<CheckedEntry, Problem[]> {
  const item = context.scheme.items.find(each => each.code === draft.itemCode)
  if (item === undefined) return err([itemUnknown(draft.itemCode), ...dateProblems(draft.date, context)])
  const points = exactPoints(draft.quantity, item.points ?? (0 as Hundredths))
  const problems = [
    ...dateProblems(draft.date, context),
    ...retirementProblems(draft.doneOn ?? draft.date, item),
    ...quantityProblems(draft.quantity, item),
    ...recorderProblems(draft.recordedBy, item),
    ...basisProblems(draft, item, context.today),
  ]
  if (points === null) problems.push(inexact())
  else if (draft.statedPoints !== undefined && draft.statedPoints !== points) problems.push(statedOtherwise())
  if (points === null || problems.length > 0) return err(problems)
  const { kind: _, statedPoints: __, doneOn: ___, ...kept } = draft
  const { component, dimension } = item
  const { memberId } = context.member
  const entry: Entry = { ...kept, memberId, component, dimension, points, reverses: null }
  return ok({ entry, warnings: [...applicability(item, context), ...memberWarnings(context)] })
}

function checkOpening(draft: OpeningDraft, context: EntryContext): Result<CheckedEntry, Problem[]> {
  const { itemCode, date, points } = draft
  const item = itemCode === null ? undefined : context.scheme.items.find(each => each.code === itemCode)
  const problems = dateProblems(date, context)
  if (itemCode !== null && item === undefined) problems.push(itemUnknown(itemCode))
  if (item !== undefined && (item.component !== draft.component || item.dimension !== draft.dimension)) {
    const zh = `结转分的组成部分或维度与项目“${item.code}”不符。`
    problems.push(problem('OPENING_ITEM_MISMATCH', { zh, en: `not the component and dimension of ${item.code}` }))
  }
  if (points === 0 || points < 0 !== (draft.component === 'deduction')) {
    const zh = '结转分的正负不对：扣分为负数，其余为正数，不能为0。'
    problems.push(problem('OPENING_POINTS_SIGN', { zh, en: 'negative for deductions, positive otherwise, never 0' }))
  }
  if (problems.length > 0) return err(problems)
  const entry: Entry = {
    entryId: draft.entryId,
    memberId: context.member.memberId,
    itemCode,
    component: draft.component,
    dimension: draft.dimension,
    date,
    quantity: ONE,
    points,
    source: 'opening',
    recordedBy: 'branch',
    activityId: null,
    reverses: null,
    basis: null,
  }
  return ok({ entry, warnings: memberWarnings(context) })
}

function checkReversal(draft: ReversalDraft, context: EntryContext): Result<CheckedEntry, Problem[]> {
  const original = context.original?.entry
  if (original === undefined || original.entryId !== draft.reverses) {
    const text = { zh: '要冲销的登记不存在。', en: 'there is no entry to reverse' }
    return err([problem('REVERSAL_OF_NOTHING', text)])
  }
  const problems = [
    ...dateProblems(draft.date, context),
    ...reversalProblems(draft, original, context),
    ...statedProblems(draft, original),
  ]
  if (problems.length > 0) return err(problems)
  const { entryId, date, source, recordedBy, reverses } = draft
  const entry: Entry = {
    ...original,
    entryId,
    date,
    source,
    recordedBy,
    reverses,
    quantity: negated(original.quantity),
    points: negated(original.points),
  }
  return ok({ entry, warnings: [] })
}

function reversalProblems(draft: ReversalDraft, original: Entry, context: EntryContext): Problem[] {
  const problems: Problem[] = []
  const say = (code: string, zh: string, en: string) => problems.push(problem(code, { zh, en }))
  if (original.memberId !== context.member.memberId) {
    say('REVERSAL_OTHER_MEMBER', '要冲销的登记是另一个人的。', 'the entry to reverse is somebody else’s')
  }
  if (original.reverses !== null) {
    say(
      'REVERSAL_OF_REVERSAL',
      '冲销不能再冲销；如需恢复，请重新登记。',
      'a reversal cannot be reversed; register anew',
    )
  }
  if (context.original?.alreadyReversed === true) {
    say('REVERSAL_TWICE', '这条登记已经冲销过了。', 'this entry has been reversed already')
  }
  if (yearOf(original.date) !== context.scheme.cycle) {
    say('REVERSAL_OTHER_CYCLE', '这条登记属于另一个积分周期，不能在本周期冲销。', 'the entry belongs to another cycle')
  }
  if (draft.date < original.date) {
    say('REVERSAL_BEFORE_ENTRY', '冲销日期不能早于原登记的日期。', 'a reversal is not dated before its entry')
  }
  if (draft.reason.trim() === '') {
    say('REVERSAL_REASON_MISSING', '请写明冲销的原因。', 'say why the entry is reversed')
  }
  if (draft.recordedBy !== 'branch') problems.push(branchOnly('冲销', 'a reversal'))
  return problems
}

function statedProblems({ stated }: ReversalDraft, original: Entry): Problem[] {
  if (stated === undefined) return []
  const agrees = stated.quantity === -original.quantity && stated.points === -original.points
  const zh = '冲销的数量和分值应与原登记相反。'
  return agrees
    ? []
    : [problem('REVERSAL_FIGURES', { zh, en: 'quantity and points must be those of the entry, negated' })]
}

function dateProblems(date: PlainDate, { scheme, today }: EntryContext): Problem[] {
  const problems: Problem[] = []
  if (yearOf(date) !== scheme.cycle) {
    const zh = `日期 ${date} 不在${scheme.cycle}年度的积分周期内。`
    problems.push(problem('ENTRY_OUTSIDE_CYCLE', { zh, en: `${date} is outside the cycle ${scheme.cycle}` }))
  }
  if (date > today) {
    problems.push(problem('ENTRY_IN_FUTURE', { zh: `日期 ${date} 还没有到。`, en: `${date} is in the future` }))
  }
  return problems
}

function retirementProblems(date: PlainDate, { code, retiredFrom }: Item): Problem[] {
  if (retiredFrom === undefined || date < retiredFrom) return []
  const zh = `项目“${code}”从 ${retiredFrom} 起已停用。`
  return [problem('ENTRY_ITEM_RETIRED', { zh, en: `${code} is retired from ${retiredFrom}` })]
}

function quantityProblems(quantity: Hundredths, { code, component, unit, quantity: range }: Item): Problem[] {
  if (quantity <= 0) {
    const text = {
      zh: '数量应大于0；要取消一条登记，请用冲销。',
      en: 'the quantity must be above 0; reverse an entry to undo it',
    }
    return [problem('ENTRY_QUANTITY', text)]
  }
  if (component === 'veto' && quantity !== ONE) {
    return [problem('ENTRY_QUANTITY', { zh: '一票否决的数量只能是1。', en: 'the quantity of a veto is 1' })]
  }
  const { least = 0, most = Infinity } = range ?? {}
  if (quantity >= least && quantity <= most) return []
  const zh = `项目“${code}”每次登记的数量超出规定的范围（${least / 100}–${most / 100} ${unit}）。`
  return [problem('ENTRY_QUANTITY_RANGE', { zh, en: `${code} takes ${least / 100} to ${most / 100} per entry` })]
}

/**
 * Deductions and vetoes come from the branch alone. Points are added by whoever has the proof (a floating member brings
 * the host branch's slip for a theme day); only a resident vouches for nothing but what the item leaves to residents.
 */
function recorderProblems(recordedBy: Recorder, item: Item): Problem[] {
  if (recordedBy === 'branch') return []
  if (item.component === 'deduction' || item.component === 'veto')
    return [branchOnly('扣分和一票否决', 'a deduction or veto')]
  if (recordedBy !== 'resident' || item.recordedBy === 'resident') return []
  const zh = `项目“${item.code}”不由群众证实。`
  return [problem('ENTRY_RECORDER', { zh, en: `${item.code} is not for residents to vouch for` })]
}

function basisProblems({ basis }: ItemDraft, { component }: Item, today: PlainDate): Problem[] {
  if (component !== 'veto') {
    if (basis === null) return []
    const text = { zh: '只有一票否决才填文号和会议日期。', en: 'only a veto has a document number and meeting date' }
    return [problem('ENTRY_BASIS_UNWANTED', text)]
  }
  if (basis !== null && basis.documentNo.trim() !== '' && basis.meetingDate <= today) return []
  const text = {
    zh: '一票否决须填正式文号和已召开会议的日期。',
    en: 'a veto needs a document number and the date of a held meeting',
  }
  return [problem('ENTRY_BASIS_MISSING', text)]
}

function applicability(item: Item, { scheme, member: { category }, posts = null }: EntryContext): Problem[] {
  const { code } = item
  switch (whyNotMeant(scheme, item, { category, posts })) {
    case null:
      return []
    case 'category': {
      const zh = `项目“${code}”不适用于此人的类别，请核对。`
      return [problem('ENTRY_NOT_APPLICABLE', { zh, en: `${code} is not meant for the category ${category}` })]
    }
    case 'post': {
      const zh = `项目“${code}”要担任相应岗位才计分，此人没有这个岗位，请核对。`
      return [problem('ENTRY_WITHOUT_POST', { zh, en: `${code} is for holders of a duty post that they do not hold` })]
    }
  }
}

function memberWarnings({ member }: EntryContext): Problem[] {
  if (member.status === 'active') return []
  return [problem('ENTRY_MEMBER_LEFT', { zh: '此人已不在册，请核对。', en: 'this person has left the branch' })]
}

const branchOnly = (zh: string, en: string): Problem =>
  problem('ENTRY_BRANCH_ONLY', { zh: `${zh}只能由支部登记。`, en: `only the branch registers ${en}` })

const itemUnknown = (code: string): Problem =>
  problem('ENTRY_ITEM_UNKNOWN', { zh: `方案里没有项目“${code}”。`, en: `the scheme has no item ${code}` })

const inexact = (): Problem =>
  problem('ENTRY_POINTS_INEXACT', {
    zh: '数量太细或太大，算不出准确的分值。',
    en: 'too fine or too large to give exact points',
  })

const statedOtherwise = (): Problem =>
  problem('ENTRY_POINTS_DIFFER', {
    zh: '分值不等于数量乘以单项分值。',
    en: 'the points are not quantity × points of the item',
  })

const ONE = 100 as Hundredths

const negated = (value: Hundredths): Hundredths => (0 - value) as Hundredths

/** quantity × points of the item, both in hundredths; null where that is no whole number of hundredths, or too large. */
function exactPoints(quantity: Hundredths, each: Hundredths): Hundredths | null {
  const points = (quantity * each) / 100
  return v.is(HundredthsSchema, points) ? (points as Hundredths) : null
}
