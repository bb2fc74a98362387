import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { useQuery } from '../query.ts'
import { CareView, isTab } from './view.tsx'

/** `#/care` who should be reminded · `#/care/talks` · `#/care/helpers` · `#/care/praise` */
export function CarePage({ rest }: PageProps) {
  const board = useQuery(['talk', 'board'], () => api.care.board.query(), [
    'helper',
    'reminder',
    'review',
    'member',
    'roster',
    'scheme',
  ])
  const [asked] = rest
  return <Loading of={board}>{found => <CareView board={found} tab={isTab(asked) ? asked : 'low'} />}</Loading>
}
