import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { FeedActivitySchema } from '../../../shared/activities/activity.ts'
import { OwnPageSchema } from '../../../shared/own/own-page.ts'
import { MemberActBodySchema } from '../../../shared/passes/member-act.ts'
import { OwnWordsSchema } from '../../../shared/passes/own-words.ts'
import { SignInBodySchema } from '../../../shared/passes/sign-in.ts'
import { RosterItemSchema } from '../../../shared/people/roster.ts'
import { BranchSettingsSchema } from '../../../shared/people/settings.ts'
import { BoardItemSchema, EnvelopeSchema } from '../../../shared/sync/envelope.ts'
import { NOTICES, REQUESTS } from '../../../shared/sync/events.ts'
import { RecordSchema } from '../../../shared/sync/record.ts'
import { ShownBodySchema } from '../../../shared/sync/shown.ts'
import { PROTO, PROTO_RANGE, WIRE_HISTORY } from '../../../shared/sync/version.ts'
import { DrawingSchema } from '../../../shared/declarations/attachment.ts'
import {
  AttestationBodySchema,
  AttestationWordsSchema,
  DeclarationBodySchema,
  DeclarationWordsSchema,
  ObjectionBodySchema,
} from '../../../shared/declarations/declaration.ts'
import { PartBodySchema } from '../../../shared/declarations/parts.ts'
import { schemaHash } from '../../fixtures/describe-schema.ts'

/** Everything that travels: messages, records, and what is inside the feeds. */
const WIRE = {
  ...Object.fromEntries(
    Object.entries(REQUESTS).flatMap(([name, each]) => [
      [name, each.body],
      [`${name}Reply`, each.reply],
    ]),
  ),
  ...NOTICES,
  record: RecordSchema,
  signIn: SignInBodySchema,
  memberAct: MemberActBodySchema,
  ownWords: OwnWordsSchema,
  part: PartBodySchema,
  declaration: DeclarationBodySchema,
  declarationWords: DeclarationWordsSchema,
  attestation: AttestationBodySchema,
  attestationWords: AttestationWordsSchema,
  objection: ObjectionBodySchema,
  drawing: DrawingSchema,
  shown: ShownBodySchema,
  envelope: EnvelopeSchema,
  board: BoardItemSchema,
  roster: RosterItemSchema,
  activities: FeedActivitySchema,
  settings: BranchSettingsSchema,
  own: OwnPageSchema,
}

describe('the version of the wire', () => {
  test('SY70 what travels is what the newest line of the history was written for', () => {
    // Different? Something that travels changed. Additive: replace the newest line's hash. Otherwise: raise PROTO and
    // add a line to WIRE_HISTORY in shared/sync/version.ts that says what changed.
    expect(WIRE_HISTORY.at(-1)).toMatchObject({ proto: PROTO, hash: schemaHash(WIRE) })
    expect(PROTO_RANGE[1]).toBe(PROTO)
    expect(PROTO_RANGE[0]).toBeLessThanOrEqual(PROTO)
  })

  test('SY70 the hash sees every kind of change', () => {
    const base = v.object({ a: v.pipe(v.string(), v.maxLength(3)), b: v.picklist(['x']), c: v.optional(v.number()) })
    const changed = [
      v.object({ ...base.entries, a: v.pipe(v.string(), v.maxLength(4)) }),
      v.object({ ...base.entries, a: v.string() }),
      v.object({ ...base.entries, b: v.picklist(['x', 'y']) }),
      v.object({ ...base.entries, c: v.number() }),
      v.object({ ...base.entries, d: v.number() }),
      v.object({ ...base.entries, a: v.pipe(v.string(), v.regex(/x/)) }),
      v.strictObject(base.entries),
      v.array(base),
      v.variant('b', [v.object({ b: v.literal('x') })]),
    ]
    const hashes = [base, ...changed].map(each => schemaHash({ each }))
    expect(new Set(hashes).size).toBe(hashes.length)
    expect(schemaHash({ each: v.object({ ...base.entries }) })).toBe(hashes[0])
  })
})
