import { Writable } from 'node:stream'
import * as v from 'valibot'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeLog, scrub } from '../../hub/log.ts'
import { Refusal } from '../../shared/base/problem.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../fixtures/hub.ts'
import { SECRETARY } from '../fixtures/office.ts'

const SECRETS = [
  '王建国',
  '欧阳·阿不都',
  '𠮷田',
  '13800138000',
  '330106195801011234',
  '33010619580101123X',
  'yunxi-secret-pw',
]

/** A log and what came out of it. */
function aLog(level = 'debug') {
  const lines: string[] = []
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  return { log: makeLog({ level, to }), text: () => lines.join('') }
}

test('JN16 whatever an object, a message or an error quotes, no name, number or password comes out', () => {
  const { log, text } = aLog()
  const quoting = SECRETS.slice(0, 6).join(' ')
  log.info({ body: { name: '王建国', phone: '13800138000' }, list: [{ displayName: 'Wang Jianguo' }] }, quoting)
  log.info({ deep: { er: { password: 'yunxi-secret-pw' } }, loose: quoting }, 'with %s and %s', '王建国', '13800138000')
  log.error({ err: new Error(quoting, { cause: new TypeError(`inner ${quoting}`) }) }, 'failed')
  log.error({ err: attempt(() => JSON.parse('王建国 13800138000')) }, 'parse')
  log.error({ err: attempt(() => JSON.parse('{"password": yunxi-secret-pw}')) }, 'parse')
  log.error({ err: attempt(() => v.parse(v.number(), 'yunxi-secret-pw')) }, 'valibot')
  log.error({ err: new Refusal([{ code: 'TAKEN', zh: `${quoting} 重复`, en: 'yunxi-secret-pw', where: '第8行' }]) })
  log.error(new Error(quoting))
  for (const secret of [...SECRETS, 'Wang Jianguo', '第8行']) expect(text()).not.toContain(secret)
  expect(text()).toContain('TAKEN')
  expect(text()).toMatch(/"stack":\["at /)
})

test('JN16 scrubbing leaves no Chinese and no long number, and keeps what helps', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...SECRETS.slice(0, 6), 'SQLITE_FULL', ' ', ':', 'at line 12')), parts => {
      const text = scrub(parts.join(' '))
      expect(text).not.toMatch(/\p{Script=Han}|\d{7,}/u)
      expect(text.includes('SQLITE_FULL')).toBe(parts.includes('SQLITE_FULL'))
    }),
  )
  expect(scrub('0190a2b4-1234-7abc-8def-001122334455')).toBe('0190a2b4-1234-7abc-8def-001122334455')
})

test('JN16 a hub at work, refused, broken and stopped, logs nothing about anybody', async () => {
  const { log, text } = aLog()
  using folder = aFolder()
  {
    await using hub = await aRunningHub(folder.path, { log })
    const secretary = await aSecretary(hub)
    await secretary.api.staff.add
      .mutate({ loginName: 'limei', displayName: '李梅', role: 'registrar', password: '1234567890' })
      .catch(() => {})
    const stranger = aBrowser(hub.url)
    await stranger.api.session.logIn.mutate({ loginName: 'limei', password: 'yunxi-secret-pw' }).catch(() => {})
    await stranger.go(`/console/api/session.me?input=${encodeURIComponent('"王建国"')}`)
    await stranger.go('/console/api/session.logIn', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"loginName": 王建国',
    })
  }
  expect(text()).toContain('"path":"/console/api/session.logIn"')
  for (const word of ['王', '李梅', 'limei', SECRETARY.loginName, 'yunxi-secret-pw', '1234567890', '0571']) {
    expect(text()).not.toContain(word)
  }
})

function attempt(work: () => unknown): unknown {
  try {
    return work()
  } catch (cause) {
    return cause
  }
}
