import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** Ties shared/SPEC.md to the titles of the tests: each rule has a test, each tag a rule. */

const root = resolve(import.meta.dirname, '..')
/** The families of rules (STYLE); other capitals with a number are just words. */
const FAMILIES = 'PT|RV|NT|RK|SG|AT|JN|SY|PR|YR|RT|PL|KS'
const RULE = /^- \*\*([A-Z]{2}\d+[a-z]?)\*\*/gm
const TITLE = new RegExp(
  `\\b(?:test|it|describe)(?:\\.each\\([^)]*\\))?\\(\\s*['"\`]((?:(?:${FAMILIES})\\d+[a-z]? )+)`,
  'g',
)

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? testFiles(path) : /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

const spec = readFileSync(join(root, 'shared/SPEC.md'), 'utf8')
const rules = [...spec.matchAll(RULE)].map(match => match[1] ?? '')
const tags = new Map<string, string>()
for (const file of testFiles(join(root, 'tests'))) {
  for (const match of readFileSync(file, 'utf8').matchAll(TITLE)) {
    for (const tag of (match[1] ?? '').trim().split(' ')) tags.set(tag, file.slice(root.length + 1))
  }
}

test('the specification and the tests are found at all', () => {
  expect(rules.length).toBeGreaterThan(50)
  expect(tags.size).toBeGreaterThan(50)
})

test('every rule belongs to a family', () => {
  expect(rules.filter(rule => !new RegExp(`^(${FAMILIES})\\d`).test(rule))).toEqual([])
})

test('no number is given twice', () => {
  expect(rules.filter((rule, at) => rules.indexOf(rule) !== at)).toEqual([])
})

test('every rule has a test', () => {
  expect(rules.filter(rule => !tags.has(rule))).toEqual([])
})

test('every tag in a test title is a rule', () => {
  expect([...tags].filter(([tag]) => !rules.includes(tag))).toEqual([])
})
