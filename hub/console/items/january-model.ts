import type { RailStep } from '../../pages/ui/rail.tsx'
import { dayText } from '../../pages/format.ts'
import type { api } from '../api.ts'
import { words } from '../text/words.ts'

/** Where a year's scheme stands, and what comes next. */
export type SchemeSteps = Awaited<ReturnType<typeof api.scheme.steps.query>>

/** `stale`: told, and changed since. `amend`: a draft beside a published version. */
export type NextStep = 'start' | 'brief' | 'stale' | 'publish' | 'amend' | 'board' | 'prepared' | 'done'

export function nextStep({ hasDraft, version, briefed, board }: SchemeSteps): NextStep {
  if (version === null) {
    if (!hasDraft) return 'start'
    if (briefed === null) return 'brief'
    return briefed.current ? 'publish' : 'stale'
  }
  if (hasDraft) return 'amend'
  if (board.state === 'live') return 'done'
  return board.state === 'prepared' ? 'prepared' : 'board'
}

/** Which step of the rail is under way. */
const NOW: Readonly<Record<NextStep, number>> = {
  start: 0,
  brief: 1,
  stale: 1,
  publish: 2,
  amend: 2,
  board: 3,
  prepared: 3,
  done: 4,
}

export function januaryRail(steps: SchemeSteps): RailStep[] {
  const { lines, steps: names } = words().january
  const now = NOW[nextStep(steps)]
  const { briefed, version, hasDraft, board } = steps
  const told = briefed ? lines.briefed(dayText(briefed.date)) : lines.brief
  const notes = {
    draft: hasDraft ? lines.drafted : now > 0 ? undefined : lines.draft,
    brief: briefed && !briefed.current ? lines.stale : now > 1 && briefed === null ? undefined : told,
    publish: version === null ? undefined : lines.version(version),
    board: version === null ? undefined : lines.board[board.state],
  }
  return (['draft', 'brief', 'publish', 'board'] as const).map((id, at) => ({
    id,
    label: names[id],
    note: notes[id],
    state: at < now ? 'done' : at === now ? 'now' : 'next',
    lines: id === 'brief' ? briefed?.minutesNo : undefined,
  }))
}
