import { describe, expect, test } from 'vitest'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { pinMatches } from '../../../shared/people/service-pin.ts'
import { changeCalendar, changeSettings, foundBranch, readSettings, setServicePin } from '../../../hub/office/branch.ts'
import { aBranch, aFoundedOffice, anOffice, SECRETARY } from '../../fixtures/office.ts'
import { codesOf } from '../../fixtures/refusals.ts'

describe('founding', () => {
  test('RT1 set-up makes the branch, its settings, its working days and one secretary, once', async () => {
    const office = await anOffice()
    expect(await readSettings(office.store.read)).toBeNull()
    await foundBranch(office, aBranch())
    const settings = await readSettings(office.store.read)
    expect(settings).toMatchObject({ branchName: '云溪村党支部', noticeDays: 5, timeZone: 'Asia/Shanghai' })
    expect(settings?.branchTag).toMatch(/^\d{5}$/)
    expect((await office.store.read.branch.calendar()).holidays).toContain('2026-10-01')
    expect(await office.store.read.staff.all()).toMatchObject([{ loginName: 'wangshuji', role: 'secretary' }])
    expect(await codesOf(foundBranch(office, aBranch()))).toEqual(['ALREADY_FOUNDED'])
  })

  test('RT1 two set-ups at the same moment make one branch', async () => {
    const office = await anOffice()
    const codes = await Promise.all([
      codesOf(foundBranch(office, aBranch())),
      codesOf(foundBranch(office, aBranch({ branchName: '另一个支部' }))),
    ])
    expect(codes).toEqual([[], ['ALREADY_FOUNDED']])
    expect((await readSettings(office.store.read))?.branchName).toBe('云溪村党支部')
  })

  test.each([
    ['a weak password', { secretary: { ...SECRETARY, password: '123456' } }, 'PASSWORD_SHORT'],
    ['an unknown time zone', { timeZone: 'Asia/Nowhere' }, 'TIME_ZONE_UNKNOWN'],
    ['no name', { branchName: '  ' }, 'BRANCH_NAME_EMPTY'],
    ['a login name with spaces', { secretary: { ...SECRETARY, loginName: 'wang shu ji' } }, 'LOGIN_NAME_SHAPE'],
  ])('RT1 set-up with %s changes nothing', async (_what, change, code) => {
    const office = await anOffice()
    expect(await codesOf(foundBranch(office, aBranch(change)))).toEqual([code])
    expect((await office.store.read.journal.head()).size).toBe(0)
    expect(await office.store.engine.reader.selectFrom('private_words').select('id').execute()).toEqual([])
  })
})

describe('settings', () => {
  test('RT9 a change of settings keeps the service PIN and erases the old contact', async () => {
    const office = await aFoundedOffice()
    await setServicePin(office, office.secretary, '482915')
    const before = await readSettings(office.store.read)
    if (!before) throw new Error('not founded')
    const { branchName, fullName, placeName, voice, noticeDaysFloor, officeCloses } = before
    const input = { branchName, fullName, placeName, voice, noticeDays: 7, noticeDaysFloor, officeCloses }
    await changeSettings(office, office.secretary, {
      ...input,
      helpContact: { name: '张新', phone: '1', place: '二楼' },
    })
    const after = await readSettings(office.store.read)
    expect(after).toMatchObject({ noticeDays: 7, helpContact: { name: '张新' }, servicePin: before.servicePin })
    const words = await office.store.engine.reader.selectFrom('private_words').select('words').execute()
    expect(JSON.stringify(words)).not.toContain('0571-000000')
  })

  test('RT9 a notice period below the branch’s own floor is refused', async () => {
    const office = await aFoundedOffice()
    const { helpContact, branchName, fullName, placeName, voice, officeCloses } =
      (await readSettings(office.store.read)) ?? expect.fail('not founded')
    const input = { helpContact, branchName, fullName, placeName, voice, officeCloses }
    const short = changeSettings(office, office.secretary, { ...input, noticeDays: 3, noticeDaysFloor: 5 })
    expect(await codesOf(short)).toEqual(['NOTICE_DAYS_BELOW_FLOOR'])
  })

  test('RT9 a day cannot be both off and worked; days are kept sorted and once', async () => {
    const office = await aFoundedOffice()
    const day = (text: string) => text as PlainDate
    const clash = { holidays: [day('2027-01-01')], makeUpDays: [day('2027-01-01')] }
    expect(await codesOf(changeCalendar(office, office.secretary, clash))).toEqual(['CALENDAR_CLASH'])
    const holidays = [day('2027-02-06'), day('2027-01-01'), day('2027-02-06')]
    await changeCalendar(office, office.secretary, { holidays, makeUpDays: [] })
    expect((await office.store.read.branch.calendar()).holidays).toEqual(['2027-01-01', '2027-02-06'])
  })

  test.each([
    ['12345', 'PIN_SHAPE'],
    ['abcdef', 'PIN_SHAPE'],
    ['111111', 'PIN_SIMPLE'],
    ['123456', 'PIN_SIMPLE'],
    ['987654', 'PIN_SIMPLE'],
  ])('RT10 the service PIN %s is refused as %s', async (pin, code) => {
    const office = await aFoundedOffice()
    expect(await codesOf(setServicePin(office, office.secretary, pin))).toEqual([code])
  })

  test('RT10 a kiosk can check the PIN from its verifier alone', async () => {
    const office = await aFoundedOffice()
    await setServicePin(office, office.secretary, '４８２９１５')
    const verifier = (await readSettings(office.store.read))?.servicePin ?? expect.fail('no PIN')
    expect(pinMatches('482915', verifier)).toBe(true)
    expect(pinMatches('482916', verifier)).toBe(false)
  })
})
