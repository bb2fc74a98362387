import { SETTINGS } from '../config.ts'
import type { Command } from './command.ts'

/** What `--help` prints. */

const call = (command: Command): string => [command.name, ...command.operands].join(' ')

export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(each => call(each).length)) + 2
  const lines = commands.map(each => `  ${call(each).padEnd(width)}${each.zh}\n  ${' '.repeat(width)}${each.en}`)
  return `支部公开栏 · 主机 / Branch Board hub\n\n  npm run hub -- 命令 [选项]\n\n${lines.join('\n')}\n\n每个命令都可加 --help / each command takes --help\n`
}

export function commandHelp(command: Command): string {
  const own = Object.entries(command.flags ?? {}).map(([name, flag]) => {
    const value = flag.type === 'string' ? ' …' : ''
    return `  --${name}${value}\n      ${flag.zh}\n      ${flag.en}`
  })
  const settings = SETTINGS.map(({ flag, env, fallback, zh, en }) => {
    const usual = fallback === '' ? '' : ` [${fallback}]`
    return `  --${flag} … (${env})${usual}\n      ${zh} / ${en}`
  })
  const options = own.length > 0 ? `\n${own.join('\n')}\n` : ''
  return `npm run hub -- ${call(command)}\n\n${command.zh}\n${command.en}\n${options}\n${settings.join('\n')}\n`
}
