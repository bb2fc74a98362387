import { describe, expect, test } from 'vitest'
import { verifyDatabase } from '../../../../hub/store/verify.ts'
import { SOUND_BYTES_MAX, soundFacts } from '../../../../hub/office/sound/sound.ts'
import { publicBlob, recordClip, removeClip } from '../../../../hub/office/kiosks/voice.ts'
import { hashOf } from '../../../../shared/base/bytes.ts'
import { Refusal } from '../../../../shared/base/problem.ts'
import { clipOf } from '../../../../shared/voice/clips.ts'
import { aFolder } from '../../../fixtures/hub.ts'
import { aFoundedOffice } from '../../../fixtures/office.ts'
import { codesOf } from '../../../fixtures/refusals.ts'
import { aClip, aWav, soundFile } from '../../../fixtures/sounds.ts'

const WORDS = clipOf('签到成功')
const OTHER = clipOf('开始')

function verdict(bytes: Uint8Array): string {
  try {
    const { type, ms } = soundFacts(bytes)
    return `${type} ${Math.round(ms / 100)}`
  } catch (cause) {
    if (cause instanceof Refusal) return cause.problems.map(each => each.code).join()
    throw cause
  }
}

const withTail = (bytes: Uint8Array, tail: string) => new Uint8Array(Buffer.concat([bytes, Buffer.from(tail)]))
const GOOD = [aClip(), soundFile('words.webm'), soundFile('words.mp3'), soundFile('words.m4a'), aWav(900)]

describe('what a recording may be', () => {
  test('SG52 Opus in WebM and Ogg, MP3, WAV and M4A are known by their bytes, and how long they are', () => {
    expect(GOOD.map(verdict)).toEqual(['audio/ogg 9', 'audio/webm 9', 'audio/mpeg 10', 'audio/mp4 9', 'audio/wav 9'])
  })

  test('SG52 pictures, pages, films, other codecs, too long, too short and too much are refused by name', () => {
    const text = (content: string) => new Uint8Array(Buffer.from(content))
    expect(
      [
        text('<!doctype html><script>alert(1)</script>'),
        text('\x89PNG\r\n\x1a\n'),
        text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        new Uint8Array(0),
      ].map(verdict),
    ).toEqual(['AUDIO_KIND', 'AUDIO_KIND', 'AUDIO_KIND', 'AUDIO_KIND'])
    expect(['film.webm', 'film.mp4', 'vorbis.ogg', 'long.ogg'].map(name => verdict(soundFile(name)))).toEqual([
      'AUDIO_BROKEN',
      'AUDIO_BROKEN',
      'AUDIO_BROKEN',
      'AUDIO_TOO_LONG',
    ])
    expect([10_000, 10_001, 200, 199].map(ms => verdict(aWav(ms)))).toEqual([
      'audio/wav 100',
      'AUDIO_TOO_LONG',
      'audio/wav 2',
      'AUDIO_TOO_SHORT',
    ])
    expect(verdict(aWav(SOUND_BYTES_MAX / 16))).toBe('AUDIO_TOO_BIG')
  })

  test('SG52 a file that is cut anywhere, or has something behind it, is refused or no longer than it was: never a crash', () => {
    for (const good of GOOD) {
      const whole = soundFacts(good)
      expect(verdict(withTail(good, '<script>alert(1)</script>'))).toBe('AUDIO_BROKEN')
      expect(verdict(new Uint8Array(Buffer.concat([good, good])))).toBe('AUDIO_BROKEN')
      for (let end = 12; end < good.length; end += Math.ceil(good.length / 400)) {
        const cut = verdict(good.slice(0, end))
        if (!cut.startsWith('AUDIO_')) expect(soundFacts(good.slice(0, end)).ms).toBeLessThanOrEqual(whole.ms)
      }
    }
  })

  test('SG52 whatever single byte is flipped, the answer is a verdict', () => {
    for (const good of GOOD) {
      for (let at = 0; at < Math.min(good.length, 1_500); at += 1) {
        for (const bits of [0x01, 0x80, 0xff]) {
          const flipped = good.slice()
          flipped[at] = (flipped[at] ?? 0) ^ bits
          expect(verdict(flipped)).toMatch(/^audio\/|^AUDIO_/)
        }
      }
    }
  })
})

const blobsOf = async (office: Awaited<ReturnType<typeof aFoundedOffice>>) =>
  (await office.store.engine.reader.selectFrom('blobs').select('hash').execute()).map(({ hash }) => hash)

const toldTo = async (office: Awaited<ReturnType<typeof aFoundedOffice>>) => {
  const row = await office.store.read.feeds.newest('settings', 'branch')
  return (JSON.parse(row?.text ?? '{}') as { voiceClips?: Record<string, string> }).voiceClips
}

describe('the branch’s own voice', () => {
  test('SG53 a recording is in the journal by its hash alone, and kiosks are told where it is', async () => {
    const office = await aFoundedOffice()
    expect(await toldTo(office)).toBeUndefined()
    const sound = aClip()
    await recordClip(office, office.secretary, WORDS.id, sound)
    const { size } = await office.store.read.journal.head()
    const [last] = await office.store.read.journal.lines(size, 1)
    const hash = hashOf(sound)
    expect(JSON.parse(last?.line ?? '')).toMatchObject({
      kind: 'voice.recorded',
      by: office.secretary,
      body: { clipId: WORDS.id, text: '签到成功', blob: hash, ms: 870 },
    })
    expect(await toldTo(office)).toEqual({ [WORDS.id]: hash })
    expect(await office.store.read.voice.recordings()).toMatchObject([{ clipId: WORDS.id, blob: hash, ms: 870 }])
  })

  test('SG53 a sound that no sentence uses any more is deleted, one that another uses stays', async () => {
    const office = await aFoundedOffice()
    const by = office.secretary
    const [first, second] = [aWav(500), aWav(600)]
    await recordClip(office, by, WORDS.id, first)
    await recordClip(office, by, OTHER.id, first)
    await recordClip(office, by, WORDS.id, second)
    expect(new Set(await blobsOf(office))).toEqual(new Set([hashOf(first), hashOf(second)]))
    await removeClip(office, by, OTHER.id)
    expect(await blobsOf(office)).toEqual([hashOf(second)])
    await removeClip(office, by, WORDS.id)
    expect(await blobsOf(office)).toEqual([])
    expect(await toldTo(office)).toBeUndefined()
    expect(await codesOf(removeClip(office, by, WORDS.id))).toEqual(['CLIP_NOT_RECORDED'])
  })

  test('SG52 SG53 what is refused changes nothing', async () => {
    const office = await aFoundedOffice()
    const before = await office.store.read.journal.head()
    expect(await codesOf(recordClip(office, office.secretary, 'ffffffffffff', aClip()))).toEqual(['CLIP_UNKNOWN'])
    expect(await codesOf(recordClip(office, office.secretary, WORDS.id, soundFile('film.mp4')))).toEqual([
      'AUDIO_BROKEN',
    ])
    expect(await office.store.read.journal.head()).toEqual(before)
    expect(await blobsOf(office)).toEqual([])
  })

  test('SG53 a sound changed on the disk is found, and the list is the fold of the journal', async () => {
    using folder = aFolder()
    const path = `${folder.path}/branch.db`
    const office = await aFoundedOffice({ path })
    const hash = await recordClip(office, office.secretary, WORDS.id, aClip())
    expect(await verifyDatabase(path, { rebuild: true })).toMatchObject({ ok: true, rebuilt: true })
    office.store.engine.raw.prepare("UPDATE blobs SET bytes = x'00'").run()
    const { faults } = await verifyDatabase(path)
    expect(faults.map(each => [each.code, each.where])).toEqual([['BLOB_CHANGED', hash]])
    office.store.engine.raw.prepare('UPDATE blobs SET bytes = ?').run(aClip())
    office.store.engine.raw.prepare('UPDATE voice_clips SET ms = 1').run()
    expect((await verifyDatabase(path, { rebuild: true })).faults.map(each => each.where)).toEqual(['voice_clips'])
    await office.store.close()
  })

  test('SG54 only a sound that is in use is public', async () => {
    const office = await aFoundedOffice()
    const hash = await recordClip(office, office.secretary, WORDS.id, aClip())
    const stray = hashOf('stray')
    await office.store.write(office.secretary, work => work.blobs.put(stray, 'audio/ogg', aClip()))
    expect((await publicBlob(office.store.read, hash))?.type).toBe('audio/ogg')
    expect(await publicBlob(office.store.read, stray)).toBeNull()
    await removeClip(office, office.secretary, WORDS.id)
    expect(await publicBlob(office.store.read, hash)).toBeNull()
  })
})
