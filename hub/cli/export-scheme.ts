import { writeFile } from 'node:fs/promises'
import { refuse } from '../../shared/base/problem.ts'
import { schemeToFile } from '../../shared/points/scheme-file.ts'
import type { Command } from './command.ts'
import { withOffice } from './with-office.ts'

export const exportSchemeFile: Command = {
  name: 'export scheme',
  operands: ['FILE'],
  zh: '把最新公布的积分方案写成文件（docs/scheme.md）；已有的文件不覆盖。主机运行时也可以用。',
  en: 'Write the newest published scheme to a file (docs/scheme.md), never over another; works beside a running hub.',
  flags: { cycle: { type: 'string', zh: '哪一年，不写就是最新的', en: 'which year; the newest when left out' } },
  async run({ config, operands: [path = ''], flags, terminal }) {
    const { cycle } = flags
    if (cycle !== undefined && !/^\d{4}$/.test(String(cycle))) {
      terminal.say('--cycle 要写四位数的年份。', '--cycle is a year of four digits.')
      return 2
    }
    const published = await withOffice(config, 'read', office => office.store.read.scheme.published())
    const found = published.findLast(each => cycle === undefined || String(each.scheme.cycle) === cycle)
    if (!found) refuse('SCHEME_NONE', { zh: '还没有公布过这样的积分方案。', en: 'No such scheme was published.' })
    await writeFile(path, schemeToFile(found.scheme), { flag: 'wx' }).catch((cause: unknown) => {
      if (!(cause instanceof Error && 'code' in cause)) throw cause
      const zh = cause.code === 'EEXIST' ? '已经有这个文件，没有覆盖' : '写不了这个文件'
      const en = cause.code === 'EEXIST' ? 'the file exists and was left as it is' : 'the file cannot be written'
      refuse('FILE_UNWRITABLE', { zh: `${path}：${zh}。`, en: `${path}: ${en}.` })
    })
    const { scheme, version, effectiveFrom } = found
    terminal.say(
      `${scheme.cycle}年积分方案第${version}版（${effectiveFrom} 起生效）已写入 ${path}。`,
      `The scheme of ${scheme.cycle}, version ${version}, is in ${path}.`,
    )
    return 0
  },
}
