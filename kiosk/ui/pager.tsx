import { useText } from '../text/use-text.ts'
import { Button } from './button.tsx'

/** The two paging buttons of a row of actions. Absent pages are dashed, so that nothing jumps. */
export function Pager({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  const t = useText()
  return (
    <>
      <Button label={t.previousPage} icon="prev" disabled={page <= 0} onPress={() => onPage(page - 1)} />
      <Button label={t.nextPage} iconAfter="next" disabled={page >= pages - 1} onPress={() => onPage(page + 1)} />
    </>
  )
}
