import { seededRandom } from '../fixtures/office.ts'
import { KIOSKS } from './ingest-branch.ts'
import { aSignIn } from './ingest-kiosks.ts'

export type Supply = ReturnType<typeof aSupply>

/** Texts for every kiosk, made before the clock runs. */
export function aSupply(seed: number) {
  const random = seededRandom(seed)
  let made = 0
  return {
    made: () => made,
    /** Dealt out in turn, as people come: all kiosks are busy with the same activity. */
    take(records: number): string[][] {
      const texts: string[][] = Array.from({ length: KIOSKS }, () => [])
      for (let at = 0; at < records; at++) texts[at % KIOSKS]?.push(aSignIn(made++, random))
      return texts
    },
  }
}
