import rateLimit from '@fastify/rate-limit'
import fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import { problem } from '../../shared/base/problem.ts'
import { HUB_LIMITS } from '../../shared/sync/limits.ts'
import { makeCrowd, type Crowd } from '../live/crowd.ts'
import type { HubKeys } from '../keys.ts'
import type { Log } from '../log.ts'
import type { ServerCertificate } from '../tls.ts'
import { refusalBody, refuseForeignNames } from './guards.ts'
import { registerHeaders } from './headers.ts'
import type { Metrics } from './metrics.ts'
import { registerPhonePages, turnAway } from './phone-pages.ts'
import { inlineHashes, registerPages, registerRedirects, type BuiltPages } from './pages.ts'
import { registerSessions } from './session.ts'

/** The web server before it listens: two sockets to the world that share every route and the live connections. */
export interface HttpFront {
  readonly app: FastifyInstance
  /** Plain HTTP for this PC; live connections attach here and to `tls`. */
  readonly plain: Server
  /** HTTPS for the LAN; null when it is off. */
  readonly tls: TlsServer | null
  /** Plain HTTP for members' phones, `/phone/` alone; null when it is off. No live connections. */
  readonly phones: Server | null
  /** Whether a request came in by the phones' port. */
  isPhonePort(request: FastifyRequest): boolean
  renew(certificate: ServerCertificate): void
  /** Takes no new connection, lets what is being answered finish for a moment, then cuts the rest. */
  close(): Promise<void>
}

export interface HttpOptions {
  readonly keys: HubKeys
  readonly log: Log
  readonly metrics: Metrics
  readonly certificate: ServerCertificate | null
  readonly pages: BuiltPages
  readonly phonePort: boolean
  /** Stands before every other handler of the plain port: Vite while developing. */
  readonly before?: (server: Server) => Promise<(request: Parameters<RequestListener>, next: () => void) => void>
}

/** Requests a minute and address that ask the hub to think; pages and assets are cheap and not counted. */
const ASKS_A_MINUTE = 1200
const GRACE_MS = 1500
/** Node looks for slow talkers twice a minute unless told; they have `headersTimeout`, and this. */
const LISTENING = { connectionsCheckingInterval: 2_000 }
const HEADERS_MS = 10_000
const HANDSHAKE_MS = 10_000

/** The console's live connection: below /console/, so that its session cookie goes with it. */
const CONSOLE_SOCKET = '/console/socket.io/'

export async function createHttp(options: HttpOptions): Promise<HttpFront> {
  let handler: RequestListener = (_request, response) => void response.writeHead(503).end()
  let before: Awaited<ReturnType<NonNullable<HttpOptions['before']>>> | null = null
  const plain = createServer(LISTENING, (...request) => {
    if (before) before(request, () => handler(...request))
    else handler(...request)
  })
  const { certificate } = options
  const tls =
    certificate &&
    createTlsServer(
      { ...LISTENING, handshakeTimeout: HANDSHAKE_MS, key: certificate.key, cert: certificate.chain },
      (...args) => handler(...args),
    )
  const fromPhones = new WeakSet<IncomingMessage>()
  const phones = options.phonePort
    ? createServer(LISTENING, (request, response) => {
        fromPhones.add(request)
        if (!turnAway(request, response)) handler(request, response)
      })
    : null
  const isPhonePort = (request: FastifyRequest): boolean => fromPhones.has(request.raw)
  const crowd = makeCrowd({ all: HUB_LIMITS.connections, perAddress: HUB_LIMITS.connectionsPerAddress })
  for (const server of [plain, tls, phones]) if (server) prepareServer(server, crowd)
  phones?.on('upgrade', (_request, socket) => socket.destroy())
  // Vite has a live connection of its own while developing.
  if (!options.before) for (const server of [plain, tls]) server?.on('upgrade', hangUp)
  const app = fastify({
    // Fastify's generic logger type is wider than pino's own.
    loggerInstance: options.log as never,
    logController: new LogController({ disableRequestLogging: true }),
    // The console's own routes allow more, to whoever is logged in.
    bodyLimit: HUB_LIMITS.bodyBytes,
    // Batched procedures stand in one path: many names, commas between.
    routerOptions: { maxParamLength: 2000 },
    serverFactory: listener => {
      handler = listener as RequestListener
      return plain
    },
  }) as unknown as FastifyInstance
  await prepareApp(app, options, isPhonePort)
  if (options.before) before = await options.before(plain)
  return {
    app,
    plain,
    tls,
    phones,
    isPhonePort,
    renew: next => tls?.setSecureContext({ key: next.key, cert: next.chain }),
    async close() {
      await Promise.all([plain, tls, phones].map(server => server && closeServer(server)))
      await app.close()
    },
  }
}

async function prepareApp(
  app: FastifyInstance,
  options: HttpOptions,
  isPhonePort: HttpFront['isPhonePort'],
): Promise<void> {
  refuseForeignNames(app, isPhonePort)
  const dev = options.before !== undefined
  await registerHeaders(app, { inlineHashes: dev ? [] : inlineHashes(options.pages), dev })
  await app.register(rateLimit, {
    max: ASKS_A_MINUTE,
    timeWindow: '1 minute',
    allowList: request => !/^\/(console\/api|console\/backups|v1)\//.test(request.url),
    errorResponseBuilder: () => Object.assign(new Error('too many requests'), { statusCode: 429 }),
  })
  await registerSessions(app, options.keys)
  countRequests(app, options.metrics)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('not found\n'))
  registerRedirects(app)
  if (dev) return
  await registerPages(app, options.pages)
  registerPhonePages(app, options.pages)
}

function countRequests(app: FastifyInstance, metrics: Metrics): void {
  const all = metrics.counter('http_requests_total', 'Requests answered.')
  const failed = metrics.counter('http_failures_total', 'Requests answered with an error of the hub (5xx).')
  app.addHook('onResponse', async (request, reply) => {
    all.add()
    if (reply.statusCode >= 500) failed.add()
    // The path alone: a query may carry what somebody typed.
    const path = request.url.split('?')[0]
    app.log.debug({ method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'http')
  })
}

function answerError(this: FastifyInstance, error: FastifyError, _request: unknown, reply: FastifyReply) {
  const status = error.statusCode ?? 500
  if (status >= 500) this.log.error({ err: error }, 'a request failed')
  return reply.code(status).send(refusalBody(String(status), [SENTENCES[status] ?? OTHER]))
}

const OTHER = problem('REQUEST_FAILED', { zh: '请求没有成功，请重试。', en: 'The request did not succeed.' })

const SENTENCES: Readonly<Record<number, ReturnType<typeof problem>>> = {
  413: problem('TOO_BIG', { zh: '文件太大，最多10兆（MB）。', en: 'The file is too big: 10 MB at most.' }),
  429: problem('TOO_MANY', { zh: '操作太频繁，请稍等一分钟。', en: 'Too many requests; wait a minute.' }),
}

/** Slow talkers are cut, and the console's live connection comes in by its own door. */
function prepareServer(server: Server | TlsServer, crowd: Crowd): void {
  server.headersTimeout = HEADERS_MS
  server.requestTimeout = 120_000
  // First among the listeners, so that the one that follows sees the common path.
  server.on('upgrade', request => {
    if (request.url?.startsWith(CONSOLE_SOCKET)) request.url = request.url.slice('/console'.length)
  })
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    if (!crowd.enter(address)) return void socket.destroy()
    socket.once('close', () => crowd.leave(address))
  })
  // Malformed HTTP is somebody else's mistake; without a listener it would be an unhandled error of ours.
  server.on('clientError', (_error, socket) => socket.destroy())
}

/** Nobody else would: a connection that waits for an upgrade which nobody takes up would stay open for ever. */
function hangUp(request: IncomingMessage, socket: Duplex): void {
  if (!request.url?.startsWith('/socket.io/')) socket.destroy()
}

async function closeServer(server: Server | TlsServer): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearTimeout(timer)
}
