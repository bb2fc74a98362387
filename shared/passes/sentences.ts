import type { Activity, FeedActivity } from '../activities/activity.ts'
import type { Millis } from '../base/ids.ts'
import { dateOf, plainDateTimeAt, type PlainDateTime } from '../base/plain-date.ts'
import type { RosterPerson } from '../people/roster.ts'
import type { SignInFlag, Situations } from './decide.ts'
import { spokenTime } from './spoken-time.ts'

/**
 * What a person reads and hears after a scan: what happened, then what to do. Total over every outcome, so a new code
 * does not compile without its words. Colour never stands alone: each outcome has a shape and a pictogram too.
 */

/** What can come of a scan: the decision, or a kiosk that could not keep it (`failed`: nothing was recorded). */
export type Outcome<C extends OutcomeCode = OutcomeCode> = {
  [K in C]: { readonly code: K } & Readonly<Endings[K]>
}[C]
interface Endings extends Situations {
  failed: object
}
export type OutcomeCode = keyof Endings

/** Names in the interface's icon sheet. */
export type Pictogram = 'tick' | 'clock' | 'cardoff' | 'card' | 'scan' | 'help' | 'people' | 'qr' | 'pin' | 'alert'

export interface Look {
  readonly pictogram: Pictogram
  /** circle: done · square: already · clock: not at this time · octagon: not with this pass */
  readonly shape: 'circle' | 'square' | 'clock' | 'octagon'
  readonly tone: 'done' | 'wait' | 'stop'
}

export interface Words {
  /** What happened, in one line. */
  readonly title: string
  /** The one number or reason that belongs to it; may be empty. */
  readonly detail: string
  /** What to do now, in order; may be empty. */
  readonly todo: readonly string[]
  /** At most two seconds of speech. */
  readonly spoken: string
}

export interface Telling extends Look {
  readonly zh: Words
  readonly en: Words
}

export interface TellingContext {
  readonly timeZone: string
  /** The local date and time the person sees on the screen. */
  readonly now: PlainDateTime
  /** No hub within reach: the sign-in waits on this machine. */
  readonly offline: boolean
}

export const LOOKS = {
  ok: { pictogram: 'tick', shape: 'circle', tone: 'done' },
  already: { pictogram: 'tick', shape: 'square', tone: 'done' },
  notOpenYet: { pictogram: 'clock', shape: 'clock', tone: 'wait' },
  closed: { pictogram: 'clock', shape: 'clock', tone: 'stop' },
  noActivity: { pictogram: 'clock', shape: 'clock', tone: 'wait' },
  notExpected: { pictogram: 'people', shape: 'octagon', tone: 'stop' },
  unknownCard: { pictogram: 'card', shape: 'octagon', tone: 'wait' },
  revoked: { pictogram: 'cardoff', shape: 'octagon', tone: 'stop' },
  notMember: { pictogram: 'people', shape: 'octagon', tone: 'stop' },
  damaged: { pictogram: 'scan', shape: 'octagon', tone: 'wait' },
  wrongBranch: { pictogram: 'pin', shape: 'octagon', tone: 'stop' },
  notAPass: { pictogram: 'qr', shape: 'octagon', tone: 'stop' },
  unknownVersion: { pictogram: 'help', shape: 'octagon', tone: 'wait' },
  failed: { pictogram: 'alert', shape: 'octagon', tone: 'stop' },
} as const satisfies Record<OutcomeCode, Look>

/** The words and the look of an outcome. */
export function tell(outcome: Outcome, context: TellingContext): Telling {
  return { ...LOOKS[outcome.code], zh: speak(ZH, outcome, context), en: speak(EN, outcome, context) }
}

/** The name as it may stand in the room: masked without consent. */
export const shownName = (member: RosterPerson): string => (member.consent ? member.name : member.maskedName)

type Catalogue = { readonly [C in OutcomeCode]: (outcome: Outcome<C>, context: TellingContext) => Words }

function speak<C extends OutcomeCode>(catalogue: Catalogue, outcome: Outcome<C>, context: TellingContext): Words {
  return catalogue[outcome.code](outcome, context)
}

const HELP_ZH = '点“请人帮忙”，工作人员当场登记'
const HELP_EN = 'Touch “Ask for help”: staff sign you in by hand'

/** A name without consent is not spoken either. */
const spokenName = (member: RosterPerson): string => (member.consent ? `${member.name}同志` : '这位同志')

const timeOf = (at: PlainDateTime): string => at.slice(11)

function dayOf(at: PlainDateTime): { zh: string; en: string } {
  const [, month, day] = dateOf(at).split('-').map(Number)
  return { zh: `${month}月${day}日`, en: dateOf(at) }
}

/** The time alone today, else the day as well. */
function when(at: PlainDateTime, now: PlainDateTime): { zh: string; en: string } {
  if (dateOf(at) === dateOf(now)) return { zh: timeOf(at), en: timeOf(at) }
  return { zh: `${dayOf(at).zh} ${timeOf(at)}`, en: `${dayOf(at).en} ${timeOf(at)}` }
}

const clock = (at: Millis, context: TellingContext): PlainDateTime => plainDateTimeAt(at, context.timeZone)

const placeOf = (activity: FeedActivity | null): string => activity?.activity.place ?? ''

const seatZh = (activity: FeedActivity | null): string =>
  `请到${placeOf(activity) || '会场'}${activity?.activity.type === 'volunteerService' ? '集合' : '就座'}`
const seatEn = (activity: FeedActivity | null): string => `Please go to: ${placeOf(activity) || 'the room'}`

const FLAG_ZH = {
  clockUnsure: '机器时间还没有校准，签到已记下，时间由工作人员核对',
  outsideWindow: '',
  activityUnsure: '是哪一次活动，由工作人员核对',
  notExpected: '这次活动没有安排您，欢迎您来',
  onLeave: '您请过假，今天来了，也记下了',
} satisfies Record<SignInFlag, string>

const FLAG_EN = {
  clockUnsure: 'This machine’s clock is not set; you are recorded and staff check the time',
  outsideWindow: '',
  activityUnsure: 'Staff check which activity it was',
  notExpected: 'You were not on the list for this one; you are welcome',
  onLeave: 'You had asked leave; your coming is recorded',
} satisfies Record<SignInFlag, string>

function notes(flags: readonly SignInFlag[], texts: Record<SignInFlag, string>): string[] {
  return flags.map(flag => texts[flag]).filter(text => text !== '')
}

const titleOf = (activity: Activity): string => activity.title

const ZH: Catalogue = {
  ok: ({ member, activity, flags }, { offline }) => ({
    title: '签到成功',
    detail: offline ? '没有网络，签到已记在本机，联网后自动上传' : activity ? titleOf(activity.activity) : '',
    todo: [...notes(flags, FLAG_ZH), seatZh(activity)],
    spoken: `${spokenName(member)}，签到成功。`,
  }),
  already: ({ activity, since, again, member }, context) =>
    again === 'same'
      ? {
          title: '签到成功',
          detail: activity ? titleOf(activity.activity) : '',
          todo: [seatZh(activity)],
          spoken: `${spokenName(member)}，签到成功。`,
        }
      : {
          title: '您已经签过到了',
          detail:
            since === null ? '已在另一台机器上签到，不用再刷' : `签到时间 ${timeOf(clock(since, context))}，不用再刷`,
          todo: [seatZh(activity), '时间不对？请找工作人员更正'],
          spoken: '您已经签过到了，请就座。',
        },
  notOpenYet: ({ activity, opensAt }, { now }) => ({
    title: '还没到签到时间',
    detail: `${when(opensAt, now).zh} 开始签到`,
    todo: [
      `先到${placeOf(activity) || '会场'}坐一坐，喝口水`,
      `${timeOf(opensAt)} 以后再刷一次卡`,
      '这次刷卡不算签到，也不影响积分',
    ],
    spoken: `还没到签到时间，${spokenTime(opensAt)}开始。`,
  }),
  closed: ({ closesAt }, { now }) => ({
    title: '签到时间已经过了',
    detail: `${when(closesAt, now).zh} 结束签到`,
    todo: ['来了就是到了：请找工作人员说明，当场登记', '这次刷卡已记下，可以查到'],
    spoken: '签到时间已经过了，请找工作人员登记。',
  }),
  notExpected: ({ activity }) => ({
    title: '这次活动没有安排您参加',
    detail: titleOf(activity.activity),
    todo: ['名单不对？请找工作人员核对', HELP_ZH],
    spoken: '这次活动没有安排您，请找工作人员核对。',
  }),
  noActivity: ({ nextOpens }, { now }) => ({
    title: '现在没有可以签到的活动',
    detail: nextOpens === null ? '' : `下一次 ${when(nextOpens, now).zh} 开始签到`,
    todo: ['近期的活动在“活动安排”里', '应该有活动？请找工作人员核对'],
    spoken: '现在没有可以签到的活动。',
  }),
  unknownCard: () => ({
    title: '本机还不认识这张卡',
    detail: '刷卡已经记下，联网后自动核对',
    todo: [HELP_ZH, '新卡要等本机联网一次才认识'],
    spoken: '本机还不认识这张卡，请找工作人员帮忙。',
  }),
  revoked: () => ({
    title: '这张卡已挂失',
    detail: '报过挂失，或已换发新卡，这次没有签到',
    todo: ['请用新卡签到', `没有新卡？${HELP_ZH}`, '捡到的卡，请交给工作人员，谢谢您'],
    spoken: '这张卡已挂失，请找工作人员帮忙。',
  }),
  notMember: () => ({
    title: '这张卡现在不在本支部名册上',
    detail: '可能已转到别的支部，这次没有签到',
    todo: ['请找工作人员核对名册', '外来的同志，请工作人员当场登记'],
    spoken: '名册上没有这张卡，请找工作人员帮忙。',
  }),
  damaged: () => ({
    title: '没看清',
    detail: '',
    todo: ['把卡拿平，方块码对准，再试一次', '擦一擦卡面；还不行，可以输入卡上的数字', HELP_ZH],
    spoken: '没看清，请把卡拿平，再试一次。',
  }),
  wrongBranch: () => ({
    title: '这是别的支部的卡',
    detail: '这次没有签到',
    todo: ['请用本支部发的卡', '外来的同志，请工作人员当场登记'],
    spoken: '这是别的支部的卡，请找工作人员帮忙。',
  }),
  notAPass: () => ({
    title: '这不是签到卡',
    detail: '码里的内容没有保存',
    todo: ['请出示党员卡上的方块码', HELP_ZH],
    spoken: '这不是签到卡，请刷党员卡。',
  }),
  unknownVersion: () => ({
    title: '这张卡比本机的程序新',
    detail: '本机还读不懂，这次没有签到',
    todo: [HELP_ZH, '请工作人员给本机更新程序'],
    spoken: '本机读不懂这张新卡，请找工作人员帮忙。',
  }),
  failed: () => ({
    title: '没有记下来',
    detail: '本机存不了数据，这次没有签到',
    todo: ['请再刷一次', `还不行，${HELP_ZH}`],
    spoken: '没有记下来，请找工作人员帮忙。',
  }),
}

const EN: Catalogue = {
  ok: ({ member, activity, flags }, { offline }) => ({
    title: 'Signed in',
    detail: offline ? 'No network: kept on this machine and sent later' : activity ? titleOf(activity.activity) : '',
    todo: [...notes(flags, FLAG_EN), seatEn(activity)],
    spoken: `${member.consent ? member.name : 'Comrade'}, signed in.`,
  }),
  already: ({ activity, since, again, member }, context) =>
    again === 'same'
      ? {
          title: 'Signed in',
          detail: activity ? titleOf(activity.activity) : '',
          todo: [seatEn(activity)],
          spoken: `${member.consent ? member.name : 'Comrade'}, signed in.`,
        }
      : {
          title: 'You have signed in already',
          detail: since === null ? 'On another machine; no need to scan again' : `At ${timeOf(clock(since, context))}`,
          todo: [seatEn(activity), 'Is the time wrong? Staff can correct it'],
          spoken: 'You have signed in already. Please take a seat.',
        },
  notOpenYet: ({ activity, opensAt }, { now }) => ({
    title: 'Sign-in is not open yet',
    detail: `Opens at ${when(opensAt, now).en}`,
    todo: [seatEn(activity), `Scan again after ${timeOf(opensAt)}`, 'This scan does not count and costs no points'],
    spoken: `Sign-in opens at ${timeOf(opensAt)}.`,
  }),
  closed: ({ closesAt }, { now }) => ({
    title: 'Sign-in is over',
    detail: `It closed at ${when(closesAt, now).en}`,
    todo: ['You are here: tell staff, they sign you in by hand', 'This scan is on record'],
    spoken: 'Sign-in is over. Please see staff.',
  }),
  notExpected: ({ activity }) => ({
    title: 'You are not on the list for this activity',
    detail: titleOf(activity.activity),
    todo: ['Is the list wrong? Ask staff', HELP_EN],
    spoken: 'You are not on this list. Please ask staff.',
  }),
  noActivity: ({ nextOpens }, { now }) => ({
    title: 'No activity is open for sign-in',
    detail: nextOpens === null ? '' : `The next opens at ${when(nextOpens, now).en}`,
    todo: ['For your points touch “My points”', 'Should there be one? Ask staff'],
    spoken: 'No activity is open for sign-in.',
  }),
  unknownCard: () => ({
    title: 'This machine does not know the card yet',
    detail: 'The scan is kept and checked once there is a network',
    todo: [HELP_EN, 'A new card is known after this machine’s next contact'],
    spoken: 'This machine does not know the card yet. Please see staff.',
  }),
  revoked: () => ({
    title: 'This card was reported lost',
    detail: 'Lost, or replaced by a new one; you are not signed in',
    todo: ['Use the new card', `No new card? ${HELP_EN}`, 'Found it? Please hand it to staff, thank you'],
    spoken: 'This card was reported lost. Please see staff.',
  }),
  notMember: () => ({
    title: 'This card is not on the branch roster now',
    detail: 'Its holder may have moved to another branch; you are not signed in',
    todo: ['Ask staff to check the roster', 'Guests are signed in by staff'],
    spoken: 'This card is not on the roster. Please see staff.',
  }),
  damaged: () => ({
    title: 'Could not read it',
    detail: '',
    todo: ['Hold the card flat and try again', 'Wipe it, or type the digits printed on it', HELP_EN],
    spoken: 'Could not read it. Hold the card flat and try again.',
  }),
  wrongBranch: () => ({
    title: 'This card belongs to another branch',
    detail: 'You are not signed in',
    todo: ['Use the card of this branch', 'Guests are signed in by staff'],
    spoken: 'This card belongs to another branch. Please see staff.',
  }),
  notAPass: () => ({
    title: 'This is not a sign-in card',
    detail: 'What it said was not kept',
    todo: ['Show the code on your member card', HELP_EN],
    spoken: 'This is not a sign-in card.',
  }),
  unknownVersion: () => ({
    title: 'The card is newer than this machine’s program',
    detail: 'It cannot be read here yet; you are not signed in',
    todo: [HELP_EN, 'Ask staff to update this machine'],
    spoken: 'This machine cannot read the new card. Please see staff.',
  }),
  failed: () => ({
    title: 'It was not recorded',
    detail: 'This machine cannot store data; you are not signed in',
    todo: ['Scan once more', `If it happens again: ${HELP_EN}`],
    spoken: 'It was not recorded. Please see staff.',
  }),
}
