import { assert, must } from '../base/check.ts'
import type { MemberId } from '../base/ids.ts'
import type { Signed } from '../notices/notice.ts'
import { sameFigures, type Figures } from './figures.ts'
import type { ActDone, Change, ChangeOf, Hearing, Review } from './review.ts'

/** Folds one change in. Trusts it: a change in the journal was decided by the rules of its time. */
export function evolve(review: Review | null, change: Change, done: ActDone): Review {
  if (change.type === 'compiled') return compiled(review, change, signedBy(done))
  assert(review !== null, 'a review begins with its figures')
  switch (change.type) {
    case 'told':
      return heard(review, change.memberIds, each => ({
        ...each,
        told: { ...done, how: change.how, figures: each.figures },
      }))
    case 'accepted':
      return heard(review, [change.memberId], each => ({ ...each, accepted: done }))
    case 'raised': {
      const { matterId, kind, memberId } = change
      return { ...review, matters: [...review.matters, { matterId, kind, memberId, raised: done, answer: null }] }
    }
    case 'answered':
      return answered(review, change, signedBy(done))
    case 'settled':
      return { ...review, stage: 'settled', settled: signedBy(done) }
    case 'reopened':
      return { ...review, stage: 'compiled', settled: null }
    case 'closed':
      return { ...review, stage: 'closed', closed: signedBy(done) }
    case 'archived':
      return { ...review, stage: 'archived', archived: { ...signedBy(done), record: change.record ?? null } }
  }
}

const signedBy = ({ by, at }: ActDone): Signed => ({ by: must(by, 'a member of staff'), at })

/** Whoever was told the same sums before stays told, and stays with what they said of it. */
function compiled(review: Review | null, { head, figures }: ChangeOf<'compiled'>, signed: Signed): Review {
  const before = new Map(review?.hearings.map(each => [each.figures.memberId, each]))
  const hearings = figures.map(each => heardAgain(before.get(each.memberId), each))
  const rest = { stage: 'compiled', settled: null, closed: null, archived: null } as const
  return { ...rest, compiled: signed, head, hearings, matters: review?.matters ?? [] }
}

const heardAgain = (before: Hearing | undefined, figures: Figures): Hearing => ({
  figures,
  told: before?.told ?? null,
  accepted: before?.accepted && sameFigures(before.figures, figures) ? before.accepted : null,
})

function heard(review: Review, memberIds: readonly MemberId[], change: (hearing: Hearing) => Hearing): Review {
  const meant = new Set(memberIds)
  const hearings = review.hearings.map(each => (meant.has(each.figures.memberId) ? change(each) : each))
  return { ...review, hearings }
}

function answered(review: Review, { matterId, outcome, entryIds }: ChangeOf<'answered'>, signed: Signed): Review {
  const answer = { ...signed, outcome, entryIds }
  return { ...review, matters: review.matters.map(each => (each.matterId === matterId ? { ...each, answer } : each)) }
}
