import { describe, expect, test } from 'vitest'
import { addStaff, changeOwnPassword, logIn, resetPassword } from '../../../hub/office/staff/staff.ts'
import { changeStaff } from '../../../hub/office/staff/changes.ts'
import type { Office } from '../../../hub/office/ports.ts'
import { passwordProblems } from '../../../shared/people/password-rules.ts'
import { aFoundedOffice, SECRETARY } from '../../fixtures/office.ts'
import { codesOf } from '../../fixtures/refusals.ts'

const REGISTRAR = {
  loginName: 'limei',
  displayName: '李梅',
  role: 'registrar',
  password: '竹林后面有三口老井水',
} as const
const HERE = '127.0.0.1'

const accountOf = async (office: Office, loginName: string) => {
  const account = (await office.store.read.staff.all()).find(each => each.loginName === loginName)
  if (!account) throw new Error(`no account ${loginName}`)
  return account
}

describe('logging in', () => {
  test('RT3 the right name and password open the account, however the name is typed', async () => {
    const office = await aFoundedOffice()
    const account = await logIn(office, { loginName: ' ＷangShuJi ', password: SECRETARY.password, address: HERE })
    expect(account).toMatchObject({ loginName: 'wangshuji', role: 'secretary', active: true })
  })

  test('RT3 wrong name, wrong password and a closed account are one answer', async () => {
    const office = await aFoundedOffice()
    const staffId = await addStaff(office, office.secretary, REGISTRAR)
    await changeStaff(office, office.secretary, { staffId, displayName: '李梅', role: 'registrar', active: false })
    const attempts = [
      { loginName: 'nobody', password: SECRETARY.password },
      { loginName: SECRETARY.loginName, password: 'not the password' },
      { loginName: REGISTRAR.loginName, password: REGISTRAR.password },
      { loginName: '', password: '' },
    ]
    for (const attempt of attempts) {
      expect(await codesOf(logIn(office, { ...attempt, address: HERE }))).toEqual(['LOGIN_WRONG'])
    }
  })

  test('RT4 after five wrong passwords the account waits, longer each time, and even the right one is not tried', async () => {
    const office = await aFoundedOffice()
    const guess = (password: string) => codesOf(logIn(office, { loginName: 'wangshuji', password, address: HERE }))
    for (let attempt = 0; attempt < 5; attempt++) expect(await guess('wrong password')).toEqual(['LOGIN_WRONG'])
    expect(await guess(SECRETARY.password)).toEqual(['LOGIN_WAIT'])
    office.clock.advance(31_000)
    expect(await guess('wrong password')).toEqual(['LOGIN_WRONG'])
    office.clock.advance(31_000)
    expect(await guess(SECRETARY.password)).toEqual(['LOGIN_WAIT'])
    office.clock.advance(30_000)
    expect(await guess(SECRETARY.password)).toEqual([])
    expect(await guess('wrong password')).toEqual(['LOGIN_WRONG'])
  })

  test('RT4 many attempts at once are counted before they are checked', async () => {
    const office = await aFoundedOffice()
    const all = Array.from({ length: 12 }, () =>
      codesOf(logIn(office, { loginName: 'wangshuji', password: 'wrong password', address: HERE })),
    )
    const codes = (await Promise.all(all)).flat()
    expect(codes.filter(code => code === 'LOGIN_WRONG')).toHaveLength(5)
  })

  test('RT4 one address that tries many names waits too, and others do not', async () => {
    const office = await aFoundedOffice()
    const from = (address: string, loginName: string) =>
      codesOf(logIn(office, { loginName, password: 'wrong password', address }))
    for (let at = 0; at < 20; at++) await from('192.168.1.66', `name${at}`)
    expect(await from('192.168.1.66', 'another')).toEqual(['LOGIN_WAIT'])
    expect(await from('192.168.1.7', 'another')).toEqual(['LOGIN_WRONG'])
  })
})

describe('passwords', () => {
  test.each([
    ['短密码', 'PASSWORD_SHORT'],
    ['123456789', 'PASSWORD_SHORT'],
    ['1234567890', 'PASSWORD_COMMON'],
    ['１２３４５６７８９０', 'PASSWORD_COMMON'],
    ['aaaaaaaaaaaaa', 'PASSWORD_COMMON'],
    ['Password2026!', 'PASSWORD_COMMON'],
    ['qwertyuiop', 'PASSWORD_COMMON'],
    ['my-WANGSHUJI-1', 'PASSWORD_HAS_NAME'],
    ['x'.repeat(64) + 'abcdef'.repeat(20), 'PASSWORD_LONG'],
  ])('RT5 %s is refused as %s', (password, code) => {
    expect(passwordProblems(password, 'wangshuji').map(each => each.code)).toEqual([code])
  })

  test('RT5 a sentence is a good password', () => {
    expect(passwordProblems('云溪村的早晨', 'wangshuji')).toHaveLength(1)
    expect(passwordProblems('云溪村的早晨六点', 'wangshuji')).toEqual([])
    expect(passwordProblems('correct horse battery', 'wangshuji')).toEqual([])
  })

  test('RT6 changing needs the current one, and the old one opens nothing afterwards', async () => {
    const office = await aFoundedOffice()
    const account = await accountOf(office, 'wangshuji')
    const change = (current: string, next: string) =>
      codesOf(changeOwnPassword(office, account, { current, next, address: HERE }))
    expect(await change('not the password', '村口的大樟树')).toEqual(['PASSWORD_SHORT'])
    expect(await change('not the password', '村口的大樟树三百年了')).toEqual(['PASSWORD_WRONG'])
    expect(await change(SECRETARY.password, SECRETARY.password)).toEqual(['PASSWORD_SAME'])
    expect(await change(SECRETARY.password, '村口的大樟树三百年了')).toEqual([])
    const old = logIn(office, { loginName: 'wangshuji', password: SECRETARY.password, address: HERE })
    expect(await codesOf(old)).toEqual(['LOGIN_WRONG'])
    await logIn(office, { loginName: 'wangshuji', password: '村口的大樟树三百年了', address: HERE })
  })

  test('RT6 a password chosen by somebody else must be changed; one reset at the hub by its owner need not', async () => {
    const office = await aFoundedOffice()
    const staffId = await addStaff(office, office.secretary, REGISTRAR)
    const mustChange = async () => (await office.store.read.staff.password(staffId))?.mustChange
    expect(await mustChange()).toBe(true)
    await resetPassword(office, { type: 'local' }, { staffId, password: '溪边的石板路一百零八块' })
    expect(await mustChange()).toBe(false)
    await resetPassword(office, office.secretary, { staffId, password: '溪边的石板路一百零九块' })
    expect(await mustChange()).toBe(true)
  })

  test('RT7 no password, verifier, login name or person’s name is ever in the journal', async () => {
    const office = await aFoundedOffice()
    const staffId = await addStaff(office, office.secretary, REGISTRAR)
    await resetPassword(office, office.secretary, { staffId, password: '溪边的石板路一百零八块' })
    const journal = JSON.stringify(await office.store.read.journal.lines(1, 100))
    expect(journal).toContain('staff.passwordSet')
    for (const secret of ['argon2', '溪边', '云溪村的早晨', 'wangshuji', '王书记', 'limei', '李梅']) {
      expect(journal).not.toContain(secret)
    }
  })
})

describe('accounts', () => {
  test('RT8 the last active secretary can neither be closed nor demoted', async () => {
    const office = await aFoundedOffice()
    const secretary = await accountOf(office, 'wangshuji')
    const change = (role: 'secretary' | 'registrar', active: boolean) =>
      codesOf(
        changeStaff(office, office.secretary, { staffId: secretary.staffId, displayName: '王书记', role, active }),
      )
    expect(await change('secretary', false)).toEqual(['LAST_SECRETARY'])
    expect(await change('registrar', true)).toEqual(['LAST_SECRETARY'])
    await addStaff(office, office.secretary, { ...REGISTRAR, role: 'secretary' })
    expect(await change('secretary', false)).toEqual([])
  })

  test('RT8 a login name belongs to one account for ever, in any case or width', async () => {
    const office = await aFoundedOffice()
    for (const loginName of ['wangshuji', 'WangShuJi', 'ｗａｎｇｓｈｕｊｉ']) {
      expect(await codesOf(addStaff(office, office.secretary, { ...REGISTRAR, loginName }))).toEqual([
        'LOGIN_NAME_TAKEN',
      ])
    }
    expect(await codesOf(addStaff(office, office.secretary, { ...REGISTRAR, loginName: '李 <b>' }))).toEqual([
      'LOGIN_NAME_SHAPE',
    ])
    expect(await codesOf(addStaff(office, office.secretary, { ...REGISTRAR, displayName: '  ' }))).toEqual([
      'DISPLAY_NAME_SHAPE',
    ])
    expect(await office.store.read.staff.all()).toHaveLength(1)
  })

  test('RT7 every change of an account is in the journal with its author', async () => {
    const office = await aFoundedOffice()
    const staffId = await addStaff(office, office.secretary, REGISTRAR)
    await changeStaff(office, office.secretary, { staffId, displayName: '李小梅', role: 'registrar', active: false })
    const lines = (await office.store.read.journal.lines(1, 100)).map(row => JSON.parse(row.line))
    const changes = lines.filter(line => line.kind === 'staff.recorded' && line.body.staffId === staffId)
    expect(changes.map(line => [line.by, line.body.active])).toEqual([
      [office.secretary, true],
      [office.secretary, false],
    ])
  })
})
