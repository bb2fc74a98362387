import type { HelpId, TalkId, TalkReason, WayReminded } from '../../../shared/people/care.ts'
import { newId, type MemberId, type NoticeId } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { EraseReason } from '../../../shared/people/erasure.ts'
import type { HelperOnFile, TalkOnFile } from './ports.ts'
import { startLetter } from '../notices/letters.ts'
import { lowMembers } from './low-periods.ts'
import type { Office, Reads, Work } from '../ports.ts'
import { remindersOf } from './reminders.ts'
import { todayOf } from '../today.ts'

/**
 * Talks (谈心谈话), helpers (帮扶联系人), private reminders (RV20–RV24). Words are private: the journal holds their salted
 * hashes, no feed holds anything, and they can be erased.
 */

/** What a talk's private words hold, as JSON. */
export interface TalkWords {
  readonly by: string
  readonly reason: TalkReason
  readonly said: string
}

export interface HelperWords {
  /** Empty where the helper is a member. */
  readonly name: string
  readonly note: string
}

export interface TalkInput extends TalkWords {
  readonly memberId: MemberId
  readonly date: PlainDate
  readonly followUpOn: PlainDate | null
}

/** @throws Refusal MEMBER_UNKNOWN, CARE_DATE, CARE_FOLLOW_UP, CARE_WORDS_MISSING */
export async function recordTalk(office: Office, by: Author, input: TalkInput): Promise<TalkId> {
  const { memberId, date, followUpOn, reason } = input
  return await office.store.write(by, async work => {
    await mustBeActive(work, memberId, 'memberId')
    await mustBePast(office, work, date)
    mustFollow(date, followUpOn)
    const talkId = newId<TalkId>(office.clock.now(), office.random)
    const said: TalkWords = { by: filled(input.by, 'by'), reason, said: filled(input.said, 'said') }
    const words = await work.keepWords('care', JSON.stringify(said))
    await work.append({ kind: 'talk.recorded', body: { talkId, memberId, date, followUpOn, words } })
    return talkId
  })
}

/** What came of it, and when to look again. @throws Refusal CARE_NO_TALK, CARE_ERASED, and as `recordTalk` */
export async function followUpTalk(
  office: Office,
  by: Author,
  input: {
    readonly talkId: TalkId
    readonly date: PlainDate
    readonly followUpOn: PlainDate | null
    readonly said: string
  },
): Promise<void> {
  const { talkId, date, followUpOn } = input
  await office.store.write(by, async work => {
    const talk = await mustHaveTalk(work, talkId)
    await mustBePast(office, work, date)
    if (date < talk.date) refuse('CARE_DATE', { zh: '回访不能早于谈话。', en: 'It is before the talk.' }, 'date')
    mustFollow(date, followUpOn)
    const words = await work.keepWords('care', filled(input.said, 'said'))
    await work.append({ kind: 'talk.followedUp', body: { talkId, date, followUpOn, words } })
  })
}

/** Erases what was said (PIPL art. 47); that there was a talk stays (RV40). @throws Refusal CARE_NO_TALK, CARE_ERASED */
export async function eraseTalk(
  office: Office,
  by: Author,
  { talkId, reason }: { readonly talkId: TalkId; readonly reason: EraseReason },
): Promise<void> {
  await office.store.write(by, async work => {
    const { wordsId } = await mustHaveTalk(work, talkId)
    if (wordsId !== null) await work.eraseWords(wordsId)
    for (const note of await work.care.notes()) if (note.talkId === talkId) await work.eraseWords(note.wordsId)
    await work.append({ kind: 'talk.erased', body: { talkId, reason } })
  })
}

/** Erases who else helps and with what; that somebody helped, and which member, stays. @throws Refusal CARE_NO_HELPER, CARE_ERASED */
export async function eraseHelp(
  office: Office,
  by: Author,
  { helpId, reason }: { readonly helpId: HelpId; readonly reason: EraseReason },
): Promise<void> {
  await office.store.write(by, async work => {
    await eraseOnce(work, (await mustHaveHelp(work, helpId)).wordsId)
    await work.append({ kind: 'helper.erased', body: { helpId, reason } })
  })
}

/** Erases what a member was told; that they were reminded stays. @throws Refusal CARE_NO_REMINDER, CARE_ERASED */
export async function eraseReminder(
  office: Office,
  by: Author,
  { memberId, period, reason }: { readonly memberId: MemberId; readonly period: Period; readonly reason: EraseReason },
): Promise<void> {
  await office.store.write(by, async work => {
    const [found, ...givenUp] = (await work.care.reminders()).filter(
      each => each.memberId === memberId && each.period === period,
    )
    if (!found) return refuse('CARE_NO_REMINDER', { zh: '没有这次提醒。', en: 'There is no such reminder.' })
    await eraseOnce(work, found.wordsId)
    // Of letters that were given up before this one.
    for (const { wordsId } of givenUp) await work.eraseWords(wordsId)
    await work.append({ kind: 'reminder.erased', body: { memberId, period, reason } })
  })
}

async function eraseOnce(work: Work, wordsId: PrivateId): Promise<void> {
  if ((await work.words.get(wordsId)) === null) refuse('CARE_ERASED', ERASED)
  await work.eraseWords(wordsId)
}

export interface HelperInput extends HelperWords {
  readonly memberId: MemberId
  /** Null: somebody who is no member, by name. */
  readonly helperId: MemberId | null
  readonly since: PlainDate
  /** Whose place they take, who ends on the day the new one begins (RV41); null: they come beside whoever helps. */
  readonly replaces?: HelpId | null
}

/**
 * @throws Refusal MEMBER_UNKNOWN, CARE_HELPER_SELF, CARE_HELPER_TWICE, CARE_WORDS_MISSING, CARE_DATE, and of whom they
 *   replace CARE_NO_HELPER, CARE_HELPER_ENDED
 */
export async function nameHelper(office: Office, by: Author, input: HelperInput): Promise<HelpId> {
  const { memberId, helperId, since, replaces = null } = input
  return await office.store.write(by, async work => {
    await mustBeActive(work, memberId, 'memberId')
    await mustBePast(office, work, since)
    if (helperId === memberId) {
      refuse('CARE_HELPER_SELF', { zh: '联系人不能是本人。', en: 'Nobody is their own helper.' }, 'helperId')
    }
    if (helperId !== null) await mustBeActive(work, helperId, 'helperId')
    const name = helperId === null ? filled(input.name, 'name') : ''
    const helps = (await work.care.helpers()).filter(each => each.memberId === memberId && each.until === null)
    if (helperId !== null && helps.some(each => each.helperId === helperId)) {
      refuse('CARE_HELPER_TWICE', { zh: '已经是联系人了。', en: 'They are the helper already.' }, 'helperId')
    }
    if (replaces !== null) await endWithin(office, work, { helpId: replaces, until: since }, memberId)
    const helpId = newId<HelpId>(office.clock.now(), office.random)
    const said: HelperWords = { name, note: input.note.trim() }
    const words = await work.keepWords('care', JSON.stringify(said))
    await work.append({ kind: 'helper.named', body: { helpId, memberId, helperId, since, words } })
    return helpId
  })
}

/** @throws Refusal CARE_NO_HELPER, CARE_HELPER_ENDED, CARE_DATE */
export async function endHelper(
  office: Office,
  by: Author,
  { helpId, until }: { readonly helpId: HelpId; readonly until: PlainDate },
): Promise<void> {
  await office.store.write(by, work => endWithin(office, work, { helpId, until }))
}

/** @param of the member who must be the one helped; left out: whoever it is */
async function endWithin(
  office: Office,
  work: Work,
  { helpId, until }: { readonly helpId: HelpId; readonly until: PlainDate },
  of?: MemberId,
): Promise<void> {
  const found = await mustHaveHelp(work, helpId, of)
  if (found.until !== null) refuse('CARE_HELPER_ENDED', { zh: '这项帮扶已经结束。', en: 'It has ended already.' })
  await mustBePast(office, work, until)
  if (until < found.since) {
    refuse('CARE_DATE', { zh: '结束不能早于开始。', en: 'It cannot end before it began.' }, 'until')
  }
  await work.append({ kind: 'helper.ended', body: { helpId, until } })
}

async function mustHaveHelp(read: Pick<Reads, 'care'>, helpId: HelpId, of?: MemberId): Promise<HelperOnFile> {
  const found = (await read.care.helpers()).find(each => each.helpId === helpId)
  return found && (of === undefined || found.memberId === of)
    ? found
    : refuse('CARE_NO_HELPER', { zh: '没有这项帮扶。', en: 'There is no such help.' })
}

/**
 * Notes that a member was told in private that they have been low for some time, or that people decided otherwise.
 * @returns of a letter (NT58): its draft, which is to be checked, approved and published; null of every other way
 * @throws Refusal CARE_NOT_LOW where there is nothing to remind them of, CARE_REMINDED, CARE_LETTER_WAITS, CARE_WORDS_MISSING
 */
export async function remindMember(
  office: Office,
  by: Author,
  input: {
    readonly memberId: MemberId
    readonly period: Period
    readonly how: WayReminded
    readonly said: string
  },
): Promise<NoticeId | null> {
  const { memberId, period, how } = input
  return await office.store.write(by, async work => {
    const low = await lowMembers(work)
    if (low.period !== period || !low.members.some(each => each.memberId === memberId)) {
      refuse('CARE_NOT_LOW', {
        zh: '最近审定的一期里，此人不在需要提醒的名单上。',
        en: 'By the newest settled period there is nothing to remind them of.',
      })
    }
    const before = (await remindersOf(work, period)).find(each => each.memberId === memberId)
    if (before?.waits === 'letter') {
      refuse('CARE_LETTER_WAITS', {
        zh: '给他的信已经拟好，还没有发布。要换办法，请先在“公示公告”里放弃那封信。',
        en: 'A letter to them is drafted and not published yet: publish it, or give it up first.',
      })
    }
    if (before)
      refuse('CARE_REMINDED', { zh: '这一期已经提醒过了。', en: 'They were reminded of this period already.' })
    const said = filled(input.said, 'said')
    const words = await work.keepWords('care', said)
    const letterId =
      how === 'letter' ? await startLetter(office, work, { memberId, title: LETTER_TITLE, words: said }) : null
    const letter = letterId === null ? {} : { letterId }
    await work.append({ kind: 'reminder.given', body: { memberId, period, how, ...letter, words } })
    return letterId
  })
}

/** On a list that others may look over somebody's shoulder at: it says nothing. */
const LETTER_TITLE = '支部给您的信'

async function mustHaveTalk(read: Pick<Reads, 'care'>, talkId: TalkId): Promise<TalkOnFile> {
  const talk =
    (await read.care.talk(talkId)) ?? refuse('CARE_NO_TALK', { zh: '没有这次谈话。', en: 'There is no such talk.' })
  if (talk.wordsId === null) refuse('CARE_ERASED', ERASED)
  return talk
}

const ERASED = { zh: '内容已经抹去。', en: 'Its words were erased.' }

async function mustBeActive(read: Pick<Reads, 'people'>, memberId: MemberId, where: string): Promise<void> {
  const found = (await read.people.all()).some(each => each.memberId === memberId && each.status === 'active')
  if (!found) refuse('MEMBER_UNKNOWN', { zh: '没有这名党员，或已不在册。', en: 'There is no such member.' }, where)
}

async function mustBePast(office: Office, work: Work, date: PlainDate): Promise<void> {
  if (date > (await todayOf(office, work))) {
    refuse('CARE_DATE', { zh: '日期还没有到。', en: 'The day lies in the future.' }, 'date')
  }
}

function mustFollow(date: PlainDate, followUpOn: PlainDate | null): void {
  if (followUpOn !== null && followUpOn <= date) {
    refuse('CARE_FOLLOW_UP', { zh: '回访日期要在谈话以后。', en: 'Look again after the talk.' }, 'followUpOn')
  }
}

function filled(text: string, where: string): string {
  const words = text.trim()
  return words === '' ? refuse('CARE_WORDS_MISSING', { zh: '请填写这一项。', en: 'Fill this in.' }, where) : words
}
