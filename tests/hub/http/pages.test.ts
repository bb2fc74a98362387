import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { aClock } from '../../fixtures/office.ts'

const SENTINEL = 'setTimeout(() => location.reload(), 15000)'
const STYLE = 'body{margin:0}'

/** A folder as `vite build` leaves it, small. */
function aBuild(folder: string, name: string): string {
  const files: Readonly<Record<string, string>> = {
    'kiosk/index.html': `<html><style>${STYLE}</style><script>${SENTINEL}</script><script type="module" src="/assets/${name}.js"></script></html>`,
    'hub/console/index.html': `<html><script type="module" src="/assets/console-${name}.js"></script></html>`,
    [`assets/${name}.js`]: `// ${name}`,
    [`assets/shared-${name}.wasm`]: 'wasm',
    'sw.js': '// worker',
    'version.json': '{"version":"1"}',
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

describe('pages', { timeout: 30_000 }, () => {
  test('JN19 the kiosk’s page, worker and version come fresh; hashed files are kept for ever', async () => {
    using folder = aFolder()
    const pagesFolder = aBuild(join(folder.path, 'pages'), 'a1')
    await using hub = await aRunningHub(join(folder.path, 'data'), { pagesFolder })
    const { go } = aBrowser(hub.url)
    for (const from of ['/', '/kiosk']) expect((await go(from)).headers.get('location')).toBe('/kiosk/')
    expect((await go('/console')).headers.get('location')).toBe('/console/')
    for (const path of ['/kiosk/', '/console/', '/sw.js', '/version.json', '/console/members/list', '/kiosk/?x=1']) {
      const answer = await go(path)
      expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([path, 200, 'no-cache'])
    }
    expect((await go('/sw.js')).headers.get('service-worker-allowed')).toBe('/kiosk/')
    const asset = await go('/assets/a1.js')
    expect(asset.headers.get('cache-control')).toMatch(/max-age=31536000.*immutable/)
    for (const path of [
      '/assets/none.js',
      '/kiosk/none.js',
      '/nowhere',
      '/assets/../kiosk/index.html',
      '/manifest.webmanifest',
    ]) {
      expect((await go(path)).status).toBe(404)
    }
  })

  test('JN20 the policy allows our own files, wasm and exactly the inline parts of the built page', async () => {
    using folder = aFolder()
    const pagesFolder = aBuild(join(folder.path, 'pages'), 'a1')
    await using hub = await aRunningHub(join(folder.path, 'data'), { pagesFolder })
    const answer = await aBrowser(hub.url).go('/kiosk/')
    const policy = new Map(
      (answer.headers.get('content-security-policy') ?? '').split(';').map(part => {
        const [name = '', ...sources] = part.trim().split(' ')
        return [name, sources]
      }),
    )
    expect(policy.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'", hashOf(STYLE), hashOf(SENTINEL)])
    expect(policy.get('connect-src')).toEqual(["'self'"])
    expect(policy.get('worker-src')).toEqual(["'self'"])
    expect(JSON.stringify([...policy])).not.toContain('unsafe-inline')
    expect(answer.headers.get('strict-transport-security')).toBeNull()
  })

  test('JN19 after updates of the hub the files of the last four builds are still there', async () => {
    using folder = aFolder()
    const data = join(folder.path, 'data')
    const pagesFolder = join(folder.path, 'pages')
    const found = async (name: string) => {
      await using hub = await aRunningHub(data, { pagesFolder })
      return (await aBrowser(hub.url).go(`/assets/${name}.js`)).status
    }
    for (const build of ['b1', 'b2', 'b3', 'b4', 'b5']) {
      rmSync(pagesFolder, { recursive: true, force: true })
      aBuild(pagesFolder, build)
      expect(await found(build)).toBe(200)
    }
    for (const [build, status] of [
      ['b2', 200],
      ['b4', 200],
      ['b5', 200],
      ['b1', 404],
    ] as const) {
      expect([build, await found(build)]).toEqual([build, status])
    }
  })
})

// A backup starts a thread, which a busy machine may let wait.
describe('health', { timeout: 30_000 }, () => {
  test('JN13 /healthz says how the hub is, and when a verified backup was made', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const read = async () => (await (await fetch(`${hub.url}/healthz`)).json()) as Record<string, unknown>
    expect(await read()).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      founded: false,
      database: { status: 'ok', journalSize: 0 },
      lastBackup: null,
      backups: {
        here: { status: 'none', verifiedAt: null, journalSize: null, checkedAt: null, trouble: null },
        second: null,
        linesAtRisk: 0,
        rehearsal: null,
      },
    })
    const secretary = await aSecretary(hub)
    const made = await secretary.api.backup.make.mutate()
    expect(made.name).toMatch(/^branch-board-2026-.*\.backup$/)
    expect(await secretary.api.backup.list.query()).toMatchObject({ files: [made], last: { name: made.name } })
    const health = await read()
    expect(health).toMatchObject({ founded: true, lastBackup: { journalSize: expect.any(Number) } })
    const [newest] = await secretary.api.journal.lines.query({ limit: 1 })
    expect(newest).toMatchObject({ kind: 'hub.backedUp', by: 'staff', name: '王书记' })
    const download = await secretary.go(`/console/backups/${made.name}`)
    expect([download.status, (await download.arrayBuffer()).byteLength]).toEqual([200, made.bytes])
    expect((await aBrowser(hub.url).go(`/console/backups/${made.name}`)).status).toBe(403)
    for (const name of ['..%2Fbranch.db', 'none.backup']) {
      expect((await secretary.go(`/console/backups/${name}`)).status).toBe(404)
    }
  })

  test('JN10 the console can have the journal verified', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    const secretary = await aSecretary(hub)
    const { size } = await secretary.api.journal.head.query()
    expect(await secretary.api.journal.verify.mutate()).toMatchObject({ ok: true, head: { size }, faults: [] })
  })

  test('JN13 JN60 a full backup is made once a day, changes once an hour, and none of an empty hub', async () => {
    using folder = aFolder()
    const clock = aClock()
    await using hub = await aRunningHub(folder.path, { clock })
    await hub.desk.keepBackups()
    expect(await hub.desk.backups()).toEqual([])
    const secretary = await aSecretary(hub)
    await hub.desk.keepBackups()
    await secretary.api.settings.setServicePin.mutate({ pin: '482915' })
    await hub.desk.keepBackups()
    const kinds = async () => (await hub.desk.backups()).map(each => each.kind)
    expect(await kinds()).toEqual(['full'])
    clock.advance(3_600_000)
    await hub.desk.keepBackups()
    expect(await kinds()).toEqual(['changes', 'full'])
    clock.advance(86_400_000)
    await hub.desk.keepBackups()
    expect(await kinds()).toEqual(['full', 'changes', 'full'])
  })

  test('JN13 /metrics are figures in the text form, for this machine', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path)
    await aSecretary(hub)
    const text = await (await fetch(`${hub.url}/metrics`)).text()
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) [a-z_0-9]+ .+|[a-z_0-9]+ -?[\d.]+(e[+-]\d+)?)$/)
    }
    expect(text).toMatch(/^journal_lines [1-9]/m)
    expect(text).toMatch(/^database_bytes [1-9]/m)
  })
})
