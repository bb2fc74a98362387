import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { bytesToHex, hashOf, hexToBytes } from '../shared/base/bytes.ts'
import { syncPath } from './sync-path.ts'
import type { JournalHead } from '../shared/journal/chain.ts'
import type { PublicKey } from '../shared/sync/fields.ts'
import { sealBytes } from './store/journal.ts'

/** The hub's secrets: files that only its owner may read, made once, never printed, carried along by every backup. */
export interface HubKeys {
  /** Names the signing key in envelopes: the first 16 hex digits of the public key's SHA-256. */
  readonly keyId: string
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
  /** Ed25519 over the bytes as they are, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array
  /** The signature over the journal's head, hex. */
  seal(head: JournalHead): string
  checkSeal(bytes: Uint8Array, seal: string): boolean
  /** Opens what kiosks sealed to this hub (shared/base/seal.ts), 32 bytes: follows from the signing key. */
  readonly sealSecret: Uint8Array
  /** The same of keys that were given up, so that what was sealed to them can still be read. */
  readonly earlierSealSecrets: readonly Uint8Array[]
  /** Seals the console's session cookies, 32 bytes. */
  readonly sessionKey: Buffer
  /** A text secret of the given name, made by `make` the first time it is asked for. */
  keep(name: string, make: () => Promise<string>): Promise<string>
}

const [CURRENT, NEXT] = ['hub-signing.pem', 'hub-signing.next.pem']

/** @param folder made when it is not there; on systems with file modes readable by its owner alone */
export async function openKeys(folder: string): Promise<HubKeys> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const own = await keysOver(folder, await readOrMake(join(folder, CURRENT), newKeyPem))
  const next = readIfThere(join(folder, NEXT))
  if (next === null) return own
  // Killed between the announcement and the exchange of the files: the journal's end may be sealed by either.
  const isByNext = sealCheckOf(next)
  return { ...own, checkSeal: (bytes, seal) => own.checkSeal(bytes, seal) || isByNext(bytes, seal) }
}

/**
 * The key that will follow the present one, beside it on the disk; the same again until `settleKeys`. The present key
 * still opens what was sealed to it, after it is gone.
 */
export async function openNextKeys(folder: string): Promise<HubKeys> {
  const { keyId, sealSecret } = await openKeys(folder)
  await readOrMake(join(folder, `sealing-${keyId}.key`), async () => bytesToHex(sealSecret))
  return await keysOver(folder, await readOrMake(join(folder, NEXT), newKeyPem))
}

/**
 * Puts the next key in the place of the present one if it was announced, and throws it away otherwise. The old one is
 * then nowhere any more but in backups.
 * @param announced the newest key that the journal names; null for none
 */
export function settleKeys(folder: string, announced: PublicKey | null): void {
  const pem = readIfThere(join(folder, NEXT))
  if (pem === null) return
  if (bytesToHex(rawPublicOf(createPrivateKey(pem))) === announced)
    renameSync(join(folder, NEXT), join(folder, CURRENT))
  else rmSync(join(folder, NEXT))
  syncPath(folder)
}

const newKeyPem = async (): Promise<string> =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const rawPublicOf = (key: KeyObject): Buffer =>
  Buffer.from(String(createPublicKey(key).export({ format: 'jwk' }).x), 'base64url')

async function keysOver(folder: string, pem: string): Promise<HubKeys> {
  const keep = (name: string, make: () => Promise<string>) => readOrMake(join(folder, name), make)
  const privateKey = createPrivateKey(pem)
  const publicKey = createPublicKey(privateKey)
  const rawPublic = rawPublicOf(privateKey)
  const rawPrivate = Buffer.from(String(privateKey.export({ format: 'jwk' }).d), 'base64url')
  const earlier = readdirSync(folder).filter(name => /^sealing-[0-9a-f]{16}\.key$/.test(name))
  return {
    keyId: hashOf(rawPublic).slice(0, 16),
    publicKey: rawPublic,
    sign: bytes => sign(null, bytes, privateKey),
    seal: head => bytesToHex(sign(null, sealBytes(head), privateKey)),
    sealSecret: new Uint8Array(hkdfSync('sha256', rawPrivate, '', 'branch-board hub sealing v1', 32)),
    earlierSealSecrets: earlier.map(name => hexToBytes(readFileSync(join(folder, name), 'utf8'))),
    checkSeal: (bytes, seal) => verify(null, bytes, publicKey, Buffer.from(seal, 'hex')),
    sessionKey: Buffer.from(await keep('session.key', async () => bytesToHex(randomBytes(32))), 'hex'),
    keep,
  }
}

/** Checks seals with the key of a backup, which is where its own signing key lies. @param pem `hub-signing.pem` */
export function sealCheckOf(pem: string): HubKeys['checkSeal'] {
  const publicKey = createPublicKey(pem)
  return (bytes, seal) => verify(null, bytes, publicKey, Buffer.from(seal, 'hex'))
}

/** A file appears under its name only when it is whole and on the disk; two makers at once agree on the first. */
async function readOrMake(path: string, make: () => Promise<string>): Promise<string> {
  const known = readIfThere(path)
  if (known !== null) return known
  const text = await make()
  const part = `${path}.${process.pid}.part`
  const file = openSync(part, 'w', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(part, path)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
  } finally {
    rmSync(part, { force: true })
  }
  syncPath(dirname(path))
  return readFileSync(path, 'utf8')
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
}
