import type { PlainDate, PlainDateTime } from '../../shared/base/plain-date.ts'
import { aFeedActivity } from '../fixtures/passes.ts'
import { DAYS, dayNo, KIOSKS_TOGETHER } from './drain-branch.ts'
import { pairDevices, seedBranch } from './hub-branch.ts'
import { everyMember, type Ready } from './ingest-branch.ts'
import { startQuietHub } from './quiet-hub.ts'
import { serveQuestions } from './server.ts'

/** A process of its own: the real hub that heard nothing of its kiosks for ninety days, with an activity on each. */

async function main(folder: string, today: PlainDate): Promise<void> {
  const hub = await startQuietHub(folder, { kioskRate: 1_000_000 })
  const kioskIds = await pairDevices(hub.office, KIOSKS_TOGETHER + 1)
  await seedBranch(
    hub.office,
    // One for the kiosks that come back together, one for the one that comes alone.
    Array.from({ length: 2 * DAYS }, (_, number) =>
      aFeedActivity(number, { ...windowOn(dayNo(today, number % DAYS)), expectedIds: everyMember() }),
    ),
  )
  serveQuestions({ url: hub.url, kioskIds } satisfies Ready, hub.stop)
}

function windowOn(date: PlainDate) {
  const at = (time: string): PlainDateTime => `${date}T${time}` as PlainDateTime
  return { start: at('10:00'), end: at('12:00'), opens: at('08:30'), lateAfter: at('10:00'), closes: at('10:30') }
}

await main(process.argv[2] ?? '', (process.argv[3] ?? '') as PlainDate)
