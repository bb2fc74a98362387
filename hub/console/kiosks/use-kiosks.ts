import { api } from '../api.ts'
import { useEvery, useQuery } from '../query.ts'

/** Connections are no facts; the page looks for itself so often. */
const LOOK_MS = 10_000

/** The kiosks and what was found wrong with them, kept fresh. */
export function useKiosks() {
  const list = useQuery(['kiosk', 'list'], async () => {
    const [rows, incidents, glass] = await Promise.all([
      api.kiosks.list.query(),
      api.kiosks.incidents.query(),
      api.showing.glass.query(),
    ])
    return { rows, incidents, glass }
  })
  useEvery(LOOK_MS, list.refresh)
  return list
}
