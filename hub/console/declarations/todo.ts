import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import type { Todo, TodoSource } from '../today/todo.ts'
import { now } from '../today.ts'
import { daysWaited, type InboxRow } from './model.ts'

/** Declarations and attestations that nobody has looked at. */
export const declarationsTodo: TodoSource = {
  id: 'declarations',
  label: words => words.declarations.title,
  needs: 'ledger.register',
  desks: ['declaration', 'attestation', 'entry'],
  async ask() {
    return declarationTodos(await api.declarations.inbox.query())
  },
}

export function declarationTodos(inbox: readonly Pick<InboxRow, 'state' | 'sentAt'>[]): Todo[] {
  const { declarations, today } = words()
  const sent = inbox.filter(each => each.state === 'waiting').map(each => each.sentAt)
  if (sent.length === 0) return []
  return [
    {
      id: 'declarations',
      icon: 'doc',
      title: declarations.todo(sent.length),
      note: declarations.todoNote(daysWaited(Math.min(...sent), now(), hubState.value.timeZone)),
      due: null,
      href: hrefTo('declarations'),
      act: today.open,
      waits: sent.length,
    },
  ]
}
