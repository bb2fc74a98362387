import type { HelpId, TalkId, WayReminded } from '../../../shared/people/care.ts'
import type { MemberId, Millis, NoticeId } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'

/** What the desk of talks and help asks of the store. */

export interface TalkOnFile {
  readonly talkId: TalkId
  /** Its line in the journal; the order of the list. */
  readonly no: number
  readonly memberId: MemberId
  readonly date: PlainDate
  /** Null: nothing more to look after. */
  readonly followUpOn: PlainDate | null
  /** Null: erased. */
  readonly wordsId: PrivateId | null
}

export interface TalkNote {
  readonly talkId: TalkId
  readonly date: PlainDate
  readonly wordsId: PrivateId
}

export interface HelperOnFile {
  readonly helpId: HelpId
  readonly memberId: MemberId
  /** Null: somebody who is no member; the words name them. */
  readonly helperId: MemberId | null
  readonly since: PlainDate
  readonly until: PlainDate | null
  readonly wordsId: PrivateId
}

export interface ReminderOnFile {
  readonly memberId: MemberId
  /** The last of the low periods. */
  readonly period: Period
  readonly how: WayReminded
  readonly at: Millis
  /** Of a reminder by letter: the notice. */
  readonly letterId: NoticeId | null
  readonly wordsId: PrivateId
}

export interface CareReads {
  /** Newest first. */
  talks(): Promise<readonly TalkOnFile[]>
  talk(talkId: TalkId): Promise<TalkOnFile | null>
  /** What came of talks, in order. */
  notes(): Promise<readonly TalkNote[]>
  /** Newest first, those that have ended too. */
  helpers(): Promise<readonly HelperOnFile[]>
  /** Newest first. */
  reminders(): Promise<readonly ReminderOnFile[]>
}
