import { api } from '../api.ts'
import { hrefTo } from '../router.ts'
import type { Todo, TodoSource } from '../today/todo.ts'
import { words } from '../text/words.ts'
import type { IncidentRow } from './model.ts'

/** Before everything else that is to be done: the record itself is in doubt. */
export const incidentsTodo: TodoSource = {
  id: 'incidents',
  label: words => words.incidents.source,
  needs: 'journal.verify',
  desks: ['journal', 'hub', 'kiosk', 'incident'],
  async ask() {
    return incidentTodos(await api.incidents.list.query())
  },
}

function incidentTodos(all: readonly IncidentRow[]): Todo[] {
  const { incidents, today } = words()
  return all
    .filter(each => each.state === 'open')
    .map((each): Todo => ({
      id: `incident-${each.no}`,
      icon: 'alert',
      title: each.kind === 'restored' ? incidents.todoRestored : incidents.todoTitle(incidents.kinds[each.kind]),
      note: each.kind === 'restored' ? incidents.todoRestoredNote(each.goneCount, each.waiting) : incidents.todoNote,
      due: null,
      href: hrefTo('journal'),
      act: today.open,
    }))
}
