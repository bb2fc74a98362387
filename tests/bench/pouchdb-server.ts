import { createRequire } from 'node:module'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serveQuestions } from './server.ts'

/**
 * A process of its own: express-pouchdb as its own pages set it up, over LevelDB in a scratch folder. Loaded from a
 * folder of the reader's, for the product ships none of it.
 */

export interface PouchReady {
  readonly url: string
  /** As its package says. */
  readonly versions: string
}

/** What is used of the three packages; they come without types. */
interface Packages {
  readonly pouchdb: { defaults(options: { prefix: string }): unknown }
  readonly 'express-pouchdb': (PouchDB: unknown, options: { logPath: string; inMemoryConfig: boolean }) => unknown
  readonly express: () => RequestListener & { use(path: string, handler: unknown): void }
}

function main(folder: string, packages: string): void {
  const require = createRequire(join(packages, 'package.json'))
  const load = <K extends keyof Packages>(name: K): Packages[K] => require(name) as Packages[K]
  const PouchDB = load('pouchdb').defaults({ prefix: `${folder}/` })
  const app = load('express')()
  app.use('/', load('express-pouchdb')(PouchDB, { logPath: join(folder, 'log.txt'), inMemoryConfig: true }))
  const versions = ['pouchdb', 'express-pouchdb', 'express']
    .map(name => `${name} ${(require(`${name}/package.json`) as { version: string }).version}`)
    .join(', ')
  const http = createServer(app)
  http.listen(0, '127.0.0.1', () => {
    const { port } = http.address() as AddressInfo
    serveQuestions({ url: `http://127.0.0.1:${port}`, versions } satisfies PouchReady, () => {})
  })
}

main(process.argv[2] ?? '', process.argv[3] ?? '')
