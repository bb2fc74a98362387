import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Server as SocketServer } from 'socket.io'
import type { RandomBytes } from '../shared/base/ids.ts'
import { refuse } from '../shared/base/problem.ts'
import { keepAttachments } from './attachment-keeper.ts'
import type { Config } from './config.ts'
import { dataPaths, refuseHalfRestored, type DataPaths } from './data-folder.ts'
import { makeDesk, type RunningDesk } from './desk.ts'
import { registerConsoleApi } from './http/api-routes.ts'
import { viteBefore } from './http/dev.ts'
import { registerHealth } from './http/health.ts'
import { keepAssets } from './http/kept-assets.ts'
import { makeMetrics, type Metrics } from './http/metrics.ts'
import { createHttp, type HttpFront } from './http/server.ts'
import { registerPhoneApi } from './http/phone-api.ts'
import { registerV1 } from './http/v1.ts'
import { accountOfCookie } from './http/session.ts'
import type { Disks } from './backups/disk.ts'
import { backupPath } from './backups/files.ts'
import { openOwnKeys } from './key-change.ts'
import type { HubKeys } from './keys.ts'
import { SERVER_OPTIONS } from './live/attach.ts'
import { attachConsole } from './live/console.ts'
import { watchDoor } from './live/door.ts'
import { startLive, type Live } from './live/live.ts'
import type { Log } from './log.ts'
import { coveredApart } from './office/backup-state.ts'
import type { Clock, Office, Passwords, PhoneUrls } from './office/ports.ts'
import { openOffice } from './open-office.ts'
import { renewSettings } from './office/branch.ts'
import { makeOwnPages } from './office/own/pages.ts'
import { makeKeyKeeper, notePhoneUrls } from './office/people/phones.ts'
import type { StoreError } from './store/errors.ts'
import { lockFolder } from './store/lock.ts'
import type { OpenStore } from './store/store.ts'
import { namesOfMachine, openTls, type HubTls, type ServerCertificate } from './tls.ts'

/** Composition root of a running hub, apart from the command line so that tests can start a real one. */

export interface HubOptions {
  readonly config: Config
  readonly log: Log
  /** Vite makes the pages in this process. */
  readonly dev?: boolean
  readonly clock?: Clock
  readonly random?: RandomBytes
  readonly passwords?: Passwords
  /** Where `vite build` put the pages; by default the project's own. */
  readonly pagesFolder?: string
  /** The disk failed under the database; the caller ends the process. */
  readonly onFatal?: (cause: StoreError) => void
  /** Messages per second and kiosk, for measurements; else what the protocol says. */
  readonly kioskRate?: number
  /** Which folders lie on one disk; by default what the operating system says. */
  readonly disks?: Disks
}

export interface RunningHub {
  readonly office: Office
  readonly live: Live
  readonly desk: RunningDesk
  readonly metrics: Metrics
  /** `http://localhost:8080`, without a slash at the end. */
  readonly url: string
  /** `https://…:8443` for each name the LAN may use; empty when TLS is off. */
  readonly lanUrls: readonly string[]
  /** `http://…:8090/phone/` where members' phones reach it; null when that port is off or there is no network. */
  readonly phoneUrl: string | null
  /** Takes no more work, finishes what is being written, says goodbye to the kiosks. */
  stop(): Promise<void>
}

const PROJECT = join(import.meta.dirname, '..')
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const CHECK_AFTER_MS = 10_000
const OWN_PAGES_AFTER_MS = 500

/** @throws Refusal FOLDER_BUSY | FOLDER_UNUSABLE | PORT_TAKEN | RESTORE_UNFINISHED; StoreError */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  const undo: (() => unknown)[] = []
  try {
    return await start(options, undo)
  } catch (cause) {
    for (const step of undo.toReversed()) await step()
    throw cause
  }
}

/** @param undo takes, in order, what a failed start has to take back and what stopping does */
async function start(options: HubOptions, undo: (() => unknown)[]): Promise<RunningHub> {
  const { config, log } = options
  const paths = dataPaths(config.dataFolder)
  const lock = lockFolder(config.dataFolder)
  undo.push(() => lock.release())
  refuseHalfRestored(paths)
  const keys = await openOwnKeys(paths)
  const { office, store } = await openOffice(options, keys, paths.database)
  undo.push(() => store.close())

  const tls = config.tlsPort === null ? null : await openTls(keys, new Date(office.clock.now()))
  const metrics = makeMetrics()
  const http = await openHttp(options, { paths, keys, metrics, office, tls })
  undo.push(() => http.close())

  const wire = startWire(http, office, log, options.kioskRate)
  undo.push(() => wire.stop())
  const lan: { port: number | null; names: readonly string[] } = { port: null, names: [] }
  const lanUrls = () => (lan.port === null ? [] : lan.names.map(name => lanUrl(name, lan.port ?? 0)))
  const desk = makeDesk(
    { office, dataFolder: config.dataFolder, paths, disks: options.disks, log },
    {
      version: packageVersion(),
      setUpCode: String(randomInt(100_000_000)).padStart(8, '0'),
      timeZone: config.timeZone,
      caFingerprint: tls?.caFingerprint ?? null,
      lanUrls,
    },
  )
  undo.push(() => desk.stop())
  let stopping = false
  const backups = (name: string) => backupPath(paths.backups, name)
  await registerConsoleApi(http.app, { office, hub: desk, live: wire.live, backupPath: backups })
  registerV1(http.app, office)
  registerPhoneApi(http.app, office, request => http.isPhonePort(request))
  const { metricsToken } = config
  registerHealth(http.app, { office, version: desk.version, metrics, metricsToken, stopping: () => stopping })
  if (tls) serveCa(http, tls)
  gauge(metrics, store, wire.live)
  await http.app.ready()
  const port = await listen(http.plain, config.port, '127.0.0.1')
  if (http.tls) lan.port = await listen(http.tls, config.tlsPort ?? 0)
  const phonePort = http.phones && (await listen(http.phones, config.phonePort ?? 0))
  const phoneUrls = () => phoneUrlsOf(config, { tls: lan.port, plain: phonePort })
  const chores = makeChores(desk, office, tls, phoneUrls, certificate => {
    lan.names = certificate.names
    http.renew(certificate)
  })
  await chores.renewCertificate()
  await renewSettings(office)
  await chores.keepPhones()
  undo.push(startTimers(chores, log), checkSoon(chores, log), keepOwnPages(office, log), keepAttachments(office, log))

  let stopped: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    stopping = true
    for (const step of undo.toReversed()) await step()
  }
  return {
    office,
    live: wire.live,
    desk,
    metrics,
    url: `http://localhost:${port}`,
    lanUrls: lanUrls(),
    phoneUrl: phoneUrls().plain,
    stop: () => (stopped ??= stop()),
  }
}

/** The web server with the pages, built or made by Vite; it does not listen yet. */
async function openHttp(
  options: HubOptions,
  parts: { paths: DataPaths; keys: HubKeys; metrics: Metrics; office: Office; tls: HubTls | null },
): Promise<HttpFront> {
  const { paths, keys, metrics, office, tls } = parts
  const folder = options.pagesFolder ?? join(PROJECT, 'dist/pages')
  const warn = (cause: unknown) => options.log.warn({ err: cause }, 'the pages of this build could not be kept')
  return await createHttp({
    keys,
    log: options.log,
    metrics,
    certificate: (await tls?.current(new Date(office.clock.now()))) ?? null,
    phonePort: options.config.phonePort !== null,
    pages: { folder, olderAssets: options.dev ? [] : keepAssets(folder, paths.keptAssets, warn) },
    ...(options.dev ? { before: viteBefore(PROJECT) } : {}),
  })
}

/** Socket.io on both ports: kiosks and consoles. */
function startWire(
  http: HttpFront,
  office: Office,
  log: Log,
  rate: number | undefined,
): { live: Live; stop(): Promise<void> } {
  const io = new SocketServer(SERVER_OPTIONS)
  // One engine per port; the server object itself only knows the last.
  const engines = [http.plain, http.tls].flatMap(server => (server ? [io.attach(server, SERVER_OPTIONS).engine] : []))
  engines.forEach(watchDoor)
  const onFault = (cause: unknown) => log.error({ err: cause }, 'a live connection failed')
  const live = startLive(io, office, { onFault, ...(rate === undefined ? {} : { rate }) })
  const stopConsole = attachConsole(io, office, cookie => accountOfCookie(http.app, office, cookie))
  return {
    live,
    async stop() {
      stopConsole()
      await live.close()
      io.disconnectSockets(true)
      for (const engine of engines) engine.close()
    },
  }
}

/** The CA for people to install; they compare its fingerprint with the one on the hub's own screen. */
function serveCa(http: HttpFront, tls: HubTls): void {
  http.app.get('/ca.crt', (_request, reply) =>
    reply
      .type('application/x-x509-ca-cert')
      .header('Content-Disposition', 'attachment; filename="branch-board-ca.crt"')
      .send(tls.caCertificate),
  )
}

function gauge(metrics: Metrics, store: OpenStore, live: Live): void {
  const pragma = (name: string) => Number(Object.values(store.engine.raw.prepare(`PRAGMA ${name}`).get() ?? {})[0])
  metrics.gauge('journal_lines', 'Lines of the journal.', async () => (await store.read.journal.head()).size)
  metrics.gauge('database_bytes', 'Size of the database.', () => pragma('page_count') * pragma('page_size'))
  metrics.gauge('last_backup_timestamp_seconds', 'When the newest verified backup was made.', async () => {
    const { verified } = (await store.read.hub.backups()).here
    return verified && verified.at / 1000
  })
  metrics.gauge('last_backup_journal_lines', 'Lines that the newest verified backup holds.', async () => {
    const { verified } = (await store.read.hub.backups()).here
    return verified && verified.journalSize
  })
  metrics.gauge('backup_lines_on_other_disk', 'Lines in the newest verified backup on another disk.', async () =>
    coveredApart(await store.read.hub.backups()),
  )
  metrics.gauge('kiosks_known', 'Kiosks heard of since the start.', () => live.statuses().length)
  metrics.gauge('kiosks_connected', 'Kiosks connected now.', () => live.statuses().filter(each => each.online).length)
}

interface Chores {
  renewCertificate(): Promise<void>
  /** Fresh day keys on the kiosks, and the address by which phones come. */
  keepPhones(): Promise<void>
  /** Whatever of backups and rehearsals is due. */
  keepBackups(): Promise<void>
  /** Whether the journal is still what was written. */
  checkJournal(): Promise<void>
}

/** What nobody asks for: a fresh certificate when it is time or the network changed, and backups. */
function makeChores(
  desk: RunningDesk,
  office: Office,
  tls: HubTls | null,
  phoneUrls: () => PhoneUrls,
  renewed: (certificate: ServerCertificate) => void,
): Chores {
  let current: ServerCertificate | null = null
  const keys = makeKeyKeeper(office)
  return {
    async renewCertificate() {
      const certificate = (await tls?.current(new Date(office.clock.now()))) ?? null
      if (certificate && certificate !== current) renewed(certificate)
      current = certificate
    },
    async keepPhones() {
      await notePhoneUrls(office, phoneUrls())
      await keys.tick()
    },
    keepBackups: () => desk.keepBackups(),
    checkJournal: () => desk.checkJournal(),
  }
}

/** Members' own pages: a moment after whatever changes them, and hourly for what changes by itself. @returns how to stop */
function keepOwnPages(office: Office, log: Log): () => Promise<void> {
  const onFault = (cause: unknown) => log.error({ err: cause }, 'the own pages of members could not be made')
  const pages = makeOwnPages(office, {
    later(work, ms) {
      const timer = setTimeout(work, ms).unref()
      return () => clearTimeout(timer)
    },
    pause: () => new Promise(resolve => setImmediate(resolve)),
    mono: () => performance.now(),
    onFault,
  })
  const refresh = () => pages.refresh().catch(onFault)
  office.store.onCommit(entries => pages.committed(entries))
  const soon = setTimeout(() => void refresh(), OWN_PAGES_AFTER_MS).unref()
  const hourly = setInterval(() => void refresh(), HOUR_MS).unref()
  return async () => {
    clearTimeout(soon)
    clearInterval(hourly)
    await pages.stop()
  }
}

/** Kiosks and people come first: the journal is read from its first line when they are in. @returns how to stop it */
function checkSoon(chores: Chores, log: Log): () => void {
  const check = () =>
    chores.checkJournal().catch((cause: unknown) => log.error({ err: cause }, 'the journal could not be checked'))
  const timer = setTimeout(() => void check(), CHECK_AFTER_MS).unref()
  return () => clearTimeout(timer)
}

/** @returns how to stop them */
function startTimers(chores: Chores, log: Log): () => void {
  const every = (ms: number, what: string, chore: () => Promise<void>): NodeJS.Timeout =>
    setInterval(() => {
      chore().catch((cause: unknown) => log.error({ err: cause }, what))
    }, ms).unref()
  const timers = [
    every(MINUTE_MS, 'the certificate could not be renewed', () => chores.renewCertificate()),
    every(MINUTE_MS, 'the keys of phones could not be renewed', () => chores.keepPhones()),
    every(MINUTE_MS, 'the backups could not be kept', () => chores.keepBackups()),
    every(MINUTE_MS, 'the journal could not be checked', () => chores.checkJournal()),
  ]
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

async function listen(server: HttpFront['plain'] | NonNullable<HttpFront['tls']>, port: number, host?: string) {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(cause))
    server.listen({ port, host }, () => resolve())
  }).catch((cause: NodeJS.ErrnoException) => {
    const taken = cause.code === 'EADDRINUSE' || cause.code === 'EACCES'
    if (!taken) throw cause
    refuse('PORT_TAKEN', {
      zh: `端口 ${port} 用不了，可能被别的程序占用。请关掉那个程序，或换一个端口（--port、--tls-port）。`,
      en: `Port ${port} cannot be used; close the other program or choose another port.`,
    })
  })
  return (server.address() as AddressInfo).port
}

/** The host that was set, else the first private IPv4 address: what a phone can reach without any name. */
function phoneUrlsOf(
  { phoneHost }: Config,
  ports: { readonly tls: number | null; readonly plain: number | null },
): PhoneUrls {
  const host = phoneHost ?? namesOfMachine().find(name => /^\d+\.\d+\.\d+\.\d+$/.test(name) && !name.startsWith('127.'))
  const url = (scheme: string, port: number | null) =>
    host === undefined || port === null ? null : `${scheme}://${host}:${port}/phone/`
  return { plain: url('http', ports.plain), tls: url('https', ports.tls) }
}

const lanUrl = (name: string, port: number): string => `https://${name.includes(':') ? `[${name}]` : name}:${port}`

const packageVersion = (): string =>
  String((JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: unknown }).version)
