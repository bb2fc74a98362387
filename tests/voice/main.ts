import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pinyin } from 'pinyin-pro'
import { clipsOf, type Clip } from '../../shared/voice/clips.ts'
import { spokenSentences } from '../fixtures/spoken.ts'
import { evened } from './even-out.ts'

/**
 * `npm run voice`: makes the bundled voice anew from the sentences of `shared/passes/words-zh.ts`: one Ogg Opus file a
 * clip, and the list of them. Needs espeak-ng and ffmpeg; what it makes is committed, so nobody else does. The same
 * sentences and the same programs give the same bytes.
 */

const HOME = resolve(import.meta.dirname, '../../shared/voice')
const FOLDER = join(HOME, 'clips')
/** espeak-ng counts English words a minute: this is four to five syllables a second, slow enough for old ears. */
const SPEED = 225
const BITS_A_SECOND = 14_000

function main(): void {
  const clips = neededClips()
  const scratch = mkdtempSync(join(tmpdir(), 'branch-board-voice-'))
  const names = new Set(clips.map(({ id }) => `${id}.ogg`))
  for (const name of readdirSync(FOLDER)) if (!names.has(name)) rmSync(join(FOLDER, name))
  let bytes = 0
  for (const clip of clips) {
    const made = say(clip, scratch)
    bytes += made.length
    writeFileSync(join(FOLDER, `${clip.id}.ogg`), made)
  }
  writeFileSync(join(HOME, 'clip-list.ts'), listText(clips))
  rmSync(scratch, { recursive: true, force: true })
  console.log(`${clips.length} clips, ${Math.ceil(bytes / 1000)} kB`)
}

/** Sentences first, as a person would record them; then the pieces of times. */
function neededClips(): readonly Clip[] {
  const clips = new Map<string, Clip>()
  for (const { id, text } of spokenSentences().flatMap(clipsOf)) clips.set(id, { id, text })
  return [...clips.values()]
}

function say({ text }: Clip, scratch: string): Uint8Array {
  const [spoken, even] = [join(scratch, 'spoken.wav'), join(scratch, 'even.wav')]
  run('espeak-ng', ['-v', 'cmn-latn-pinyin', '-s', String(SPEED), '-w', spoken, syllables(text)])
  writeFileSync(even, evened(readFileSync(spoken)))
  const out = join(scratch, 'clip.ogg')
  const opus = ['-c:a', 'libopus', '-b:a', String(BITS_A_SECOND), '-application', 'voip', '-ar', '24000']
  const same = ['-fflags', '+bitexact', '-flags:a', '+bitexact', '-map_metadata', '-1']
  run('ffmpeg', ['-v', 'error', '-y', '-i', even, '-ac', '1', ...opus, ...same, out])
  return readFileSync(out)
}

/** Chinese characters as espeak-ng reads them best: pinyin with the tone as a figure, 5 for none. */
const syllables = (text: string): string =>
  pinyin(text, { toneType: 'num', v: true, nonZh: 'consecutive' }).replace(/([a-z])0/g, '$15')

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (error) throw new Error(`${command} is needed (Debian: apt-get install espeak-ng ffmpeg)`, { cause: error })
  if (status !== 0) throw new Error(`${command}: ${stderr}`)
}

const listText = (clips: readonly Clip[]): string => `import { clipOf, type Clip } from './clips.ts'

/** Everything that is said after a scan, piece by piece. Written by \`npm run voice\`; not by hand. */
export const CLIPS: readonly Clip[] = [
${clips.map(({ text }) => `  '${text}',`).join('\n')}
].map(clipOf)
`

main()
