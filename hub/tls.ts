import 'reflect-metadata'
import { webcrypto, X509Certificate } from 'node:crypto'
import { hostname, networkInterfaces } from 'node:os'
import * as x509 from '@peculiar/x509'
import { must } from '../shared/base/check.ts'
import type { HubKeys } from './keys.ts'
import { isPrivateAddress, nameConstraints } from './tls-constraints.ts'

/**
 * The branch's own certificates (KIOSK §2): a CA made at first start, which can vouch for machines of a LAN only, and
 * a server certificate under it that follows the machine's names and addresses.
 */
export interface HubTls {
  /** PEM, for people to install. */
  readonly caCertificate: string
  /** SHA-256 of the CA certificate, `AB:CD:…`, as browsers and phones show it. */
  readonly caFingerprint: string
  /** The certificate for now: a new one when two thirds of its life are over or the machine's names changed. */
  current(now: Date): Promise<ServerCertificate>
}

export interface ServerCertificate {
  readonly key: string
  /** The server's certificate and the CA's. */
  readonly chain: string
  /** DNS names and addresses it is good for. */
  readonly names: readonly string[]
}

const DAY_MS = 86_400_000
const CA_DAYS = 3650
/** With the day before now 397, the most that browsers take. */
const LEAF_DAYS = 396

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

x509.cryptoProvider.set(webcrypto)

/** @param names what the machine is called now; an argument so that tests can move it to another network */
export async function openTls(
  keys: HubKeys,
  now: Date,
  names: () => readonly string[] = namesOfMachine,
): Promise<HubTls> {
  // Key and certificate in one file, so that neither ever stands beside another's.
  const ca = await readCa(await keys.keep('branch-ca.pem', () => makeCa(now)))
  let made: { certificate: ServerCertificate; renewAt: number } | null = null
  return {
    caCertificate: ca.pem,
    caFingerprint: new X509Certificate(ca.pem).fingerprint256,
    async current(now) {
      const wanted = names()
      const same = made?.certificate.names.join() === wanted.join()
      if (!made || !same || now.getTime() >= made.renewAt) {
        const renewAt = now.getTime() + (LEAF_DAYS * DAY_MS * 2) / 3
        made = { certificate: await makeLeaf(ca, wanted, now), renewAt }
      }
      return made.certificate
    },
  }
}

/** `localhost`, `hub.local`, the machine's own name, and every private address it has on a network. */
export function namesOfMachine(): readonly string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap(found => found ?? [])
    // A link-local IPv6 address needs a zone, which no URL can carry.
    .filter(found => !found.internal && !found.scopeid)
    .map(found => found.address)
    .filter(isPrivateAddress)
  return [...new Set(['localhost', 'hub.local', ...ownNames(), '127.0.0.1', '::1', ...addresses.sort()])]
}

/** The machine's own name, bare and as multicast DNS knows it; nothing where it is no DNS name at all. */
function ownNames(): string[] {
  const name = hostname().toLowerCase().split('.')[0] ?? ''
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name) && name !== 'localhost' ? [name, `${name}.local`] : []
}

interface Ca {
  readonly pem: string
  readonly certificate: x509.X509Certificate
  readonly key: webcrypto.CryptoKey
}

async function makeCa(now: Date): Promise<string> {
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Branch Board Hub CA, O=Branch Board',
    notBefore: days(now, -1),
    notAfter: days(now, CA_DAYS),
    signingAlgorithm: EC,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      new x509.Extension('2.5.29.30', true, nameConstraints(['local', 'localhost', ...ownNames()])),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return `${await keyPem(keys.privateKey)}\n${certificate.toString('pem')}\n`
}

async function readCa(text: string): Promise<Ca> {
  const [key, pem] = text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? []
  const bytes = x509.PemConverter.decodeFirst(must(key, 'CA key'))
  return {
    pem: `${must(pem, 'CA certificate')}\n`,
    certificate: new x509.X509Certificate(must(pem, 'CA certificate')),
    key: await webcrypto.subtle.importKey('pkcs8', bytes, EC, false, ['sign']),
  }
}

async function makeLeaf(ca: Ca, names: readonly string[], now: Date): Promise<ServerCertificate> {
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${names[2] ?? 'localhost'}`,
    issuer: ca.certificate.subject,
    notBefore: days(now, -1),
    notAfter: days(now, LEAF_DAYS),
    signingAlgorithm: EC,
    publicKey: keys.publicKey,
    signingKey: ca.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map(value => ({ type: /^[\d.]+$|:/.test(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(ca.certificate.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { key: await keyPem(keys.privateKey), chain: `${certificate.toString('pem')}\n${ca.pem}`, names }
}

const newKeys = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])

const keyPem = async (key: webcrypto.CryptoKey): Promise<string> =>
  x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')

const days = (from: Date, count: number): Date => new Date(from.getTime() + count * DAY_MS)
