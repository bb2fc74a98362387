import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newId, type ActivityId, type RecordId } from '../../../../shared/base/ids.ts'
import { sealPublicKey } from '../../../../shared/base/seal.ts'
import { bytesToHex } from '../../../../shared/base/bytes.ts'
import { UNDO_MS, type MemberAct } from '../../../../shared/passes/member-act.ts'
import { memberPinVerifier } from '../../../../shared/passes/member-pin.ts'
import { phonePassAt } from '../../../../shared/passes/phone.ts'
import { phoneProof } from '../../../../shared/passes/phone-offer.ts'
import { planActivity, setLeave } from '../../../../hub/office/activities/activities.ts'
import { issueCards } from '../../../../hub/office/people/cards.ts'
import { clearPin } from '../../../../hub/office/people/pins.ts'
import { claimPhone, offerPhone, revokePhone } from '../../../../hub/office/people/phones.ts'
import { verifyDatabase } from '../../../../hub/store/verify.ts'
import { moment } from '../../../fixtures/branch.ts'
import { aDoor, todays, type Door } from '../../../fixtures/door.ts'
import { aFolder } from '../../../fixtures/hub.ts'
import { seededRandom, TEST_NOW } from '../../../fixtures/office.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

const MINUTE = 60_000

async function start(options: Parameters<typeof aDoor>[1] = {}) {
  const door = await aDoor(undefined, options)
  const activityId = await planActivity(door, door.by, todays())
  return { door, activityId, kiosk: await door.kiosk(1) }
}

const attendance = (door: Door, activityId: ActivityId) => door.store.read.activities.attendance(activityId)
const states = (reply: { ok: boolean; res?: readonly { st: string }[] }) => reply.res?.map(each => each.st)
const reasonsOf = async (door: Door) => (await door.store.read.conflicts.open(20)).map(each => each.reasons)

/** Two orders of arrival must end alike. */
async function bothOrders(play: (order: 'asMade' | 'turned') => Promise<unknown>): Promise<void> {
  expect(await play('turned')).toEqual(await play('asMade'))
}

describe('what members do besides signing in', () => {
  test('AT22 the latest sign-out after the sign-in counts; alone or before it, a person is asked', async () => {
    const { door, activityId, kiosk } = await start()
    const out = (at: number) => kiosk.act(1, { kind: 'signOut', activityId }, { at: TEST_NOW + at })
    await kiosk.push(out(-5 * MINUTE))
    expect(await attendance(door, activityId)).toEqual([])
    expect(await reasonsOf(door)).toEqual([['signOutAlone']])
    door.clock.advance(100 * MINUTE)
    await kiosk.push(
      kiosk.signIn(1, activityId, { at: TEST_NOW }),
      out(30 * MINUTE),
      out(60 * MINUTE),
      out(90 * MINUTE),
    )
    expect(await attendance(door, activityId)).toMatchObject([{ outAt: TEST_NOW + 90 * MINUTE }])
    expect(await reasonsOf(door)).toEqual([['signOutAlone']])
  })

  test('AT21 an undo within ten minutes takes the sign-in back, in whichever order and from whichever kiosk it comes', async () => {
    await bothOrders(async order => {
      const { door, activityId, kiosk } = await start()
      const other = await door.kiosk(2)
      door.clock.advance(20 * MINUTE)
      const signIn = kiosk.signIn(1, activityId, { at: TEST_NOW })
      const undo = other.act(1, { kind: 'undo', activityId, undoes: signIn.id }, { at: TEST_NOW + UNDO_MS })
      if (order === 'asMade') await kiosk.push(signIn)
      await other.push(undo)
      if (order === 'turned') await kiosk.push(signIn)
      const seen = [await attendance(door, activityId), await reasonsOf(door)]
      expect(seen).toEqual([[], []])
      // The same person may come after all.
      await kiosk.push(kiosk.signIn(1, activityId, { at: TEST_NOW + 15 * MINUTE }))
      expect(await attendance(door, activityId)).toMatchObject([{ at: TEST_NOW + 15 * MINUTE }])
      return seen
    })
  })

  test('AT21 a later undo, or somebody else’s, takes nothing back; the late one is shown to a person', async () => {
    const { door, activityId, kiosk } = await start()
    door.clock.advance(30 * MINUTE)
    const signIn = kiosk.signIn(1, activityId, { at: TEST_NOW })
    const undo = (memberNo: number, at: number) =>
      kiosk.act(memberNo, { kind: 'undo', activityId, undoes: signIn.id }, { at: TEST_NOW + at })
    await kiosk.push(signIn, undo(2, MINUTE))
    expect([await attendance(door, activityId), await reasonsOf(door)]).toMatchObject([[{ recordId: signIn.id }], []])
    await kiosk.push(undo(1, UNDO_MS + 1))
    expect(await attendance(door, activityId)).toMatchObject([{ recordId: signIn.id }])
    expect(await reasonsOf(door)).toEqual([['undoneLate']])
  })

  test('AT26 the newest wish for leave counts; a granted leave stays granted, and who drops it is expected again', async () => {
    await bothOrders(async order => {
      const { door, activityId, kiosk } = await start()
      const other = await door.kiosk(2)
      door.clock.advance(20 * MINUTE)
      const ask = kiosk.act(1, { kind: 'askLeave', activityId, reason: 'illness' }, { at: TEST_NOW })
      const drop = other.act(1, { kind: 'dropLeave', activityId }, { at: TEST_NOW + MINUTE })
      if (order === 'asMade') await kiosk.push(ask)
      await other.push(drop)
      if (order === 'turned') await kiosk.push(ask)
      const [first] = await door.store.read.activities.leaveRequests(activityId)
      await kiosk.push(kiosk.act(1, { kind: 'askLeave', activityId, reason: 'illness' }, { at: TEST_NOW + 2 * MINUTE }))
      await setLeave(door, door.by, activityId, door.idOf(1), 'illness')
      const again = { kind: 'askLeave', activityId, reason: 'work' } as const
      await other.push(other.act(1, again, { at: TEST_NOW + 3 * MINUTE }))
      const granted = await door.store.read.activities.leaveRequests(activityId)
      expect(granted).toMatchObject([{ state: 'granted' }])
      await other.push(other.act(1, { kind: 'dropLeave', activityId }, { at: TEST_NOW + 4 * MINUTE }))
      expect(await door.store.read.activities.leaves(activityId)).toEqual([])
      return first?.state
    })
  })

  test('SG45 without the member’s own pass, or by an account that is none, it is held and has no effect', async () => {
    const { door, activityId, kiosk } = await start()
    const signOut: MemberAct = { kind: 'signOut', activityId }
    const nobody = newId<never>(TEST_NOW, seededRandom(3))
    const forged = [
      kiosk.act(1, signOut, { cardOf: 2 }),
      kiosk.act(1, { kind: 'setPin', verifier: 'ab'.repeat(32) as never }, { cardOf: 2 }),
      kiosk.act(1, signOut, { hand: nobody }),
    ]
    const moved = { ...kiosk.act(1, signOut), id: newId<RecordId>(TEST_NOW, seededRandom(4)) }
    const bent = { ...moved, text: moved.text.replace(/"id":"[^"]+"/, `"id":"${moved.id}"`) }
    expect(states(await kiosk.push(...forged, bent))).toEqual(['held', 'held', 'held', 'held'])
    expect(await reasonsOf(door)).toEqual(Array.from({ length: 4 }, () => ['badProof']))
    expect(states(await kiosk.push(kiosk.act(1, signOut, { hand: null })))).toEqual(['new'])
    expect(states(await kiosk.push(kiosk.act(1, signOut, { hand: door.secretary.id })))).toEqual(['new'])
  })

  test('SG46 the PIN set last with the counting card is told to the kiosks; a new card or the secretary clears it', async () => {
    const { door, kiosk } = await start()
    door.clock.advance(20 * MINUTE)
    const pinOf = async () => {
      const row = await door.store.read.feeds.newest('roster', door.idOf(1))
      return (JSON.parse(row?.text ?? '{}') as { pin?: string }).pin
    }
    const setPin = (pin: string, at: number) => {
      const verifier = memberPinVerifier(door.secretOf(1), pin)
      return kiosk.act(1, { kind: 'setPin', verifier }, { at: TEST_NOW + at })
    }
    await kiosk.push(setPin('4827', 2 * MINUTE))
    await kiosk.push(setPin('1593', MINUTE))
    expect(await pinOf()).toBe(memberPinVerifier(door.secretOf(1), '4827'))
    await clearPin(door, door.by, door.idOf(1))
    expect(await pinOf()).toBeUndefined()
    expect(await codesOf(clearPin(door, door.by, door.idOf(1)))).toEqual(['PIN_NONE'])
    await kiosk.push(setPin('4827', 3 * MINUTE))
    await issueCards(door, door.by, [door.idOf(1)])
    expect(await pinOf()).toBeUndefined()
    // Set with the old card on a kiosk that had not heard of the new one.
    await kiosk.push(setPin('4827', 4 * MINUTE))
    expect(await pinOf()).toBeUndefined()
  })
})

describe('guests', () => {
  const words = {
    name: { kind: 'typed' as const, text: '外村党员甲' },
    homeBranch: { kind: 'typed' as const, text: '石桥村党支部' },
    phone: '13800000000',
  }

  test('AT27 a guest’s words are opened, kept apart from the journal, and the telephone by itself', async () => {
    using folder = aFolder()
    const path = join(folder.path, 'branch.db')
    const { door, activityId, kiosk } = await start({ path })
    const record = kiosk.guest(words, activityId)
    expect(states(await kiosk.push(record))).toEqual(['new'])
    const [guest] = await door.store.read.guests.ofActivity(activityId)
    expect(guest).toMatchObject({ guestId: record.id, slipNo: '120345', struck: false })
    const { name, homeBranch, phone } = words
    expect(JSON.parse((await door.store.read.words.get(guest?.wordsId as never)) ?? '')).toEqual({ name, homeBranch })
    expect(await door.store.read.words.get(guest?.phoneId as never)).toBe(phone)
    expect(states(await kiosk.repeat(1, record)), 'told by its hash').toEqual(['dup'])
    expect((await verifyDatabase(path, { rebuild: true })).faults).toEqual([])
    await door.store.close()
    const db = new DatabaseSync(path)
    const [raw] = db.prepare('SELECT text, hash FROM raw').all()
    expect(JSON.parse(String(raw?.['text']))).toMatchObject({ id: record.id, body: { sealed: '', slipNo: '120345' } })
    const journal = db
      .prepare('SELECT line FROM journal')
      .all()
      .map(row => String(row['line']))
    expect(journal.filter(line => line.includes(name.text) || line.includes(phone))).toEqual([])
    db.close()
  })

  test('AT27 what was sealed to another key is held as it came', async () => {
    const { door, activityId, kiosk } = await start()
    const stranger = bytesToHex(sealPublicKey(seededRandom(5)(32)))
    const record = kiosk.guest(words, activityId, stranger)
    const other = kiosk.guest(words, activityId)
    const swapped = {
      ...other,
      text: other.text.replace(/"sealed":"[^"]+"/, record.text.match(/"sealed":"[^"]+"/)?.[0] ?? ''),
    }
    expect(states(await kiosk.push(record, swapped))).toEqual(['held', 'held'])
    expect(await reasonsOf(door)).toEqual([['badSeal'], ['badSeal']])
    expect(await door.store.read.guests.ofActivity(activityId)).toEqual([])
    const [held] = await door.store.read.signIns.held(5)
    expect(held?.text).toContain('"sealed":"')
  })
})

describe('phones', () => {
  async function withPhone() {
    const set = await start()
    const { ref, secret } = await offerPhone(set.door, set.door.by, set.door.idOf(1), 'console')
    const claim = 'c'.repeat(32)
    await claimPhone(set.door, { ref, claim, proof: phoneProof(secret, 'claim', { ref, claim }) })
    return { ...set, ref, codeAt: (at: number) => phonePassAt(secret, ref, at) }
  }

  test('SG47 a phone that the kiosk had no key of is recognised by the hub on any day; an unknown one is held', async () => {
    const { door, activityId, kiosk, codeAt } = await withPhone()
    const late = { result: 'unknownPhone' as const, phone: codeAt(TEST_NOW) }
    expect(states(await kiosk.push(kiosk.signIn(1, null, late)))).toEqual(['new'])
    expect(await attendance(door, activityId)).toMatchObject([{ memberId: door.idOf(1), way: 'phone' }])
    const stranger = { ...codeAt(TEST_NOW), ref: '00000000aa' as never }
    const held = kiosk.signIn(2, null, { result: 'unknownPhone', phone: stranger })
    const bent = { ...codeAt(TEST_NOW), tag: '00'.repeat(8) as never }
    expect(states(await kiosk.push(held, kiosk.signIn(1, activityId, { phone: bent })))).toEqual(['held', 'held'])
    const another = kiosk.signIn(2, activityId, { phone: codeAt(TEST_NOW) })
    expect(states(await kiosk.push(another)), 'a code stands for its holder alone').toEqual(['held'])
  })

  test('SG48 a code in two records: both ticks stand, and a person is asked about the later one', async () => {
    await bothOrders(async order => {
      const { door, activityId, kiosk, codeAt } = await withPhone()
      const second = await planActivity(door, door.by, todays('A002'))
      const other = await door.kiosk(2)
      const records = [
        () => kiosk.push(kiosk.signIn(1, activityId, { phone: codeAt(TEST_NOW), at: TEST_NOW })),
        () => other.push(other.signIn(1, second, { phone: codeAt(TEST_NOW), at: TEST_NOW + 1 })),
      ]
      for (const push of order === 'asMade' ? records : records.toReversed()) await push()
      const rows = await door.store.read.conflicts.open(5)
      expect([await attendance(door, activityId), await attendance(door, second)].map(all => all.length)).toEqual([
        1, 1,
      ])
      expect(rows.map(row => [row.activityId === second, row.reasons])).toEqual([[true, ['codeTwice']]])
      return rows.length
    })
  })

  test('SG45 an old picture of a code stands for nothing that a member does', async () => {
    const { activityId, kiosk, codeAt } = await withPhone()
    const act: MemberAct = { kind: 'askLeave', activityId, reason: 'illness' }
    const old = kiosk.act(1, act, { phone: codeAt(TEST_NOW - 60 * MINUTE) })
    expect(states(await kiosk.push(old, kiosk.act(1, act, { phone: codeAt(TEST_NOW) })))).toEqual(['held', 'new'])
  })

  test('SG47 a phone revoked meanwhile keeps its tick, and a person is asked', async () => {
    const { door, activityId, kiosk, ref, codeAt } = await withPhone()
    await revokePhone(door, door.by, ref, 'lost')
    await kiosk.push(kiosk.signIn(1, activityId, { phone: codeAt(TEST_NOW) }))
    expect(await attendance(door, activityId)).toHaveLength(1)
    expect(await reasonsOf(door)).toEqual([['revoked']])
  })
})

describe('time', () => {
  const DAY = 86_400_000

  test('AT24 a kiosk that woke in 1970 loses nobody: placed between its other records, at the activity of that time', async () => {
    const { door, activityId, kiosk } = await start()
    const tomorrow = await planActivity(
      door,
      door.by,
      todays('A002', {
        start: moment('2026-11-24T10:00'),
        end: moment('2026-11-24T12:00'),
        opens: moment('2026-11-24T09:30'),
        lateAfter: moment('2026-11-24T10:10'),
        closes: moment('2026-11-24T10:40'),
      }),
    )
    const before = kiosk.signIn(1, activityId, { at: TEST_NOW, boot: 'aaaaaaaa', mono: 5 })
    door.clock.advance(3 * DAY)
    kiosk.hello({ boot: 'cccccccc', mono: DAY })
    const asleep = { at: 12_345, trust: 'unknown', boot: 'bbbbbbbb' } as const
    const lost = kiosk.signIn(2, null, { ...asleep, mono: DAY + 3 * 3_600_000 })
    const ahead = kiosk.signIn(3, null, { ...asleep, at: TEST_NOW + 3652 * DAY, mono: DAY + 4 * 3_600_000 })
    expect(states(await kiosk.push(before, lost, ahead))).toEqual(['new', 'new', 'new'])
    expect((await attendance(door, tomorrow)).map(each => each.memberId)).toEqual([door.idOf(2), door.idOf(3)])
    const said = await door.store.read.conflicts.open(5)
    expect(said.map(each => each.reasons)).toEqual([['clockUnsure'], ['clockUnsure']])
    const lines = await door.store.read.conflicts.said(said.map(each => each.conflictId))
    for (const [first] of lines.values()) expect(first?.span).toMatchObject({ from: expect.any(Number) })
  })

  test('AT24 in the run of the hello the hub knows the time, applies the window, and asks nobody about the clock', async () => {
    const { door, activityId, kiosk } = await start()
    door.clock.advance(120 * MINUTE)
    kiosk.hello({ boot: 'aaaaaaaa', mono: 130 * MINUTE })
    const at = (minute: number) => ({ at: 99, trust: 'unknown', boot: 'aaaaaaaa', mono: minute * MINUTE }) as const
    await kiosk.push(kiosk.signIn(1, activityId, at(20)), kiosk.signIn(2, activityId, at(110)))
    const there = await attendance(door, activityId)
    expect(there.map(each => each.at)).toEqual([TEST_NOW + 10 * MINUTE, TEST_NOW + 100 * MINUTE])
    expect(await reasonsOf(door)).toEqual([['closed']])
  })
})
