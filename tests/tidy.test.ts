import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/**
 * The house rules that a machine can see (STYLE): who may import whom, how long a file and a function may get, what
 * nobody uses. Each failure says what to do instead.
 */

const root = resolve(import.meta.dirname, '..')
const TOPS = ['shared', 'hub', 'kiosk', 'tests']

interface Source {
  /** From the root, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
  readonly imports: readonly Import[]
}

interface Import {
  /** A path from the root for our own files, else the package or `node:` module. */
  readonly to: string
  readonly own: boolean
  readonly typeOnly: boolean
}

const sources = TOPS.flatMap(top => filesUnder(join(root, top))).map(read)
const byPath = new Map(sources.map(source => [source.path, source]))

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'out' ? [] : filesUnder(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

function read(file: string): Source {
  const text = readFileSync(file, 'utf8')
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind)
  const imports: Import[] = []
  const visit = (node: ts.Node): void => {
    const from = importedFrom(node)
    if (from) imports.push({ ...placed(file, from.text), typeOnly: from.typeOnly })
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return { path: relative(root, file), text, tree, imports }
}

function packages(): Record<'dependencies' | 'optionalDependencies' | 'devDependencies', Record<string, string>> {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
}

function importedFrom(node: ts.Node): { text: string; typeOnly: boolean } | null {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const clause = node.importClause
    const named = clause?.namedBindings
    const allTypes = named && ts.isNamedImports(named) && named.elements.every(each => each.isTypeOnly) && !clause.name
    return { text: node.moduleSpecifier.text, typeOnly: clause?.isTypeOnly === true || allTypes === true }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { text: node.moduleSpecifier.text, typeOnly: node.isTypeOnly }
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments
    return argument && ts.isStringLiteral(argument) ? { text: argument.text, typeOnly: false } : null
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { text: node.argument.literal.text, typeOnly: true }
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
    const [argument] = node.arguments ?? []
    return argument && ts.isStringLiteral(argument) && argument.text.startsWith('.')
      ? { text: argument.text, typeOnly: false }
      : null
  }
  return null
}

function placed(file: string, specifier: string): { to: string; own: boolean } {
  const bare = specifier.split('?')[0] ?? specifier
  return bare.startsWith('.')
    ? { to: relative(root, resolve(dirname(file), bare)), own: true }
    : { to: bare, own: false }
}

const under = (path: string, ...folders: string[]) => folders.some(folder => path.startsWith(`${folder}/`))

/** `file → import` for every import that the rule forbids. */
const offenders = (where: (path: string) => boolean, forbidden: (each: Import, from: string) => boolean): string[] =>
  sources
    .filter(source => where(source.path))
    .flatMap(source =>
      source.imports.filter(each => forbidden(each, source.path)).map(each => `${source.path} → ${each.to}`),
    )

const isHubServer = (path: string) => under(path, 'hub') && !under(path, 'hub/console', 'hub/phone', 'hub/pages')

describe('the tidy test', () => {
  test('finds the files it judges', () => {
    expect(sources.length, 'no sources were read: the checker is blind').toBeGreaterThan(100)
    for (const top of TOPS)
      expect(
        sources.some(source => under(source.path, top)),
        `nothing read in ${top}/`,
      ).toBe(true)
    expect(sources.flatMap(source => source.imports).length).toBeGreaterThan(300)
  })

  test('shared/ imports only shared/, valibot and @noble: keep the core pure', () => {
    const allowed = (each: Import) =>
      each.own ? under(each.to, 'shared') : each.to === 'valibot' || each.to.startsWith('@noble/')
    expect(
      offenders(
        path => under(path, 'shared'),
        each => !allowed(each),
      ),
    ).toEqual([])
  })

  test('shared/ has no clock, no chance and no state: take them as arguments', () => {
    const impure = sources
      .filter(source => under(source.path, 'shared'))
      .map(source => ({ path: source.path, text: source.text.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '') }))
      .filter(source => /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)|^(?:export )?let /m.test(source.text))
    expect(impure.map(source => source.path)).toEqual([])
  })

  test('inside shared/: base and people serve all, journal and sync use all, nobody uses them', () => {
    const floors: { readonly [folder: string]: readonly string[] } = {
      base: [],
      people: ['base', 'journal/private-ref.ts'],
      points: ['base', 'people'],
      activities: ['base', 'people', 'points'],
      notices: ['base', 'people', 'points', 'journal/chain.ts'],
      passes: ['base', 'people', 'activities', 'points'],
      review: ['base', 'people', 'points', 'notices', 'journal/chain.ts'],
      own: ['base', 'people', 'points', 'activities', 'notices', 'passes', 'declarations', 'review'],
      declarations: ['base', 'people', 'points', 'passes'],
      voice: ['base'],
      journal: ['base', 'people', 'points', 'activities', 'notices', 'passes', 'declarations', 'review', 'sync'],
      sync: ['base', 'people', 'points', 'activities', 'notices', 'passes', 'journal'],
    }
    const room = (path: string) => path.split('/')[1] ?? ''
    const wrong = offenders(
      path => under(path, 'shared'),
      (each, from) =>
        each.own &&
        room(each.to) !== room(from) &&
        !(floors[room(from)] ?? []).some(floor => each.to === `shared/${floor}` || under(each.to, `shared/${floor}`)),
    )
    expect(wrong).toEqual([])
  })

  test('kiosk/ imports kiosk/ and shared/: never the hub, never node', () => {
    const foreign = (each: Import) => (each.own ? !under(each.to, 'kiosk', 'shared') : each.to.startsWith('node:'))
    expect(offenders(path => under(path, 'kiosk'), foreign)).toEqual([])
  })

  test('kiosk/media/ is for kiosk and phone alike: it sees shared/ alone', () => {
    const foreign = (each: Import) =>
      each.own ? !under(each.to, 'kiosk/media', 'shared') : each.to.startsWith('node:')
    expect(offenders(path => under(path, 'kiosk/media'), foreign)).toEqual([])
  })

  test('the hub server imports no pages and no kiosk', () => {
    const pages = (each: Import) => each.own && under(each.to, 'kiosk', 'hub/console', 'hub/phone', 'hub/pages')
    expect(offenders(isHubServer, pages)).toEqual([])
  })

  test('hub/office/ imports shared/ and its own desks: put what it needs behind a port', () => {
    const outside = (each: Import) => !each.own || !under(each.to, 'hub/office', 'shared')
    const allowed = (each: Import) => each.to === 'valibot'
    expect(
      offenders(
        path => under(path, 'hub/office'),
        each => outside(each) && !allowed(each),
      ),
    ).toEqual([])
  })

  test('console and phone see themselves, hub/pages/ and shared/, the phone kiosk/media/, and of the server only types', () => {
    for (const pages of ['hub/console', 'hub/phone']) {
      const seen = pages === 'hub/phone' ? [pages, 'kiosk/media'] : [pages]
      const wrong = (each: Import) =>
        each.own && !under(each.to, ...seen, 'hub/pages', 'shared') && !(each.typeOnly && isHubServer(each.to))
      expect(offenders(path => under(path, pages), wrong)).toEqual([])
    }
    expect(
      offenders(
        path => under(path, 'hub/pages'),
        each => each.own && !under(each.to, 'hub/pages', 'shared'),
      ),
    ).toEqual([])
  })

  test('the phone page uses nothing that a browser lacks over plain HTTP: @noble instead', () => {
    const secureOnly = /crypto\.subtle|randomUUID|\.clipboard|navigator\.share|indexedDB/
    const pages = sources.filter(source => under(source.path, 'hub/phone'))
    expect(pages.length).toBeGreaterThan(10)
    const code = (text: string) => text.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '')
    expect(pages.filter(source => secureOnly.test(code(source.text))).map(source => source.path)).toEqual([])
  })

  test('leaves import no sibling leaf: only the table beside them names them', () => {
    const leaves = ['shared/journal/facts', 'hub/live/on-', 'kiosk/board/kinds']
    const isLeaf = (path: string) => leaves.some(leaf => path.startsWith(leaf.endsWith('-') ? leaf : `${leaf}/`))
    const siblings = (each: Import, from: string) =>
      each.own && isLeaf(each.to) && dirname(each.to) === dirname(from) && /\.tsx?$/.test(each.to)
    expect(offenders(isLeaf, siblings)).toEqual([])
  })

  test('each outside power has its one room', () => {
    const rooms: { readonly [what: string]: readonly string[] } = {
      'socket.io-client': ['kiosk/sync/socket-wire.ts', 'hub/console/live.ts', 'tests/'],
      'socket.io': ['hub/live/', 'hub/hub.ts', 'hub/main.ts', 'tests/'],
      kysely: ['hub/store/', 'tests/'],
      'node:sqlite': ['hub/store/', 'tests/'],
      dexie: ['kiosk/store/', 'tests/'],
    }
    for (const [what, allowed] of Object.entries(rooms)) {
      const wrong = offenders(
        path => !allowed.some(room => path === room || path.startsWith(room)),
        each => !each.typeOnly && each.to === what,
      )
      expect(wrong, `${what} belongs in ${allowed.join(', ')}`).toEqual([])
    }
  })

  test('nothing but tests imports tests/, and nobody imports a main', () => {
    expect(
      offenders(
        path => !under(path, 'tests'),
        each => each.own && under(each.to, 'tests'),
      ),
    ).toEqual([])
    const mains = (each: Import) => each.own && /^(kiosk|hub|hub\/console|hub\/phone)\/main\.tsx?$/.test(each.to)
    expect(offenders(() => true, mains)).toEqual([])
  })

  test('no file that nothing reaches: delete it or use it', () => {
    const entries = sources.filter(source => isEntry(source.path)).map(source => source.path)
    const reached = new Set<string>()
    const queue = [...entries]
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (reached.has(path)) continue
      reached.add(path)
      for (const each of byPath.get(path)?.imports ?? []) if (each.own && byPath.has(each.to)) queue.push(each.to)
    }
    expect(sources.map(source => source.path).filter(path => !reached.has(path))).toEqual([])
  })

  test('files stay readable in one sitting: 400 lines, tests 600', () => {
    // Catalogues of words and tables of data are read by looking something up, not from top to bottom.
    const long = sources
      .filter(source => !/\/text\/|\/gallery\/fixture|points\/template\.ts$/.test(source.path))
      .map(source => ({ path: source.path, lines: source.text.split('\n').length }))
      .filter(({ path, lines }) => lines > (under(path, 'tests') ? 600 : 400))
    expect(long).toEqual([])
  })

  test('functions fit a screen: 70 lines, components and tables of procedures apart', () => {
    const long = sources
      .filter(source => !under(source.path, 'tests') && !source.path.endsWith('.tsx'))
      .flatMap(longFunctions)
    expect(long).toEqual([])
  })

  test('each package has its reason in the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    const { dependencies, optionalDependencies, devDependencies } = packages()
    const named = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies })
    expect(named.filter(name => !name.startsWith('@types/') && !readme.includes(`\`${name}\``))).toEqual([])
  })

  test('exports have names', () => {
    const nameless = sources.filter(source => /^export default /m.test(source.text))
    expect(nameless.map(source => source.path)).toEqual([])
  })
})

function isEntry(path: string): boolean {
  return (
    /(^|\/)main\.tsx?$/.test(path) ||
    /\.test\.tsx?$/.test(path) ||
    path.endsWith('.d.ts') ||
    [
      'kiosk/gallery.tsx',
      'hub/console/gallery.tsx',
      'kiosk/sw/sw.ts',
      'hub/phone/gallery.tsx',
      'hub/phone/sw/sw.ts',
      'tests/run.ts',
    ].includes(path) ||
    isStartedByName(path)
  )
}

/** Test helpers that run as processes of their own: some other test names the file in a string. */
function isStartedByName(path: string): boolean {
  const name = path.split('/').at(-1) ?? ''
  return (
    under(path, 'tests') &&
    sources.some(source => source.path !== path && new RegExp(`['"\`/]${name}['"\`]`).test(source.text))
  )
}

function longFunctions(source: Source): string[] {
  const found: string[] = []
  const line = (at: number) => source.tree.getLineAndCharacterOfPosition(at).line
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const length = line(node.end) - line(node.getStart()) + 1
      if (length > 70) found.push(`${source.path}:${line(node.getStart()) + 1} is ${length} lines`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source.tree)
  return found
}
