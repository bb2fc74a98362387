import type { BatchId, MemberId } from '../../shared/base/ids.ts'
import type { PrivateId } from '../../shared/journal/private-ref.ts'
import type { MemberIdentifiers, MemberRecord, MemberView } from '../../shared/people/member.ts'

/** The roster: recording members, importing the branch's own list, undoing an import. */

export interface MemberVersion {
  readonly no: number
  readonly record: MemberRecord
  readonly wordsId: PrivateId
  readonly identifiersId: PrivateId | null
  readonly batchId: BatchId | null
}

export interface RosterImport {
  readonly batchId: BatchId
  readonly at: number
  readonly added: number
  readonly updated: number
  readonly undone: boolean
}

export interface PeopleReads {
  /** In the order of the branch's own numbers, those who left included. */
  all(): Promise<readonly MemberView[]>
  one(memberId: MemberId): Promise<MemberView | null>
  identifiers(memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, MemberIdentifiers>>
  versions(memberId: MemberId): Promise<readonly MemberVersion[]>
  batchVersions(batchId: BatchId): Promise<readonly MemberVersion[]>
  /** Newest first. */
  imports(): Promise<readonly RosterImport[]>
  /** Those of the given members that something else already refers to (a card, an entry, an attendance). */
  dependents(memberIds: readonly MemberId[]): Promise<ReadonlySet<MemberId>>
}
