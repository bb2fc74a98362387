import type { PlainDate } from '../base/plain-date.ts'
import { problem, type Problem } from '../base/problem.ts'

/** Why a step of a review is not open yet, and what is missing (RV). */

export const NOT_COMPILED = problem('REVIEW_NOT_COMPILED', {
  zh: '这一期还没有汇总，请先汇总积分。',
  en: 'This period is not compiled yet: compile it first.',
})
export const NOT_SETTLED = problem('REVIEW_NOT_SETTLED', {
  zh: '这一期还没有审定：要先逐人反馈、答复申辩，再审定。',
  en: 'This period is not settled yet: tell each member, answer what they say, then settle it.',
})
export const SETTLED = problem('REVIEW_SETTLED', {
  zh: '这一期已经审定。要更正，请按今天的日期另作登记。',
  en: 'This period is settled: correct it by an entry of today.',
})
export const OVER = problem('REVIEW_OVER', {
  zh: '这一期已经办结，不能再改。',
  en: 'This period is closed; it is not changed any more.',
})
export const EARLIER_OPEN = problem('REVIEW_EARLIER_OPEN', {
  zh: '上一期还没有审定，请先办完上一期。',
  en: 'The period before it is not settled yet: finish that one first.',
})
export const PASSED = problem('REVIEW_PASSED', {
  zh: '这一期没有登记，后面的一期已经审定，这一期不用再办。',
  en: 'Nothing is entered in this period and a later one is settled: it needs no review.',
})
export const NOBODY = problem('REVIEW_NOBODY', {
  zh: '名册里没有参加积分的党员。',
  en: 'No member of the roster takes part.',
})
export const NOT_IN_REVIEW = problem(
  'REVIEW_NOT_IN_IT',
  { zh: '这一期的汇总里没有这个人，请重新选择。', en: 'The person is not part of this review.' },
  'memberId',
)
export const NOT_TOLD = problem('REVIEW_NOT_TOLD', {
  zh: '积分有变动，请先看最新的积分，再确认。',
  en: 'The figures have changed: look at the newest ones before you agree.',
})
export const NO_NOTICE_YET = problem('REVIEW_NO_NOTICE', {
  zh: '这一期的积分还没有公示。',
  en: 'The points of this period are not published yet.',
})
export const NO_MATTER = problem('REVIEW_NO_MATTER', {
  zh: '没有这一条，请刷新再看。',
  en: 'There is no such matter; please look again.',
})
export const ANSWERED = problem('REVIEW_ANSWERED', {
  zh: '这一条已经有人答复了，请刷新再看。',
  en: 'It has been answered already; please look again.',
})
export const STALE = problem('REVIEW_STALE', {
  zh: '汇总以后积分有变动，请重新汇总，并告诉有变动的党员。',
  en: 'The ledger has changed since: compile again, and tell those whose points changed.',
})
export const LEDGER_MOVED = problem('REVIEW_STALE', {
  zh: '审定以后积分有变动，和审定的不一样了。请到“汇总审核”把这一期退回，重新汇总、反馈、审定。',
  en: 'The ledger no longer comes to what was settled: reopen the review of the period, then compile and settle it again.',
})
export const ARCHIVE_MOVED = problem('REVIEW_STALE', {
  zh: '台账和审定的积分对不上了，先不能归档。请到“账本核对”检查。',
  en: 'The ledger no longer comes to what was settled: it is not archived. Look at the check of the books.',
})
export const NOTICE_TOO_LATE = problem('REVIEW_OVER', {
  zh: '这一期已经办结，不能再另发积分公示；要改已发布的，请用“更正”。',
  en: 'This period is closed: no new notice of its points. Correct the one that was published.',
})
export const PUBLISHED = problem('REVIEW_PUBLISHED', {
  zh: '积分公示正在公开栏上，不能退回审核。请先撤下公示。',
  en: 'The notice hangs on the board: withdraw it first.',
})
export const REASON_MISSING = problem(
  'REVIEW_REASON_MISSING',
  { zh: '请写明原因。', en: 'A reason is needed.' },
  'reason',
)

export const notEnded = (lastDay: PlainDate): Problem =>
  problem('REVIEW_NOT_ENDED', {
    zh: `这一期到${lastDay}才结束，第二天起可以汇总。`,
    en: `The period ends on ${lastDay}; it can be compiled from the day after.`,
  })

/** Names are for staff alone; more than six would hide the sentence. */
export const untold = (names: readonly string[]): Problem => {
  const some = names.slice(0, 6).join('、')
  const more = names.length > 6 ? '等' : ''
  return problem('REVIEW_UNTOLD', {
    zh: `还有 ${names.length} 人没有反馈：${some}${more}。`,
    en: `${names.length} people have not been told: ${some}${names.length > 6 ? ' …' : ''}.`,
  })
}

export const unanswered = (count: number): Problem =>
  problem('REVIEW_UNANSWERED', {
    zh: `还有 ${count} 条申辩、问询或异议没有答复。`,
    en: `${count} defences, inquiries or objections have no answer yet.`,
  })

export const stillHangs = (until: PlainDate): Problem =>
  problem('REVIEW_STILL_HANGS', {
    zh: `公示期到${until}，过了这一天才能办结。`,
    en: `The notice period lasts until ${until}; it can be closed the day after.`,
  })
