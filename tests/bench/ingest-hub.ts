import type { Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt, type PlainDateTime } from '../../shared/base/plain-date.ts'
import { aFeedActivity, TIME_ZONE } from '../fixtures/passes.ts'
import { pairDevices, seedBranch } from './hub-branch.ts'
import { ACTIVITIES, everyMember, KIOSKS, type Ready } from './ingest-branch.ts'
import { startQuietHub } from './quiet-hub.ts'
import { serveQuestions } from './server.ts'

/** A process of its own: the real hub over a real file, with members, cards, activities and kiosks in it. */

const DAY_MS = 86_400_000

async function main(folder: string): Promise<void> {
  // The rate of one kiosk is a limit against faults, not what is measured here.
  const hub = await startQuietHub(folder, { kioskRate: 1_000_000 })
  const kioskIds = await pairDevices(hub.office, KIOSKS)
  const around = { ...openAround(hub.office.clock.now()), expectedIds: everyMember() }
  await seedBranch(
    hub.office,
    Array.from({ length: ACTIVITIES }, (_, number) => aFeedActivity(number, around)),
  )
  serveQuestions({ url: hub.url, kioskIds } satisfies Ready, hub.stop)
}

/** A sign-in window from yesterday to tomorrow, so that no run of the benchmark meets its edge. */
function openAround(now: Millis) {
  const at = (days: number): PlainDateTime => plainDateTimeAt((now + days * DAY_MS) as Millis, TIME_ZONE)
  return { start: at(0), end: at(1), opens: at(-1), lateAfter: at(1), closes: at(1) }
}

await main(process.argv[2] ?? '')
