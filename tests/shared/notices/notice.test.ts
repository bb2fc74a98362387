import { expect, test } from 'vitest'
import { hashOf } from '../../../shared/base/bytes.ts'
import { must } from '../../../shared/base/check.ts'
import type { Millis, StaffId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { problem } from '../../../shared/base/problem.ts'
import {
  decideApproval,
  decideCheck,
  decideCorrection,
  decideDiscard,
  decideDraft,
  decidePublication,
  decideReturn,
  decideWithdrawal,
  evolve,
  isExpired,
  liveOf,
  type Change,
  type Notice,
} from '../../../shared/notices/notice.ts'

const ANNA = 'anna' as StaffId
const BO = 'bo' as StaffId
const HASH = hashOf('the document')
const TODAY = '2026-10-14' as PlainDate
const at = 0 as Millis
const document = { hash: HASH, publishedOn: TODAY, shownUntil: '2026-12-31' as PlainDate }
const world = { today: TODAY, blocks: [] }

const fold = (...steps: readonly (readonly [Change, StaffId])[]): Notice =>
  must(
    steps.reduce<Notice | null>((notice, [change, by]) => evolve(notice, change, { by, at }), null),
    'a notice',
  )
const DRAFTED = [{ type: 'drafted', rev: 1 }, ANNA] as const
const CHECKED = [{ type: 'checked', rev: 1, hash: HASH }, ANNA] as const
const APPROVED = [{ type: 'approved', rev: 1, hash: HASH, alone: false }, BO] as const
const PUBLISHED = [{ type: 'published', rev: 1, hash: HASH, shownUntil: document.shownUntil }, BO] as const

const codeOf = (decision: { ok: boolean; error?: readonly { code: string }[] }) => decision.error?.[0]?.code

test('NT1 no step can be left out', () => {
  const draft = fold(DRAFTED)
  const checked = fold(DRAFTED, CHECKED)
  expect(codeOf(decideApproval(draft, BO, HASH, { activeStaff: 2, blocks: [] }))).toBe('NOTICE_STAGE')
  expect(codeOf(decidePublication(draft, document, world))).toBe('NOTICE_STAGE')
  expect(codeOf(decidePublication(checked, document, world))).toBe('NOTICE_STAGE')
  expect(decidePublication(fold(DRAFTED, CHECKED, APPROVED), document, world).ok).toBe(true)
})

test('NT1 reasons from elsewhere hold a step up, word for word', () => {
  const blocks = [problem('REVIEW_FEEDBACK_MISSING', { zh: '还有2人没有反馈。', en: 'two without feedback' })]
  expect(decideCheck(fold(DRAFTED), HASH, blocks)).toEqual({ ok: false, error: blocks })
  const approval = decideApproval(fold(DRAFTED, CHECKED), BO, HASH, { activeStaff: 2, blocks })
  expect(approval).toEqual({ ok: false, error: blocks })
  const publication = decidePublication(fold(DRAFTED, CHECKED, APPROVED), document, { today: TODAY, blocks })
  expect(publication).toEqual({ ok: false, error: blocks })
})

test('NT2 an edit makes a draft of what was checked or approved', () => {
  for (const notice of [fold(DRAFTED, CHECKED), fold(DRAFTED, CHECKED, APPROVED)]) {
    const edit = decideDraft(notice)
    if (!edit.ok) throw new Error('an edit is refused')
    const after = evolve(notice, edit.value, { by: BO, at })
    expect(after).toMatchObject({ is: 'draft', rev: 1, editors: [ANNA, BO] })
    expect(codeOf(decidePublication(after, document, world))).toBe('NOTICE_STAGE')
  }
})

test('NT2 a draft sent back keeps its editors and needs a reason', () => {
  const checked = fold(DRAFTED, CHECKED)
  expect(codeOf(decideReturn(checked, ' '))).toBe('NOTICE_REASON_MISSING')
  expect(decideReturn(checked, '名单少一人').ok).toBe(true)
  expect(fold(DRAFTED, CHECKED, [{ type: 'returned', rev: 1 }, BO])).toMatchObject({ is: 'draft', editors: [ANNA] })
})

test('NT3 with two accounts the editor may not approve; alone they may, and it is written down', () => {
  const checked = fold(DRAFTED, CHECKED)
  expect(codeOf(decideApproval(checked, ANNA, HASH, { activeStaff: 2, blocks: [] }))).toBe('NOTICE_OWN_WORK')
  expect(decideApproval(checked, ANNA, HASH, { activeStaff: 1, blocks: [] })).toMatchObject({ value: { alone: true } })
  expect(decideApproval(checked, BO, HASH, { activeStaff: 2, blocks: [] })).toMatchObject({ value: { alone: false } })
})

test('NT3 whoever changed a single word is an editor too', () => {
  const notice = fold(DRAFTED, [{ type: 'drafted', rev: 1 }, BO], CHECKED)
  expect(codeOf(decideApproval(notice, BO, HASH, { activeStaff: 2, blocks: [] }))).toBe('NOTICE_OWN_WORK')
})

test('NT4 another text than the one approved is not published', () => {
  const notice = fold(DRAFTED, CHECKED, APPROVED)
  expect(codeOf(decidePublication(notice, { ...document, hash: hashOf('another') }, world))).toBe(
    'NOTICE_OTHER_DOCUMENT',
  )
  expect(codeOf(decideApproval(fold(DRAFTED, CHECKED), BO, hashOf('another'), { activeStaff: 2, blocks: [] }))).toBe(
    'NOTICE_OTHER_DOCUMENT',
  )
})

test('NT5 a correction is the next revision, with a reason; the old one hangs until it is published', () => {
  const published = fold(DRAFTED, CHECKED, APPROVED, PUBLISHED)
  expect(codeOf(decideDraft(published))).toBe('NOTICE_PUBLISHED')
  expect(codeOf(decideCorrection(published, ''))).toBe('NOTICE_REASON_MISSING')
  const correction = decideCorrection(published, '第3行姓名有误')
  if (!correction.ok) throw new Error('a correction is refused')
  const draft = evolve(published, correction.value, { by: BO, at })
  expect(draft).toMatchObject({ is: 'draft', rev: 2, editors: [BO] })
  expect(liveOf(draft)?.rev).toBe(1)
  expect(evolve(draft, { type: 'discarded', rev: 2 }, { by: BO, at })).toEqual(published)
})

test('NT6 a withdrawal needs a reason, takes the next number and is the end', () => {
  const published = fold(DRAFTED, CHECKED, APPROVED, PUBLISHED)
  expect(codeOf(decideWithdrawal(published, ''))).toBe('NOTICE_REASON_MISSING')
  expect(codeOf(decideWithdrawal(fold(DRAFTED), '错'))).toBe('NOTICE_NOT_PUBLISHED')
  expect(decideWithdrawal(published, '内容有误')).toMatchObject({ value: { rev: 2 } })
  const withdrawn = evolve(published, { type: 'withdrawn', rev: 2 }, { by: BO, at })
  for (const again of [
    decideDraft(withdrawn),
    decideCorrection(withdrawn, '再发'),
    decideWithdrawal(withdrawn, '再撤'),
  ])
    expect(codeOf(again)).toBe('NOTICE_OVER')
})

test('NT6 what is discarded before it was ever published is over', () => {
  expect(decideDiscard(fold(DRAFTED)).ok).toBe(true)
  expect(codeOf(decideDiscard(fold(DRAFTED, CHECKED, APPROVED, PUBLISHED)))).toBe('NOTICE_PUBLISHED')
  const gone = fold(DRAFTED, [{ type: 'discarded', rev: 1 }, ANNA])
  expect(gone.is).toBe('discarded')
  expect(codeOf(decideDraft(gone))).toBe('NOTICE_OVER')
})

test('NT7 expired from the day after the last one; without a last day never', () => {
  const live = (shownUntil: string | null) => ({ shownUntil: shownUntil as PlainDate | null })
  expect(isExpired(live('2026-10-14'), TODAY)).toBe(false)
  expect(isExpired(live('2026-10-13'), TODAY)).toBe(true)
  expect(isExpired(live(null), '2199-12-31' as PlainDate)).toBe(false)
})

test('NT10 published on the day it is dated, not before and not after', () => {
  const notice = fold(DRAFTED, CHECKED, APPROVED)
  const on = (publishedOn: string) => ({ ...document, publishedOn: publishedOn as PlainDate })
  expect(codeOf(decidePublication(notice, on('2026-10-15'), world))).toBe('NOTICE_TOO_EARLY')
  expect(codeOf(decidePublication(notice, on('2026-10-13'), world))).toBe('NOTICE_TOO_LATE')
})
