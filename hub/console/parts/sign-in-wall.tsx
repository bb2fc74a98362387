import type { Millis } from '../../../shared/base/ids.ts'
import { withNote } from '../../../shared/people/names.ts'
import { timeText } from '../../pages/format.ts'
import { cx } from '../../pages/ui/cx.ts'
import type { api } from '../api.ts'
import { words } from '../text/words.ts'
import css from './sign-in-wall.module.css'

/** 签到墙: one cell per person, newest first, then who is on leave, then who is not there yet. */

export type Wall = Awaited<ReturnType<typeof api.activities.wall.query>>

export interface WallCell {
  readonly memberId: string
  readonly name: string
  readonly note: string
  readonly state: 'new' | 'present' | 'onLeave' | 'notYet'
}

interface Named {
  readonly memberId: string
  readonly name: string
  readonly nameNote: string
}

/** The newest sign-in is set off, so that somebody looking up sees who just came. */
export function wallCells(wall: Wall, members: readonly Named[], timeZone: string): WallCell[] {
  const { today } = words()
  const byId = new Map<string, Named>(members.map(each => [each.memberId, each]))
  const nameOf = (memberId: string): string => {
    const member = byId.get(memberId)
    return member ? withNote(member.name, member.nameNote) : '—'
  }
  const present = wall.attendance.toReversed().map((each, at): WallCell => ({
    memberId: each.memberId,
    name: nameOf(each.memberId),
    note: `${timeText(each.at as Millis, timeZone)} ${today.ways[each.way]}`,
    state: at === 0 && wall.planned.state === 'planned' ? 'new' : 'present',
  }))
  const here = new Set(wall.attendance.map(each => each.memberId))
  const away = new Set(wall.leaves.map(each => each.memberId))
  const missing = wall.expectedIds.filter(each => !here.has(each))
  const absent =
    (state: 'onLeave' | 'notYet') =>
    (memberId: string): WallCell => ({
      memberId,
      name: nameOf(memberId),
      note: today[state],
      state,
    })
  return [
    ...present,
    ...missing.filter(each => away.has(each)).map(absent('onLeave')),
    ...missing.filter(each => !away.has(each)).map(absent('notYet')),
  ]
}

export const isPresent = (cell: WallCell): boolean => cell.state === 'new' || cell.state === 'present'

export function WallGrid({ cells }: { cells: readonly WallCell[] }) {
  return (
    <ul class={css.grid}>
      {cells.map(cell => (
        <li key={cell.memberId} class={cx(css.cell, css[cell.state])} title={cell.name}>
          <span class={cx(css.name, [...cell.name].length > 5 && css.long)}>{cell.name}</span>
          <small>{cell.note}</small>
        </li>
      ))}
    </ul>
  )
}

/** 应到 32, 实到 28 */
export function WallCounts({ expected, present }: { expected: number; present: number }) {
  const { today } = words()
  return (
    <span class={css.counts}>
      {expected > 0 && (
        <span>
          {today.expected} <b>{expected}</b>
        </span>
      )}
      <span class={css.here}>
        {today.present} <b>{present}</b>
      </span>
    </span>
  )
}
