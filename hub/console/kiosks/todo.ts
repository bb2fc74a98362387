import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { hrefTo } from '../router.ts'
import { now } from '../today.ts'
import type { Todo, TodoSource } from '../today/todo.ts'
import { words } from '../text/words.ts'
import { worstFirst, type Incident, type KioskRow } from './health.ts'

/** A screen that waits to be let in, the first one of a new branch, and those somebody must look at. */
export const kiosksTodo: TodoSource = {
  id: 'kiosks',
  label: words => words.kiosks.title,
  needs: 'kiosks.manage',
  desks: ['kiosk'],
  async ask() {
    const [rows, incidents, waiting] = await Promise.all([
      api.kiosks.list.query(),
      api.kiosks.incidents.query(),
      api.kiosks.waiting.query(),
    ])
    return kioskTodos(rows, incidents, waiting)
  },
}

export function kioskTodos(rows: readonly KioskRow[], incidents: readonly Incident[], waiting: number): Todo[] {
  const { kiosks, today } = words()
  const pairing = { icon: 'scan', due: null, href: hrefTo('kiosks', 'pair'), act: today.start } as const
  const active = rows.filter(row => row.revokedAt === null)
  // One that left the branch with records owed is still to be looked into.
  const watched = rows.filter(row => row.revokedAt === null || row.missing > 0)
  const sick = worstFirst(watched, incidents, now(), hubState.value.timeZone).filter(
    each => each.health.state === 'check',
  )
  return [
    ...(waiting > 0
      ? [
          {
            ...pairing,
            id: 'pair-waiting',
            title: kiosks.todoWaiting(waiting),
            note: kiosks.todoWaitingNote,
            waits: waiting,
          },
        ]
      : active.length === 0
        ? [{ ...pairing, id: 'pair-first', title: kiosks.todoPair, note: kiosks.todoPairNote }]
        : []),
    ...sick.map(({ row, health }): Todo => ({
      id: `check-${row.kioskId}`,
      icon: 'alert',
      title: kiosks.todoCheck(row.place),
      note: health.note,
      due: null,
      href: hrefTo('kiosks'),
      act: today.open,
    })),
  ]
}
