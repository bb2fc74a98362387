import { useEffect, useState } from 'preact/hooks'
import { fitting, type Findable } from '../../../shared/people/matching.ts'
import { call, api } from '../api.ts'

/** What lists are found and ordered by, as the hub makes it: browsers differ in how they read and order Chinese. */
export interface FindKey {
  /** Lower-case pinyin initials. */
  readonly initials: string
  /** Compares as plain text in 姓氏笔画 order. */
  readonly strokeKey: string
}

const NONE: FindKey = { initials: '', strokeKey: '' }

/** Keys depend on the text alone, so they are kept for as long as the page is open. */
const known = new Map<string, FindKey>()

type Ask = (texts: string[]) => Promise<readonly (FindKey & { readonly text: string })[]>

let askHub: Ask = async texts => {
  const answer = await call(() => api.find.keys.mutate({ texts }))
  return answer.ok ? answer.value : []
}

/** For the gallery, which has no hub to ask. */
export function findKeysFrom(ask: Ask): void {
  askHub = ask
}

/** More at once the hub does not take. */
const AT_ONCE = 1_000

/**
 * The keys of the texts of a list (names, titles, places). Until the hub has answered, and while it is away, a text has
 * none: it is found by what it says, and stands where the list has it.
 */
export function useFindKeys(texts: readonly string[]): (text: string) => FindKey {
  const [, setTurn] = useState(0)
  const missing = [...new Set(texts)].filter(text => text !== '' && !known.has(text)).slice(0, AT_ONCE)
  const asked = JSON.stringify(missing)
  useEffect(() => {
    if (asked === '[]') return
    let wanted = true
    const ask = async () => {
      const answer = await askHub(JSON.parse(asked) as string[])
      for (const { text, initials, strokeKey } of answer) known.set(text, { initials, strokeKey })
      if (wanted && answer.length > 0) setTurn(turn => turn + 1)
    }
    void ask()
    return () => {
      wanted = false
    }
  }, [asked])
  return text => known.get(text) ?? NONE
}

/** The rows that fit what is typed, in their own order, by name and pinyin initials. */
export function useFitting<Row>(
  rows: readonly Row[],
  typed: string,
  asFindable: (row: Row) => Omit<Findable, 'initials'>,
): readonly Row[] {
  const keys = useFindKeys(rows.map(row => asFindable(row).name))
  return fitting(rows, typed, row => {
    const findable = asFindable(row)
    return { ...findable, initials: keys(findable.name).initials }
  })
}
