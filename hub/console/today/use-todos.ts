import { createContext } from 'preact'
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { may, type Role } from '../../../shared/people/rights.ts'
import { language } from '../../pages/language.ts'
import { call } from '../api.ts'
import { onChanged } from '../live.ts'
import { useEvery } from '../query.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { TODO_SOURCES } from './cards.ts'
import { inOrder, type Todo, type TodoSource } from './todo.ts'

export interface Todos {
  /** In order; null until every source has answered once. */
  readonly list: readonly Todo[] | null
  /** Names of sources that could not be read; the others keep working. */
  readonly failed: readonly string[]
  readonly refresh: () => void
}

const NOTHING: Todos = { list: null, failed: [], refresh: () => undefined }

/** What waits, asked once for the menu and the first page together. */
export const TodosContext = createContext<Todos>(NOTHING)
export const useTodos = (): Todos => useContext(TodosContext)

/** What depends on the hour and on no fact (an activity that begins) is asked this often. */
const AGAIN_MS = 300_000

/** Asks each source now, and again when one of its own desks changed. */
export function useTodoSources(role: Role): Todos {
  const day = today()
  const spoken = language.value
  /** By source; null: could not be read. */
  const [answers, setAnswers] = useState<ReadonlyMap<string, readonly Todo[] | null>>(new Map())
  const sources = useMemo(() => TODO_SOURCES.filter(({ needs }) => needs === null || may(role, needs)), [role])
  const turns = useRef(new Map<string, number>())
  const ask = useCallback(async (source: TodoSource) => {
    const turn = (turns.current.get(source.id) ?? 0) + 1
    turns.current.set(source.id, turn)
    const result = await call(source.ask)
    // A slower, older answer must not replace a newer one.
    if (turns.current.get(source.id) !== turn) return
    setAnswers(before => new Map([...before, [source.id, result.ok ? result.value : null]]))
  }, [])
  const refresh = useCallback(() => {
    for (const source of sources) void ask(source)
  }, [sources, ask])
  useEffect(() => {
    refresh()
    const stops = sources.map(source => onChanged(source.desks, () => void ask(source)))
    return () => {
      for (const stop of stops) stop()
    }
  }, [sources, ask, refresh, day, spoken])
  useEvery(AGAIN_MS, refresh)
  const isWhole = sources.every(({ id }) => answers.has(id))
  return {
    list: isWhole ? inOrder(sources.flatMap(({ id }) => answers.get(id) ?? [])) : null,
    failed: sources.filter(({ id }) => answers.get(id) === null).map(({ label }) => label(words())),
    refresh,
  }
}
