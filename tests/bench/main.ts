import { parseArgs } from 'node:util'
import { printMachine } from './machine.ts'

/**
 * `npm run bench -- [name…] [--with FOLDER]`: measures, prints, stops. Nothing but this machine's own loopback is spoken to, and no
 * figure fails the run; a wrong answer does.
 */

const BENCHES: { readonly [name: string]: () => Promise<void> } = {
  ingest: async () => await (await import('./ingest.ts')).benchIngest(),
  fanout: async () => await (await import('./fanout.ts')).benchFanout(),
  drain: async () => await (await import('./drain.ts')).benchDrain(),
  connections: async () => await (await import('./connections.ts')).benchConnections(),
  standings: async () => await (await import('./standings.ts')).benchStandings(),
  verify: async () => await (await import('./verify.ts')).benchVerify(),
  weight: async () => await (await import('./weight.ts')).benchWeight(),
  scan: async () => await (await import('./scan.ts')).benchScan(),
  signin: async () => await (await import('./signin.ts')).benchSignIn(),
}

/** Only when asked for: it needs packages that the product does not ship. */
const APART: { readonly [name: string]: (folder: string | undefined) => Promise<void> } = {
  pouchdb: async folder => await (await import('./pouchdb.ts')).benchPouchdb(folder),
}

async function main(): Promise<number> {
  const { values, positionals: asked } = parseArgs({ allowPositionals: true, options: { with: { type: 'string' } } })
  const known = [...Object.keys(BENCHES), ...Object.keys(APART)]
  const unknown = asked.filter(name => !known.includes(name))
  if (unknown.length > 0) {
    process.stderr.write(`unknown: ${unknown.join(', ')}. There is: ${known.join(', ')}\n`)
    return 2
  }
  printMachine()
  for (const [name, run] of Object.entries(BENCHES)) if (asked.length === 0 || asked.includes(name)) await run()
  for (const [name, run] of Object.entries(APART)) if (asked.includes(name)) await run(values.with)
  return 0
}

process.exitCode = await main()
