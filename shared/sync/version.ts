import type { Hash } from '../base/bytes.ts'

/**
 * The version of the wire. A test hashes every schema that travels; when it changes, it asks for a line here. Additive
 * changes (an optional field, a new kind that old kiosks may hold or ignore) keep the number; others raise it.
 */
export const PROTO = 1
/** What this program speaks, oldest and newest. `push` of version 1 is understood for ever. */
export const PROTO_RANGE: readonly [number, number] = [1, 1]

export interface WireVersion {
  readonly proto: number
  readonly hash: Hash
  readonly what: string
}

export const WIRE_HISTORY: readonly WireVersion[] = [
  {
    proto: 1,
    hash: 'b53491e7dfda288144736979274afd019d99989d5c9f9cb27327a2bac417b716' as Hash,
    what: 'First version.',
  },
]
