import { argon2, randomBytes, scrypt, timingSafeEqual, type BinaryLike } from 'node:crypto'
import { promisify } from 'node:util'
import { MEMBER_PIN_COST, memberPinSalt, normalPin } from '../shared/passes/member-pin.ts'
import type { Passwords } from './office/ports.ts'

/** What one guess costs. The real values take about 0.2 s and 64 MiB on the branch's PC; tests use smaller ones. */
export interface PasswordCost {
  readonly memoryKiB: number
  readonly passes: number
}

const REAL_COST: PasswordCost = { memoryKiB: 65_536, passes: 3 }

/** Hashes at work at once: a burst of logins must not take the machine's memory. */
const AT_ONCE = 2

const derive = (password: string, salt: Uint8Array, cost: PasswordCost): Promise<Buffer> =>
  promisify(argon2)('argon2id', {
    message: password,
    nonce: salt,
    parallelism: 1,
    tagLength: 32,
    memory: cost.memoryKiB,
    passes: cost.passes,
  })

const deriveScrypt = promisify(
  (password: BinaryLike, salt: Uint8Array, log2: number, done: (error: Error | null, key: Buffer) => void) =>
    scrypt(password, salt, 32, { N: 2 ** log2, r: 8, p: 1, maxmem: 256 * 2 ** log2 * 8 }, done),
)

const deriveMemberPin = promisify((pin: string, salt: Uint8Array, done: (error: Error | null, key: Buffer) => void) => {
  const { dkLen, ...cost } = MEMBER_PIN_COST
  scrypt(pin, salt, dkLen, { ...cost, maxmem: 2 ** 26 }, done)
})

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/**
 * Slow password hashing with verifiers in the PHC text form: `$argon2id$v=19$m=…,t=…,p=1$salt$hash`. A runtime without
 * argon2 writes `$scrypt$ln=…$salt$hash`; either form is understood when it comes back.
 */
export function makePasswords(cost: PasswordCost = REAL_COST): Passwords {
  const inTurn = turnstile(AT_ONCE)
  const make = async (password: string): Promise<string> => {
    const salt = randomBytes(16)
    if (typeof argon2 === 'function') {
      const key = await derive(password, salt, cost)
      return `$argon2id$v=19$m=${cost.memoryKiB},t=${cost.passes},p=1$${base64(salt)}$${base64(key)}`
    }
    const log2 = Math.max(10, Math.round(Math.log2(cost.memoryKiB)))
    return `$scrypt$ln=${log2},r=8,p=1$${base64(salt)}$${base64(await deriveScrypt(password, salt, log2))}`
  }
  // Checked against when there is no account, so that the answer takes as long as with one.
  let decoy: Promise<string> | null = null
  return {
    hash: password => inTurn(() => make(normal(password))),
    matches: (password, verifier) =>
      inTurn(async () => {
        decoy ??= make('nobody has this password')
        const right = await check(normal(password), verifier ?? (await decoy))
        return verifier !== null && right
      }),
    memberPin: (pin, key, verifier) =>
      inTurn(async () => {
        const found = await deriveMemberPin(normalPin(pin), memberPinSalt(key))
        const right = Buffer.from(verifier, 'hex')
        return right.length === found.length && timingSafeEqual(found, right)
      }),
  }
}

/** The same password typed on another keyboard or system is the same text. */
const normal = (password: string): string => password.normalize('NFKC')

async function check(password: string, verifier: string): Promise<boolean> {
  const [, kind, ...parts] = verifier.split('$')
  const salt = Buffer.from(parts.at(-2) ?? '', 'base64')
  const key = Buffer.from(parts.at(-1) ?? '', 'base64')
  const numbers = new Map((parts.at(-3) ?? '').split(',').map(part => part.split('=') as [string, string]))
  const number = (name: string): number => Number(numbers.get(name))
  const found =
    kind === 'argon2id'
      ? await derive(password, salt, { memoryKiB: number('m'), passes: number('t') })
      : kind === 'scrypt'
        ? await deriveScrypt(password, salt, number('ln'))
        : Buffer.alloc(0)
  return found.length === key.length && found.length > 0 && timingSafeEqual(found, key)
}

/** Lets `size` pieces of work through at a time, in order. */
function turnstile(size: number) {
  const waiting: (() => void)[] = []
  let inside = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside >= size) await new Promise<void>(resolve => waiting.push(resolve))
    else inside += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else inside -= 1
    }
  }
}
