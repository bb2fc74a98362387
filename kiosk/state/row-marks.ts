import { assert } from '../../shared/base/check.ts'
import type { Millis, RecordId } from '../../shared/base/ids.ts'
import type { Decision } from '../../shared/passes/decide.ts'
import type { MemberAct } from '../../shared/passes/member-act.ts'
import type { ShownPass } from '../../shared/passes/sign-in.ts'
import type { RowMark } from '../store/outbox.ts'
import { innerMark, type FiguresNo } from './own-said.ts'
import type { ShownHandle } from './shown.ts'

/** What of its own records the kiosk remembers beside them (state/marks.ts). */

export function markOf(decision: Decision, at: Millis, recordId: RecordId, shown: ShownHandle | null): RowMark | null {
  if (decision.code !== 'ok') return null
  const held = shown?.held()
  assert(shown !== null && held, 'who was accepted is known')
  const activityId = decision.activity?.activity.activityId ?? null
  return { memberId: decision.member.memberId, activityId, at, recordId, ...passMark(shown, held) }
}

/** The pass that made it. */
export function passMark(shown: ShownHandle, { scan }: ShownPass): Pick<RowMark, 'pass' | 'phone'> {
  if (shown.passId === null) return {}
  return scan.kind === 'phone'
    ? { pass: shown.passId, phone: { ref: scan.ref, step: scan.step } }
    : { pass: shown.passId }
}

/** What the kiosk itself has to remember of an act. */
export function actMark(
  act: MemberAct,
  mark: Omit<RowMark, 'activityId' | 'act' | 'undoes' | 'figures' | 'matter' | 'inner'>,
): RowMark | null {
  switch (act.kind) {
    case 'signOut':
      return { ...mark, activityId: act.activityId, act: 'out' }
    case 'undo':
      return { ...mark, activityId: act.activityId, act: 'undo', undoes: act.undoes }
    case 'askLeave':
      return { ...mark, activityId: act.activityId, act: 'leave' }
    case 'dropLeave':
      return { ...mark, activityId: act.activityId, act: 'noLeave' }
    case 'setPin':
      return null
    case 'seeFigures':
      return { ...mark, activityId: null, act: 'seen', figures: figuresOf(act) }
    case 'acceptFigures':
      return { ...mark, activityId: null, act: 'accepted', figures: figuresOf(act) }
    case 'raiseMatter':
      return { ...mark, activityId: null, act: 'raised', figures: figuresOf(act), matter: act.matter }
    case 'readInner':
      return { ...mark, activityId: null, act: 'read', inner: innerMark(act.noticeId, act.rev) }
  }
}

const figuresOf = ({ period, no }: FiguresNo): FiguresNo => ({ period, no })
