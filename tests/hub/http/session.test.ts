import { describe, expect, test } from 'vitest'
import { TRPCClientError } from '@trpc/client'
import { io } from 'socket.io-client'
import { aClock, SECRETARY } from '../../fixtures/office.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'

/** The codes of the problems a page would be shown. */
async function codes(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work
    return []
  } catch (cause) {
    if (!(cause instanceof TRPCClientError)) throw cause
    const data = cause.data as { problems?: { code: string }[] } | undefined
    return (data?.problems ?? []).map(each => each.code)
  }
}

const MINUTE = 60_000
const LOGIN = { loginName: SECRETARY.loginName, password: SECRETARY.password }

describe('sessions', () => {
  test('RT1 RT3 the first visit founds the branch and is logged in; a second founding is refused', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const browser = aBrowser(hub.url)
    expect(await browser.api.setUp.state.query()).toEqual({ founded: false, codeNeeded: false })
    expect(await browser.api.session.me.query()).toBeNull()
    const secretary = await aSecretary(hub)
    expect(await secretary.api.session.me.query()).toMatchObject({ loginName: 'wangshuji', role: 'secretary' })
    expect(await codes(aSecretary(hub))).toEqual(['ALREADY_FOUNDED'])
    expect(await codes(browser.api.staff.list.query())).toEqual(['LOGIN_NEEDED'])
  })

  test('RT11 the cookie is sealed, out of reach of scripts, and goes to /console alone', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    await aSecretary(hub)
    const answer = await aBrowser(hub.url).go('/console/api/session.logIn', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(LOGIN),
    })
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/; Path=\/console(;|$)/)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    expect(decodeURIComponent(cookie)).not.toContain('staffId')
  })

  test('RT12 half an hour of quiet ends a session, work keeps it, polling does not, half a day ends it anyway', async () => {
    using folder = aFolder()
    const clock = aClock()
    await using hub = await aRunningHub(folder.path, { clock })
    const working = await aSecretary(hub)
    const polling = aBrowser(hub.url, { headers: { 'x-background': '1' } })
    await polling.api.session.logIn.mutate(LOGIN)
    for (let quarter = 0; quarter < 3; quarter++) {
      clock.advance(15 * MINUTE)
      expect(await working.api.session.me.query()).not.toBeNull()
      const here = (await polling.api.session.me.query()) !== null
      expect(here).toBe(quarter < 2)
    }
    for (let hour = 0; hour < 26; hour++) {
      clock.advance(29 * MINUTE)
      await working.api.session.me.query()
    }
    expect(await working.api.session.me.query()).toBeNull()
  })

  test('RT12 logging out ends the session even for a copy of its cookie', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const secretary = await aSecretary(hub)
    const thief = aBrowser(hub.url)
    for (const [name, value] of secretary.cookies) thief.cookies.set(name, value)
    expect(await thief.api.session.me.query()).not.toBeNull()
    await secretary.api.session.logOut.mutate()
    expect(secretary.cookies.size).toBe(0)
    expect(await thief.api.session.me.query()).toBeNull()
  })

  test('RT6 RT12 a new password ends every other session of the account, and this one goes on', async () => {
    using folder = aFolder()
    const clock = aClock()
    await using hub = await aRunningHub(folder.path, { clock })
    const here = await aSecretary(hub)
    const elsewhere = aBrowser(hub.url)
    await elsewhere.api.session.logIn.mutate(LOGIN)
    clock.advance(MINUTE)
    await here.api.session.changePassword.mutate({ current: SECRETARY.password, next: '村口的大樟树三百年了' })
    expect(await here.api.session.me.query()).not.toBeNull()
    expect(await elsewhere.api.session.me.query()).toBeNull()
  })

  test('RT6 with a password chosen by somebody else nothing works but changing it', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const secretary = await aSecretary(hub)
    const person = { loginName: 'limei', displayName: '李梅', role: 'registrar', password: '竹林后面三口老井' } as const
    await secretary.api.staff.add.mutate(person)
    const registrar = aBrowser(hub.url)
    await registrar.api.session.logIn.mutate(person)
    expect(await registrar.api.session.me.query()).toMatchObject({ mustChangePassword: true })
    expect(await codes(registrar.api.journal.head.query())).toEqual(['PASSWORD_CHANGE_NEEDED'])
    await registrar.api.session.changePassword.mutate({ current: person.password, next: '溪边的石板路一百零八块' })
    expect(await codes(registrar.api.journal.head.query())).toEqual([])
  })

  test('RT2 a registrar may not do what the table gives the secretary alone', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const secretary = await aSecretary(hub)
    const person = { loginName: 'limei', displayName: '李梅', role: 'registrar', password: '竹林后面三口老井' } as const
    const staffId = await secretary.api.staff.add.mutate(person)
    const registrar = aBrowser(hub.url)
    await registrar.api.session.logIn.mutate(person)
    await registrar.api.session.changePassword.mutate({ current: person.password, next: '溪边的石板路一百零八块' })
    expect(await codes(registrar.api.staff.list.query())).toEqual(['NOT_ALLOWED'])
    expect(await codes(registrar.api.settings.setServicePin.mutate({ pin: '482915' }))).toEqual(['NOT_ALLOWED'])
    expect(await codes(registrar.api.journal.head.query())).toEqual([])
    await secretary.api.staff.change.mutate({ staffId, displayName: '李梅', role: 'registrar', active: false })
    expect(await codes(registrar.api.journal.head.query())).toEqual(['LOGIN_NEEDED'])
  })

  test('RT11 the console’s live connection is open to logged-in accounts alone', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const secretary = await aSecretary(hub)
    const connect = (cookie: string) =>
      io(`${hub.url}/console`, {
        path: '/console/socket.io/',
        transports: ['websocket'],
        extraHeaders: { cookie },
        reconnection: false,
        forceNew: true,
      })
    const stranger = connect('')
    const refused = await new Promise<Error>(resolve => stranger.once('connect_error', resolve))
    expect(refused.message).toBe('log in first')
    const known = connect([...secretary.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    await new Promise<void>(resolve => known.once('connect', () => resolve()))
    const told = new Promise<unknown>(resolve => known.once('changed', resolve))
    await secretary.api.settings.setServicePin.mutate({ pin: '482915' })
    expect(await told).toEqual({ desks: ['branch'] })
    known.disconnect()
    stranger.disconnect()
  })
})

describe('requests from elsewhere', () => {
  const post = (headers: Record<string, string>) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(LOGIN),
  })

  test('RT11 another site’s page, form or script is refused before anything is done', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const url = new URL('/console/api/session.logIn', hub.url)
    const foreign = [
      fetch(url, post({ origin: 'https://evil.example' })),
      fetch(url, post({ origin: 'null' })),
      fetch(url, post({ 'sec-fetch-site': 'cross-site' })),
      fetch(url, post({ origin: hub.url, 'content-type': 'text/plain' })),
      fetch(url, post({ origin: hub.url, 'content-type': 'application/x-www-form-urlencoded' })),
    ]
    for (const answer of await Promise.all(foreign)) expect([403, 415]).toContain(answer.status)
    expect((await fetch(url, post({ origin: hub.url }))).status).toBe(400)
  })

  test('RT11 the loopback port answers to this machine’s own names alone', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const { request } = await import('node:http')
    const statusFor = (host: string) =>
      new Promise<number>((resolve, reject) => {
        const asked = request(`${hub.url}/healthz`, { headers: { host } }, answer => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
        })
        asked.on('error', reject)
        asked.end()
      })
    expect(await statusFor('localhost:1')).toBe(200)
    expect(await statusFor('127.0.0.1')).toBe(200)
    expect(await statusFor('evil.example')).toBe(421)
  })

  test('RT4 the API tells neither stacks nor what a validator saw', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const answer = await fetch(new URL('/console/api/session.logIn', hub.url), {
      ...post({ origin: hub.url }),
      body: JSON.stringify({ loginName: { secret: '王建国' } }),
    })
    const text = await answer.text()
    expect(answer.status).toBe(400)
    expect(text).toContain('BAD_INPUT')
    expect(text).not.toMatch(/王建国|stack|node_modules|Expected/)
  })

  test('RT4 a body beyond the limit is refused in words', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const secretary = await aSecretary(hub)
    const answer = await secretary.go('/console/api/session.logIn', {
      ...post({ origin: hub.url }),
      body: JSON.stringify({ loginName: 'x'.repeat(17 * 1024 * 1024) }),
    })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ error: { data: { problems: [{ code: 'TOO_BIG' }] } } })
  })
})
