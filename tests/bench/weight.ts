import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { preact } from '@preact/preset-vite'
import { build, type Rolldown } from 'vite'
import { must } from '../../shared/base/check.ts'
import { printFigures, printNote } from './figures.ts'
import { builtPages, PAGES, ROOT, type Manifest } from './pages.ts'

/** What the kiosk's board loads before it can be read, compressed as a server would send it. */

const ENTRY = 'kiosk/index.html'
const FLOOR_KB = 80
const GOAL_KB = 60
/** Modules named when the page is too heavy. */
const MODULES_TOLD = 25

export async function benchWeight(): Promise<void> {
  const { manifest, at } = builtPages()
  const first = closure(manifest, [ENTRY])
  const lazy = closure(manifest, dynamic(manifest, first)).filter(name => !first.includes(name))
  const scripts = filesOf(manifest, first)
  const styles = [...new Set(first.flatMap(name => manifest[name]?.css ?? []))]
  const sum = (files: readonly string[]): number => files.reduce((total, file) => total + gzKb(file), 0)
  const javaScript = sum(scripts)
  printFigures(`weight: first load of the kiosk’s board (pages built ${at.toISOString()})`, [
    {
      what: 'JavaScript',
      unit: 'KB gz',
      values: [javaScript],
      aim: { floor: FLOOR_KB, goal: GOAL_KB, better: 'less' },
    },
    { what: 'CSS', unit: 'KB gz', values: [sum(styles)] },
    { what: 'HTML', unit: 'KB gz', values: [gzKb(ENTRY)] },
  ])
  printNote(`at once: ${told(scripts)}`)
  printNote(`lazy: ${told(filesOf(manifest, lazy))}`)
  if (javaScript > GOAL_KB) await printModules()
}

/** The named entries of the manifest and what they import statically. */
function closure(manifest: Manifest, names: readonly string[]): string[] {
  const found = new Set<string>()
  const queue = [...names]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue
    found.add(name)
    queue.push(...must(manifest[name], `manifest entry ${name}`).imports)
  }
  return [...found]
}

const dynamic = (manifest: Manifest, names: readonly string[]): string[] =>
  names.flatMap(name => manifest[name]?.dynamicImports ?? [])

const filesOf = (manifest: Manifest, names: readonly string[]): string[] =>
  names.flatMap(name => manifest[name]?.file ?? []).filter(file => file.endsWith('.js'))

const gzKb = (file: string): number => gzipSync(readFileSync(join(PAGES, file)), { level: 9 }).length / 1024

const told = (files: readonly string[]): string =>
  files
    .map(file => ({ name: file.replace(/^assets\/|-[\w-]{8}\.js$/g, ''), kb: gzKb(file) }))
    .toSorted((a, b) => b.kb - a.kb)
    .map(({ name, kb }) => `${name} ${kb.toFixed(1)}`)
    .join(' · ')

/** Builds the kiosk once more, in memory, to say which modules weigh what (minified, before compression). */
async function printModules(): Promise<void> {
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    plugins: [preact()],
    define: { APP_VERSION: '""', BUILD_TIME: '0' },
    worker: { format: 'es' },
    build: { write: false, rollupOptions: { input: { kiosk: join(ROOT, ENTRY) } } },
  })
  const { output } = [result].flat()[0] as Rolldown.RolldownOutput
  const chunks = output.filter(each => each.type === 'chunk')
  const names = new Set<string>()
  const queue = chunks.filter(each => each.isEntry).map(each => each.fileName)
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (names.has(name)) continue
    names.add(name)
    queue.push(...(chunks.find(each => each.fileName === name)?.imports ?? []))
  }
  const modules = chunks
    .filter(each => names.has(each.fileName))
    .flatMap(each => Object.entries(each.modules))
    .map(([path, { renderedLength }]) => ({ path: path.replace(`${ROOT}/`, ''), renderedLength }))
    .toSorted((a, b) => b.renderedLength - a.renderedLength)
  for (const { path, renderedLength } of modules.slice(0, MODULES_TOLD)) {
    printNote(`${(renderedLength / 1024).toFixed(1).padStart(7)} KB  ${path.replace('node_modules/', '')}`)
  }
}
