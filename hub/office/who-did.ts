import { must } from '../../shared/base/check.ts'
import { plainDateTimeAt } from '../../shared/base/plain-date.ts'
import type { NoticeId } from '../../shared/base/ids.ts'
import { Refusal, type Problem } from '../../shared/base/problem.ts'
import type { Signed } from '../../shared/notices/notice.ts'
import type { Reads } from './ports.ts'

/** Whoever comes second is told who took the step before them, and when (RV32). */

/** Refusals of a notice that is no longer what somebody had before them. */
const NOTICE_MOVED: ReadonlySet<string> = new Set([
  'NOTICE_CHANGED',
  'NOTICE_STAGE',
  'NOTICE_OVER',
  'NOTICE_PUBLISHED',
  'NOTICE_OTHER_DOCUMENT',
])

/** The refusal of a step of a notice, with who took the last one. */
export async function noticeRefusal(
  read: Pick<Reads, 'staff' | 'branch' | 'notices'>,
  noticeId: NoticeId,
  problems: readonly Problem[],
): Promise<Refusal> {
  const last = (await read.notices.steps(noticeId)).at(-1)
  return new Refusal(await withWho(read, problems, code => (NOTICE_MOVED.has(code) ? last : null)))
}

/** @param doneBy who took the step that a code is about; null: nobody in particular */
export async function withWho(
  read: Pick<Reads, 'staff' | 'branch'>,
  problems: readonly Problem[],
  doneBy: (code: string) => Signed | null | undefined,
): Promise<readonly Problem[]> {
  if (!problems.some(each => doneBy(each.code))) return problems
  const { timeZone } = must(await read.branch.founded(), 'a founded branch')
  const names = new Map((await read.staff.all()).map(each => [each.staffId, each.displayName]))
  return problems.map(each => {
    const done = doneBy(each.code)
    if (!done) return each
    const name = names.get(done.by) ?? '—'
    const at = plainDateTimeAt(done.at, timeZone)
    const [, month, day] = at.slice(0, 10).split('-').map(Number)
    const zh = `${each.zh}（办理：${name}，${month}月${day}日${at.slice(11)}）`
    return { ...each, zh, en: `${each.en} (Done by ${name}, ${at.replace('T', ' ')}.)` }
  })
}
