import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CLIPS } from '../../../shared/voice/clip-list.ts'
import { clipsOf, type Clip, type ClipStep } from '../../../shared/voice/clips.ts'
import { spokenSentences } from '../../fixtures/spoken.ts'

const root = resolve(import.meta.dirname, '../../..')
const folder = join(root, 'shared/voice/clips')
const files = readdirSync(folder)
const sentences = spokenSentences()

type Split = (spoken: string) => readonly Pick<ClipStep, 'id' | 'text'>[]

const bare = (text: string) => text.replaceAll(/[，。；：！？\s]/g, '')
const nameless = (text: string) => text.replace(/^(张建国|这位)同志，/, '')

/** What the row of clips says otherwise than the sentence does. */
const saidWrongly = (split: Split) =>
  sentences.filter(
    each =>
      bare(nameless(each)) !==
      bare(
        split(each)
          .map(({ text }) => text)
          .join(''),
      ),
  )

/** What has no recording, and recordings that nobody needs. */
function gaps(said: readonly string[], clips: readonly Clip[], split: Split = clipsOf) {
  const needed = new Map(said.flatMap(split).map(({ id, text }) => [id, text]))
  const have = new Set(clips.map(({ id }) => id))
  return {
    missing: [...needed].filter(([id]) => !have.has(id)).map(([, text]) => text),
    superfluous: clips.filter(({ id }) => !needed.has(id)).map(({ text }) => text),
  }
}

/** The fixed words of every `spoken` in the Chinese catalogue, read from its source: no branch of it is overlooked. */
function writtenWords(): readonly string[] {
  const chinese = readFileSync(join(root, 'shared/passes/words-zh.ts'), 'utf8')
  const spoken = [...chinese.matchAll(/spoken:([^]*?)(?:,\n|\n\s*\})/g)].map(([, expression = '']) => expression)
  const literals = spoken.flatMap(each => [...each.matchAll(/'([^']*)'|`([^`]*)`/g)].map(([, a, b]) => a ?? b ?? ''))
  return literals
    .flatMap(each => each.split(/\$\{[^}]*\}/))
    .map(bare)
    .filter(each => each !== '')
}

const kioskSources = () =>
  readdirSync(join(root, 'kiosk'), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => readFileSync(join(root, 'kiosk', name), 'utf8'))

describe('the bundled voice', () => {
  test('SG50 every sentence at every minute is said wholly, only the name is left out', () => {
    expect(sentences.length).toBeGreaterThan(1440)
    expect(saidWrongly(clipsOf)).toEqual([])
    expect(gaps(sentences, CLIPS)).toEqual({ missing: [], superfluous: [] })
    expect(clipsOf('还没到签到时间，上午九点零五分开始。').map(({ text, pauseMs }) => `${text} ${pauseMs}`)).toEqual([
      '还没到签到时间 160',
      '上午 0',
      '九点 0',
      '零 0',
      '五分 0',
      '开始 160',
    ])
  })

  test('SG50 whoever has agreed to be named and whoever has not sound the same', () => {
    expect(clipsOf('张建国同志，签到成功。')).toEqual(clipsOf('这位同志，签到成功。'))
    expect(clipsOf('欧阳·买买提同志，签到成功。').map(({ text }) => text)).toEqual(['签到成功'])
  })

  test('SG50 the files are the list: none is missing, none too many, each small Ogg Opus', () => {
    expect(files.toSorted()).toEqual(CLIPS.map(({ id }) => `${id}.ogg`).toSorted())
    const sizes = files.map(name => {
      const bytes = readFileSync(join(folder, name))
      expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 28, 36)]).toEqual(['OggS', 'OpusHead'])
      return bytes.length
    })
    expect(Math.max(...sizes)).toBeLessThan(10_000)
    expect(sizes.reduce((sum, each) => sum + each, 0)).toBeLessThan(400_000)
  })

  test('SG50 no sentence of the catalogue is forgotten by the samples', () => {
    const said = CLIPS.map(({ text }) => bare(text))
    const written = writtenWords()
    expect(written.length).toBeGreaterThan(10)
    expect(written.filter(words => !said.some(text => text.includes(words)))).toEqual([])
  })

  test('SG50 what a screen says directly is in the bundle too', () => {
    const lines = kioskSources().flatMap(text => text.split('\n').filter(line => line.includes('sound.say(')))
    const literals = lines.flatMap(line =>
      [...line.matchAll(/'([^']*\p{Script=Han}[^']*)'/gu)].map(([, text = '']) => text),
    )
    expect(literals.length).toBeGreaterThan(0)
    expect(gaps([...sentences, ...literals], CLIPS).missing).toEqual([])
  })

  test('SG50 the checks find a new sentence, a dropped one, and a splitter that garbles times', () => {
    expect(gaps([...sentences, '这是新的一句。'], CLIPS).missing).toEqual(['这是新的一句'])
    expect(
      gaps(
        sentences.filter(each => !each.includes('挂失')),
        CLIPS,
      ).superfluous,
    ).toHaveLength(1)
    const deaf: Split = spoken => clipsOf(spoken.replace('点半', '点'))
    expect(saidWrongly(deaf).length).toBe(24)
    const whole: Split = spoken => [{ id: spoken as Clip['id'], text: nameless(spoken) }]
    expect(gaps(sentences, CLIPS, whole).missing.length).toBeGreaterThan(1000)
  })
})
