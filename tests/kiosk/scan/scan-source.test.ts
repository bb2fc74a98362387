import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** The seam: what the rest of the kiosk knows of its scanners. */

const kiosk = resolve(import.meta.dirname, '../../../kiosk')

/** `file → import` for every import of `kiosk/scan/` from outside it, the interface itself apart. */
function knowledgeOfScanners(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([file, text]) =>
    [...text.matchAll(/(?:from|import\()\s*'[^']*\/scan\/([\w./-]+)'/g)]
      .map(([, name]) => name)
      .filter(name => name !== 'scan-source.ts')
      .map(name => `${file} → ${name}`),
  )
}

function filesOutside(): Map<string, string> {
  const paths = readdirSync(kiosk, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile() && /\.tsx?$/.test(each.name))
    .map(each => join(each.parentPath, each.name))
  const outside = paths.filter(path => !path.startsWith(join(kiosk, 'scan')))
  return new Map(outside.map(path => [relative(kiosk, path), readFileSync(path, 'utf8')]))
}

test('SG59 only the two places that make a scanner know which it is', () => {
  const files = filesOutside()
  expect(files.size).toBeGreaterThan(50)
  const [makers, others] = [
    knowledgeOfScanners(files).filter(each => each.endsWith('wedge.ts') || each.endsWith('camera.ts')),
    knowledgeOfScanners(files).filter(each => !each.endsWith('wedge.ts') && !each.endsWith('camera.ts')),
  ]
  expect(others).toEqual([])
  expect(makers).toHaveLength(2)
  expect(makers).toContain('main.tsx → wedge.ts')
})

test('SG59 what they make is a ScanSource and nothing more', () => {
  for (const [file, maker] of [
    ['wedge.ts', 'createWedge'],
    ['camera.ts', 'createCamera'],
  ] as const) {
    const text = readFileSync(join(kiosk, 'scan', file), 'utf8')
    expect(text).toMatch(new RegExp(`export function ${maker}\\([^]*?\\): ScanSource \\{`))
  }
})

test('SG59 the looking finds a room that reaches behind the seam', () => {
  const planted = new Map([['rooms/planted.tsx', "import { wedgeStep } from '../scan/wedge-buffer.ts'"]])
  expect(knowledgeOfScanners(planted)).toEqual(['rooms/planted.tsx → wedge-buffer.ts'])
})
