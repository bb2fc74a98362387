import * as v from 'valibot'
import {
  TALK_REASONS,
  type HelpId,
  type TalkId,
  type TalkReason,
  type WayReminded,
} from '../../../shared/people/care.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId, Millis, NoticeId } from '../../../shared/base/ids.ts'
import { yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import type { Dimension } from '../../../shared/points/item.ts'
import { lowMembers, type LowMember } from './low-periods.ts'
import { remindersOf } from './reminders.ts'
import type { Office, Reads } from '../ports.ts'
import type { TalkNote, TalkOnFile } from './ports.ts'
import { postsOn } from '../points/duty-posts.ts'
import { inForce, schemeOfPeriod } from '../points/scheme.ts'
import { todayOf } from '../today.ts'

/** Talks, helpers and reminders as the console shows them, behind a login only. */

export interface Somebody {
  readonly memberId: MemberId
  readonly name: string
  readonly nameNote: string
}

export interface LowRow extends Somebody {
  readonly category: string
  readonly labels: readonly string[]
  readonly run: LowMember['run']
  /** Item titles instead of codes. */
  readonly causes: readonly {
    readonly dimension: Dimension
    readonly missing: Hundredths
    readonly usual: Hundredths
    readonly items: readonly string[]
  }[]
  /** Null: somebody should still talk to them. */
  readonly reminded: {
    readonly how: WayReminded
    readonly at: Millis
    /** Null: erased. */
    readonly words: string | null
    /** The letter that is to tell them, as long as it waits to be published. */
    readonly letterId: NoticeId | null
  } | null
  /** Names of those who help now. */
  readonly helpers: readonly string[]
}

export interface TalkRow extends Somebody {
  readonly talkId: TalkId
  readonly date: PlainDate
  readonly followUpOn: PlainDate | null
  /** It is time to look again. */
  readonly due: boolean
  /** A later talk with the same member stands in for looking again; null: there was none. */
  readonly metOn: PlainDate | null
  /** Null: erased. */
  readonly words: { readonly by: string; readonly reason: TalkReason; readonly said: string } | null
  readonly notes: readonly { readonly date: PlainDate; readonly words: string }[]
}

export interface HelperRow extends Somebody {
  readonly helpId: HelpId
  readonly helper: string
  readonly note: string
  /** Note, and the name of somebody who is no member, are gone. */
  readonly erased: boolean
  readonly since: PlainDate
  readonly until: PlainDate | null
}

export interface CareBoard {
  readonly today: PlainDate
  /** The newest settled period; null before the first. */
  readonly period: Period | null
  readonly low: readonly LowRow[]
  /** Newest first. */
  readonly talks: readonly TalkRow[]
  /** Those who help now first. */
  readonly helpers: readonly HelperRow[]
}

export async function careBoard(office: Office, read: Reads): Promise<CareBoard> {
  const today = await todayOf(office, read)
  const people = new Map((await read.people.all()).map(each => [each.memberId, each]))
  const who = (memberId: MemberId): Somebody => ({
    memberId,
    name: people.get(memberId)?.name ?? '—',
    nameNote: people.get(memberId)?.nameNote ?? '',
  })
  const helpers = await helperRows(read, who)
  const { period, low } = await lowRows(read, who, helpers)
  const ordered = [...helpers.filter(each => each.until === null), ...helpers.filter(each => each.until !== null)]
  return { today, period, low, talks: await talkRows(read, who, today), helpers: ordered }
}

type Who = (memberId: MemberId) => Somebody

/** What the branch does for one member, beside their entry in the roster (RV42). */
export interface CareOfMember {
  /** Duty posts held now, by the names of the scheme in force. */
  readonly posts: readonly string[]
  /** Who helps now. */
  readonly helpers: readonly { readonly helper: string; readonly since: PlainDate }[]
  /** Whom they help. */
  readonly helps: readonly string[]
  /** Of the newest talk; null: none. */
  readonly lastTalk: PlainDate | null
}

export async function careOfMember(office: Office, read: Reads, memberId: MemberId): Promise<CareOfMember> {
  const today = await todayOf(office, read)
  const people = new Map((await read.people.all()).map(each => [each.memberId, each]))
  const who = (id: MemberId): Somebody => ({ memberId: id, name: people.get(id)?.name ?? '—', nameNote: '' })
  const onFile = (await read.care.helpers()).filter(each => each.until === null)
  const now = (await helperRows(read, who)).filter(each => each.until === null)
  const talks = (await read.care.talks()).filter(each => each.memberId === memberId)
  return {
    posts: await postsOf(read, memberId, today),
    helpers: now.filter(each => each.memberId === memberId).map(({ helper, since }) => ({ helper, since })),
    helps: onFile.filter(each => each.helperId === memberId).map(each => who(each.memberId).name),
    lastTalk:
      talks
        .map(each => each.date)
        .sort()
        .at(-1) ?? null,
  }
}

async function postsOf(read: Reads, memberId: MemberId, today: PlainDate): Promise<readonly string[]> {
  const version = inForce(await read.scheme.published(), today)
  const held = postsOn(await read.scheme.posts(yearOf(today)), memberId, today)
  const posts = version?.scheme.duties?.posts ?? []
  return (held ?? []).flatMap(id => posts.find(each => each.id === id)?.label ?? [])
}

async function lowRows(
  read: Reads,
  who: Who,
  helpers: readonly HelperRow[],
): Promise<{ period: Period | null; low: LowRow[] }> {
  const { period, members } = await lowMembers(read)
  if (period === null) return { period, low: [] }
  const { scheme } = await schemeOfPeriod(read, period)
  const titles = new Map(scheme.items.map(item => [item.code, item.title]))
  const labels = new Map(scheme.categories.map(each => [each.id, each.label]))
  const reminders = await remindersOf(read, period)
  const words = await read.words.many(reminders.map(each => each.wordsId))
  const low = members.map(({ memberId, category, causes, labels: alerts, run }): LowRow => {
    const given = reminders.find(each => each.memberId === memberId)
    return {
      ...who(memberId),
      category: labels.get(category) ?? category,
      labels: alerts,
      run,
      causes: causes.map(({ dimension, missing, usual, items }) => ({
        dimension,
        missing,
        usual,
        items: items.map(code => titles.get(code) ?? code),
      })),
      reminded: given
        ? {
            how: given.how,
            at: given.at,
            words: words.get(given.wordsId) ?? null,
            letterId: given.waits === 'letter' ? given.letterId : null,
          }
        : null,
      helpers: helpers.filter(each => each.memberId === memberId && each.until === null).map(each => each.helper),
    }
  })
  return { period, low }
}

const TalkWordsSchema = v.object({ by: v.string(), reason: v.picklist(TALK_REASONS), said: v.string() })
const HelperWordsSchema = v.object({ name: v.string(), note: v.string() })

async function talkRows(read: Reads, who: Who, today: PlainDate): Promise<TalkRow[]> {
  const talks = await read.care.talks()
  const notes = await read.care.notes()
  const words = await read.words.many([...talks, ...notes].flatMap(each => each.wordsId ?? []))
  return talks.map(talk => {
    const { talkId, memberId, date, followUpOn, wordsId } = talk
    const metOn = followUpOn === null ? null : metAgainOn(talk, { talks, notes })
    const text = wordsId === null ? undefined : words.get(wordsId)
    return {
      ...who(memberId),
      talkId,
      date,
      followUpOn,
      due: followUpOn !== null && metOn === null && followUpOn <= today,
      metOn,
      words: text === undefined ? null : v.parse(TalkWordsSchema, JSON.parse(text)),
      notes: notes
        .filter(each => each.talkId === talkId)
        .map(each => ({ date: each.date, words: words.get(each.wordsId) ?? '' })),
    }
  })
}

/** RV43: the first day after a talk, and whatever was noted to it, on which somebody talked to the member anew. */
function metAgainOn(
  talk: Pick<TalkOnFile, 'talkId' | 'memberId' | 'no' | 'date'>,
  all: {
    readonly talks: readonly Pick<TalkOnFile, 'memberId' | 'no' | 'date'>[]
    readonly notes: readonly Pick<TalkNote, 'talkId' | 'date'>[]
  },
): PlainDate | null {
  const looked = all.notes.filter(each => each.talkId === talk.talkId).map(each => each.date)
  const last = [talk.date, ...looked].reduce((a, b) => (a > b ? a : b))
  const later = all.talks.filter(
    each => each.memberId === talk.memberId && (each.date > last || (each.date === last && each.no > talk.no)),
  )
  return later.length === 0 ? null : later.map(each => each.date).reduce((a, b) => (a < b ? a : b))
}

const GONE = { name: '—', note: '' }

async function helperRows(read: Reads, who: Who): Promise<HelperRow[]> {
  const helpers = await read.care.helpers()
  const words = await read.words.many(helpers.map(each => each.wordsId))
  return helpers.map(({ helpId, memberId, helperId, since, until, wordsId }) => {
    const text = words.get(wordsId)
    const { name, note } = text === undefined ? GONE : v.parse(HelperWordsSchema, JSON.parse(text))
    const helper = helperId === null ? name : who(helperId).name
    return { ...who(memberId), helpId, helper, note, erased: text === undefined, since, until }
  })
}
