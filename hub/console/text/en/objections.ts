import type { objections as zh } from '../zh/objections.ts'

export const objections: typeof zh = {
  title: 'Objections',
  waitingTitle: 'Objections to answer',
  waiting: count => `${count} to answer`,
  none: 'Nobody has objected.',
  more: count => `${count} more; they come when these are answered.`,
  noNotice: '(no such notice)',
  noName: 'no name left',
  erased: 'The words are erased.',
  clockUnsure: 'the kiosk’s clock was not sure',
  why: {
    otherNotice: 'Not about points: it is answered here.',
    late: 'Said after the period: it is answered here.',
    over: 'The review is closed or the notice withdrawn: it is answered here.',
    unknownNotice: 'This hub has no such notice: ask where it came from.',
  },
  ofReview: period => `The review of ${period} answers it`,
  look: 'Open',
  answer: 'Answer',
  answerTitle: 'Answer an objection',
  answerLabel: 'What was answered',
  answerHint: 'What was found, when and whom it was told. Only whoever is logged in sees it.',
  answered: 'Answered.',
  todo: count => `Answer ${count} objections`,
  todoNote: 'Said at a kiosk',
}
