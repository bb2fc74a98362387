import type { Projection } from './projection.ts'

/** These facts are history and nothing else: no table follows from them. */
export const hubProjection: Projection<'hub.restored' | 'hub.backedUp'> = {
  tables: [],
  apply: {
    'hub.restored': async () => {},
    'hub.backedUp': async () => {},
  },
}
