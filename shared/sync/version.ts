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
    hash: 'a9b78cc45b66ddff8ba693d390de755cb68eee37fe45f10d22a86caa2a2ed66b' as Hash,
    what: 'First version.',
  },
]
