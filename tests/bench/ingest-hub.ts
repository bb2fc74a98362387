import { putFeed } from '../../hub/office/feeds.ts'
import { pairKiosk } from '../../hub/office/kiosks.ts'
import type { Office } from '../../hub/office/ports.ts'
import { bytesToHex } from '../../shared/base/bytes.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt, type PlainDateTime } from '../../shared/base/plain-date.ts'
import { cardHash, ownKey, proofKey } from '../../shared/passes/card.ts'
import { aFeedActivity, aRosterPerson, secretNo, TIME_ZONE } from '../fixtures/passes.ts'
import { ACTIVITIES, answerWithCpu, deviceNo, KIOSKS, memberIdNo, MEMBERS, type Ready } from './ingest-branch.ts'
import { startQuietHub } from './quiet-hub.ts'

/** A process of its own: the real hub over a real file, with members, cards, activities and kiosks in it. */

const DAY_MS = 86_400_000

async function main(folder: string): Promise<void> {
  // The rate of one kiosk is a limit against faults, not what is measured here.
  const hub = await startQuietHub(folder, { kioskRate: 1_000_000 })
  const kioskIds = await pairAll(hub.office)
  await seed(hub.office)
  answerWithCpu()
  process.send?.({ url: hub.url, kioskIds } satisfies Ready)
  process.once('disconnect', () => void hub.stop())
}

async function pairAll(office: Office): Promise<string[]> {
  const kioskIds: string[] = []
  for (let number = 0; number < KIOSKS; number++) {
    const { publicKey } = deviceNo(number)
    const kiosk = await pairKiosk(office, { type: 'local' }, { publicKey, place: `${number + 1}号机`, how: 'link' })
    kioskIds.push(kiosk.kioskId)
  }
  return kioskIds
}

async function seed(office: Office): Promise<void> {
  await office.store.write({ type: 'local' }, async work => {
    for (let number = 1; number <= MEMBERS; number++) {
      const secret = secretNo(number)
      const [hash, serial] = [cardHash(secret), String(number).padStart(6, '0')]
      const person = aRosterPerson(number, { card: { hash, serial } })
      await work.append({ kind: 'card.issued', body: { memberId: person.memberId, serial, cardHash: hash } })
      const hex = {
        secret: bytesToHex(secret),
        proofKey: bytesToHex(proofKey(secret)),
        ownKey: bytesToHex(ownKey(secret)),
      }
      await work.cardSecrets.keep(hash, hex)
      await putFeed(office, work, 'roster', person.memberId, person)
    }
    const expectedIds = Array.from({ length: MEMBERS }, (_, at) => memberIdNo(at))
    for (let number = 0; number < ACTIVITIES; number++) {
      const item = aFeedActivity(number, { ...openAround(office.clock.now()), expectedIds })
      await work.append({ kind: 'activity.planned', body: { activity: item.activity, batchId: null } })
      await putFeed(office, work, 'activities', item.activity.activityId, item)
    }
  })
}

/** A sign-in window from yesterday to tomorrow, so that no run of the benchmark meets its edge. */
function openAround(now: Millis) {
  const at = (days: number): PlainDateTime => plainDateTimeAt((now + days * DAY_MS) as Millis, TIME_ZONE)
  return { start: at(0), end: at(1), opens: at(-1), lateAfter: at(1), closes: at(1) }
}

await main(process.argv[2] ?? '')
