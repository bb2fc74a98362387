/** 异议 from kiosks that the notices' desk answers. */
export const objections = {
  title: '异议',
  /** On the list of notices. */
  waitingTitle: '等答复的异议',
  waiting: (count: number) => `${count} 条等答复`,
  none: '还没有人提异议。',
  more: (count: number) => `还有 ${count} 条，答复了前面的就看得到。`,
  noNotice: '（找不到这份公示）',
  noName: '没有留名',
  erased: '内容已经抹去。',
  clockUnsure: '公开屏的时间不准',
  why: {
    otherNotice: '这份不是积分公示，在这里答复。',
    late: '公示期满以后才提的，在这里答复。',
    over: '这一期已经办结，或者公示已经撤下，在这里答复。',
    unknownNotice: '本机没有这份公示，请问问是哪里来的。',
  },
  ofReview: (period: string) => `归${period}审核，在“汇总审核”里答复`,
  look: '去看',
  answer: '答复',
  answerTitle: '答复异议',
  answerLabel: '怎么答复的',
  answerHint: '核实的结果，什么时候、对谁说的。只有登录的人看得到。',
  answered: '已答复。',
  todo: (count: number) => `答复 ${count} 条异议`,
  todoNote: '群众在公开屏上提的',
}
