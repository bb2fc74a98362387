import { pino, type DestinationStream, type Logger } from 'pino'
import { Refusal } from '../shared/base/problem.ts'

export type Log = Logger

/** Members of a logged object that may hold what a person is or knows, whatever it is nested in. */
const SECRET_KEYS =
  /^(password|current|next|pin|code|secret|verifier|salt|cookie|authorization|loginName|displayName|name|nameNote|phone|idNumber|birth|note|words|body|input|text|line|helpContact|place|duty)$/i

const DEPTH = 6

/**
 * Structured logs without personal data: known members are left out, and every other text is scrubbed of Chinese words
 * and long numbers, because an error's message may quote what somebody typed. So messages are written in English.
 */
export function makeLog(options: { level: string; to?: DestinationStream }): Log {
  return pino(
    {
      level: options.level,
      base: null,
      // Errors are cleaned with everything else, before pino's own serializer could see them.
      serializers: { err: (found: unknown) => found },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: {
        level: label => ({ level: label }),
        log: found => clean(found, 0) as Record<string, unknown>,
      },
      hooks: {
        logMethod(args, method) {
          const clean = args.map(each => (typeof each === 'string' ? scrub(each) : each)) as typeof args
          // Without a message of ours pino would take the error's own, as it is.
          if (args.length === 1 && typeof args[0] === 'object') clean.push('(no message)')
          method.apply(this, clean)
        },
      },
    },
    options.to ?? pino.destination({ fd: 2, sync: true }),
  )
}

/** Han characters → one mark per run; 7 digits or more in a row (phones, cards, ID numbers) → another. */
export const scrub = (text: string): string =>
  text.replaceAll(/[\p{Script=Han}·]+/gu, '▢').replaceAll(/(?<![0-9a-f-])\d{7,}[Xx]?(?![0-9a-f-])/g, '#')

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrub(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEPTH) return '…'
  if (value instanceof Error) return cleanError(value, depth)
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (Array.isArray(value)) return value.slice(0, 20).map(each => clean(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, SECRET_KEYS.test(key) ? '▢' : clean(member, depth + 1)]),
  )
}

/** Where it happened and of what sort; of what was refused only the codes, for the sentences name rows and people. */
function cleanError(error: Error, depth: number): unknown {
  if (error instanceof Refusal) return { type: error.name, codes: error.problems.map(each => each.code) }
  // A parser's complaint quotes the input it could not read.
  const quotesInput = error instanceof SyntaxError || error.name === 'ValiError'
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return {
    type: error.name,
    ...('code' in error ? { code: error.code } : {}),
    ...('errcode' in error ? { errcode: error.errcode } : {}),
    message: quotesInput ? '▢' : scrub(error.message),
    stack: frames.slice(0, 12).map(line => line.trim()),
    ...(error.cause === undefined ? {} : { cause: clean(error.cause, depth + 1) }),
  }
}
