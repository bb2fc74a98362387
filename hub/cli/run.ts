import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { Refusal } from '../../shared/base/problem.ts'
import { readConfig, SETTINGS } from '../config.ts'
import { asStoreError, StoreError } from '../store/errors.ts'
import type { Command, ExitCode, Terminal } from './command.ts'
import { COMMANDS } from './commands.ts'
import { commandHelp, overview } from './help.ts'

/**
 * Runs one call of the command line.
 * @param words what stands after `npm run hub --`
 */
export async function runCommandLine(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<ExitCode> {
  const command = findCommand(words)
  if (!command) {
    const asked = words[0] === undefined || words[0] === '--help' || words[0] === 'help'
    if (asked) {
      terminal.out(overview(COMMANDS))
      return words[0] === undefined ? 2 : 0
    }
    const known = COMMANDS.map(each => each.name).join('、')
    return misuse(terminal, `没有“${words[0]}”这个命令。可以用：${known}`, `There is no such command: ${words[0]}.`)
  }
  const rest = words.slice(command.name.split(' ').length)
  if (rest.includes('--help')) {
    terminal.out(commandHelp(command))
    return 0
  }
  const parsed = parse(command, rest)
  if (typeof parsed === 'string') return misuse(terminal, `命令写得不对：${parsed}`, commandHelp(command))
  const config = readConfig(parsed.flags, env)
  if (!config.ok) {
    terminal.complain(config.error)
    return 2
  }
  try {
    return await command.run({ config: config.value, ...parsed, terminal })
  } catch (cause) {
    return explain(cause, terminal)
  }
}

/** The longest name wins: `import roster` before `import`. */
function findCommand(words: readonly string[]): Command | undefined {
  return (
    COMMANDS.find(each => each.name === words.slice(0, 2).join(' ')) ?? COMMANDS.find(each => each.name === words[0])
  )
}

/** The call's operands and flags, or what is wrong with it. */
function parse(command: Command, words: readonly string[]) {
  const options: ParseArgsOptionsConfig = {}
  for (const { flag } of SETTINGS) options[flag] = { type: 'string' }
  for (const [name, { type }] of Object.entries(command.flags ?? {})) options[name] = { type }
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true })
    const wanted = command.operands
    if (positionals.length !== wanted.length) return `要写 ${command.name} ${wanted.join(' ')}`
    return { operands: positionals, flags: values as Record<string, string | boolean | undefined> }
  } catch (cause) {
    // The parser's own complaints are the only errors with such a code.
    if (cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS')) {
      return cause.message
    }
    throw cause
  }
}

function misuse(terminal: Terminal, zh: string, en: string): ExitCode {
  terminal.say(zh, en)
  return 2
}

/** What could not be done, as sentences; a bug stays a bug and shows where it is. */
function explain(cause: unknown, terminal: Terminal): ExitCode {
  const error = asStoreError(cause)
  if (error instanceof Refusal) terminal.complain(error.problems)
  else if (error instanceof StoreError) terminal.complain([{ zh: error.zh, en: error.message }])
  else throw error
  return 1
}
