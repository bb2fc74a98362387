import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import { Refusal } from '../../../shared/base/problem.ts'
import type { PublicKey } from '../../../shared/sync/fields.ts'
import { pairCode, pairCommit, type PairBeginReply } from '../../../shared/sync/pair.ts'
import { makePairing } from '../../../hub/live/pairing.ts'
import { publicKeyOf } from '../../../shared/sync/signature.ts'
import { seededRandom } from '../../fixtures/office.ts'
import { aHub, connect, type TestHub } from '../../fixtures/wire.ts'

let hub: TestHub

beforeEach(async () => {
  hub = await aHub()
})
afterEach(() => hub.close())

async function aStranger(seed = 1) {
  const random = seededRandom(seed * 77)
  const pub = publicKeyOf(random(32))
  const nonce = bytesToHex(random(32))
  const { socket, notices } = await connect(hub)
  const ask = (name: string, body: unknown): Promise<never> => socket.timeout(2_000).emitWithAck(name, body) as never
  const begin = () => ask('pairBegin', { commit: pairCommit(pub, nonce) }) as Promise<PairBeginReply>
  return {
    pub,
    notices,
    begin,
    ask,
    nonce,
    /** Shows a code as a kiosk does. */
    async show(token?: string): Promise<string> {
      const offer = await begin()
      if (!offer.ok) throw new Error(offer.code)
      const answer = await ask('pairReveal', { pub, nonce, ...(token === undefined ? {} : { token }) })
      expect(answer).toEqual({ ok: true })
      return pairCode({ pub, nonce }, { pub: offer.hubKey, nonce: offer.nonce })
    },
  }
}

const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  const error: unknown = await work.then(
    () => null,
    (cause: unknown) => cause,
  )
  return error instanceof Refusal ? error.problems[0]?.code : undefined
}

describe('pairing', () => {
  test('SY20 the secretary types the code the kiosk shows, names its place, and the kiosk is told', async () => {
    const kiosk = await aStranger()
    const code = await kiosk.show()
    expect(code).toMatch(/^\d{8}$/)
    expect(hub.live.pairingWaiting()).toBe(1)
    const spaced = `${code.slice(0, 4)} ${code.slice(4)}`
    const paired = await hub.live.confirmPairing(hub.office.secretary, spaced, ' 党群服务中心大厅 ')
    await expect.poll(() => kiosk.notices.at(-1)).toEqual({ name: 'paired', body: paired })
    expect(await hub.office.store.read.kiosks.byKey(kiosk.pub)).toMatchObject({
      kioskId: paired.kioskId,
      place: '党群服务中心大厅',
      revokedAt: null,
    })
    expect(await codeOf(hub.live.confirmPairing(hub.office.secretary, code, '大厅'))).toBe('PAIR_CODE')
  })

  test('SY20 a commitment opened with another key or nonce is refused', async () => {
    for (const change of [{ pub: publicKeyOf(new Uint8Array(32).fill(3)) }, { nonce: '00'.repeat(32) }]) {
      const kiosk = await aStranger()
      await kiosk.begin()
      const answer = await kiosk.ask('pairReveal', { pub: kiosk.pub, nonce: kiosk.nonce, ...change })
      expect(answer).toEqual({ ok: false, code: 'AUTH' })
    }
  })

  test('SY20 whoever stands between the two shows another code than the hub has', async () => {
    const kiosk = await aStranger(1)
    const middle = await aStranger(2)
    const atHub = await middle.show()
    // The kiosk speaks to the middle, which offers its own key and nonce.
    const atKiosk = pairCode(
      { pub: kiosk.pub, nonce: kiosk.nonce },
      { pub: middle.pub as PublicKey, nonce: middle.nonce },
    )
    expect(atKiosk).not.toBe(atHub)
    expect(await codeOf(hub.live.confirmPairing(hub.office.secretary, atKiosk, '大厅'))).toBe('PAIR_CODE')
  })

  test('SY21 a code dies after five minutes, when its kiosk goes, and for everybody after five wrong tries', async () => {
    const old = await (await aStranger(1)).show()
    hub.office.clock.advance(5 * 60_000)
    expect(await codeOf(hub.live.confirmPairing(hub.office.secretary, old, '大厅'))).toBe('PAIR_CODE')
    const code = await (await aStranger(2)).show()
    const wrong = code === '00000000' ? '00000001' : '00000000'
    const codes = []
    for (let at = 0; at < 5; at++)
      codes.push(await codeOf(hub.live.confirmPairing(hub.office.secretary, wrong, '大厅')))
    expect(codes.at(-1)).toBe('PAIR_TRIES')
    expect(await codeOf(hub.live.confirmPairing(hub.office.secretary, code, '大厅'))).toBe('PAIR_CODE')
  })

  test('SY21 at most twenty wait; more are told to come back', async () => {
    const kiosks = await Promise.all(Array.from({ length: 20 }, (_, at) => aStranger(at + 1)))
    for (const kiosk of kiosks) expect((await kiosk.begin()).ok).toBe(true)
    const late = await aStranger(21)
    expect(await late.begin()).toMatchObject({ ok: false, code: 'BUSY' })
  })

  test('SY22 a one-time link pairs without asking anybody, once', async () => {
    const token = hub.live.mintPairLink('演示')
    const kiosk = await aStranger(1)
    await kiosk.show(token)
    await expect.poll(() => kiosk.notices.at(-1)).toMatchObject({ name: 'paired', body: { place: '演示' } })
    const second = await aStranger(2)
    await second.begin()
    const answer = await second.ask('pairReveal', { pub: second.pub, nonce: second.nonce, token })
    expect(answer).toEqual({ ok: false, code: 'AUTH' })
  })

  test('SY23 one machine on the network keeps no other from pairing', async () => {
    const book = makePairing(hub.office)
    const ask = (connection: string, address: string) => book.begin({ connection, address }, 'c', () => {})
    for (const each of [1, 2, 3]) expect((await ask(`greedy ${each}`, '192.168.1.66')).ok).toBe(true)
    expect(await ask('greedy 4', '192.168.1.66')).toMatchObject({ ok: false, code: 'BUSY' })
    expect((await ask('honest', '192.168.1.20')).ok).toBe(true)
    for (const each of [1, 2, 3, 4, 5]) expect((await ask(`own ${each}`, '::1')).ok).toBe(true)
  })
})
