import type { Projection } from './projection.ts'

/** These facts are history and nothing else: no table follows from them. */
export const hubProjection: Projection<'hub.backedUp' | 'hub.backupPlaceSet'> = {
  tables: [],
  apply: {
    'hub.backedUp': async () => {},
    'hub.backupPlaceSet': async () => {},
  },
}
