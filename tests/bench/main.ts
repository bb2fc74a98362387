import { printMachine } from './machine.ts'

/**
 * `npm run bench -- [name…]`: measures, prints, stops. Nothing but this machine's own loopback is spoken to, and no
 * figure fails the run; a wrong answer does.
 */

const BENCHES: { readonly [name: string]: () => Promise<void> } = {
  ingest: async () => await (await import('./ingest.ts')).benchIngest(),
  standings: async () => await (await import('./standings.ts')).benchStandings(),
  verify: async () => await (await import('./verify.ts')).benchVerify(),
  weight: async () => await (await import('./weight.ts')).benchWeight(),
  scan: async () => await (await import('./scan.ts')).benchScan(),
  signin: async () => await (await import('./signin.ts')).benchSignIn(),
}

async function main(): Promise<number> {
  const asked = process.argv.slice(2)
  const unknown = asked.filter(name => !Object.hasOwn(BENCHES, name))
  if (unknown.length > 0) {
    process.stderr.write(`unknown: ${unknown.join(', ')}. There is: ${Object.keys(BENCHES).join(', ')}\n`)
    return 2
  }
  printMachine()
  for (const [name, run] of Object.entries(BENCHES)) if (asked.length === 0 || asked.includes(name)) await run()
  return 0
}

process.exitCode = await main()
