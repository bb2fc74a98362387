import type { Handler } from './context.ts'

/** A kiosk has a feed's items on its disk: who shows what. */
export const onApplied: Handler<'applied'> = {
  strangers: false,
  async handle({ applied, pages }, { standing }, { feed, gen, n, head }) {
    if (standing.type !== 'welcomed') return { ok: false, code: 'AUTH' }
    const place = await pages.place(feed)
    // A kiosk that claims another content at our newest position is not believed.
    if (place?.gen === gen && place.n === n && place.head !== head) return { ok: false, code: 'PROTO' }
    applied.note({ kioskId: standing.kioskId, feed, gen, n })
    return { ok: true }
  },
}
