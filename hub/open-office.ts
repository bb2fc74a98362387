import { randomBytes } from 'node:crypto'
import type { Millis, RandomBytes } from '../shared/base/ids.ts'
import type { HubKeys } from './keys.ts'
import { sealingOf, signerOf } from './live/signer.ts'
import { pinyinInitials, strokeKey } from './names.ts'
import { makeLoginGuard } from './office/staff/login-guard.ts'
import type { Clock, Office, Passwords } from './office/ports.ts'
import { makePasswords } from './passwords.ts'
import type { StoreError } from './store/errors.ts'
import { openStore, type OpenStore } from './store/store.ts'

/** The real parts unless a test or the demo brings its own. */
export interface OfficeOptions {
  readonly clock?: Clock
  readonly random?: RandomBytes
  readonly passwords?: Passwords
  readonly onFatal?: (cause: StoreError) => void
}

/** The office over a database file and the hub's own keys: all that a command needs, and the heart of a running hub. */
export async function openOffice(
  options: OfficeOptions,
  keys: HubKeys,
  database: string,
): Promise<{ office: Office; store: OpenStore }> {
  const clock = options.clock ?? { now: () => Date.now() as Millis }
  const random = options.random ?? (length => new Uint8Array(randomBytes(length)))
  const { onFatal } = options
  const store = await openStore(database, {
    clock,
    random,
    seal: head => keys.seal(head),
    checkSeal: (bytes, seal) => keys.checkSeal(bytes, seal),
    ...(onFatal ? { onFatal } : {}),
  })
  const office: Office = {
    store,
    clock,
    random,
    passwords: options.passwords ?? makePasswords(),
    logins: makeLoginGuard(clock),
    names: { strokeKey, pinyinInitials },
    signer: signerOf(keys),
    sealing: sealingOf(keys.sealSecret, keys.earlierSealSecrets),
  }
  return { office, store }
}
