import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { setServicePin } from '../../../../hub/office/branch.ts'
import { addStaff, type StaffAccount } from '../../../../hub/office/staff/staff.ts'
import { changeStaff, clearKioskPin, setKioskPin } from '../../../../hub/office/staff/changes.ts'
import type { Office } from '../../../../hub/office/ports.ts'
import { must } from '../../../../shared/base/check.ts'
import { pinMatches } from '../../../../shared/people/service-pin.ts'
import { BranchSettingsSchema, type BranchSettings } from '../../../../shared/people/settings.ts'
import { aFoundedOffice, SECRETARY } from '../../../fixtures/office.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

const PIN = '830517'
const REGISTRAR = {
  loginName: 'limei',
  displayName: '李梅',
  role: 'registrar',
  password: '竹林后面有三口老井水',
} as const

const accountOf = async (office: Office, loginName: string): Promise<StaffAccount> =>
  must(
    (await office.store.read.staff.all()).find(each => each.loginName === loginName),
    loginName,
  )

/** What every kiosk is told of the branch now. */
async function told(office: Office): Promise<BranchSettings> {
  const row = await office.store.read.feeds.newest('settings', 'branch')
  return v.parse(BranchSettingsSchema, JSON.parse(row?.text ?? 'null'))
}

async function withRegistrar() {
  const office = await aFoundedOffice()
  await addStaff(office, office.secretary, REGISTRAR)
  const account = await accountOf(office, 'limei')
  const setPin = (pin: string, current: string = REGISTRAR.password) =>
    setKioskPin(office, account, { pin, current, address: '127.0.0.1' })
  return { office, account, setPin }
}

describe('a PIN of one’s own at the kiosks', () => {
  test('SG70 only its owner sets it, with the login password, and every kiosk can check it from then on', async () => {
    const { office, account, setPin } = await withRegistrar()
    expect(await codesOf(setPin('12345'))).toEqual(['PIN_SHAPE'])
    expect(await codesOf(setPin('654321'))).toEqual(['PIN_SIMPLE'])
    expect(await codesOf(setPin(PIN, SECRETARY.password))).toEqual(['PASSWORD_WRONG'])
    expect((await told(office)).staff).toBeUndefined()
    await setPin(PIN)
    const [staff, ...others] = (await told(office)).staff ?? []
    expect(others).toEqual([])
    expect(staff).toMatchObject({ staffId: account.staffId, name: '李梅' })
    expect(pinMatches(PIN, must(staff, 'staff').pin)).toBe(true)
    expect(pinMatches('830518', must(staff, 'staff').pin)).toBe(false)
  })

  test('SG70 wrong passwords beside the PIN are counted like logins', async () => {
    const { setPin } = await withRegistrar()
    for (let at = 0; at < 5; at++) expect(await codesOf(setPin(PIN, 'wrong password'))).toEqual(['PASSWORD_WRONG'])
    expect(await codesOf(setPin(PIN))).toEqual(['LOGIN_WAIT'])
  })

  test('SG70 a changed PIN opens with the new one alone, and the old verifier is gone from the hub', async () => {
    const { office, account, setPin } = await withRegistrar()
    await setPin(PIN)
    const before = must((await accountOf(office, 'limei')).kioskPinId, 'first PIN')
    await setPin('442917')
    const staff = must((await told(office)).staff?.[0], 'staff')
    expect([pinMatches(PIN, staff.pin), pinMatches('442917', staff.pin)]).toEqual([false, true])
    expect(await office.store.read.words.get(before)).toBeNull()
    await clearKioskPin(office, office.secretary, account.staffId)
    expect((await told(office)).staff).toBeUndefined()
    expect((await accountOf(office, 'limei')).kioskPinId).toBeNull()
    // Nothing to take away: nothing happens.
    const { size } = await office.store.read.journal.head()
    await clearKioskPin(office, office.secretary, account.staffId)
    expect((await office.store.read.journal.head()).size).toBe(size)
  })

  test('SG70 closing the account takes it off every kiosk; opened again, it has none', async () => {
    const { office, account, setPin } = await withRegistrar()
    await setPin(PIN)
    const change = { staffId: account.staffId, displayName: '李小梅', role: 'registrar' } as const
    await changeStaff(office, office.secretary, { ...change, active: true })
    expect((await told(office)).staff?.map(each => each.name)).toEqual(['李小梅'])
    await changeStaff(office, office.secretary, { ...change, active: false })
    expect((await told(office)).staff).toBeUndefined()
    await changeStaff(office, office.secretary, { ...change, active: true })
    expect((await told(office)).staff).toBeUndefined()
  })

  test('SG70 RT7 the journal says that a PIN was set and by whom, and nothing of the PIN', async () => {
    const { office, account, setPin } = await withRegistrar()
    await setPin(PIN)
    const { pin } = must((await told(office)).staff?.[0], 'staff')
    await clearKioskPin(office, office.secretary, account.staffId)
    const lines = (await office.store.read.journal.lines(1, 100)).map(row => row.line)
    const facts = lines.map(line => JSON.parse(line)).filter(({ kind }) => String(kind).startsWith('staff.kioskPin'))
    expect(facts.map(({ kind, by }) => [kind, by.id])).toEqual([
      ['staff.kioskPinSet', account.staffId],
      ['staff.kioskPinCleared', office.secretary.id],
    ])
    for (const secret of [PIN, pin.hash, pin.salt]) expect(lines.join('')).not.toContain(secret)
  })

  test('SG70 RT10 the service PIN stays as it was', async () => {
    const { office, setPin } = await withRegistrar()
    await setServicePin(office, office.secretary, '275816')
    await setPin(PIN)
    expect(pinMatches('275816', must((await told(office)).servicePin, 'service PIN'))).toBe(true)
  })
})
