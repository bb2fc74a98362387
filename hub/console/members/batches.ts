/** So many cards go to the printer at a time: ten sheets, so that a jam spoils little and is found at once. */
export const CARDS_PER_BATCH = 100

/** Lists cut to batches, in their order. */
export function batchesOf<T>(cards: readonly T[]): (readonly T[])[] {
  return Array.from({ length: Math.ceil(cards.length / CARDS_PER_BATCH) }, (_, at) =>
    cards.slice(at * CARDS_PER_BATCH, (at + 1) * CARDS_PER_BATCH),
  )
}
