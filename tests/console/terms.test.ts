import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { setLanguage } from '../../hub/pages/language.ts'
import { terms } from '../../hub/pages/ui/terms.ts'

const SOURCES = globSync('hub/console/**/*.tsx', { cwd: resolve(import.meta.dirname, '../..') })
  .filter(file => !file.includes('gallery'))
  .map(file => readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8'))
  .flatMap(text => [...text.matchAll(/terms=\{\[([^\]]*)\]\}|<Term id="(\w+)"/g)].map(each => each[1] ?? each[2] ?? ''))
  .join(' ')

test('every term has one plain sentence in both languages, and a page that explains it', () => {
  for (const language of ['zh', 'en'] as const) {
    setLanguage(language)
    const all = Object.entries(terms())
    expect(all.length).toBeGreaterThanOrEqual(25)
    for (const [id, { name, says }] of all) {
      expect(says, id).toMatch(language === 'zh' ? /^[^！!]{8,60}。$/ : /^[^!]{8,160}\.$/)
      expect(name, id).not.toBe('')
      expect(SOURCES, `no page explains ${id}`).toMatch(new RegExp(`\\b${id}\\b`))
    }
  }
  setLanguage('zh')
})
