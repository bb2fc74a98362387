import { consoleApi } from '../../hub/http/console-api.ts'
import type { Chance } from './chance.ts'
import { tellsInside } from './findings.ts'
import type { Attack, World } from './run.ts'
import { evil, garbled, jsonOf, spoilt } from './values.ts'

/** Every address that answers by HTTP, asked by somebody who is not logged in. */

// The names alone; what they do is reached over the network.
const PROCEDURES = Object.keys((consoleApi as unknown as { _def: { procedures: object } })['_def'].procedures)
const PHONE: Readonly<Record<string, (chance: Chance) => object>> = {
  claim: chance => ({ ref: chance.hex(10), claim: chance.hex(32), proof: chance.hex(64) }),
  news: chance => ({ ref: chance.hex(10), proof: chance.hex(64) }),
  open: chance => ({ token: chance.hex(chance.below(200)) }),
  sign: chance => ({ ref: chance.hex(10), ticket: chance.hex(32), proof: chance.hex(64) }),
  leave: chance => ({ ref: chance.hex(10), activityId: chance.hex(36), reason: null, proof: chance.hex(64) }),
  forget: chance => ({ ref: chance.hex(10), proof: chance.hex(64) }),
}
const PATHS: readonly string[] = [
  '/',
  '/kiosk/',
  '/kiosk/../../package.json',
  '/kiosk/..%2f..%2fpackage.json',
  '/console/%ff%fe',
  '/assets/..%5c..%5cbranch.db',
  '/assets/%00',
  '/healthz',
  '/healthz?__proto__[x]=1',
  '/metrics',
  '/sw.js',
  '/version.json',
  '/v1/blobs/',
  '/v1/blobs/__proto__',
  `/v1/blobs/${'f'.repeat(64)}`,
  `/v1/blobs/${'a'.repeat(3_000)}`,
  '/v1/blobs/%E0%A4%A',
  "/v1/blobs/' OR 1=1 --",
  '/console/backups/..%2f..%2fkeys',
  '/console/backups/__proto__',
  '/console/api/',
  '/console/api/toString',
  '/console/api/__proto__.x',
  '/console/api/session.logIn?batch=1&input=%7B%220%22%3A__proto__%7D',
  '/phone/',
  '/phone/api/__proto__',
  '/ca.crt',
]

export const oddRequests: Attack = async (world, chance) => {
  const way = chance.below(3)
  if (way === 0) {
    const method = chance.pick(['GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
    return await send(world, chance.pick(PATHS), { method }, false)
  }
  const headers = {
    'content-type': chance.pick(['application/json', 'application/json', 'application/json', 'text/plain', 'x/y;;']),
    ...(chance.percent(20) ? { cookie: `branch_board=${chance.hex(60)}%3B` } : {}),
    ...(chance.percent(10) ? { origin: 'http://elsewhere.example' } : {}),
  }
  if (way === 1) {
    const name = chance.pick(Object.keys(PHONE))
    const right = PHONE[name]?.(chance) ?? {}
    return await send(world, `/phone/api/${name}`, { method: 'POST', headers, body: bodyOf(right, chance) }, true)
  }
  const names = Array.from({ length: chance.percent(20) ? 20 : 1 }, () => chance.pick(PROCEDURES)).join(',')
  const batch = names.includes(',') ? '?batch=1' : ''
  const body = bodyOf({ loginName: 'x', password: 'y', base64: 'AAAA', memberId: chance.hex(36) }, chance)
  if (chance.percent(30)) {
    const input = encodeURIComponent(body).slice(0, 6_000)
    return await send(world, `/console/api/${names}?${batch.slice(1)}&input=${input}`, { headers }, true)
  }
  await send(world, `/console/api/${names}${batch}`, { method: 'POST', headers, body }, true)
}

function bodyOf(right: object, chance: Chance): string {
  if (chance.percent(4)) return `{"base64":"${'A'.repeat(4_000_000)}"}`
  const text = jsonOf(chance.percent(70) ? spoilt(right, chance) : chance.percent(50) ? right : evil(chance))
  return chance.percent(20) ? garbled(text, chance) : text
}

async function send(world: World, path: string, init: RequestInit, isApi: boolean): Promise<void> {
  world.count()
  const what = `${init.method ?? 'GET'} ${path.slice(0, 200)} ${String(init.body ?? '').slice(0, 300)}`
  try {
    const response = await fetch(`http://localhost:${world.port}${path}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      ...init,
    })
    const text = await response.text()
    if (response.status >= 500)
      world.findings.note('an answer of 500 or more', `${what} → ${response.status} ${text.slice(0, 400)}`)
    const isPage = /text\/html|javascript/.test(response.headers.get('content-type') ?? '')
    if (!isPage && tellsInside(text))
      world.findings.note('an answer tells the inside', `${what} → ${text.slice(0, 400)}`)
    if (isApi && response.status >= 400 && !/"code":"[A-Z_]+"/.test(text) && init.method !== 'HEAD') {
      world.findings.note('a refusal without a code', `${what} → ${response.status} ${text.slice(0, 400)}`)
    }
  } catch (cause) {
    // A refused body may end the connection before all of it was sent; only silence is a finding.
    if ((cause as Error).name === 'TimeoutError') world.findings.note('no answer by HTTP', what)
  }
}
