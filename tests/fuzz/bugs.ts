import { Server as HttpServer } from 'node:http'
import * as v from 'valibot'
import { HANDLERS } from '../../hub/live/handlers.ts'
import { REQUESTS } from '../../shared/sync/events.ts'

/** Bugs that a hub of this kind could have, put into the running one: whoever finds nothing in them proves nothing. */

type Handle = (context: unknown, session: unknown, body: Record<string, unknown>) => unknown

const BUGS = {
  /** What came is handed on as it came. */
  noParsing: () => void Object.assign(REQUESTS.pull, { body: v.any() }),
  /** A promise that nobody waits for fails. */
  rejection: () =>
    before('applied', ({ n }) => {
      if (Number(n) > 1_000) void Promise.reject(new Error('nobody waits for me'))
    }),
  /** Something is remembered for every question, for ever. */
  hoard: () => {
    const kept: Buffer[] = []
    for (const name of ['pull', 'applied', 'push'] as const)
      before(name, () => void kept.push(Buffer.alloc(524_288, 1)))
  },
  /** The answer tells where in the program it was made. */
  stack: () => {
    Object.assign(HANDLERS.history, {
      handle: async () => ({ ok: false, code: 'PROTO', why: new Error('for the developer').stack }),
    })
  },
  /** GHSA-2gc4-cqfq-p2gv: a handshake of another revision ends the process. */
  otherRevision: () => {
    const { emit } = HttpServer.prototype
    const broken = function (this: HttpServer, ...all: unknown[]): boolean {
      const [name, request] = all as [string, { url?: string } | undefined]
      if (name === 'upgrade' && request?.url?.includes('EIO=3')) throw new Error('unknown revision')
      return Reflect.apply(emit, this, all) as boolean
    }
    Object.assign(HttpServer.prototype, { emit: broken })
  },
} as const

export type BugName = keyof typeof BUGS

/** For the whole life of the process. */
export const plantBug = (name: BugName): void => BUGS[name]()

function before(name: keyof typeof HANDLERS, work: (body: Record<string, unknown>) => void): void {
  const handler = HANDLERS[name] as { handle: unknown }
  const inner = handler.handle as Handle
  Object.assign(handler, {
    handle: (context: unknown, session: unknown, body: Record<string, unknown>) => {
      work(body)
      return inner(context, session, body)
    },
  })
}
