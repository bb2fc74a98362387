import { expect, test } from 'vitest'
import { wayBack } from '../../../kiosk/rooms/today.ts'
import { keptScreenOf, type Screen } from '../../../kiosk/state/screens.ts'
import { aKioskApp } from '../../fixtures/kiosk-app.ts'
import { anOpenActivity } from '../../fixtures/wire.ts'

/** Where somebody comes out who was busy with their own things. */

const FROM: readonly Screen[] = [
  { kind: 'member', page: { kind: 'ask', fault: null, leaveFrom: null }, activityId: null },
  keptScreenOf('declared', 0),
]

test('KS70 back from one’s own business is the sign-in while one is open, and the board on any other day', async () => {
  const { app } = await aKioskApp({ activities: [anOpenActivity()] })
  const { app: quiet } = await aKioskApp({ activities: [{ ...anOpenActivity(), state: 'cancelled' }] })
  for (const from of FROM) {
    expect(wayBack(app, from).kind).toBe('signIn')
    expect(wayBack(quiet, from)).toEqual({ kind: 'home' })
  }
  expect(wayBack(app, keptScreenOf('attested', 0))).toEqual({ kind: 'home' })
})
