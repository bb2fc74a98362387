import { createHmac, scryptSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { memberPinMatches, memberPinProblem, memberPinVerifier } from '../../../shared/passes/member-pin.ts'
import { cardHash, proofKey } from '../../../shared/passes/card.ts'
import { secretNo } from '../../fixtures/passes.ts'

/** The same by Node's own functions: what the roster alone would have to be tried against. */
const verifierByNode = (keyedBy: Uint8Array, pin: string): string => {
  const salt = createHmac('sha256', keyedBy).update('branch-board member pin v1').digest()
  return scryptSync(pin, salt, 32, { N: 8_192, r: 8, p: 1 }).toString('hex')
}

describe('a member’s own PIN', () => {
  const secret = secretNo(1)
  const verifier = memberPinVerifier(secret, '4826')

  test('SG31 the verifier by Node, byte by byte', () => {
    expect(verifier).toBe(verifierByNode(proofKey(secret), '4826'))
    expect(verifier).toMatch(/^[0-9a-f]{64}$/)
  })

  test('SG31 only the right PIN with the right card; full-width digits are digits', () => {
    expect(memberPinMatches(secret, '4826', verifier)).toBe(true)
    expect(memberPinMatches(secret, '４８２６ ', verifier)).toBe(true)
    for (const pin of ['4827', '48260', '', '482']) expect(memberPinMatches(secret, pin, verifier)).toBe(false)
    expect(memberPinMatches(secretNo(2), '4826', verifier)).toBe(false)
  })

  test('SG31 a kiosk’s database without the card finds no PIN: its hash in the secret’s place matches none', () => {
    const fromTheRoster = Buffer.from(cardHash(secret), 'hex')
    for (const pin of ['4826', '4827']) expect(verifierByNode(fromTheRoster, pin)).not.toBe(verifier)
  })

  test('SG31 what may be used is told from what is too short, too long, no number or too simple', () => {
    const code = (pin: string) => memberPinProblem(pin)?.code ?? null
    expect(['4826', '482637', '1357', '２４６８１'].map(code)).toEqual([null, null, null, null])
    expect(['', '123', '1234567', 'abcd', '12 45', '-1234'].map(code)).toEqual(
      Array.from({ length: 6 }, () => 'MEMBER_PIN_SHAPE'),
    )
    expect(['1234', '4321', '0000', '999999', '56789', '9876'].map(code)).toEqual(
      Array.from({ length: 6 }, () => 'MEMBER_PIN_SIMPLE'),
    )
    expect(memberPinProblem('1234')?.zh).not.toMatch(/[A-Za-z]/)
  })
})
