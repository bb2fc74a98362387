import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommandLine } from '../../../hub/cli/run.ts'
import { dataPaths } from '../../../hub/data-folder.ts'
import { openKeys } from '../../../hub/keys.ts'
import { evidenceOf } from '../../../hub/office/notices/showing-evidence.ts'
import { nativeLeafHash } from '../../../hub/store/native-chain.ts'
import { aFolder } from '../../fixtures/hub.ts'
import { TEST_NOW } from '../../fixtures/office.ts'
import { aShowingOffice, aShownRecord, docOf, offline, publishAnnouncement, span } from '../../fixtures/showing.ts'

async function run(...words: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const say = (...texts: string[]) => void said.push(...texts)
  const complain = (problems: readonly { zh: string }[]) => say(...problems.map(each => each.zh))
  const terminal = { out: say, say, complain, askSecret: async () => '' }
  return { code: await runCommandLine(words, {}, terminal), said: said.join('\n') }
}

/** A branch's data folder, and an evidence file that its hub made. */
async function aBranchWithEvidence(folder: string): Promise<string> {
  const { database, keys } = dataPaths(folder)
  mkdirSync(dirname(database), { recursive: true })
  const office = await aShowingOffice({ path: database, seal: (await openKeys(keys)).seal })
  const noticeId = await publishAnnouncement(office)
  const one = await office.kiosk(1)
  await one.push(aShownRecord({ posted: [span([docOf(noticeId)], TEST_NOW)] }))
  const input = { noticeId, rev: null }
  const file = join(folder, 'evidence.json')
  writeFileSync(file, await evidenceOf(office, office.store.read, offline, input, nativeLeafHash))
  // The journal goes on; the file stays good.
  await publishAnnouncement(office, { title: '另一份' })
  await office.store.close()
  return file
}

test('NT37 the command checks a file alone, beside its own journal, and beside another one', async () => {
  using here = aFolder()
  using elsewhere = aFolder()
  using nowhere = aFolder()
  const file = await aBranchWithEvidence(here.path)
  const other = await aBranchWithEvidence(elsewhere.path)
  const at = (path: string, folder: string) => run('check', 'evidence', path, '--data', folder)
  const own = await at(file, here.path)
  expect(own.said).toContain('《停水通知》第 1 版，1 天有上屏记录；和本机账本一致')
  expect(own.code).toBe(0)
  expect((await at(file, nowhere.path)).said).toMatch(/请和公开屏或旧公告上的账本指纹核对：[0-9A-F]{4}·/)
  expect(await at(other, here.path)).toMatchObject({ code: 1, said: expect.stringContaining('和本机的账本对不上') })
  writeFileSync(file, readFileSync(file, 'utf8').replace(String(TEST_NOW), String(TEST_NOW - 1)))
  expect(await at(file, here.path)).toMatchObject({ code: 1, said: expect.stringContaining('签名不符') })
  writeFileSync(file, '公示')
  expect(await at(file, here.path)).toMatchObject({ code: 1, said: expect.stringContaining('不是公示证明的证据文件') })
})
