import type { Period } from '../../../shared/base/plain-date.ts'

/** What the own page on the phone says, in both languages; loaded with that page alone. */

const zh = {
  title: '我的积分',
  asking: '正在打开，请稍等',
  not: '现在看不了',
  asOf: (at: string) => `截至 ${at}。只有您看得到，手机上不留底。`,
  notScored: '您不参加积分排名。有登记的，列在下面。',
  year: '全年到现在',
  points: (points: string) => `${points} 分`,
  start: '年初起算',
  base: '基础分',
  contribution: '贡献加分',
  deduction: '扣分',
  place: (category: string, place: number, of: number, tied: boolean) =>
    `${category}里${tied ? '并列' : ''}第 ${place} 名，共 ${of} 人`,
  period: (period: Period) => {
    const [year = '', part = ''] = period.split('-')
    const number = '一二三四'[Number(part.slice(1)) - 1] ?? ''
    return part.startsWith('Q') ? `${year}年第${number}季度` : `${year}年${part === 'H1' ? '上' : '下'}半年`
  },
  feedback: (period: string, isAsked: boolean) => `${period}积分${isAsked ? '，请核对' : ''}`,
  parts: (base: string, contribution: string, deduction: string) =>
    `基础分 ${base}，加分 ${contribution}，扣分 ${deduction}`,
  kinds: { defence: '我的申辩', inquiry: '我的问询', objection: '我的异议' },
  outcomes: { upheld: '采纳', rejected: '不采纳', explained: '已说明' },
  waits: '等支部答复',
  over: '这一期已经审定。还有话说，请找积分管理员。',
  accept: '核对无误',
  defence: '记得不对',
  inquiry: '想问一问',
  wordsHint: '比如：二月十日清扫河道，我去了，没有记上。',
  wordsNote: '只有支部工作人员看得到。',
  send: '送出',
  sending: '正在送出',
  told: {
    accepted: '已记下：您核对无误。',
    raised: '已送到支部，答复以后在这里看得到。',
    late: '积分刚刚有变动，或者这一期已经审定，这一次没有算数。请看看现在的积分，有话请跟积分管理员说。',
  },
  entries: '每一笔',
  noEntries: '今年还没有登记。',
  earlier: (count: number) => `更早的还有 ${count} 笔，请找积分管理员看台账。`,
  opening: '结转',
  veto: '一票否决',
  basis: (documentNo: string, meeting: string) => `依据：${documentNo}，${meeting} 会议`,
  cancels: '冲销',
  cancelled: '已冲销',
}

const en: typeof zh = {
  title: 'My points',
  asking: 'Opening, one moment',
  not: 'Not to be seen now',
  asOf: at => `As of ${at}. Only you see this; the phone keeps nothing of it.`,
  notScored: 'You are not scored. Entries, if any, are listed below.',
  year: 'The year so far',
  points: points => `${points} points`,
  start: 'At the start of the year',
  base: 'Base',
  contribution: 'Contribution',
  deduction: 'Deduction',
  place: (category, place, of, tied) => `${tied ? 'Shared place' : 'Place'} ${place} of ${of} in ${category}`,
  period: period => period,
  feedback: (period, isAsked) => `Points of ${period}${isAsked ? ': please check' : ''}`,
  parts: (base, contribution, deduction) => `Base ${base}, contribution ${contribution}, deduction ${deduction}`,
  kinds: { defence: 'My defence', inquiry: 'My question', objection: 'My objection' },
  outcomes: { upheld: 'Upheld', rejected: 'Rejected', explained: 'Explained' },
  waits: 'Waiting for the branch’s answer',
  over: 'This period is settled. Please talk to the registrar.',
  accept: 'They are right',
  defence: 'Something is wrong',
  inquiry: 'I have a question',
  wordsHint: 'For example: I was at the river on 10 February and it is missing.',
  wordsNote: 'Only the branch’s staff see it.',
  send: 'Send',
  sending: 'Sending',
  told: {
    accepted: 'Noted: you found them right.',
    raised: 'The branch has it; the answer will stand here.',
    late: 'The figures have just changed or are settled, so this did not count. Please look again, or talk to the registrar.',
  },
  entries: 'Every entry',
  noEntries: 'Nothing yet this year.',
  earlier: count => `${count} earlier ones; ask the registrar for the ledger.`,
  opening: 'Carried over',
  veto: 'Veto',
  basis: (documentNo, meeting) => `Basis: ${documentNo}, meeting of ${meeting}`,
  cancels: 'reversal',
  cancelled: 'reversed',
}

export const ownWords = { zh, en }
