import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createSound } from '../../../kiosk/state/sound.ts'
import { openSounds } from '../../../kiosk/store/sound-db.ts'
import { createRecordings } from '../../../kiosk/voice/recordings.ts'
import { sounding } from '../../../kiosk/voice/sounding.ts'
import { createSpeaker } from '../../../kiosk/voice/speaker.ts'
import { hashOf } from '../../../shared/base/bytes.ts'
import { clipOf, clipsOf } from '../../../shared/voice/clips.ts'

const DONE = '张建国同志，签到成功。'
const NOT_YET = '还没到签到时间，上午九点零五分开始。'
const sound = (text: string) => new TextEncoder().encode(text)

/** What a room would hear: `bundled:…` and `own:…` with the moment each begins, milliseconds; `tts:…` for a local voice. */
interface Room {
  readonly heard: string[]
  readonly at: number[]
  resume: () => Promise<void>
  decode: (bytes: ArrayBuffer) => Promise<unknown>
}

/** An audio context that plays into a list: a second of sound for whatever it is given. */
function aRoom(chineseVoice: boolean): Room {
  const heard: string[] = []
  const at: number[] = []
  const samples = new Float32Array(1_000).fill(0.3)
  const room: Room = {
    heard,
    at,
    resume: async () => {},
    decode: async bytes => ({
      name: new TextDecoder().decode(bytes),
      sampleRate: 1_000,
      getChannelData: () => samples,
    }),
  }
  const node = () => ({
    gain: { value: 1, setValueAtTime() {}, exponentialRampToValueAtTime() {} },
    frequency: {},
    connect: () => node(),
  })
  class Context {
    state = 'running'
    currentTime = 0
    destination = {}
    resume = () => room.resume()
    decodeAudioData = (bytes: ArrayBuffer) => room.decode(bytes)
    createGain = node
    createOscillator = () => ({ ...node(), start: () => heard.push('tone'), stop() {} })
    createBufferSource = () => {
      const source = {
        ...node(),
        buffer: { name: '' },
        start(when: number) {
          heard.push(source.buffer.name)
          at.push(Math.round(when * 1000))
        },
        stop: () => heard.push(`cut ${source.buffer.name}`),
        disconnect() {},
      }
      return source
    }
  }
  vi.stubGlobal('AudioContext', Context)
  const speechSynthesis = {
    getVoices: () =>
      chineseVoice ? [{ localService: true, lang: 'zh-CN' }] : [{ localService: false, lang: 'zh-CN' }],
    speak: (words: { text: string }) => heard.push(`tts:${words.text}`),
    cancel() {},
  }
  vi.stubGlobal('speechSynthesis', speechSynthesis)
  vi.stubGlobal('window', { speechSynthesis })
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class {
      readonly text: string
      constructor(text: string) {
        this.text = text
      }
      addEventListener() {}
    },
  )
  return room
}

let names = 0
const someSounds = () => openSounds(`sounds-${(names += 1)}`)
const settled = () => new Promise(resolve => setTimeout(resolve, 30))

async function aKiosk(
  options: { own?: readonly string[]; chineseVoice?: boolean; wanted?: boolean; bundle?: boolean } = {},
) {
  const { own = [], chineseVoice = false, wanted = true, bundle = true } = options
  const room = aRoom(chineseVoice)
  const files = new Map(own.map(text => [hashOf(sound(`own:${text}`)), sound(`own:${text}`)] as const))
  const recordings = createRecordings(someSounds(), async hash => files.get(hash as never) ?? null)
  await recordings.follow(Object.fromEntries(own.map(text => [clipOf(text).id, hashOf(sound(`own:${text}`))])))
  const texts = new Map([DONE, NOT_YET].flatMap(clipsOf).map(({ id, text }) => [id, text]))
  const bundled = async (id: ReturnType<typeof clipOf>['id']) =>
    bundle ? sound(`bundled:${texts.get(id)}`).buffer : null
  const speaker = createSpeaker({ recordings, bundled })
  return {
    room,
    sound: createSound(
      () => wanted,
      () => speaker,
    ),
  }
}

afterEach(() => vi.unstubAllGlobals())

describe('which voice', () => {
  test('SG51 the branch’s own recording of the whole sentence comes first', async () => {
    const { room, sound } = await aKiosk({ own: ['签到成功'], chineseVoice: true })
    sound.say(DONE)
    await settled()
    await expect.poll(() => room.heard).toEqual(['own:签到成功'])
  })

  test('SG51 then a local Chinese voice, with the name; one voice for the whole sentence', async () => {
    const { room, sound } = await aKiosk({ own: ['还没到签到时间'], chineseVoice: true })
    sound.say(DONE)
    sound.say(NOT_YET)
    await settled()
    await expect.poll(() => room.heard).toEqual([`tts:${DONE}`, `tts:${NOT_YET}`])
  })

  test('SG51 then the bundled clips without the name, own ones among them, one behind the other', async () => {
    const { room, sound } = await aKiosk({ own: ['还没到签到时间'] })
    sound.say(NOT_YET)
    await settled()
    await expect
      .poll(() => room.heard)
      .toEqual(['own:还没到签到时间', ...['上午', '九点', '零', '五分', '开始'].map(each => `bundled:${each}`)])
    // 200 ms after the tone; a second each, and a breath at the comma.
    expect(room.at).toEqual([200, 1360, 2360, 3360, 4360, 5360])
  })

  test('SG51 then the tones alone: no half sentence, and nothing at all with the voice off', async () => {
    const without = await aKiosk({ bundle: false, own: ['还没到签到时间'] })
    without.sound.look()
    without.sound.say(NOT_YET)
    await settled()
    await expect.poll(() => without.room.heard).toEqual(['tone', 'tone'])
    const off = await aKiosk({ wanted: false, own: ['签到成功'], chineseVoice: true })
    off.sound.accepted()
    off.sound.say(DONE)
    await settled()
    await expect.poll(() => off.room.heard).toEqual(['tone', 'tone'])
  })

  test('SG51 a broken recording is as good as none', async () => {
    const { room, sound } = await aKiosk({ own: ['签到成功'] })
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const decode = room.decode
    room.decode = async bytes => {
      const name = new TextDecoder().decode(bytes)
      if (name.startsWith('own:')) throw new DOMException('cannot decode', 'EncodingError')
      return await decode(bytes)
    }
    sound.say(DONE)
    await settled()
    await expect.poll(() => room.heard).toEqual(['bundled:签到成功'])
    expect(warned).toHaveBeenCalledOnce()
    warned.mockRestore()
  })
})

describe('when', () => {
  test('SG51 a newer sentence cuts the older, also one that is still being loaded', async () => {
    const { room, sound } = await aKiosk()
    sound.say(DONE)
    await expect.poll(() => room.heard).toHaveLength(1)
    sound.say(NOT_YET)
    sound.say(DONE)
    await settled()
    await expect.poll(() => room.heard).toEqual(['bundled:签到成功', 'cut bundled:签到成功', 'bundled:签到成功'])
    sound.hush()
    expect(room.heard.at(-1)).toBe('cut bundled:签到成功')
  })

  test('SG51 what could not begin within a second is not said any more', async () => {
    const { room, sound } = await aKiosk()
    let touch = () => {}
    room.resume = () => new Promise<void>(resolve => (touch = resolve))
    const clock = vi.spyOn(performance, 'now')
    const start = performance.now()
    clock.mockReturnValue(start)
    sound.say(DONE)
    await settled()
    clock.mockReturnValue(start + 1_001)
    touch()
    await settled()
    expect(room.heard).toEqual([])
    // In time it is said: the waiting itself does not silence it.
    sound.say(DONE)
    await settled()
    clock.mockReturnValue(start + 1_500)
    touch()
    await settled()
    await expect.poll(() => room.heard).toEqual(['bundled:签到成功'])
    clock.mockRestore()
  })

  test('SG51 reading aloud still needs a local voice and cuts the sentence', async () => {
    const { room, sound } = await aKiosk({ own: ['签到成功'], chineseVoice: true })
    sound.say(DONE)
    await expect.poll(() => room.heard).toHaveLength(1)
    sound.read('公示', () => {})
    expect(room.heard).toEqual(['own:签到成功', 'cut own:签到成功', 'tts:公示'])
    const silent = await aKiosk()
    let ended = 0
    silent.sound.read('公示', () => (ended += 1))
    expect([ended, silent.room.heard, silent.sound.canSpeak()]).toEqual([1, [], false])
  })

  test('SG51 every recording is as loud as the others, without the silence around it', () => {
    const speech = (loud: number) =>
      Float32Array.from({ length: 3_000 }, (_, at) => (at < 1_000 || at >= 2_000 ? 0.001 : at % 2 ? loud : -loud))
    for (const loud of [0.05, 0.16, 0.6]) {
      const part = sounding(speech(loud), 1_000)
      expect((part?.gain ?? 0) * loud).toBeCloseTo(0.16, 5)
      expect([part?.fromSeconds, part?.lengthSeconds].map(each => Math.round((each ?? 0) * 1_000))).toEqual([
        970, 1_060,
      ])
    }
    expect(sounding(new Float32Array(1_000), 1_000)).toBeNull()
    expect(sounding(speech(0.02), 1_000)?.gain).toBe(6)
  })
})

describe('recordings on the kiosk', () => {
  const clip = clipOf('签到成功').id
  const bytes = sound('own')
  const hash = hashOf(bytes)

  test('SG54 a sound is kept only when its hash is right, also over a restart without the hub', async () => {
    const cache = someSounds()
    const lying = createRecordings(cache, async () => sound('something else'))
    await lying.follow({ [clip]: hash })
    expect([lying.hashOf(clip), await cache.hashes()]).toEqual([null, []])
    const good = createRecordings(cache, async () => bytes)
    await good.follow({ [clip]: hash })
    expect(good.hashOf(clip)).toBe(hash)
    const alone = createRecordings(cache, async () => null)
    await alone.follow({ [clip]: hash })
    expect([alone.hashOf(clip), await alone.sound(hash)]).toEqual([hash, bytes])
  })

  test('SG54 what the branch no longer names is forgotten, and what could not be fetched is asked for again', async () => {
    const cache = someSounds()
    let reachable = false
    let asked = 0
    const recordings = createRecordings(cache, async () => {
      asked += 1
      return reachable ? bytes : null
    })
    await recordings.follow({ [clip]: hash })
    expect(recordings.hashOf(clip)).toBeNull()
    reachable = true
    await recordings.follow({ [clip]: hash })
    await recordings.follow({ [clip]: hash })
    expect([recordings.hashOf(clip), asked]).toEqual([hash, 2])
    await recordings.follow({})
    expect([recordings.hashOf(clip), await cache.hashes()]).toEqual([null, []])
  })

  test('SG54 only the newest wish counts while an older one is still being fetched', async () => {
    const cache = someSounds()
    const recordings = createRecordings(cache, async () => bytes)
    await Promise.all([recordings.follow({ [clip]: hash }), recordings.follow({})])
    expect([recordings.hashOf(clip), await cache.hashes()]).toEqual([null, []])
  })
})
