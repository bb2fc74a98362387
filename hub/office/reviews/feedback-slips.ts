import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import { rangeOf, yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { JournalHead } from '../../../shared/journal/chain.ts'
import type { Component, Evidence } from '../../../shared/points/item.ts'
import type { Figures } from '../../../shared/review/figures.ts'
import { hearingOf } from '../../../shared/review/review.ts'
import type { LedgerLine } from '../points/ledger.ts'
import { allLines } from '../points/ledger-views.ts'
import { reviewOf } from './period-sums.ts'
import type { Reads } from '../ports.ts'
import { standingsOf } from '../points/standings.ts'

/** 反馈单: what is handed to each member of a compiled review. Everything on a slip is its own member's (RT25). */

export interface FeedbackSlip {
  readonly memberId: MemberId
  readonly memberNo: number
  readonly name: string
  readonly nameNote: string
  readonly categoryLabel: string
  readonly figures: Figures
  /** What their year began with. */
  readonly start: Hundredths
  /** Of the period, by item in the order of their first day; what was undone is left out together with its reversal. */
  readonly items: readonly SlipItem[]
}

export interface SlipItem {
  /** Null: an opening balance. */
  readonly code: string | null
  readonly title: string
  readonly component: Component
  readonly source: Evidence | 'opening'
  readonly dates: readonly PlainDate[]
  readonly points: Hundredths
  /** Why, in the branch's words: each once. */
  readonly notes: readonly string[]
}

export interface FeedbackSlips {
  readonly period: Period
  readonly compiledAt: Millis
  readonly head: JournalHead
  readonly slips: readonly FeedbackSlip[]
}

/**
 * @param memberIds empty: everybody of the review, by their number
 * @throws Refusal REVIEW_NOT_COMPILED, REVIEW_NOT_OF_MEMBER, SCHEME_NONE
 */
export async function feedbackSlips(
  read: Reads,
  period: Period,
  memberIds: readonly MemberId[],
): Promise<FeedbackSlips> {
  const review = await reviewOf(read, period)
  if (review === null) return refuse('REVIEW_NOT_COMPILED', NOT_COMPILED)
  if (memberIds.some(memberId => !hearingOf(review, memberId))) refuse('REVIEW_NOT_OF_MEMBER', NOT_OF_MEMBER)
  const { scheme, rows } = await standingsOf(read, period)
  const starts = new Map(rows.map(({ member, standing }) => [member.memberId, standing.start]))
  const titles = new Map(scheme.items.map(item => [item.code, item.title]))
  const labels = new Map(scheme.categories.map(each => [each.id, each.label]))
  const days = rangeOf(period)
  const wanted = new Set(memberIds.length === 0 ? review.hearings.map(each => each.figures.memberId) : memberIds)
  const lines = Map.groupBy(
    (await allLines(read, { cycle: yearOf(period) })).filter(each => each.date >= days.from && each.date <= days.to),
    each => each.memberId,
  )
  const slips = (await read.people.all()).flatMap(member => {
    const hearing = wanted.has(member.memberId) ? hearingOf(review, member.memberId) : undefined
    if (hearing === undefined) return []
    const { memberId, memberNo, name, nameNote, category } = member
    const items = itemsOf(lines.get(memberId) ?? [], titles)
    const categoryLabel = labels.get(category) ?? ''
    const start = starts.get(memberId) ?? (0 as Hundredths)
    return [{ memberId, memberNo, name, nameNote, categoryLabel, figures: hearing.figures, start, items }]
  })
  return { period, compiledAt: review.compiled.at, head: review.head, slips }
}

/** @param lines of one member, newest first */
function itemsOf(lines: readonly LedgerLine[], titles: ReadonlyMap<string, string>): SlipItem[] {
  const ids = new Set(lines.map(line => line.entryId))
  // A reversal whose entry lies in an earlier period stands on the slip: it is what changed this one.
  const undone = (line: LedgerLine) =>
    (line.reversedBy !== null && ids.has(line.reversedBy)) || (line.reverses !== null && ids.has(line.reverses))
  const kept = lines.filter(line => !undone(line)).reverse()
  const groups = Map.groupBy(kept, line => `${line.itemCode ?? ''}/${line.component}/${line.source}`)
  return [...groups.values()].flatMap(group => {
    const [first] = group
    if (!first) return []
    return [
      {
        code: first.itemCode,
        title: titles.get(first.itemCode ?? '') ?? '',
        component: first.component,
        source: first.source,
        dates: [...new Set(group.map(line => line.date))],
        points: group.reduce((sum, line) => sum + line.points, 0) as Hundredths,
        notes: [...new Set(group.map(line => line.note).filter(note => note !== ''))],
      },
    ]
  })
}

const NOT_COMPILED = { zh: '这一期还没有汇总，汇总以后才有反馈单。', en: 'This period is not compiled yet.' }
const NOT_OF_MEMBER = { zh: '这一期没有这个人的积分。', en: 'This person has no figures in this period.' }
