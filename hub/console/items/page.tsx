import { yearOf } from '../../../shared/base/plain-date.ts'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { useQuery } from '../query.ts'
import { today } from '../today.ts'
import { cyclesToShow } from './cycles.ts'
import { SchemeEditorPage } from './editor/editor-page.tsx'
import { SchemeView } from './view.tsx'

/** `#/scheme` what is in force · `#/scheme/2027` a year · `#/scheme/edit/2026` the draft of a year */
export function ItemsPage({ rest }: PageProps) {
  const [where, year] = rest
  if (where === 'edit' && /^\d{4}$/.test(year ?? '')) return <SchemeEditorPage key={year} cycle={Number(year)} />
  return <SchemeHome asked={/^\d{4}$/.test(where ?? '') ? Number(where) : null} />
}

function SchemeHome({ asked }: { asked: number | null }) {
  const [chosen, setCycle] = useState<number | null>(null)
  const published = useQuery(['scheme', 'published'], () => api.scheme.published.query())
  const day = today()
  return (
    <Loading of={published}>
      {all => {
        const cycles = cyclesToShow(all, day)
        const cycle = chosen ?? (cycles.includes(asked ?? 0) ? asked : null) ?? yearOf(day)
        return <SchemeView key={cycle} published={all} cycle={cycle} cycles={cycles} onCycle={setCycle} />
      }}
    </Loading>
  )
}
