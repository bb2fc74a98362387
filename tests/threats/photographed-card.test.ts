import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DEFAULT_SIGN_IN_RULES, type SignInRules } from '../../shared/activities/activity.ts'
import { must } from '../../shared/base/check.ts'
import { cardHash, cardText } from '../../shared/passes/card.ts'
import { memberPinVerifier } from '../../shared/passes/member-pin.ts'
import { aKioskApp } from '../fixtures/kiosk-app.ts'
import { aRosterPerson, BRANCH_TAG, idNo, secretNo } from '../fixtures/passes.ts'
import { anOpenActivity } from '../fixtures/wire.ts'

/**
 * "A photographed card" is the card: where nothing more is asked it signs in, and the people in the room are the answer.
 * Where the activity asks for the PIN or for staff, and for whatever binds a person, the picture alone gets nowhere. He
 * stands before the real desk of a kiosk.
 */

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const PICTURE = cardText(secretNo(1), BRANCH_TAG)
const PIN = '4826'
const owner = aRosterPerson(1, { pin: memberPinVerifier(secretNo(1), PIN) })

async function aKiosk(card: SignInRules['card'], people = [owner]) {
  const activity = anOpenActivity(1)
  const signIn = { ...DEFAULT_SIGN_IN_RULES, card }
  const kiosk = await aKioskApp({ people, activities: [{ ...activity, activity: { ...activity.activity, signIn } }] })
  return { ...kiosk, isIn: () => kiosk.desk.present({ ...activity }).has(idNo(1)) }
}

describe('a photographed card', () => {
  test('SG32 with the default rule it signs in like the card: the wall shows it, and staff can take it back', async () => {
    const { desk, isIn } = await aKiosk('enough')
    expect((await desk.take(PICTURE, null)).outcome.code).toBe('ok')
    expect(isIn()).toBe(true)
  })

  test('SG31 SG32 where the PIN is asked, five guesses pause that card, also on a kiosk that was started anew', async () => {
    const { desk, isIn, device, outbox, clock } = await aKiosk('pin')
    const { outcome, shown } = await desk.take(PICTURE, null)
    expect(outcome).toMatchObject({ code: 'weakPass', need: 'pin' })
    const handle = must(shown, 'a member')
    for (const pin of ['1111', '2580', '0852', '1973', '0101']) {
      expect(await desk.takeWithPin(handle, pin, null)).toBe('wrongPin')
    }
    expect(await desk.takeWithPin(handle, PIN, null)).toBe('paused')
    const rebooted = await aKioskApp({ people: [owner], device, outbox })
    rebooted.clock.noteHub(clock.read().time, 0)
    const again = must((await rebooted.desk.take(PICTURE, null)).shown, 'a member')
    expect(rebooted.desk.pinTries(again).pausedMinutes).toBeGreaterThan(0)
    expect(isIn()).toBe(false)
  })

  test('SG32 where staff confirm, it only says so; without a PIN of the owner’s too', async () => {
    const staff = await aKiosk('staff')
    expect((await staff.desk.take(PICTURE, null)).outcome).toMatchObject({ code: 'weakPass', need: 'staff' })
    const noPin = await aKiosk('pin', [aRosterPerson(1)])
    expect((await noPin.desk.take(PICTURE, null)).outcome).toMatchObject({ code: 'weakPass', need: 'staff' })
    expect([staff.isIn(), noPin.isIn()]).toEqual([false, false])
  })

  test('SG31 SG35 a PIN that is set is changed by nobody who does not know it', async () => {
    const { desk, outbox } = await aKiosk('enough')
    const shown = must((await desk.take(PICTURE, null)).shown, 'a member')
    const written = async () => (await outbox.read(1, 99)).filter(each => each.text.includes('setPin')).length
    expect(await desk.setPin(shown, '7391', null)).toBe('wrongPin')
    expect(await desk.setPin(shown, '7391', '0000')).toBe('wrongPin')
    expect(await written()).toBe(0)
    expect(await desk.setPin(shown, '7391', PIN)).toBe('kept')
    expect(await written()).toBe(1)
  })

  test('SG9 once the owner says so the picture is worth nothing: the card is revoked and names nobody', async () => {
    const { desk, show } = await aKiosk('enough')
    const revoked = { type: 'revokedCard', hash: cardHash(secretNo(1)) }
    show('roster', { [owner.memberId]: { ...owner, card: null }, old: revoked })
    expect((await desk.take(PICTURE, null)).outcome).toEqual({ code: 'revoked' })
  })
})
