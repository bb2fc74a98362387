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
    hash: '4c1214ecd56042c39054a7fb6f6df644a5bc61c38aafe6d48fc6fee8973ecb91' as Hash,
    what: 'First version.',
  },
]
