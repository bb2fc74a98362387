import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { publishScheme, saveSchemeDraft } from '../../../hub/office/points/scheme.ts'
import { lockFolder } from '../../../hub/store/lock.ts'
import { exportRanking, exportStandings } from '../../../hub/exports/standings.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { schemeFromFile } from '../../../shared/points/scheme-file.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { day, tellMeeting } from '../../fixtures/branch.ts'
import { aFolder, atTheOffice, hubCommand } from '../../fixtures/command.ts'
import { csvText } from '../../fixtures/sample.ts'

/** The books by command line: real processes, a real data folder, the sample branch from its files. */

const sample = (file: string) => resolve(import.meta.dirname, '../../../hub/demo/data', file)

let folder = ''
beforeEach(() => {
  folder = aFolder()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const publishTemplate = () =>
  atTheOffice(folder, async (office, by) => {
    await saveSchemeDraft(office, by, templateScheme(2026))
    await tellMeeting(office, by, 2026)
    await publishScheme(office, by, 2026, day('2026-01-01'))
  })

/** Without the last column's order, which carries no meaning. */
const comparable = (csv: string): string[] =>
  csv.split('\r\n').map(line => {
    const cells = line.split(',')
    return [...cells.slice(0, -1), (cells.at(-1) ?? '').split('|').sort().join('|')].join(',')
  })

describe('the sample branch from its files', { timeout: 120_000 }, () => {
  test('PT13 PT63 PT67 PL12 roster, activities and ledger in, the standings of the third quarter out, exactly', async () => {
    await publishTemplate()
    const roster = await hubCommand(folder, 'import', 'roster', sample('roster-qingxi.xlsx'))
    expect(roster).toMatchObject({ code: 0, out: '' })
    expect(roster.err).toContain('新增 46 人')
    const activities = await hubCommand(folder, 'import', 'activities', sample('activities-2026.csv'))
    expect(activities).toMatchObject({ code: 0, err: expect.stringContaining('新增 60 项') })
    const tried = await hubCommand(folder, 'import', 'ledger', sample('ledger-2026.csv'), '--check')
    expect(tried).toMatchObject({ code: 0, err: expect.stringContaining('没有导入') })
    const ledger = await hubCommand(folder, 'import', 'ledger', sample('ledger-2026.csv'))
    expect(ledger).toMatchObject({ code: 0, err: expect.stringContaining('登记 975 条，跳过已有的 0 条') })
    // The one line whose item is not meant for exempt people is pointed out, by its row.
    expect(ledger.err).toContain('第678行')
    const again = await hubCommand(folder, 'import', 'ledger', sample('ledger-2026.csv'))
    expect(again).toMatchObject({ code: 0, err: expect.stringContaining('登记 0 条，跳过已有的 975 条') })

    const standings = await hubCommand(folder, 'export', 'standings', '--period', '2026-Q3', '--format', 'csv')
    expect(standings).toMatchObject({ code: 0, err: '' })
    const expected = csvText('expected-standings-2026Q3.csv')
    expect(comparable(standings.out)).toEqual(comparable(expected))
    // A twin of the comparison that must fail: one figure off.
    expect(comparable(standings.out.replace(',84.5,', ',84,'))).not.toEqual(comparable(expected))

    const json = await hubCommand(folder, 'export', 'standings', '--period', '2026-Q3', '--format', 'json')
    expect(JSON.parse(json.out)).toMatchObject({ period: '2026-Q3', rows: { length: 126 } })
    const ranking = await hubCommand(folder, 'export', 'ranking', '--period', '2026-Q3')
    const first = ranking.out.split('\r\n').find(line => line.includes(',inPost,'))
    expect(first).toBe('2026Q3,inPost,在职党员,1,false,7,5,欧阳德顺,84.5')

    // The console's download is the same file: both call the same function.
    await atTheOffice(folder, async ({ store }) => {
      const bytes = async (made: ReturnType<typeof exportRanking>) => Buffer.from((await made).bytes).toString('utf8')
      const period = '2026-Q3' as Period
      expect(await bytes(exportStandings(store.read, period, 'csv'))).toBe(standings.out)
      expect(await bytes(exportStandings(store.read, period, 'json'))).toBe(json.out)
      expect(await bytes(exportRanking(store.read, period, 'csv'))).toBe(ranking.out)
      const authors = (await store.read.journal.lines(1, 2000)).map(({ line }) => JSON.parse(line) as { by: unknown })
      expect(authors.filter(each => JSON.stringify(each.by).includes('local'))).not.toEqual([])
    })
  })
})

describe('refusals', { timeout: 60_000 }, () => {
  test('PT63 a ledger with a bad line is refused as a whole, each problem at its row', async () => {
    await publishTemplate()
    await hubCommand(folder, 'import', 'roster', sample('roster-qingxi.xlsx'))
    const file = join(folder, 'bad.csv')
    writeFileSync(
      file,
      '党员序号,项目编号,日期,数量,分值\r\n1,B05,2026-03-02,1,1\r\n1,B05,2026-13-02,1,1\r\n99,B05,2026-03-02,1,1\r\n',
    )
    const bad = await hubCommand(folder, 'import', 'ledger', file)
    expect(bad.code).toBe(1)
    expect(bad.err).toContain('第3行「日期」')
    expect(bad.err).toContain('没有导入任何内容')
    writeFileSync(file, '党员序号,项目编号,日期,数量,分值\r\n1,B05,2026-03-02,1,1\r\n99,B05,2026-03-02,1,1\r\n')
    const unknown = await hubCommand(folder, 'import', 'ledger', file)
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('第3行：名册里没有序号 99。') })
    await atTheOffice(folder, async ({ store }) => expect(await store.read.ledger.ofCycle(2026)).toEqual([]))
  })

  test('PT63 PL12 no file, no branch, no such period, a running hub: one sentence each, and the right exit code', async () => {
    const nothing = await hubCommand(folder, 'export', 'standings', '--period', '2026-Q3')
    expect(nothing).toMatchObject({ code: 1, out: '' })
    await publishTemplate()
    const cases = [
      { words: ['import', 'roster', join(folder, 'no-such.xlsx')], code: 1, says: '没有这个文件' },
      { words: ['import', 'roster', folder], code: 1, says: '文件夹' },
      { words: ['import', 'roster'], code: 2, says: 'import roster FILE' },
      { words: ['import', 'scheme', sample('ledger-2026.csv')], code: 1, says: 'JSON' },
      { words: ['export', 'standings'], code: 2, says: '--period' },
      { words: ['export', 'standings', '--period', '2026-Q5'], code: 2, says: '--period' },
      { words: ['export', 'standings', '--period', '2026-H1'], code: 1, says: '按季度汇总' },
      { words: ['export', 'ranking', '--period', '2026-Q3', '--format', 'pdf'], code: 2, says: 'csv 或 json' },
    ]
    for (const { words, code, says } of cases) {
      const ran = await hubCommand(folder, ...words)
      expect(ran, words.join(' ')).toMatchObject({ code, out: '', err: expect.stringContaining(says) })
    }
    const lock = lockFolder(folder)
    try {
      const busy = await hubCommand(folder, 'import', 'roster', sample('roster-qingxi.xlsx'))
      expect(busy.code).toBe(1)
      expect(busy.err).toContain('主机')
      const beside = await hubCommand(folder, 'export', 'standings', '--period', '2026-Q3')
      expect(beside.code).toBe(0)
    } finally {
      lock.release()
    }
  })

  test('PT15 a scheme goes out to a file and back in as a draft; another file is never written over', async () => {
    await publishTemplate()
    const file = join(folder, 'scheme.json')
    expect(await hubCommand(folder, 'export', 'scheme', file)).toMatchObject({ code: 0 })
    const read = schemeFromFile(readFileSync(file, 'utf8'))
    expect(read).toEqual({ ok: true, value: templateScheme(2026) })
    expect(await hubCommand(folder, 'export', 'scheme', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('没有覆盖'),
    })
    writeFileSync(file, readFileSync(file, 'utf8').replace('"cycle": 2026', '"cycle": 2027'))
    expect(await hubCommand(folder, 'import', 'scheme', file)).toMatchObject({ code: 0 })
    writeFileSync(file, readFileSync(file, 'utf8').replace('"points": "2"', '"points": "-2"'))
    expect(await hubCommand(folder, 'import', 'scheme', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('items[0].points'),
    })
    await atTheOffice(folder, async ({ store }) => {
      expect((await store.read.scheme.draft(2027))?.items).toHaveLength(templateScheme(2026).items.length)
      expect(await store.read.scheme.draft(2026)).toBeNull()
    })
    expect(existsSync(file)).toBe(true)
  })
})
