import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex } from '../../shared/base/bytes.ts'
import { Refusal } from '../../shared/base/problem.ts'
import { pairCode, pairCommit, type PairBeginReply } from '../../shared/sync/pair.ts'
import { publicKeyOf } from '../../shared/sync/signature.ts'
import { seededRandom } from '../fixtures/office.ts'
import { aHub, connect, type TestHub } from '../fixtures/wire.ts'

/**
 * "The LAN cable", pairing: somebody on the network wants a kiosk of his own in the branch. He can connect to the real
 * hub as often as he likes; what he cannot do is type at the console. The secretary types what a screen shows.
 */

let hub: TestHub
beforeEach(async () => {
  hub = await aHub()
})
afterEach(() => hub.close())

async function aDevice(seed: number) {
  const random = seededRandom(seed * 31)
  const key = publicKeyOf(random(32))
  const nonce = bytesToHex(random(32))
  const { socket, notices } = await connect(hub)
  const ask = (name: string, body: unknown): Promise<never> => socket.timeout(2_000).emitWithAck(name, body) as never
  return {
    key,
    nonce,
    notices,
    socket,
    ask,
    begin: () => ask('pairBegin', { commit: pairCommit(key, nonce) }) as Promise<PairBeginReply>,
  }
}

async function shownCode(device: Awaited<ReturnType<typeof aDevice>>): Promise<string> {
  const offer = await device.begin()
  if (!offer.ok) throw new Error(offer.code)
  await device.ask('pairReveal', { pub: device.key, nonce: device.nonce })
  return pairCode({ pub: device.key, nonce: device.nonce }, { pub: offer.hubKey, nonce: offer.nonce })
}

const typed = async (code: string): Promise<string> =>
  await hub.live.confirmPairing(hub.office.secretary, code, '大厅').then(
    () => 'paired',
    (cause: unknown) => (cause instanceof Refusal ? (cause.problems[0]?.code ?? '') : String(cause)),
  )

describe('a guessed pairing code', () => {
  test('SY20 SY21 five wrong codes end every waiting pairing, the right ones too', async () => {
    const honest = await shownCode(await aDevice(1))
    const guesses = Array.from({ length: 5 }, (_, at) =>
      String((Number(honest) + at + 1) % 100_000_000).padStart(8, '0'),
    )
    const answers: string[] = []
    for (const guess of guesses) answers.push(await typed(guess))
    expect(answers).toEqual(['PAIR_CODE', 'PAIR_CODE', 'PAIR_CODE', 'PAIR_CODE', 'PAIR_TRIES'])
    expect(await typed(honest)).toBe('PAIR_CODE')
    expect(await hub.office.store.read.kiosks.all()).toEqual([])
  })

  test('SY21 a code is dead after five minutes, and when its screen went away', async () => {
    const slow = await shownCode(await aDevice(1))
    hub.office.clock.advance(5 * 60_000)
    expect(await typed(slow)).toBe('PAIR_CODE')
    const gone = await aDevice(2)
    const code = await shownCode(gone)
    gone.socket.disconnect()
    await expect.poll(() => hub.live.pairingWaiting()).toBe(0)
    expect(await typed(code)).toBe('PAIR_CODE')
  })

  test('SY20 who waits beside an honest kiosk cannot have its code: his key is in his own, and he is bound to it', async () => {
    const honest = await aDevice(1)
    const thief = await aDevice(2)
    const his = await shownCode(thief)
    const code = await shownCode(honest)
    expect(code).not.toBe(his)
    // He commits first and wants to pick a key afterwards which gives the honest code.
    const late = await aDevice(3)
    await late.begin()
    const other = publicKeyOf(seededRandom(99)(32))
    expect(await late.ask('pairReveal', { pub: other, nonce: late.nonce })).toMatchObject({ ok: false })
    expect(await typed(code)).toBe('paired')
    const [kiosk, ...more] = await hub.office.store.read.kiosks.all()
    expect(more).toEqual([])
    expect(await hub.office.store.read.kiosks.byKey(honest.key)).toMatchObject({ kioskId: kiosk?.kioskId })
    expect(await hub.office.store.read.kiosks.byKey(thief.key)).toBeNull()
  })

  test('SY21 guessing over the wire is no way in: there is no message that takes a code, and a link’s token is not guessed', async () => {
    hub.live.mintPairLink('演示')
    for (const [at, token] of ['00000000', '12345678', 'aa'.repeat(16), 'aa'.repeat(32)].entries()) {
      const thief = await aDevice(at + 1)
      await thief.begin()
      const answer = thief.ask('pairReveal', { pub: thief.key, nonce: thief.nonce, token })
      // A text that is no token at all is not even answered.
      expect(await answer.catch(() => ({ ok: false }))).toMatchObject({ ok: false })
    }
    expect(await hub.office.store.read.kiosks.all()).toEqual([])
  })
})
