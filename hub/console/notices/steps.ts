import { momentText } from '../../pages/format.ts'
import type { RailStep } from '../../pages/ui/rail.tsx'
import { hubState } from '../hub-state.ts'
import { now } from '../today.ts'
import { words } from '../text/words.ts'
import type { NoticeDetail } from './api-types.ts'

/** How far each stage has come along the four steps: the index of the step that is next. */
const NEXT: { readonly [stage in NoticeDetail['stage']]: number | null } = {
  draft: 1,
  checked: 2,
  approved: 3,
  published: 4,
  expired: 4,
  withdrawn: null,
  discarded: null,
}

/** The four steps of the revision in hand or on the board, with who and when, and what the next one waits for. */
export function railOf(detail: NoticeDetail): RailStep[] | null {
  const { notices } = words()
  const next = NEXT[detail.stage]
  if (next === null) return null
  const ids = ['draft', 'check', 'approve', 'publish'] as const
  return ids.map((id, at) => ({
    id,
    label: notices.steps[id],
    state: at < next ? 'done' : at === next ? 'now' : 'next',
    lines: at < next ? doneLine(detail, at) : at === next ? waitLine(detail, id) : undefined,
  }))
}

const DONE_BY = ['drafted', 'checked', 'approved', 'published'] as const

function doneLine(detail: NoticeDetail, at: number): string {
  const { notices } = words()
  const step = detail.steps.findLast(each => each.rev === detail.rev && each.step === DONE_BY[at])
  if (!step) return ''
  const when = momentText(step.at, now(), hubState.value.timeZone)
  const who = at === 0 && detail.editorNames.length > 0 ? detail.editorNames.join('、') : step.by
  return `${who} · ${when}${at === 2 && detail.approvedAlone ? ` · ${notices.alone}` : ''}`
}

function waitLine(detail: NoticeDetail, id: 'draft' | 'check' | 'approve' | 'publish'): string {
  const { notices } = words()
  const [first] = detail.problems
  if (first) return notices.waits.problems
  return id === 'approve' && detail.activeStaff < 2 ? notices.waits.approveAlone : notices.waits[id]
}
