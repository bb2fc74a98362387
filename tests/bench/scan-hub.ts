import { putFeed } from '../../hub/office/feeds.ts'
import type { Office } from '../../hub/office/ports.ts'
import { DOCUMENTS, hugeRanking } from '../../kiosk/gallery/fixtures.ts'
import type { MemberId, Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt, type PlainDateTime } from '../../shared/base/plain-date.ts'
import { aFeedActivity, aRosterPerson, idNo, TIME_ZONE } from '../fixtures/passes.ts'
import { nameNo, ROSTER, type ScanReady } from './scan-branch.ts'
import { kioskDoor, serveParent, startQuietHub } from './quiet-hub.ts'

/** A process of its own: a hub with a large branch, for a kiosk to be paired with and filled from. */

const DAY_MS = 86_400_000

async function main(folder: string): Promise<void> {
  const hub = await startQuietHub(folder)
  const { office } = hub
  await fill(office)
  serveParent(hub)
  process.send?.((await kioskDoor(hub)) satisfies ScanReady)
}

async function fill(office: Office): Promise<void> {
  await office.store.write({ type: 'local' }, async work => {
    const ids: MemberId[] = []
    for (let number = 1; number <= ROSTER; number++) {
      const person = aRosterPerson(number, { name: nameNo(number) })
      ids.push(person.memberId)
      await putFeed(office, work, 'roster', person.memberId, person)
    }
    const at = (days: number): PlainDateTime =>
      plainDateTimeAt((office.clock.now() + days * DAY_MS) as Millis, TIME_ZONE)
    const activity = aFeedActivity(1, {
      start: at(0),
      end: at(1),
      opens: at(-1),
      lateAfter: at(1),
      closes: at(1),
      expectedIds: ids,
    })
    await putFeed(office, work, 'activities', activity.activity.activityId, activity)
    for (const [index, document] of [...DOCUMENTS, hugeRanking].entries()) {
      const docId = idNo<typeof document.docId>(0xd000 + index)
      await putFeed(office, work, 'board', docId, { ...document, docId, publishedAt: (index + 1) as Millis })
    }
  })
}

await main(process.argv[2] ?? '')
