import type { Problem } from '../../shared/base/problem.ts'
import type { Config } from '../config.ts'

/** 0 done, 1 it did not work, 2 it was called wrongly (DESIGN §5). */
export type ExitCode = 0 | 1 | 2

/** One command of `npm run hub -- …`. A new one: a leaf file beside this one, and a line in `commands.ts`. */
export interface Command {
  /** One word, or two: `verify`, `import roster`. */
  readonly name: string
  /** What follows the name: `FILE`, or nothing. As many words as it takes, no more and no fewer. */
  readonly operands: readonly string[]
  readonly zh: string
  readonly en: string
  /** Flags of its own; the settings of `config.ts` are understood by every command. */
  readonly flags?: Readonly<Record<string, Flag>>
  run(call: CommandCall): Promise<ExitCode>
}

export interface Flag {
  readonly type: 'string' | 'boolean'
  readonly zh: string
  readonly en: string
}

export interface CommandCall {
  readonly config: Config
  /** Exactly as many as the command's operands. */
  readonly operands: readonly string[]
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  readonly terminal: Terminal
}

/** Where a command speaks and listens; tests have one of their own. */
export interface Terminal {
  /** What was asked for: other programs read it. */
  out(text: string): void
  /** What a person should know. */
  say(zh: string, en: string): void
  complain(problems: readonly Pick<Problem, 'zh' | 'en' | 'where'>[]): void
  /** One line, not shown while it is typed. */
  askSecret(zh: string, en: string): Promise<string>
}
