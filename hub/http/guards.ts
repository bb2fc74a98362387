import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem, type Problem } from '../../shared/base/problem.ts'
import { isLoopback } from './session.ts'

/** What is turned away before any handler sees it. */

/** An error in the shape of the console's API, so that its pages have one way to show problems. */
export const refusalBody = (status: string, problems: readonly Problem[]) => ({
  error: { message: status, code: -32600, data: { code: status, problems } },
})

/**
 * Other sites cannot use a logged-in browser: a request must come from a page of this very address, and a writing one
 * must be JSON, which no form of another site can send unasked.
 */
export async function refuseForeignPages(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  const ownPage = origin === undefined ? site !== 'cross-site' && site !== 'same-site' : hostOf(origin) === host
  const readable = request.method === 'GET' || /^application\/json\b/.test(request.headers['content-type'] ?? '')
  if (ownPage && readable) return
  await reply.code(403).send(refusalBody('FORBIDDEN', [FOREIGN_PAGE]))
}

/** Who reaches the loopback port by a name that is not this machine's was sent there by a trick (DNS rebinding). */
export function refuseForeignNames(app: FastifyInstance, isPhonePort: (request: FastifyRequest) => boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    // The phones' port knows no sessions and no names: phones come by whatever the LAN calls this PC.
    if (request.protocol === 'https' || !isLoopback(request.ip) || isPhonePort(request)) return
    const name = (request.headers.host ?? '').replace(/:\d+$/, '')
    if (name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127\.[\d.]+$/.test(name)) return
    await reply.code(421).send(refusalBody('MISDIRECTED', [FOREIGN_NAME]))
  })
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

const FOREIGN_PAGE = problem('FOREIGN_PAGE', {
  zh: '这个请求不是从本系统的页面发出的，没有处理。',
  en: 'The request did not come from a page of this hub.',
})

const FOREIGN_NAME = problem('FOREIGN_NAME', {
  zh: '请用 http://localhost 打开本页。',
  en: 'This port answers to localhost only.',
})
