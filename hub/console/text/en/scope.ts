import type { scope as zh } from '../zh/scope.ts'

export const scope: typeof zh = {
  label: 'Who reads it',
  names: { public: 'Everybody', members: 'Members', self: 'One person' },
  says: {
    public: 'It hangs on the board for whoever passes by, and may be printed and posted.',
    members:
      'Full and probationary members of the branch read it with their own card or phone. It is not on the board; residents and applicants never see it.',
    self: 'One person reads it with their own card or phone, and no other member.',
  },
  onlyPublic: 'This kind is public by its nature.',
  fixed: 'It was published and keeps its readers. To change them, withdraw it and start another one.',
  to: 'To',
  toHint: 'Name, pinyin initials or number.',
  toOne: name => (name === '' ? 'To one person' : `To ${name}`),
  inner: 'For members',
  stages: { members: 'Members read it', self: 'They can read it' },
  preview: { public: 'As on the board', members: 'As members see it', self: 'As its reader sees it' },
  previewNote:
    'Never on the board, and no evidence of posting. Members may be named; reasons of deductions and vetoes, identity numbers and addresses may not stand here either.',
  readersTitle: 'Who opened it',
  readers: (opened, of) => `${opened} of ${of} opened it`,
  nobody: 'Nobody opened it yet.',
  how: { kiosk: 'at a kiosk', phone: 'on the phone' },
  publish: { members: 'Send to members', self: 'Send' },
  publishTitle: { members: 'Send to the members of the branch', self: 'Send to one person' },
  publishConsequences: [
    'It does not go on the board. Its readers find it behind their own card or phone, under “Notices and letters”.',
    'Once published it is not edited: it is corrected or withdrawn, with a reason.',
    'The journal keeps that there is one, when and to whom; not what it says.',
  ],
  publishedDone: 'Sent. Its readers will find it behind their card in a moment.',
  withdrawTitle: 'Withdraw it',
  withdrawConsequences: [
    'Every kiosk drops it at its next contact; no card opens it any more. Who read it has read it.',
    'The reason stays at the hub.',
  ],
  erase: 'Erase the words',
  eraseTitle: 'Erase what it says',
  eraseConsequences: ['Title, text and reasons are gone for good. That there was one, and who did what when, stays.'],
  eraseDone: 'Erased.',
  erased: '(erased)',
  letterDone: 'The letter is drafted. It reminds them, and can be read, once it is checked, approved and published.',
}
