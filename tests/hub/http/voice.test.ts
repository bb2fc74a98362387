import { expect, test } from 'vitest'
import { addStaff } from '../../../hub/office/staff/staff.ts'
import { hashOf } from '../../../shared/base/bytes.ts'
import { clipOf } from '../../../shared/voice/clips.ts'
import { codesOf } from '../../fixtures/api.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { aClip, aWav, soundFile } from '../../fixtures/sounds.ts'

const { id: clipId } = clipOf('签到成功')
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

test('SG54 a recording is fetched by its hash as sound that nothing runs, kept for ever; everything else is not there', async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(folder.path)
  const { api } = await aSecretary(hub)
  const stranger = aBrowser(hub.url)
  for (const [bytes, type] of [
    [aClip(), 'audio/ogg'],
    [soundFile('words.webm'), 'audio/webm'],
    [soundFile('words.mp3'), 'audio/mpeg'],
    [soundFile('words.m4a'), 'audio/mp4'],
    [aWav(700), 'audio/wav'],
  ] as const) {
    const hash = await api.voice.record.mutate({ clipId, base64: base64(bytes) })
    expect(hash).toBe(hashOf(bytes))
    const answer = await stranger.go(`/v1/blobs/${hash}`)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
    const head = (name: string) => answer.headers.get(name)
    expect([head('content-type'), head('x-content-type-options')]).toEqual([type, 'nosniff'])
    expect(head('cache-control')).toMatch(/max-age=31536000, immutable/)
    expect(head('content-security-policy')).toBe("default-src 'none'; sandbox")
  }
  const [last] = await api.voice.recordings.query()
  await api.voice.remove.mutate({ clipId })
  for (const path of [last?.blob ?? '', 'f'.repeat(64), '../healthz', '%27%20or%201=1', '']) {
    expect((await stranger.go(`/v1/blobs/${path}`)).status, path).toBe(404)
  }
})

test('SG53 a registrar listens and does not record; who is not logged in does neither', async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(folder.path)
  const secretary = await aSecretary(hub)
  const person = { loginName: 'limei', displayName: '李梅', password: '竹林后面三口老井' } as const
  await addStaff(hub.office, { type: 'local' }, { ...person, role: 'registrar' })
  const registrar = aBrowser(hub.url)
  await registrar.api.session.logIn.mutate(person)
  const sound = { clipId, base64: base64(aClip()) }
  expect(await codesOf(registrar.api.voice.record.mutate(sound))).toEqual(['NOT_ALLOWED'])
  expect(await codesOf(aBrowser(hub.url).api.voice.record.mutate(sound))).toEqual(['LOGIN_NEEDED'])
  await secretary.api.voice.record.mutate(sound)
  expect(await codesOf(registrar.api.voice.remove.mutate({ clipId }))).toEqual(['NOT_ALLOWED'])
  expect(await registrar.api.voice.recordings.query()).toHaveLength(1)
})

test('SG52 the page is told what is wrong with a recording, also with one that is far too big', async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(folder.path)
  const { api } = await aSecretary(hub)
  const codes = (bytes: Uint8Array) => codesOf(api.voice.record.mutate({ clipId, base64: base64(bytes) }))
  expect(await codes(new Uint8Array(2_500_000))).toEqual(['AUDIO_TOO_BIG'])
  expect(await codes(new Uint8Array(Buffer.from('%PDF-1.7')))).toEqual(['AUDIO_KIND'])
  expect(await codes(soundFile('long.ogg'))).toEqual(['AUDIO_TOO_LONG'])
  expect(await api.voice.recordings.query()).toEqual([])
})
