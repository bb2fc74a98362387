import type { zhInner } from './zh-inner.ts'

/** English words of what stands behind the card. */
export const enInner: typeof zhInner = {
  menu: 'Notices and letters',
  menuNote: 'For members, and to you alone',
  unread: count => `${count} unread`,
  where: 'Notices and letters',
  spoken:
    'These are the branch’s notices for members and letters to you; only your card opens them. Touch one to open it. Touch back when you are done.',
  readSpoken:
    'This is not for everybody, and others may hear: it is not read aloud. For larger letters touch “Large”. Touch back when you are done.',
  title: 'Notices and letters',
  titleNote: 'Your card opened this; it closes when you leave',
  list: 'Touch one to open it',
  members: 'For members',
  membersNote: 'Every member of the branch reads it with their card, nobody else',
  self: 'To you',
  selfNote: 'Only your card opens it',
  isNew: 'unread',
  seen: 'read',
  allSeen: 'All read',
  whoReads: '“For members” every member can read; “To you” only you can.',
  none: 'No notices and no letters now',
  noneNote: 'What the branch sends to its members, or to you alone, stands here after your card.',
  waiting: count => `${count} more are on their way to this machine; please come back in a while.`,
  until: day => `Until ${day}`,
  back: 'Back to the list',
}
