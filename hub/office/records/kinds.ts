import type { HeldReason, KioskRecord } from '../../../shared/sync/record.ts'
import type { OpenKind, OpenRecord } from './kind.ts'
import { openAttestation, openDeclaration, openPart } from './kinds/declaration.ts'
import { openGuest } from './kinds/guest.ts'
import { openMemberAct } from './kinds/member-act.ts'
import { openObjection } from './kinds/objection.ts'
import { openShown } from './kinds/shown.ts'
import { openSignIn } from './kinds/sign-in.ts'

/** Every kind of record that this program can use. A new kind: its leaf in `kinds/`, a line here. */
const KINDS: ReadonlyMap<string, OpenKind> = new Map([
  ['signIn', openSignIn],
  ['memberAct', openMemberAct],
  ['guest', openGuest],
  ['shown', openShown],
  ['part', openPart],
  ['declaration', openDeclaration],
  ['attestation', openAttestation],
  ['objection', openObjection],
])

export const openRecord = (record: KioskRecord): OpenRecord | HeldReason =>
  KINDS.get(record.kind)?.(record) ?? 'unknownKind'
