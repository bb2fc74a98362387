import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Problem } from '../../shared/base/problem.ts'
import type { Result } from '../../shared/base/result.ts'
import { showRefusal } from '../pages/ui/problems.tsx'
import { toast } from '../pages/ui/toast.tsx'
import { call } from './api.ts'
import { inBackground, nudge, onChanged, reachable } from './live.ts'

/** Reading and changing through the API from a component. */

/** The desk whose facts the answer depends on (the part of a fact's kind before the dot), then what tells answers apart. */
export type QueryKey = readonly [desk: string, ...rest: readonly (string | number | boolean | null)[]]

export interface Query<T> {
  /** Undefined until the first answer; then the last good one, also while newer ones load or fail. */
  readonly data: T | undefined
  readonly problems: readonly Problem[] | null
  readonly loading: boolean
  readonly refresh: () => void
}

interface Answer<T> {
  readonly key: string
  readonly data: T | undefined
  readonly problems: readonly Problem[] | null
  readonly loading: boolean
}

/**
 * Asks `fn` now, again when `key` changes, and again whenever the hub says that one of the desks has changed.
 * @param also further desks the answer depends on
 */
export function useQuery<T>(key: QueryKey, fn: () => Promise<T>, also: readonly string[] = []): Query<T> {
  const text = JSON.stringify(key)
  const desks = [key[0], ...also].join(' ')
  const [answer, setAnswer] = useState<Answer<T>>({ key: text, data: undefined, problems: null, loading: true })
  const latest = useRef({ fn, text, turn: 0 })
  useEffect(() => {
    latest.current.fn = fn
  })
  const load = useCallback(async (key: string) => {
    const turn = ++latest.current.turn
    const kept = (before: Answer<T>) => (before.key === key ? before.data : undefined)
    setAnswer(before => ({ key, data: kept(before), problems: null, loading: true }))
    const result = await call(latest.current.fn)
    // A slower, older answer must not replace a newer one.
    if (turn !== latest.current.turn) return
    setAnswer(before =>
      result.ok
        ? { key, data: result.value, problems: null, loading: false }
        : { key, data: kept(before), problems: result.error, loading: false },
    )
  }, [])
  useEffect(() => {
    const seen = latest.current
    void load(text)
    const stop = onChanged(desks.split(' '), () => void load(text))
    return () => {
      seen.turn++
      stop()
    }
  }, [text, desks, load])
  const refresh = useCallback(() => void load(text), [load, text])
  const fresh = answer.key === text
  return {
    data: fresh ? answer.data : undefined,
    problems: fresh ? answer.problems : null,
    loading: !fresh || answer.loading,
    refresh,
  }
}

/** Asks again every so often what no fact announces (who is connected); without keeping the session awake. */
export function useEvery(ms: number, refresh: () => void): void {
  useEffect(() => {
    const timer = setInterval(() => inBackground(refresh), ms)
    return () => clearInterval(timer)
  }, [ms, refresh])
}

/**
 * A page that missed what happened shows it now, so that the refusal and what stands there agree; then, once it is
 * drawn, the cursor goes where the refusal points.
 */
function afterRefusal(problems: readonly Problem[]): void {
  if (reachable.value) nudge(null)
  setTimeout(() => showRefusal(problems))
}

export interface Mutation<Args extends readonly unknown[], T> {
  /** Never throws; what the hub refuses is in the Result and in `problems`. */
  readonly run: (...args: Args) => Promise<Result<T, readonly Problem[]>>
  readonly busy: boolean
  readonly problems: readonly Problem[] | null
  readonly clear: () => void
}

/**
 * One change. While it runs, a second press does nothing new: `busy` belongs on the button.
 * @param done what the toast says afterwards; absent: no toast
 */
export function useMutation<Args extends readonly unknown[], T>(
  fn: (...args: Args) => Promise<T>,
  done?: (value: T) => string,
): Mutation<Args, T> {
  const [state, setState] = useState<{ busy: boolean; problems: readonly Problem[] | null }>({
    busy: false,
    problems: null,
  })
  const run = async (...args: Args) => {
    setState({ busy: true, problems: null })
    const result = await call(() => fn(...args))
    setState({ busy: false, problems: result.ok ? null : result.error })
    if (!result.ok) afterRefusal(result.error)
    if (result.ok && done) toast(done(result.value))
    return result
  }
  return { run, busy: state.busy, problems: state.problems, clear: () => setState({ busy: false, problems: null }) }
}
