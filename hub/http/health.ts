import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Office } from '../office/ports.ts'
import { backupHealth } from './backup-health.ts'
import type { Metrics } from './metrics.ts'
import { isLoopback } from './session.ts'

/** Whether the hub is well (`/healthz`, for anybody: nothing in it is about a person) and its figures (`/metrics`). */
export function registerHealth(
  app: FastifyInstance,
  hub: {
    readonly office: Office
    readonly version: string
    readonly metrics: Metrics
    readonly metricsToken: string | null
    readonly stopping: () => boolean
  },
): void {
  app.get('/healthz', async (_request, reply) => {
    const { journal, hub: own, branch } = hub.office.store.read
    void reply.header('Cache-Control', 'no-store')
    try {
      const [head, backups, founded] = [await journal.head(), await own.backups(), await branch.founded()]
      const { verified } = backups.here
      const status = hub.stopping() ? 'stopping' : 'ok'
      return {
        status,
        version: hub.version,
        founded: founded !== null,
        database: { status: 'ok', journalSize: head.size },
        lastBackup: verified && { at: new Date(verified.at).toISOString(), journalSize: verified.journalSize },
        backups: backupHealth(backups, head.size, hub.office.clock.now()),
      }
    } catch (cause) {
      app.log.error({ err: cause }, 'the health check could not read the database')
      return reply.code(503).send({ status: 'failing', version: hub.version, database: { status: 'unreadable' } })
    }
  })

  app.get('/metrics', async (request, reply) => {
    const given = request.headers.authorization ?? ''
    if (!isLoopback(request.ip) && !sameText(given, `Bearer ${hub.metricsToken ?? ''}`, hub.metricsToken !== null)) {
      return reply.code(403).type('text/plain').send('metrics are for this machine or with the token\n')
    }
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await hub.metrics.text())
  })
}

const sameText = (a: string, b: string, allowed: boolean): boolean =>
  allowed && a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
