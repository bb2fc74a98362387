import type { Brand } from '../base/brand.ts'
import { bytesToHex, hexToBytes } from '../base/hex.ts'
import { err, ok, type Result } from '../base/result.ts'

/**
 * The digits of every pass: `9` · version (1) · kind (1) · branch tag (5) · body · 2 check digits (ISO 7064 MOD 97-10).
 * Decimal only, so that any scanner types it on any keyboard layout, with any input method, and a person can too.
 */
export interface PassFrame {
  readonly kind: PassKind
  readonly branchTag: BranchTag
  /** Decimal, as many digits as the kind has. */
  readonly body: string
}

/** Five decimal digits that tell a neighbour branch's pass from a forged one. */
export type BranchTag = Brand<string, 'BranchTag'>

/** Why digits are no pass of this branch. `unknownVersion`: rightly formed, made by a newer program than this one. */
export const PASS_FAULTS = ['damaged', 'wrongBranch', 'notAPass', 'unknownVersion'] as const
export type PassFault = (typeof PASS_FAULTS)[number]

export const PASS_KINDS = ['card', 'phone'] as const
export type PassKind = (typeof PASS_KINDS)[number]

const LEAD = '9'
const VERSION = '1'
const KIND_DIGITS = { card: '1', phone: '2' } satisfies Record<PassKind, string>
/** 39 digits hold 128 bits. */
const BODY_LENGTH = { card: 39, phone: 39 } satisfies Record<PassKind, number>
const HEAD_LENGTH = 3
const TAG_LENGTH = 5
const CHECK_LENGTH = 2

const frameLength = (kind: PassKind): number => HEAD_LENGTH + TAG_LENGTH + BODY_LENGTH[kind] + CHECK_LENGTH

/** Digits of a printed card. */
export const CARD_LENGTH = frameLength('card')
/** Digits of the longest pass. */
export const PASS_LENGTH_MAX = Math.max(...PASS_KINDS.map(frameLength))

/** No frame of any version is shorter; EAN, ISBN and payment codes (at most 24 digits) are not taken for one. */
const FRAME_LENGTH_MIN = 25
/** Fewer digits of a frame's beginning say nothing. */
const FRAGMENT_LENGTH_MIN = 8

/** Bytes that the body of a pass holds. */
export const BODY_BYTES = 16

/** 128 bits as the 39 digits of a body. */
export const bodyOf = (bytes: Uint8Array): string =>
  BigInt(`0x${bytesToHex(bytes)}`)
    .toString()
    .padStart(39, '0')

/** The 128 bits in a body of 39 digits; null for a number above them, which no pass was ever made with. */
export function bytesOfBody(body: string): Uint8Array | null {
  const number = BigInt(body)
  return number < 1n << 128n ? hexToBytes(number.toString(16).padStart(BODY_BYTES * 2, '0')) : null
}

export function parseBranchTag(text: string): BranchTag | null {
  return /^\d{5}$/.test(text) ? (text as BranchTag) : null
}

/** The whole text of a pass. The body must be decimal and of the kind's length: anything else is a bug and throws. */
export function encodeFrame(frame: PassFrame): string {
  if (!/^\d*$/.test(frame.body) || frame.body.length !== BODY_LENGTH[frame.kind]) throw new Error('not a pass body')
  const payload = `${LEAD}${VERSION}${KIND_DIGITS[frame.kind]}${frame.branchTag}${frame.body}`
  return payload + checkDigits(payload)
}

/** Reads scanned or typed text as a pass of any branch. */
export function decodeFrame(text: string): Result<PassFrame, Exclude<PassFault, 'wrongBranch'>> {
  const digits = normaliseScan(text)
  if (!/^\d+$/.test(digits)) return err('notAPass')
  if (mod97(digits) !== 1) return err(looksLikeAPass(digits) ? 'damaged' : 'notAPass')
  if (!digits.startsWith(LEAD) || digits.length < FRAME_LENGTH_MIN) return err('notAPass')
  const kind = kindOf(digits)
  if (!kind) return err('unknownVersion')
  if (digits.length !== frameLength(kind)) return err('damaged')
  const branchTag = digits.slice(HEAD_LENGTH, HEAD_LENGTH + TAG_LENGTH) as BranchTag
  return ok({ kind, branchTag, body: digits.slice(HEAD_LENGTH + TAG_LENGTH, -CHECK_LENGTH) })
}

/** Reads a pass of this branch. */
export function decodePass(text: string, branchTag: BranchTag): Result<PassFrame, PassFault> {
  const frame = decodeFrame(text)
  if (frame.ok && frame.value.branchTag !== branchTag) return err('wrongBranch')
  return frame
}

/**
 * One text for what scanners, input methods and people make of the same digits: full-width forms become plain ones,
 * spaces, hyphens, apostrophes (a pinyin separator), control characters and the scanner's own `]Q1` prefix go away.
 * Anything else stays, so that a stranger's code is seen to be one.
 */
export function normaliseScan(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cc}\p{Cf}\p{Pd}'’·]/gu, '')
    .replace(/^\][A-Za-z]\d/, '')
}

/** ISO 7064 MOD 97-10: the two digits that make the whole number leave 1 when divided by 97. */
export function checkDigits(payload: string): string {
  return String(98 - mod97(`${payload}00`)).padStart(CHECK_LENGTH, '0')
}

function mod97(digits: string): number {
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest
}

function kindOf(digits: string): PassKind | null {
  if (digits[1] !== VERSION) return null
  return PASS_KINDS.find(kind => KIND_DIGITS[kind] === digits[2]) ?? null
}

/** A card with a misread digit, half a card, or two glued together: the person holds a card and must hear "again". */
function looksLikeAPass(digits: string): boolean {
  const begins = digits.startsWith(LEAD + VERSION) && digits.length >= FRAGMENT_LENGTH_MIN
  return begins || digits.length >= FRAME_LENGTH_MIN
}
