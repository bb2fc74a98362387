import { afterEach, describe, expect, test } from 'vitest'
import type { Millis, NoticeId } from '../../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../../shared/base/plain-date.ts'
import { must } from '../../../shared/base/check.ts'
import { FEEDS } from '../../../shared/sync/fields.ts'
import { putFeed } from '../../../hub/office/feeds.ts'
import { createSocketWire } from '../../../kiosk/sync/socket-wire.ts'
import type { Wire } from '../../../kiosk/sync/wire.ts'
import { isStale } from '../../../kiosk/ui/status-line.tsx'
import { TEST_NOW } from '../../fixtures/office.ts'
import { idNo, TIME_ZONE } from '../../fixtures/passes.ts'
import { pairWith, runKiosk } from '../../fixtures/running-kiosk.ts'
import { aHub, seedBranch, type TestHub } from '../../fixtures/wire.ts'

/** A hub, or somebody before it, that gives the same true answers for ever. */

const stops: (() => unknown)[] = []
let hub: TestHub
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
  await hub.close()
})

const DAYS_3 = 3 * 86_400_000

/** Remembers what was answered, and from `freeze` on answers nothing else. */
function aFreezer(real: Wire) {
  const kept = new Map<string, unknown>()
  let frozen = false
  let given = 0
  const wire: Wire = {
    open(events) {
      const connection = real.open(events)
      return {
        close: connection.close,
        async ask(name, body) {
          // A kiosk that asks for what follows is given what it was given before.
          const key = name === 'pull' && 'feed' in body ? `pull ${body.feed}` : name
          if (frozen && kept.has(key)) {
            given += 1
            return kept.get(key) as never
          }
          const reply = await connection.ask(name, body)
          if (name === 'history' || (name === 'pull' && 'items' in reply && reply.items.length === 0))
            kept.set(key, reply)
          return reply
        },
      }
    },
  }
  return { wire, freeze: () => (frozen = true), kept, given: () => given }
}

describe('frozen answers', () => {
  test('SY132 the board stays, ages, and says so; the frozen clock is not believed', async () => {
    hub = await aHub()
    await seedBranch(hub.office, 2)
    const docId = idNo<NoticeId>(1)
    await hub.office.store.write({ type: 'hub' }, work =>
      putFeed(hub.office, work, 'board', docId, { type: 'withdrawal', docId, rev: 1, withdrawnAt: TEST_NOW }),
    )
    const { wire, freeze, kept, given } = aFreezer(createSocketWire(hub.url))
    const { paired, stop } = await pairWith(hub)
    stops.push(stop)
    const kiosk = await runKiosk({ wire, paired })
    stops.push(kiosk.stop)
    // Each feed's page and the history: everything was asked for twice: what is given again is a true page with nothing new.
    await expect.poll(() => kept.size, { timeout: 10_000 }).toBe(FEEDS.length + 1)
    const before = must(kiosk.feeds.shown('board'), 'board')
    const told = kiosk.times.length
    freeze()
    hub.office.clock.advance(DAYS_3)
    for (const asked of [1, 2, 3]) {
      kiosk.link.eager()
      await expect.poll(given, { timeout: 10_000 }).toBeGreaterThanOrEqual(5 * asked)
    }
    const now = plainDateTimeAt((TEST_NOW + DAYS_3) as Millis, TIME_ZONE)
    const shownAs = (asOf: number) => isStale(plainDateTimeAt(asOf as Millis, TIME_ZONE), now)
    const after = must(kiosk.feeds.shown('board'), 'board')
    expect([...after.items]).toEqual([...before.items])
    expect(after.items.size).toBeGreaterThan(0)
    expect(after.asOf).toBe(before.asOf)
    expect(shownAs(after.asOf)).toBe(true)
    expect(kiosk.times.slice(told)).toEqual([])
    // Broken twins: the age of the last answer instead of what it says; a clock that goes by the pages.
    expect(shownAs(TEST_NOW + DAYS_3)).toBe(false)
    const page = must(kept.get('pull board'), 'page') as { now: Millis }
    expect(isStale(plainDateTimeAt(after.asOf as Millis, TIME_ZONE), plainDateTimeAt(page.now, TIME_ZONE))).toBe(false)
  })

  test('SY132 an old page given again never makes what is shown younger or older than it is', async () => {
    hub = await aHub()
    await seedBranch(hub.office, 2)
    const { wire, freeze, kept } = aFreezer(createSocketWire(hub.url))
    const { paired, stop } = await pairWith(hub)
    stops.push(stop)
    const kiosk = await runKiosk({ wire, paired })
    stops.push(kiosk.stop)
    await expect.poll(() => kept.size, { timeout: 10_000 }).toBe(FEEDS.length + 1)
    const old = new Map(kept)
    hub.office.clock.advance(5_000)
    await expect.poll(() => kiosk.feeds.shown('roster')?.asOf, { timeout: 10_000 }).toBe(TEST_NOW + 5_000)
    for (const [key, reply] of old) kept.set(key, reply)
    freeze()
    kiosk.link.eager()
    await expect.poll(() => kiosk.heads.at(-1), { timeout: 10_000 }).toBeNull()
    expect(kiosk.feeds.shown('roster')?.asOf).toBe(TEST_NOW + 5_000)
  })
})
