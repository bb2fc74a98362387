import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import { createReadStream } from 'node:fs'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problem, Refusal } from '../../shared/base/problem.ts'
import { may } from '../../shared/people/rights.ts'
import { HUB_LIMITS } from '../../shared/sync/limits.ts'
import { consoleApi, type ConsoleApi } from './console-api.ts'
import { registerAttachments } from './attachments.ts'
import { refusalBody, refuseForeignPages } from './guards.ts'
import type { CallContext } from './procedures.ts'
import { visitorOf } from './session.ts'

/** A spreadsheet of 10 MB as Base64, and a little room; what is larger is refused before it is read. */
const BODY_MAX = 16 * 1024 * 1024

/** Everything below /console/ that is not a page: the typed procedures, and downloads. */
export async function registerConsoleApi(
  app: FastifyInstance,
  desks: Pick<CallContext, 'office' | 'hub' | 'live'> & { readonly backupPath: (name: string) => string | null },
): Promise<void> {
  await app.register(async scope => {
    // Both before the body is read: sixteen megabytes of somebody else's are not even parsed.
    scope.addHook('onRequest', refuseForeignPages)
    scope.addHook('onRoute', route => {
      route.bodyLimit = BODY_MAX
    })
    const contextOf = async (request: Parameters<typeof visitorOf>[2]): Promise<CallContext> => ({
      ...desks,
      ...(await visitorOf(app, desks.office, request)),
    })
    scope.addHook('onRequest', async (request, reply) => {
      if (isSmall(request)) return
      const { account, mustChangePassword } = await contextOf(request)
      if (account !== null && !mustChangePassword) return
      // What is still to come of the body is not waited for.
      await reply
        .code(401)
        .header('Connection', 'close')
        .send(refusalBody('UNAUTHORIZED', [LOGIN_FIRST]))
    })
    await scope.register(fastifyTRPCPlugin, {
      prefix: '/console/api',
      trpcOptions: {
        router: consoleApi,
        createContext: ({ req }) => contextOf(req),
        onError({ error, path }) {
          // Refusals are everyday; what is left is a bug or the disk, and the page only learns that it happened.
          if (error.code !== 'INTERNAL_SERVER_ERROR' || error.cause instanceof Refusal) return
          app.log.error({ err: error.cause ?? error, path }, 'a procedure failed')
        },
      },
    } satisfies FastifyTRPCPluginOptions<ConsoleApi>)

    registerAttachments(scope, desks.office, contextOf)
    scope.get<{ Params: { name: string } }>('/console/backups/:name', async (request, reply) => {
      const { account, mustChangePassword } = await contextOf(request)
      const allowed = account !== null && !mustChangePassword && may(account.role, 'backup.make')
      const path = allowed ? desks.backupPath(request.params.name) : null
      if (path === null) return reply.code(allowed ? 404 : 403).send(refusalBody('FORBIDDEN', []))
      return reply
        .type('application/octet-stream')
        .header('Cache-Control', 'no-store')
        .header('Content-Disposition', `attachment; filename="${request.params.name}"`)
        .send(createReadStream(path))
    })
  })
}

/** Whether the body is one that anybody may send. One that does not say how long it is may be of any length. */
function isSmall({ headers, method }: FastifyRequest): boolean {
  if (method === 'GET' || method === 'HEAD') return true
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= HUB_LIMITS.bodyBytes
}

const LOGIN_FIRST = problem('LOGIN_NEEDED', { zh: '请先登录。', en: 'Please log in first.' })
