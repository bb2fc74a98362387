import type { FeedActivity } from '../activities/activity.ts'
import type { SignInFlag } from './decide.ts'
import type { Catalogue } from './outcome.ts'
import { clock, isToday, notes, placeOf, timeOf, when } from './word-parts.ts'

/** What is read and heard in English after a scan. */

const HELP_EN = 'Touch “Ask for help”: staff sign you in by hand'

const seatEn = (activity: FeedActivity | null): string => `Please go to: ${placeOf(activity) || 'the room'}`

const FLAG_EN = {
  clockUnsure: 'This machine’s clock is not set; you are recorded and staff check the time',
  outsideWindow: '',
  activityUnsure: 'Staff check which activity it was',
  notExpected: 'You were not on the list for this one; you are welcome',
  codeTime: 'The phone’s time and this machine’s differ; you are recorded and staff check it',
  overCapacity: 'Every place was taken; you are recorded all the same',
  onLeave: 'You had asked leave; your coming is recorded',
} satisfies Record<SignInFlag, string>

export const EN: Catalogue = {
  ok: ({ member, activity, flags }, { offline }) => ({
    title: 'Signed in',
    detail: offline ? 'No network: kept on this machine and sent later' : activity ? activity.activity.title : '',
    todo: [...notes(flags, FLAG_EN), seatEn(activity)],
    spoken: `${member.consent ? member.name : 'Comrade'}, signed in.`,
  }),
  already: ({ activity, since, outAt, again, member }, context) =>
    again === 'same'
      ? {
          title: 'Signed in',
          detail: activity ? activity.activity.title : '',
          todo: [seatEn(activity)],
          spoken: `${member.consent ? member.name : 'Comrade'}, signed in.`,
        }
      : outAt !== null
        ? {
            title: 'You have signed out',
            detail: `At ${timeOf(clock(outAt, context))}`,
            todo: ['Still here? Sign out again when you leave: the last time counts'],
            spoken: 'You have signed out.',
          }
        : {
            title: 'You have signed in already',
            detail:
              since === null
                ? 'Your sign-in is registered; no need to scan again'
                : `At ${timeOf(clock(since, context))}`,
            todo: [seatEn(activity), 'For anything else touch a button below'],
            spoken: 'You have signed in already. Please take a seat.',
          },
  notOpenYet: ({ activity, opensAt }, { now }) => ({
    title: 'Sign-in is not open yet',
    detail: `Opens at ${when(opensAt, now).en}`,
    todo: [
      ...(isToday(opensAt, now) ? [seatEn(activity)] : []),
      `Scan again after ${when(opensAt, now).en}`,
      'This scan does not count and costs no points',
    ],
    spoken: isToday(opensAt, now) ? `Sign-in opens at ${timeOf(opensAt)}.` : 'Sign-in is not open yet.',
  }),
  closed: ({ closesAt }, { now }) => ({
    title: 'Sign-in is over',
    detail: `It closed at ${when(closesAt, now).en}`,
    todo: ['You are here: tell staff, they sign you in by hand', 'The time of your scan is on record'],
    spoken: 'Sign-in is over. Please see staff.',
  }),
  notExpected: ({ activity }) => ({
    title: 'You are not on the list for this activity',
    detail: activity.activity.title,
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
  revoked: ({ phone }) =>
    phone
      ? {
          title: 'This phone’s code no longer counts',
          detail: 'You are not signed in',
          todo: [
            'Scan your member card',
            `No card with you? ${HELP_EN}`,
            'To use the phone again, ask staff to enrol it',
          ],
          spoken: 'This phone’s code no longer counts. Use your card, or see staff.',
        }
      : {
          title: 'This card was reported lost',
          detail: 'Lost, or replaced by a new one; you are not signed in',
          todo: ['Use the new card', `No new card? ${HELP_EN}`, 'Found it? Please hand it to staff, thank you'],
          spoken: 'This card was reported lost. Please see staff.',
        },
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
  full: ({ activity, capacity }) => ({
    title: 'Every place is taken',
    detail: `${activity.activity.title}: ${capacity} places`,
    todo: ['Ask staff whether there is room', 'You are not signed in; it costs no points'],
    spoken: 'Every place is taken. Please ask staff.',
  }),
  weakPass: ({ need }) =>
    need === 'pin'
      ? {
          title: 'Enter your PIN',
          detail: 'This activity asks for card and PIN',
          todo: ['Touch your own PIN on the screen', `Forgotten? ${HELP_EN}`],
          spoken: 'Please enter your PIN.',
        }
      : need === 'card'
        ? {
            title: 'Please use your card for this one',
            detail: 'The phone’s code does not count this time',
            todo: ['Scan your member card', `No card with you? ${HELP_EN}`],
            spoken: 'Please use your card for this one.',
          }
        : {
            title: 'Staff confirm you here',
            detail: 'For this activity staff see everybody in person',
            todo: [HELP_EN, 'You are here, and this machine has noted it'],
            spoken: 'Please let staff confirm you.',
          },
  expired: () => ({
    title: 'This phone code is out of date',
    detail: 'The code changes every 30 seconds',
    todo: ['Open the code on the phone and scan again', 'Still not? Its time may be wrong: use your card', HELP_EN],
    spoken: 'The code is out of date. Please scan again.',
  }),
  replay: () => ({
    title: 'This code was used already',
    detail: 'Each code is good once',
    todo: [
      'Signed in a moment ago? Then take a seat',
      'If not: wait for the phone’s next code and scan again',
      'Your card works too',
    ],
    spoken: 'This code was used. Please wait for a new one.',
  }),
  unknownPhone: () => ({
    title: 'This machine does not know the phone yet',
    detail: 'The scan is kept and checked once there is a network',
    todo: [
      'Scan your member card: it signs you in at once',
      `No card with you? ${HELP_EN}`,
      'A new phone is known after this machine’s next contact',
    ],
    spoken: 'This machine does not know the phone yet. Use your card, or see staff.',
  }),
  badPass: () => ({
    title: 'This phone code is not right',
    detail: 'You are not signed in',
    todo: ['Open the phone’s code anew and scan again', 'Still not? Its time may be wrong: use your card', HELP_EN],
    spoken: 'The phone code is not right. Open it anew.',
  }),
  failed: () => ({
    title: 'It was not recorded',
    detail: 'This machine cannot store data; you are not signed in',
    todo: ['Scan once more', `If it happens again: ${HELP_EN}`],
    spoken: 'It was not recorded. Please see staff.',
  }),
}
