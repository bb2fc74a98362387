import type { Handler } from './context.ts'

/** Records for the hub's disk. The answer comes after the commit and never before. */
export const onPush: Handler<'push'> = {
  strangers: false,
  async handle({ intake }, { standing }, push) {
    if (standing.type !== 'welcomed') return { ok: false, code: 'AUTH' }
    // A connection speaks for the stream it proved in its hello, and for no other.
    if (push.epoch !== standing.epoch) return { ok: false, code: 'PROTO' }
    return await intake.push(standing, push)
  },
}
