import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { dataPaths } from '../../../hub/data-folder.ts'
import { openKeys } from '../../../hub/keys.ts'
import { COMMANDS } from '../../../hub/cli/commands.ts'
import { runCommandLine } from '../../../hub/cli/run.ts'
import { verifyFolder } from '../../../hub/verify-folder.ts'
import { addSomebody } from '../../contract/store-contract.ts'
import { aBrowser, aFolder, aSecretary } from '../../fixtures/hub.ts'
import { aFoundedOffice, SECRETARY } from '../../fixtures/office.ts'
import { runCommand, runScript, serveFolder } from '../../fixtures/process.ts'
import type { RunningHub } from '../../../hub/hub.ts'

/** The command line as people use it: real processes on a real folder. */

/** A data folder with a founded branch, no hub running. */
async function aBranchFolder(folder: string): Promise<void> {
  const paths = dataPaths(folder)
  const keys = await openKeys(paths.keys)
  const office = await aFoundedOffice({ path: paths.database, seal: keys.seal })
  for (let at = 0; at < 20; at++) await office.store.write({ type: 'hub' }, work => addSomebody(work, `name-${at}`))
  await office.store.close()
}

describe('calling it', { timeout: 120_000 }, () => {
  test('JN18 every command explains itself, and a wrong call is 2', async () => {
    const run = async (...words: string[]) => {
      const said: string[] = []
      const say = (...texts: string[]) => void said.push(...texts)
      const askSecret = async () => ''
      const complain = (problems: readonly { zh: string }[]) => say(...problems.map(each => each.zh))
      return { code: await runCommandLine(words, {}, { out: say, say, complain, askSecret }), said: said.join('\n') }
    }
    for (const { name, zh, en } of COMMANDS) {
      const { code, said } = await run(...name.split(' '), '--help')
      expect([code, said.includes(zh), said.includes(en)]).toEqual([0, true, true])
    }
    expect((await run()).code).toBe(2)
    expect((await run('--help')).code).toBe(0)
    expect(await run('serv')).toMatchObject({ code: 2, said: expect.stringContaining('serve') })
    expect(await run('verify', '--quickly')).toMatchObject({ code: 2, said: expect.stringContaining('quickly') })
    expect((await run('restore')).code).toBe(2)
    expect((await runCommand(['verify', '--help'])).code).toBe(0)
    expect((await runCommand(['serv'])).code).toBe(2)
  })

  test('JN18 everything wrong with the settings is said at once', async () => {
    const { code, err } = await runCommand(['serve', '--port', '99999'], {
      env: {
        HUB_TLS_PORT: 'secure',
        HUB_TZ: 'Mars/Olympus',
        HUB_LOG: 'loud',
        HUB_PHONE_PORT: 'often',
        HUB_PHONE_HOST: 'a b',
        HUB_DATABASE_URL: 'x',
      },
    })
    expect(code).toBe(2)
    for (const name of [
      'HUB_PORT',
      'HUB_TLS_PORT',
      'HUB_TZ',
      'HUB_LOG',
      'HUB_PHONE_PORT',
      'HUB_PHONE_HOST',
      'HUB_DATABASE_URL',
    ])
      expect(err).toContain(name)
  })

  test('JN9 a command that reads says so when there is nothing to read', async () => {
    using folder = aFolder()
    for (const command of ['verify', 'backup']) {
      const { code, err } = await runCommand([command, '--data', join(folder.path, 'nowhere')])
      expect(code).toBe(1)
      expect(err).toContain('还没有数据')
    }
    expect(existsSync(join(folder.path, 'nowhere'))).toBe(false)
  })
})

describe('beside a running hub', { timeout: 120_000 }, () => {
  test('JN9 reading commands work, writing ones and a second hub are refused in words', async () => {
    using folder = aFolder()
    await aBranchFolder(folder.path)
    await using hub = await serveFolder(folder.path)
    const data = ['--data', folder.path]
    const to = join(folder.path, 'copy.backup')
    const [verified, backedUp, second, restored, reset] = await Promise.all([
      runCommand(['verify', '--rebuild', ...data]),
      runCommand(['backup', '--to', to, ...data]),
      runCommand(['serve', ...data]),
      runCommand(['restore', to, ...data]).then(() => runCommand(['restore', to, ...data])),
      runCommand(['reset-password', SECRETARY.loginName, ...data], { input: '溪边的石板路一百零八块\n' }),
    ])
    expect(verified).toMatchObject({ code: 0, err: expect.stringContaining('流水账完整') })
    expect(backedUp.code).toBe(0)
    expect((await runCommand(['restore', to, ...data])).err).toContain('正被另一个主机程序使用')
    for (const refused of [second, restored, reset]) expect(refused.code).toBe(1)
    for (const refused of [second, reset]) expect(refused.err).toContain(`进程号 ${hub.process.pid}`)
    expect((await fetch(`${hub.url}/healthz`)).status).toBe(200)
  })
})

describe('backup and restore', { timeout: 120_000 }, () => {
  test('JN13 JN14 a restored branch has its people, its keys, a new epoch and a line about it', async () => {
    using folder = aFolder()
    using elsewhere = aFolder()
    await aBranchFolder(folder.path)
    const file = join(folder.path, 'copy.backup')
    expect((await runCommand(['backup', '--data', folder.path, '--to', file])).code).toBe(0)
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(readdirSync(folder.path).filter(name => name.endsWith('.part'))).toEqual([])

    expect((await runCommand(['restore', file, '--data', elsewhere.path])).code).toBe(0)
    const [old, now] = [dataPaths(folder.path), dataPaths(elsewhere.path)]
    expect((await openKeys(now.keys)).keyId).toBe((await openKeys(old.keys)).keyId)
    expect(await verifyFolder(elsewhere.path, true)).toMatchObject({ ok: true })
    const [before, after] = [await look(folder.path), await look(elsewhere.path)]
    expect(after.people).toEqual(before.people)
    expect(after.epoch).not.toBe(before.epoch)
    expect(after.lastKind).toBe('hub.restored')
    expect(JSON.stringify(after.tables)).not.toContain('backup_keys')
  })

  test('JN14 restoring over a branch keeps the old one aside, and the old password counts again', async () => {
    using folder = aFolder()
    await aBranchFolder(folder.path)
    const file = join(folder.path, 'copy.backup')
    await runCommand(['backup', '--data', folder.path, '--to', file])
    const input = '溪边的石板路一百零八块\n'
    const login = ['reset-password', SECRETARY.loginName, '--data', folder.path]
    expect((await runCommand(login, { input })).code).toBe(0)
    const { code, err } = await runCommand(['restore', file, '--data', folder.path])
    expect([code, err.includes('before-restore-')]).toEqual([0, true])
    const aside = readdirSync(folder.path).find(name => name.startsWith('before-restore-')) ?? ''
    expect(readdirSync(join(folder.path, aside))).toEqual(expect.arrayContaining(['branch.db', 'keys']))
    await using hub = await serveFolder(folder.path)
    const browser = aBrowser(hub.url)
    await browser.api.session.logIn.mutate(SECRETARY)
    expect((await browser.api.journal.lines.query({ limit: 1 }))[0]).toMatchObject({
      kind: 'hub.restored',
      by: 'local',
    })
  })

  test('JN14 a damaged, foreign or missing backup changes nothing', async () => {
    using folder = aFolder()
    await aBranchFolder(folder.path)
    const file = join(folder.path, 'copy.backup')
    await runCommand(['backup', '--data', folder.path, '--to', file])
    const before = await look(folder.path)
    const bytes = readFileSync(file)
    const bad = join(folder.path, 'bad.backup')
    const spoilt: readonly (() => void)[] = [
      () => writeFileSync(bad, bytes.subarray(0, bytes.length / 2)),
      () => writeFileSync(bad, Buffer.from(bytes).fill(0x5a, 12_288, 20_480)),
      () => writeFileSync(bad, '不是备份'.repeat(2000)),
      // A bare database is ours, but without its keys no kiosk would know the hub again.
      () => copyFileSync(join(folder.path, 'branch.db'), bad),
    ]
    for (const spoil of spoilt) {
      spoil()
      const { code, err } = await runCommand(['restore', bad, '--data', folder.path])
      expect(code).toBe(1)
      expect(err).toMatch(/^[\p{Script=Han}/].*。/mu)
      expect(await look(folder.path)).toEqual(before)
    }
    expect((await runCommand(['restore', join(folder.path, 'none'), '--data', folder.path])).code).toBe(1)
  })

  test('JN14 a restore that was cut short is not taken for an empty folder', async () => {
    using folder = aFolder()
    await aBranchFolder(folder.path)
    writeFileSync(dataPaths(folder.path).restoring, '')
    const { code, err } = await runCommand(['serve', '--data', folder.path])
    expect([code, err.includes('恢复没有做完')]).toEqual([1, true])
  })
})

describe('stopping', { timeout: 120_000 }, () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('JN15 %s: what was answered is kept, exit 0 in time', async signal => {
    using folder = aFolder()
    await using hub = await serveFolder(folder.path)
    const secretary = await aSecretary({ url: hub.url } as RunningHub)
    const began = Date.now()
    const saving = secretary.api.settings.setServicePin.mutate({ pin: '482915' }).then(
      () => true,
      () => false,
    )
    hub.process.kill(signal)
    const { code } = await hub.ended
    expect(code).toBe(0)
    expect(Date.now() - began).toBeLessThan(5000)
    const saved = await saving
    const { kinds } = await look(folder.path)
    if (saved) expect(kinds.filter(kind => kind === 'branch.settingsChanged')).toHaveLength(2)
    expect((await verifyFolder(folder.path, true)).ok).toBe(true)
    expect(existsSync(join(folder.path, 'hub.pid'))).toBe(false)
  })

  test.each([
    ['a bug that nobody catches', "setTimeout(() => { throw new Error('boom') }, 50)"],
    ['a promise that nobody awaits', "setTimeout(() => Promise.reject(new Error('boom')), 50)"],
    ['a disk that failed', "setTimeout(() => onFatal(new Error('boom')), 50)"],
  ])('JN8 JN15 %s is logged and ends the process with 1', async (_what, accident) => {
    const script = `
      import { untilStopped } from './hub/cli/until-stopped.ts'
      import { makeLog } from './hub/log.ts'
      setInterval(() => {}, 1000)
      await untilStopped(makeLog({ level: 'info' }), async onFatal => { ${accident}; return { stop: async () => {} } })`
    const { code, err } = await runScript(script)
    expect([code, JSON.parse(err)]).toMatchObject([1, { level: 'fatal', err: { message: 'boom' } }])
  })

  test('JN15 a second signal ends at once, even when stopping hangs', async () => {
    const script = `
      import { untilStopped } from './hub/cli/until-stopped.ts'
      import { makeLog } from './hub/log.ts'
      setInterval(() => {}, 1000)
      setTimeout(() => process.kill(process.pid, 'SIGINT'), 50)
      setTimeout(() => process.kill(process.pid, 'SIGINT'), 300)
      await untilStopped(makeLog({ level: 'info' }), async () => ({ stop: () => new Promise(() => {}) }))`
    const began = Date.now()
    expect((await runScript(script)).code).toBe(1)
    expect(Date.now() - began).toBeLessThan(4000)
  })

  test('JN15 killed again and again while saving, it loses nothing it answered', async () => {
    using folder = aFolder()
    const rounds = 4
    let answered = 0
    for (let round = 0; round < rounds; round++) {
      await using hub = await serveFolder(folder.path)
      const browser = aBrowser(hub.url)
      if (round === 0) await aSecretary({ url: hub.url } as RunningHub)
      await browser.api.session.logIn.mutate(SECRETARY)
      const enough = answered + 5
      const saving = (async () => {
        for (;;) {
          await browser.api.settings.changeCalendar.mutate({ holidays: [], makeUpDays: [] })
          answered += 1
        }
      })().catch(() => {})
      for (;;) {
        if (answered >= enough) break
        await setTimeout(2)
      }
      // Somewhere inside the next ones: each round at another point.
      await setTimeout(round)
      hub.process.kill('SIGKILL')
      await saving
    }
    const { kinds } = await look(folder.path)
    const kept = kinds.filter(kind => kind === 'branch.calendarChanged').length - 1
    expect(kept).toBeGreaterThanOrEqual(answered)
    // At most the one in flight at each kill was kept without its answer arriving.
    expect(kept).toBeLessThanOrEqual(answered + rounds)
    expect((await verifyFolder(folder.path, true)).ok).toBe(true)
  })
})

/** What a folder's database holds, looked at without changing it. */
async function look(folder: string) {
  const { openToRead } = await import('../../../hub/store/engine.ts')
  const { raw, close } = openToRead(dataPaths(folder).database)
  const kinds = raw
    .prepare('SELECT kind FROM journal ORDER BY no')
    .all()
    .map(row => String(row['kind']))
  const seen = {
    people: raw
      .prepare('SELECT staff_id, role FROM staff ORDER BY staff_id')
      .all()
      .map(row => ({ ...row })),
    epoch: raw.prepare("SELECT value FROM hub_meta WHERE key = 'epoch'").get()?.['value'],
    tables: raw
      .prepare('SELECT name FROM sqlite_master ORDER BY name')
      .all()
      .map(row => row['name']),
    kinds,
    lastKind: kinds.at(-1),
  }
  await close()
  return seen
}
