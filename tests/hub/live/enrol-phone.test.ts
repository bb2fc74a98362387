import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex, hexToBytes, type Hash } from '../../../shared/base/bytes.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import { openSealed, sealPublicKey } from '../../../shared/base/seal.ts'
import { must } from '../../../shared/base/check.ts'
import { cardHash, proofKey, readCard, signInProof, type CardSecret } from '../../../shared/passes/card.ts'
import type { BranchTag } from '../../../shared/passes/digits.ts'
import { phoneSecret } from '../../../shared/passes/phone.ts'
import { phoneProof } from '../../../shared/passes/phone-offer.ts'
import { enrolBytes, type EnrolPhone } from '../../../shared/sync/enrol-phone.ts'
import { cardsToPrint, issueCards, reportCardLost } from '../../../hub/office/people/cards.ts'
import { putFeed } from '../../../hub/office/feeds.ts'
import { claimPhone } from '../../../hub/office/people/phones.ts'
import { aWorkingOffice } from '../../fixtures/branch.ts'
import { aHub, aKiosk, aWelcomedKiosk, type TestHub, type TestKiosk } from '../../fixtures/wire.ts'

/** SG85: a phone enrolled at a kiosk, over real sockets. */

let hub: TestHub
let office: Awaited<ReturnType<typeof aWorkingOffice>>
let kiosk: TestKiosk
let card: CardSecret
const SEAL = new Uint8Array(32).fill(9)

beforeEach(async () => {
  office = await aWorkingOffice()
  hub = await aHub({ office })
  kiosk = await aWelcomedKiosk(hub)
  await issueCards(office, office.by, [office.idOf(1)])
  const [printable] = await cardsToPrint(office)
  const { text } = must(printable, 'a card')
  const read = readCard(text, text.slice(3, 8) as BranchTag)
  if (!read.ok) throw new Error(read.error)
  card = read.value
})
afterEach(async () => {
  await hub.close()
  expect(hub.faults).toEqual([])
})

const question = (
  change: Partial<Omit<EnrolPhone, 'proof'>> = {},
  secret = card,
  kioskId = kiosk.kioskId,
): EnrolPhone => {
  const said = {
    passHash: cardHash(secret),
    at: office.clock.now(),
    sealTo: bytesToHex(sealPublicKey(SEAL)) as Hash,
    pin: false,
    ...change,
  }
  return { ...said, proof: signInProof(proofKey(secret), enrolBytes(kioskId, said)) as Hash }
}

describe('enrolling a phone at a kiosk', () => {
  test('SG85 SG81 the card’s holder gets a code; its secret is sealed on the wire and opens for this question alone', async () => {
    const reply = await kiosk.ask('enrolPhone', question())
    if (!reply.ok) throw new Error(JSON.stringify(reply))
    const secret = phoneSecret(hexToBytes(must(openSealed(reply.sealed, SEAL, reply.ref), 'the secret')))
    expect(JSON.stringify(reply)).not.toContain(bytesToHex(secret))
    expect(openSealed(reply.sealed, new Uint8Array(32).fill(8), reply.ref)).toBe(null)
    expect(openSealed(reply.sealed, SEAL, '0000000000')).toBe(null)
    const claim = 'e'.repeat(32)
    const { ref } = reply
    await claimPhone(office, { ref, claim, proof: phoneProof(secret, 'claim', { ref, claim }) })
    const [phone] = await office.store.read.phones.ofMember(office.idOf(1))
    expect(phone).toMatchObject({ ref, state: 'active', via: 'kiosk' })
    const lines = await office.store.read.journal.lines(1, 1_000)
    expect(lines.filter(each => each.line.includes('"phone.offered"')).map(each => JSON.parse(each.line).by)).toEqual([
      { type: 'kiosk', id: kiosk.kioskId },
    ])
  })

  test('SG85 a roster is not enough: without the card, for another kiosk, or changed on the way there is no code', async () => {
    const right = question()
    const wrong: readonly EnrolPhone[] = [
      { ...right, proof: 'a'.repeat(64) as Hash },
      { ...right, sealTo: bytesToHex(sealPublicKey(new Uint8Array(32).fill(8))) as Hash },
      { ...right, pin: true },
      { ...right, at: (right.at + 1) as Millis },
      question({}, card, '019a0000-0000-7000-8000-000000000001' as never),
      { ...right, passHash: 'b'.repeat(64) as Hash },
    ]
    for (const each of wrong) {
      expect(await kiosk.ask('enrolPhone', each)).toEqual({ ok: false, code: 'REFUSED', why: 'unknownCard' })
    }
    expect(await office.store.read.phones.all()).toEqual([])
  })

  test('SG85 an old question, a lost card, and a card whose PIN was not given get none', async () => {
    const why = async (asked: EnrolPhone) => {
      const reply = await kiosk.ask('enrolPhone', asked)
      return reply.ok ? 'ok' : 'why' in reply ? reply.why : reply.code
    }
    const old = question({ at: (office.clock.now() - 3 * 60_000) as Millis })
    expect(await why(old)).toBe('stale')
    const row = must(await office.store.read.feeds.newest('roster', office.idOf(1)), 'the person')
    await office.store.write({ type: 'local' }, work =>
      putFeed(office, work, 'roster', office.idOf(1), { ...JSON.parse(row.text ?? '{}'), pin: 'f'.repeat(64) }),
    )
    expect(await why(question())).toBe('pinNeeded')
    expect(await why(question({ pin: true }))).toBe('ok')
    await reportCardLost(office, office.by, office.idOf(1))
    expect(await why(question({ pin: true }))).toBe('revoked')
  })

  test('SG85 who is not welcomed asks in vain', async () => {
    const stranger = await aKiosk(hub, 2)
    expect(await stranger.ask('enrolPhone', question()).catch(() => ({ ok: false, code: 'AUTH' }))).toMatchObject({
      ok: false,
      code: 'AUTH',
    })
    stranger.socket.close()
    expect(await office.store.read.phones.all()).toEqual([])
  })
})
