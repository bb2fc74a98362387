import { expect, test } from 'vitest'
import { consoleApi } from '../../../hub/http/console-api.ts'
import { addStaff } from '../../../hub/office/staff/staff.ts'
import { ACTIONS, may, ROLES } from '../../../shared/people/rights.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'

/** What anybody may ask who can open the console's address. */
const OPEN = ['session.logIn', 'session.logOut', 'session.me', 'setUp.found', 'setUp.state']

// tRPC's own record of what was composed; there is no public list.
type AnyProcedure = Readonly<Record<'_def', { readonly type: string }>>

const procedures = Object.entries(consoleApi['_def'].procedures as unknown as Record<string, AnyProcedure>).map(
  ([path, procedure]) => [path, procedure['_def'].type] as const,
)

/** The codes a bare call without any input is answered with. */
async function ask(browser: ReturnType<typeof aBrowser>, path: string, type: string): Promise<readonly string[]> {
  const answer = await browser.go(`/console/api/${path}`, {
    method: type === 'query' ? 'GET' : 'POST',
    ...(type === 'query' ? {} : { headers: { 'content-type': 'application/json' }, body: '{}' }),
  })
  const body = (await answer.json()) as { error?: { data: { problems: { code: string }[] } } }
  return (body.error?.data.problems ?? []).map(each => each.code)
}

test('RT2 every procedure asks for a login before it looks at anything, but for the few that let people in', async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(folder.path)
  await aSecretary(hub)
  const stranger = aBrowser(hub.url)
  expect(procedures.length).toBeGreaterThan(20)
  const open: string[] = []
  for (const [path, type] of procedures) {
    const codes = await ask(stranger, path, type)
    if (codes.join() !== 'LOGIN_NEEDED') open.push(path)
  }
  expect(open.sort()).toEqual(OPEN)
})

test('RT2 what the table withholds from a registrar is refused for every procedure that asks for it', async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(folder.path)
  await aSecretary(hub)
  const person = { loginName: 'limei', displayName: '李梅', password: '竹林后面三口老井' } as const
  await addStaff(hub.office, { type: 'local' }, { ...person, role: 'registrar' })
  const registrar = aBrowser(hub.url)
  await registrar.api.session.logIn.mutate(person)
  const refused: string[] = []
  for (const [path, type] of procedures) {
    if (OPEN.includes(path)) continue
    if ((await ask(registrar, path, type)).join() === 'NOT_ALLOWED') refused.push(path)
  }
  // Accounts and settings are the secretary's, whatever else is added to the table later.
  for (const path of ['staff.list', 'staff.add', 'staff.change', 'staff.resetPassword', 'settings.change']) {
    expect(refused).toContain(path)
  }
  for (const path of ['journal.head', 'journal.lines', 'members.list']) expect(refused).not.toContain(path)
})

test('RT2 a secretary may everything that a registrar may, and every action has somebody', () => {
  for (const action of ACTIONS) {
    expect(may('secretary', action)).toBe(true)
    expect(ROLES.some(role => may(role, action))).toBe(true)
  }
  expect(may('registrar', 'staff.manage')).toBe(false)
  expect(may('registrar', 'scheme.publish')).toBe(false)
  expect(may('registrar', 'notices.approve')).toBe(false)
})
