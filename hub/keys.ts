import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { bytesToHex, hashOf } from '../shared/base/bytes.ts'
import type { JournalHead } from '../shared/journal/chain.ts'
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
  /** Seals the console's session cookies, 32 bytes. */
  readonly sessionKey: Buffer
  /** A text secret of the given name, made by `make` the first time it is asked for. */
  keep(name: string, make: () => Promise<string>): Promise<string>
}

/** @param folder made when it is not there; on systems with file modes readable by its owner alone */
export async function openKeys(folder: string): Promise<HubKeys> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keep = (name: string, make: () => Promise<string>) => readOrMake(join(folder, name), make)
  const pem = await keep('hub-signing.pem', async () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )
  const privateKey = createPrivateKey(pem)
  const publicKey = createPublicKey(privateKey)
  const rawPublic = Buffer.from(String(publicKey.export({ format: 'jwk' }).x), 'base64url')
  const rawPrivate = Buffer.from(String(privateKey.export({ format: 'jwk' }).d), 'base64url')
  return {
    keyId: hashOf(rawPublic).slice(0, 16),
    publicKey: rawPublic,
    sign: bytes => sign(null, bytes, privateKey),
    seal: head => bytesToHex(sign(null, sealBytes(head), privateKey)),
    sealSecret: new Uint8Array(hkdfSync('sha256', rawPrivate, '', 'branch-board hub sealing v1', 32)),
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
