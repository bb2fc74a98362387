import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { printFigures, printNote, quantile, type Figure } from './figures.ts'
import { KIOSKS, type Ready } from './ingest-branch.ts'
import { aBenchKiosk, drive, type BenchKiosk, type Load } from './ingest-kiosks.ts'
import { checkAllKept } from './kept.ts'
import { aScratchFolder } from './machine.ts'
import type { PouchReady } from './pouchdb-server.ts'
import { startServer, type MeasuredServer, type Usage } from './server.ts'
import { aSupply, type Supply } from './supply.ts'

/**
 * The same sign-ins into the hub and into express-pouchdb, which many would take for an offline-first branch: by
 * command alone, `npm run bench -- pouchdb --with FOLDER`, from a folder where the reader has installed it.
 */

const REPETITIONS = 3
const WAYS = [
  { title: 'one record a push', batch: 1, records: 3_000 },
  { title: '50 records a push', batch: 50, records: 10_000 },
] as const
type Way = (typeof WAYS)[number]

const INSTALL = 'npm install --prefix FOLDER pouchdb express-pouchdb express'

export async function benchPouchdb(packages: string | undefined): Promise<void> {
  if (packages === undefined || !existsSync(join(packages, 'node_modules', 'express-pouchdb'))) {
    process.stderr.write(`--with FOLDER names the folder of: ${INSTALL}\n`)
    process.exit(2)
  }
  using folder = aScratchFolder()
  const hub = await startServer<Ready>('ingest-hub.ts', [folder.path])
  const pouch = await startServer<PouchReady>('pouchdb-server.ts', [folder.path, resolve(packages)])
  const kiosks: BenchKiosk[] = []
  try {
    for (let number = 0; number < KIOSKS; number++) kiosks.push(await aBenchKiosk(hub.ready, number))
    await request('PUT', `${pouch.ready.url}/signins`)
    const targets: Targets = {
      hub: measured(hub, (texts, batch) => drive(kiosks, texts, batch)),
      pouch: measured(pouch, (texts, batch) => driveCouch(`${pouch.ready.url}/signins`, texts, batch)),
    }
    const supply = aSupply(51)
    for (const way of WAYS) {
      await runBoth(targets, way, supply, false)
      const runs: Record<keyof Targets, Run>[] = []
      for (let at = 0; at < REPETITIONS; at++) runs.push(await runBoth(targets, way, supply, at % 2 === 1))
      print(way, runs)
    }
    await checkDocuments(`${pouch.ready.url}/signins`, supply.made())
    checkAllKept(join(folder.path, 'hub', 'branch.db'), supply.made())
    printNote(`${supply.made()} acknowledged and kept by both; ${pouch.ready.versions}`)
    printNote(
      'Not the same promise. The hub answers after fsync, has checked who signs in with which card, chains each',
    )
    printNote('record and folds it into the attendance. express-pouchdb answers once LevelDB has it, with no fsync: a')
    printNote(
      'power cut may take what it acknowledged; it checks nothing, but keeps a revision tree for each document.',
    )
  } finally {
    for (const { socket } of kiosks) socket.disconnect()
    await Promise.all([hub.stop(), pouch.stop()])
  }
}

type Texts = readonly (readonly string[])[]
type Drive = (texts: Texts, batch: number) => Promise<Load>
interface Run extends Load {
  readonly cpuMicros: number
}
interface Targets {
  readonly hub: (texts: Texts, batch: number) => Promise<Run>
  readonly pouch: (texts: Texts, batch: number) => Promise<Run>
}

const measured =
  (server: MeasuredServer<unknown>, run: Drive) =>
  async (texts: Texts, batch: number): Promise<Run> => {
    const before = await server.ask<Usage>('usage')
    const load = await run(texts, batch)
    const after = await server.ask<Usage>('usage')
    return { ...load, cpuMicros: (after.cpuMicros - before.cpuMicros) / texts.flat().length }
  }

async function runBoth(
  targets: Targets,
  { batch, records }: Way,
  supply: Supply,
  pouchFirst: boolean,
): Promise<Record<keyof Targets, Run>> {
  const texts = supply.take(records)
  if (!pouchFirst) return { hub: await targets.hub(texts, batch), pouch: await targets.pouch(texts, batch) }
  const pouch = await targets.pouch(texts, batch)
  return { hub: await targets.hub(texts, batch), pouch }
}

/** The same loop as for the hub, over HTTP: each kiosk one request in flight. */
async function driveCouch(database: string, texts: Texts, batch: number): Promise<Load> {
  const latencies: number[] = []
  const started = performance.now()
  await Promise.all(
    texts.map(async own => {
      for (let at = 0; at < own.length; at += batch) {
        const docs = own.slice(at, at + batch).map(documentOf)
        const sent = performance.now()
        const results = (await request('POST', `${database}/_bulk_docs`, { docs })) as { ok?: boolean }[]
        if (results.length !== docs.length || results.some(each => each.ok !== true)) throw new Error('not taken')
        latencies.push(performance.now() - sent)
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  return { perSecond: texts.flat().length / seconds, latencies, busy: 0 }
}

function documentOf(text: string): object {
  const { id, ...rest } = JSON.parse(text) as { id: string }
  return { _id: id, ...rest }
}

async function request(method: string, url: string, body?: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const reply = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  if (!reply.ok) throw new Error(`${method} ${url}: ${reply.status} ${await reply.text()}`)
  return await reply.json()
}

async function checkDocuments(database: string, records: number): Promise<void> {
  const { doc_count } = (await request('GET', database)) as { doc_count: number }
  if (doc_count !== records) throw new Error(`${records} acknowledged, ${doc_count} documents`)
}

function print({ title, batch, records }: Way, runs: readonly Record<keyof Targets, Run>[]): void {
  const of = (name: string, target: keyof Targets): Figure[] => [
    { what: `${name}: sign-ins`, unit: '/s', values: runs.map(run => run[target].perSecond) },
    { what: `${name}: answer p50`, unit: 'ms', values: runs.map(run => quantile(run[target].latencies, 0.5)) },
    { what: `${name}: answer p99`, unit: 'ms', values: runs.map(run => quantile(run[target].latencies, 0.99)) },
    { what: `${name}: processor time of one`, unit: 'µs', values: runs.map(run => run[target].cpuMicros) },
  ]
  printFigures(`pouchdb: ${KIOSKS} kiosks, ${title}, ${records} records × ${REPETITIONS}`, [
    ...of('hub', 'hub'),
    ...of('express-pouchdb', 'pouch'),
    {
      what: 'hub / express-pouchdb',
      unit: '',
      values: runs.map(run => run.hub.perSecond / run.pouch.perSecond),
      // The mark is for people who sign in one by one.
      ...(batch === 1 ? { aim: { goal: 10, better: 'more' as const } } : {}),
    },
    {
      what: 'processor time, hub / express-pouchdb',
      unit: '',
      values: runs.map(run => run.hub.cpuMicros / run.pouch.cpuMicros),
    },
  ])
}
