import { putFeed } from '../../hub/office/feeds.ts'
import { pairKiosk } from '../../hub/office/kiosks/kiosks.ts'
import type { Office } from '../../hub/office/ports.ts'
import type { FeedActivity } from '../../shared/activities/activity.ts'
import { bytesToHex } from '../../shared/base/bytes.ts'
import { cardHash, ownKey, proofKey } from '../../shared/passes/card.ts'
import { aRosterPerson, secretNo } from '../fixtures/passes.ts'
import { deviceNo, MEMBERS } from './ingest-branch.ts'

/** What a measured hub has in it before the clock runs. */

/** Lets devices 0 … `count` - 1 in. @returns their ids, in order */
export async function pairDevices(office: Office, count: number): Promise<string[]> {
  const kioskIds: string[] = []
  for (let number = 0; number < count; number++) {
    const { publicKey } = deviceNo(number)
    const kiosk = await pairKiosk(office, { type: 'local' }, { publicKey, place: `${number + 1}号机`, how: 'link' })
    kioskIds.push(kiosk.kioskId)
  }
  return kioskIds
}

/** Members with a card each, and activities to sign in to. */
export async function seedBranch(office: Office, activities: readonly FeedActivity[]): Promise<void> {
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
    for (const item of activities) {
      await work.append({ kind: 'activity.planned', body: { activity: item.activity, batchId: null } })
      await putFeed(office, work, 'activities', item.activity.activityId, item)
    }
  })
}
