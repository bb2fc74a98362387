/** What notices and letters on the phone say, in both languages. */

const zh = {
  title: '通知和来信',
  members: '党员内部',
  self: '给您本人',
  isNew: '没看过',
  corrected: (why: string) => `更正：${why}`,
}

const en: typeof zh = {
  title: 'Notices and letters',
  members: 'for members',
  self: 'to you',
  isNew: 'unread',
  corrected: why => `Corrected: ${why}`,
}

export const lettersWords = { zh, en }
