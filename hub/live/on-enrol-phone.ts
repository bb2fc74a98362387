import { bytesToHex, hexToBytes } from '../../shared/base/bytes.ts'
import type { KioskId } from '../../shared/base/ids.ts'
import { Refusal } from '../../shared/base/problem.ts'
import { sealText } from '../../shared/base/seal.ts'
import { verifyProof, type ProofKey } from '../../shared/passes/card.ts'
import type { RosterPerson } from '../../shared/people/roster.ts'
import { enrolBytes, type EnrolPhone, type EnrolPhoneReply } from '../../shared/sync/enrol-phone.ts'
import { offerPhone } from '../office/people/phones.ts'
import type { Office } from '../office/ports.ts'
import type { Handler } from './context.ts'

/** SG85: a member with their card in hand asks, at a kiosk, for a code to enrol their phone. */
export const onEnrolPhone: Handler<'enrolPhone'> = {
  strangers: false,
  async handle({ office }, { standing }, body) {
    if (standing.type !== 'welcomed') return { ok: false, code: 'AUTH' }
    return await enrol(office, standing.kioskId, body)
  },
}

/** A question older than this was not asked by somebody who stands there now. */
const FRESH_MS = 2 * 60_000

const no = (why: Extract<EnrolPhoneReply, { code: 'REFUSED' }>['why']): EnrolPhoneReply => ({
  ok: false,
  code: 'REFUSED',
  why,
})

async function enrol(office: Office, kioskId: KioskId, body: EnrolPhone): Promise<EnrolPhoneReply> {
  const { read } = office.store
  const card = await read.cards.byHash(body.passHash)
  const key = await read.cards.proofKey(body.passHash)
  if (!card || key === null) return no('unknownCard')
  if (!verifyProof(hexToBytes(key) as ProofKey, enrolBytes(kioskId, body), body.proof)) return no('unknownCard')
  if (card.state === 'revoked') return no('revoked')
  if (Math.abs(office.clock.now() - body.at) > FRESH_MS) return no('stale')
  const row = await read.feeds.newest('roster', card.memberId)
  const person = row?.text ? (JSON.parse(row.text) as RosterPerson) : null
  if (!person?.present) return no('notMember')
  if (person.pin !== undefined && !body.pin) return no('pinNeeded')
  try {
    const { ref, secret, until } = await offerPhone(office, { type: 'kiosk', id: kioskId }, card.memberId, 'kiosk')
    return { ok: true, ref, until, sealed: sealText(bytesToHex(secret), body.sealTo, ref, office.random) }
  } catch (cause) {
    if (cause instanceof Refusal && cause.problems.some(each => each.code === 'PHONES_MANY')) return no('tooMany')
    throw cause
  }
}
