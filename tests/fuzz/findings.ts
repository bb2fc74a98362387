/** What the fuzzer saw that must not be. The first of each kind is told with what led to it. */
export interface Findings {
  note(kind: string, detail: string): void
  all(): readonly { readonly kind: string; readonly times: number; readonly first: string }[]
}

export function makeFindings(): Findings {
  const found = new Map<string, { times: number; first: string }>()
  return {
    note(kind, detail) {
      const known = found.get(kind)
      if (known) known.times += 1
      else found.set(kind, { times: 1, first: detail.slice(0, 1_500) })
    },
    all: () => [...found].map(([kind, each]) => ({ kind, ...each })),
  }
}

/** Words that only the inside of a program has. */
const INSIDE = /\bat (?:async )?[\w.<>]+ \(|node_modules|\.[jt]s:\d+:\d+|node:internal/

export const tellsInside = (text: string): boolean => INSIDE.test(text)
