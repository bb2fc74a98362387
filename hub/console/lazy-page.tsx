import type { ComponentType } from 'preact'
import { useEffect, useErrorBoundary, useState } from 'preact/hooks'
import { Button } from '../pages/ui/button.tsx'
import { EmptyState } from '../pages/ui/card.tsx'
import type { Page, PageProps } from './pages.ts'
import { words } from './text/words.ts'

type Loaded = { state: 'loading' } | { state: 'failed' } | { state: 'here'; Component: ComponentType<PageProps> }

/** A page's code, fetched when first opened; a page that breaks takes only itself down. */
export function LazyPage({ page, rest }: { page: Page; rest: readonly string[] }) {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' })
  const [turn, setTurn] = useState(0)
  const [broken, mend] = useErrorBoundary(error => console.error(error))
  useEffect(() => {
    let wanted = true
    page.load().then(
      Component => wanted && setLoaded({ state: 'here', Component }),
      () => wanted && setLoaded({ state: 'failed' }),
    )
    return () => {
      wanted = false
    }
  }, [page, turn])
  const { shell } = words()
  if (broken || loaded.state === 'failed') {
    const again = () => {
      mend()
      setTurn(turn + 1)
    }
    return <EmptyState icon="alert" text={shell.pageBroken} action={<Button onClick={again}>{shell.retry}</Button>} />
  }
  return loaded.state === 'loading' ? <EmptyState text={shell.loading} /> : <loaded.Component rest={rest} />
}
