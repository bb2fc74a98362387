import type { ComponentChildren } from 'preact'
import { sentenceOf } from '../pages/language.ts'
import { Button } from '../pages/ui/button.tsx'
import { EmptyState } from '../pages/ui/card.tsx'
import { ProblemList } from '../pages/ui/problems.tsx'
import type { Query } from './query.ts'
import { words } from './text/words.ts'

/**
 * What a query gives to draw: words while the first answer is on its way, the problems and 重试 where it failed, else
 * the children with the data, which stays while newer data loads.
 */
export function Loading<T>({ of, children }: { of: Query<T>; children: (data: T) => ComponentChildren }) {
  const { shell } = words()
  if (of.data !== undefined) {
    return (
      <>
        {of.problems && <ProblemList problems={of.problems} />}
        {children(of.data)}
      </>
    )
  }
  if (!of.problems) return <EmptyState text={shell.loading} />
  return (
    <EmptyState
      icon="alert"
      text={of.problems.map(sentenceOf).join(' ')}
      action={<Button onClick={of.refresh}>{shell.retry}</Button>}
    />
  )
}
