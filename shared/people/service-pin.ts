import { scrypt } from '@noble/hashes/scrypt.js'
import { bytesToHex, hexToBytes } from '../base/bytes.ts'
import { problem, type Problem } from '../base/problem.ts'
import type { BranchSettings } from './settings.ts'

/** The PINs of a kiosk's service page and of its staff: set at the hub, checked on the kiosk with no network. */

export type PinVerifier = NonNullable<BranchSettings['servicePin']>

/** About 0.3 s on a slow tablet; a PIN is short, so the kiosk's lock-out matters more than the hash. */
const COST = { N: 2 ** 14, r: 8, p: 1, dkLen: 32 } as const

/** @param salt 16 random bytes */
export function pinVerifier(pin: string, salt: Uint8Array): PinVerifier {
  return { salt: bytesToHex(salt), hash: bytesToHex(scrypt(normal(pin), salt, COST)) }
}

export function pinMatches(pin: string, verifier: PinVerifier): boolean {
  return pinVerifier(pin, hexToBytes(verifier.salt)).hash === verifier.hash
}

/** How a PIN is called where it is chosen. */
const SERVICE = { zh: '服务密码', en: 'service PIN' }
export const KIOSK_PIN = { zh: '公开屏确认密码', en: 'kiosk PIN' }

/** Null when the PIN may be used: 6 to 12 digits that are neither all alike nor simply counted up or down. */
export function pinProblem(pin: string, called = SERVICE): Problem | null {
  const digits = normal(pin)
  if (!/^\d{6,12}$/.test(digits)) {
    return problem('PIN_SHAPE', {
      zh: `${called.zh}要6到12位数字。`,
      en: `The ${called.en} needs 6 to 12 digits.`,
    })
  }
  const counted = '01234567890123'.includes(digits) || '98765432109876'.includes(digits)
  if (counted || new Set(digits).size === 1) {
    return problem('PIN_SIMPLE', { zh: `这个${called.zh}太简单，请换一个。`, en: `This ${called.en} is too simple.` })
  }
  return null
}

/** Full-width digits are digits. */
const normal = (pin: string): string => pin.normalize('NFKC').trim()
