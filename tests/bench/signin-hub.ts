import { putFeed } from '../../hub/office/feeds.ts'
import type { Office } from '../../hub/office/ports.ts'
import { setKioskPin } from '../../hub/office/staff/changes.ts'
import { DOCUMENTS } from '../../kiosk/gallery/fixtures.ts'
import { must } from '../../shared/base/check.ts'
import type { MemberId, Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt, type PlainDateTime } from '../../shared/base/plain-date.ts'
import { dayKeysAt } from '../../shared/passes/phone.ts'
import { SECRETARY } from '../fixtures/office.ts'
import { aFeedActivity, aRosterPerson, idNo, TIME_ZONE } from '../fixtures/passes.ts'
import { kioskDoor, serveParent, startQuietHub } from './quiet-hub.ts'
import { nameNo } from './scan-branch.ts'
import {
  FORGOT,
  holderOf,
  lostHash,
  PEOPLE,
  PHONES,
  refOfPhone,
  secretOfPhone,
  STAFF_PIN,
  type QueueReady,
} from './signin-branch.ts'

/** A process of its own: a hub whose branch meets now, for a kiosk to be paired with and filled from. */

const HOUR_MS = 3_600_000

async function main(folder: string): Promise<void> {
  const hub = await startQuietHub(folder)
  const { office } = hub
  const account = must((await office.store.read.staff.all())[0], 'the secretary')
  await setKioskPin(office, account, { pin: STAFF_PIN, current: SECRETARY.password, address: '127.0.0.1' })
  await fill(office)
  serveParent(hub)
  process.send?.({ ...(await kioskDoor(hub)), staffName: SECRETARY.displayName } satisfies QueueReady)
}

async function fill(office: Office): Promise<void> {
  const now = office.clock.now()
  const at = (hours: number): PlainDateTime => plainDateTimeAt((now + hours * HOUR_MS) as Millis, TIME_ZONE)
  await office.store.write({ type: 'local' }, async work => {
    const ids: MemberId[] = []
    for (let number = 1; number <= PEOPLE; number++) {
      const { name, pinyin } = FORGOT.find(each => each.number === number) ?? { name: nameNo(number), pinyin: 'dy' }
      const person = aRosterPerson(number, { name, pinyin })
      ids.push(person.memberId)
      await putFeed(office, work, 'roster', person.memberId, person)
    }
    for (let phone = 1; phone <= PHONES; phone++) {
      const [ref, memberId] = [refOfPhone(phone), idNo<MemberId>(holderOf(phone))]
      const item = { type: 'phone', ref, memberId, keys: dayKeysAt(secretOfPhone(phone), now) } as const
      await putFeed(office, work, 'roster', `phone:${ref}`, item)
    }
    await putFeed(office, work, 'roster', 'lost', { type: 'revokedCard', hash: lostHash() })
    const activity = aFeedActivity(1, {
      opens: at(-1),
      start: at(1),
      lateAfter: at(1),
      closes: at(2),
      end: at(3),
      expectedIds: ids,
    })
    await putFeed(office, work, 'activities', activity.activity.activityId, activity)
    for (const [index, document] of DOCUMENTS.entries()) {
      const docId = idNo<typeof document.docId>(0xd000 + index)
      await putFeed(office, work, 'board', docId, { ...document, docId, publishedAt: (index + 1) as Millis })
    }
  })
}

await main(process.argv[2] ?? '')
