import type { Hash } from '../base/bytes.ts'
import { assert } from '../base/check.ts'
import type { Millis, StaffId } from '../base/ids.ts'
import type { PlainDate } from '../base/plain-date.ts'
import { problem, type Problem } from '../base/problem.ts'
import { err, ok, type Result } from '../base/result.ts'

/**
 * The life of a notice: draft → checked → approved → published, then corrected (the next revision) or withdrawn, and
 * expired by its date (NT1–NT7). Each act is decided by a pure function that returns the change to write down, and
 * `evolve` folds changes into the situation: the desk decides, the journal remembers, the projection folds.
 */
export type Notice =
  | Draft
  | Checked
  | Approved
  | { readonly is: 'published'; readonly live: Live }
  | { readonly is: 'withdrawn'; readonly rev: number; readonly withdrawn: Signed }
  | { readonly is: 'discarded' }

/** A revision in the making. `live` is what hangs on the board meanwhile, null before the first publication. */
interface InHand {
  readonly rev: number
  /** Everybody whose words are in this revision. */
  readonly editors: readonly StaffId[]
  readonly live: Live | null
}

export interface Draft extends InHand {
  readonly is: 'draft'
}

export interface Checked extends InHand {
  readonly is: 'checked'
  readonly checked: Signed
  /** SHA-256 of the exact text of the document that was checked. */
  readonly hash: Hash
}

export interface Approved extends InHand {
  readonly is: 'approved'
  readonly checked: Signed
  readonly approved: Signed & { readonly alone: boolean }
  readonly hash: Hash
}

/** Who did a step, and when. */
export interface Signed {
  readonly by: StaffId
  readonly at: Millis
}

/** The revision on the board. */
export interface Live {
  readonly rev: number
  readonly hash: Hash
  readonly published: Signed
  /** Last day on the board; null = until withdrawn or replaced. */
  readonly shownUntil: PlainDate | null
}

/** What happened to a notice, as the journal keeps it. */
export type Change =
  | { readonly type: 'drafted'; readonly rev: number }
  | { readonly type: 'checked'; readonly rev: number; readonly hash: Hash }
  | { readonly type: 'returned'; readonly rev: number }
  | { readonly type: 'approved'; readonly rev: number; readonly hash: Hash; readonly alone: boolean }
  | { readonly type: 'published'; readonly rev: number; readonly hash: Hash; readonly shownUntil: PlainDate | null }
  | { readonly type: 'withdrawn'; readonly rev: number }
  | { readonly type: 'discarded'; readonly rev: number }
export type ChangeOf<Type extends Change['type']> = Extract<Change, { type: Type }>

export type Decision<Type extends Change['type']> = Result<ChangeOf<Type>, readonly Problem[]>

/** What the world says at the moment of a step: reasons from elsewhere (review gates, open objections, the lint). */
export type Blocks = readonly Problem[]

/** First words, or other words: whatever stood is a draft again (NT2). */
export function decideDraft(notice: Notice | null): Decision<'drafted'> {
  if (notice === null) return ok({ type: 'drafted', rev: 1 })
  if (notice.is === 'published') return no(PUBLISHED_IS_FIXED)
  if (isOver(notice)) return no(IS_OVER)
  return ok({ type: 'drafted', rev: notice.rev })
}

/** The next revision of what hangs on the board (NT5). */
export function decideCorrection(notice: Notice, reason: string): Decision<'drafted'> {
  if (notice.is !== 'published') return no(isOver(notice) ? IS_OVER : NOT_PUBLISHED)
  if (reason.trim() === '') return no(REASON_MISSING)
  return ok({ type: 'drafted', rev: notice.live.rev + 1 })
}

/** @param hash of the document as it would be published, which from here on is the one to approve */
export function decideCheck(notice: Notice, hash: Hash, blocks: Blocks): Decision<'checked'> {
  if (notice.is !== 'draft') return no(isOver(notice) ? IS_OVER : wrongStage('草稿', 'a draft'))
  if (blocks.length > 0) return err(blocks)
  return ok({ type: 'checked', rev: notice.rev, hash })
}

/** Back to the person who writes, with a word of why. */
export function decideReturn(notice: Notice, reason: string): Decision<'returned'> {
  if (notice.is !== 'checked' && notice.is !== 'approved') return no(wrongStage('核对或批准过的文稿', 'checked'))
  if (reason.trim() === '') return no(REASON_MISSING)
  return ok({ type: 'returned', rev: notice.rev })
}

/** @param hash of the document that the approver has before them */
export function decideApproval(
  notice: Notice,
  by: StaffId,
  hash: Hash,
  world: { readonly activeStaff: number; readonly blocks: Blocks },
): Decision<'approved'> {
  if (notice.is !== 'checked') return no(isOver(notice) ? IS_OVER : wrongStage('核对过的文稿', 'checked'))
  if (notice.hash !== hash) return no(OTHER_DOCUMENT)
  const own = notice.editors.includes(by)
  if (own && world.activeStaff >= 2) return no(OWN_WORK)
  if (world.blocks.length > 0) return err(world.blocks)
  return ok({ type: 'approved', rev: notice.rev, hash, alone: own })
}

/**
 * @param document the exact text about to be signed, by its hash and its own dates
 * @param today    the branch's day: a notice is published on the day it is dated (NT10)
 */
export function decidePublication(
  notice: Notice,
  document: { readonly hash: Hash; readonly publishedOn: PlainDate; readonly shownUntil: PlainDate | null },
  world: { readonly today: PlainDate; readonly blocks: Blocks },
): Decision<'published'> {
  if (notice.is !== 'approved') return no(isOver(notice) ? IS_OVER : wrongStage('批准过的文稿', 'approved'))
  if (notice.hash !== document.hash) return no(OTHER_DOCUMENT)
  if (document.publishedOn !== world.today) return no(otherDay(document.publishedOn, world.today))
  if (world.blocks.length > 0) return err(world.blocks)
  return ok({ type: 'published', rev: notice.rev, hash: notice.hash, shownUntil: document.shownUntil })
}

/** Takes it off every screen, whatever is being prepared; the tombstone is the next revision (NT6). */
export function decideWithdrawal(notice: Notice, reason: string): Decision<'withdrawn'> {
  const live = liveOf(notice)
  if (!live) return no(notice.is === 'withdrawn' ? IS_OVER : NOT_PUBLISHED)
  if (reason.trim() === '') return no(REASON_MISSING)
  return ok({ type: 'withdrawn', rev: live.rev + 1 })
}

/** Gives up what is being prepared; what hangs on the board stays. */
export function decideDiscard(notice: Notice): Decision<'discarded'> {
  if (isOver(notice)) return no(IS_OVER)
  if (notice.is === 'published') return no(PUBLISHED_IS_FIXED)
  return ok({ type: 'discarded', rev: notice.rev })
}

/** Folds one change in. Trusts it: a change in the journal was decided by the rules of its time. */
export function evolve(notice: Notice | null, change: Change, signed: Signed): Notice {
  if (change.type === 'drafted') return drafted(notice, change.rev, signed.by)
  assert(notice !== null, 'a notice begins with a draft')
  if (change.type === 'withdrawn') return { is: 'withdrawn', rev: change.rev, withdrawn: signed }
  assert(notice.is === 'draft' || notice.is === 'checked' || notice.is === 'approved', 'a revision in hand')
  const inHand: InHand = { rev: notice.rev, editors: notice.editors, live: notice.live }
  switch (change.type) {
    case 'checked':
      return { is: 'checked', ...inHand, checked: signed, hash: change.hash }
    case 'returned':
      return { is: 'draft', ...inHand }
    case 'approved': {
      assert(notice.is === 'checked', 'only what was checked is approved')
      const approved = { ...signed, alone: change.alone }
      return { is: 'approved', ...inHand, checked: notice.checked, approved, hash: change.hash }
    }
    case 'published': {
      const { rev, hash, shownUntil } = change
      return { is: 'published', live: { rev, hash, published: signed, shownUntil } }
    }
    case 'discarded':
      return notice.live ? { is: 'published', live: notice.live } : { is: 'discarded' }
  }
}

function drafted(notice: Notice | null, rev: number, by: StaffId): Draft {
  const live = notice && liveOf(notice)
  const before = notice !== null && 'editors' in notice ? notice.editors : []
  return { is: 'draft', rev, editors: before.includes(by) ? before : [...before, by], live }
}

/** The revision that the board shows, if any. */
export const liveOf = (notice: Notice): Live | null => ('live' in notice ? notice.live : null)

/** Gone from every screen with a trusted clock from the day after (NT7). */
export const isExpired = (live: Pick<Live, 'shownUntil'>, today: PlainDate): boolean =>
  live.shownUntil !== null && today > live.shownUntil

const isOver = (notice: Notice): notice is Extract<Notice, { is: 'withdrawn' | 'discarded' }> =>
  notice.is === 'withdrawn' || notice.is === 'discarded'

const no = (why: Problem): { readonly ok: false; readonly error: readonly Problem[] } => err([why])

const IS_OVER = problem('NOTICE_OVER', {
  zh: '这份文稿已经撤下或作废，不能再改。请另起一份。',
  en: 'This notice was withdrawn or given up; start a new one.',
})
const PUBLISHED_IS_FIXED = problem('NOTICE_PUBLISHED', {
  zh: '已经发布的内容不能直接修改，请用“更正”，并写明原因。',
  en: 'What is published is not edited: correct it, with a reason.',
})
const NOT_PUBLISHED = problem('NOTICE_NOT_PUBLISHED', {
  zh: '这份文稿还没有发布，直接修改即可。',
  en: 'This notice is not published; simply edit it.',
})
const REASON_MISSING = problem('NOTICE_REASON_MISSING', { zh: '请写明原因。', en: 'A reason is needed.' }, 'reason')
export const OTHER_DOCUMENT = problem('NOTICE_OTHER_DOCUMENT', {
  zh: '内容和核对、批准时的不一致，没有发布。请刷新后重新核对、批准。',
  en: 'The text is not the one that was checked and approved; check and approve it again.',
})
const OWN_WORK = problem('NOTICE_OWN_WORK', {
  zh: '您起草或修改过这份文稿，要由另一位工作人员批准。',
  en: 'You wrote or edited this revision; another member of staff must approve it.',
})

const wrongStage = (zh: string, en: string): Problem =>
  problem('NOTICE_STAGE', {
    zh: `这一步只能用于${zh}，文稿的状态已经变了，请刷新。`,
    en: `This step needs a revision that is ${en}; reload the page.`,
  })

const otherDay = (dated: PlainDate, today: PlainDate): Problem =>
  dated > today
    ? problem('NOTICE_TOO_EARLY', {
        zh: `落款日期是${dated}，到那一天再发布。`,
        en: `It is dated ${dated}: publish it on that day.`,
      })
    : problem('NOTICE_TOO_LATE', {
        zh: `落款日期是${dated}，已经过了。请改日期后重新核对、批准。`,
        en: `It is dated ${dated}, which has passed: change the date, then check and approve it again.`,
      })
