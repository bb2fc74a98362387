import { language } from '../language.ts'

/** 用语: what each term of the procedure means, in one plain sentence, said the same wherever it first matters. */

interface Said {
  readonly name: string
  readonly says: string
}

const zh = {
  dimension: {
    name: '四个合格',
    says: '政治合格、执行纪律合格、品德合格、发挥作用合格：每个积分项目归在其中一个里面。',
  },
  base: { name: '基础积分', says: '党员应尽的义务，做到了就得分，如参加“三会一课”、按月交党费。' },
  contribution: { name: '贡献加分', says: '在义务以外多做的事，如志愿服务、调解纠纷，按项目加分。' },
  deduction: { name: '违规扣分', says: '违反规定的事，只能由支部登记，要写明依据；扣分原因不对外公开。' },
  veto: {
    name: '一票否决',
    says: '有违法犯罪等严重情形的，由支部开会决定，写明文号和会议日期，总分或等次按方案处理。',
  },
  cap: {
    name: '封顶',
    says: '一个项目、一组项目或一类积分，在一期或一年里最多能计多少分；超过的照样登记，不计入合计。',
  },
  scheme: {
    name: '积分方案',
    says: '每年一月由党员大会通过并公布的办法：有哪些项目、各值多少分、封顶多少、分几类排名。',
  },
  ledger: { name: '台账', says: '一笔一笔的积分登记，有专人管；写错了不能涂改，只能冲销以后重新登记。' },
  reversal: { name: '冲销', says: '另记一笔相反的分，把登错的那笔抵掉；两笔都留着，以后查得到。' },
  declaration: { name: '申报', says: '党员自己说做了什么事、该加什么分，附上材料，由支部核实以后登记。' },
  attestation: { name: '证实', says: '受益的群众出来作证，说这件好事确实是这位党员做的；可以不留姓名。' },
  fingerprint: {
    name: '账本指纹',
    says: '由全部登记算出来的一串字，改动过去任何一笔它就会变；公告上印着它，谁都可以核对。',
  },
  period: { name: '期', says: '汇总一次积分的时间，按方案是一个季度或半年。' },
  compile: { name: '汇总', says: '一期结束后，把每个人的积分算出来定格，再逐人反馈。' },
  feedback: { name: '反馈', says: '把汇总的积分告诉本人：在公开屏或手机上看、当面说，或者交给反馈单。' },
  defence: { name: '申辩', says: '党员认为自己的积分记得不对，在审定以前提出来，支部要答复。' },
  inquiry: { name: '问询', says: '党员没看明白、想问清楚，在审定以前提出来，支部要答复。' },
  settle: {
    name: '审定',
    says: '人人反馈过、条条答复过以后，由书记确认这一期的积分；以后要改，只能在后一期另作登记。',
  },
  notice: { name: '公示', says: '把结果放在公开屏上若干个工作日，让大家看，有意见可以提。' },
  objection: { name: '异议', says: '公示期间党员或群众认为有问题，提出来，支部要调查、答复、存档。' },
  workingDay: { name: '工作日', says: '不算周末和放假、算上调休上班的日子；放假安排每年要在设置里填一次。' },
  archive: { name: '归档', says: '一期都办完了，把公告、答复和登记一起封存；封存以后不能再改这一期。' },
  category: { name: '类别', says: '按在职、无职、年老、流动等分开排名，情况相近的才放在一起比。' },
  ranking: { name: '分类排名', says: '只在同一类里排，同分同名次；公开时只列前几名，不列末尾。' },
  exemption: { name: '免于积分', says: '年老体弱、长期患病或行动不便的党员，本人申请、支部同意，可以不计分、不排名。' },
  floating: { name: '流动党员', says: '离开本地生活工作的党员，积分以流入地为主。' },
  consent: { name: '同意公开姓名', says: '本人在纸上签字同意，公告里才写全名；没有签的，名字隐去一个字。' },
  usual: { name: '平常', says: '本人以前各期积分的中位数，也就是从低到高排在正中间的那个数。' },
} satisfies Record<string, Said>

export type TermId = keyof typeof zh

const en: Record<TermId, Said> = {
  dimension: {
    name: 'Four qualifications',
    says: 'Political, discipline, character and role: every item belongs to one of them.',
  },
  base: { name: 'Base points', says: 'For the duties of every member, such as meetings and dues.' },
  contribution: {
    name: 'Contribution bonus',
    says: 'For what is done beyond duty, such as volunteering or mediation.',
  },
  deduction: {
    name: 'Violation deduction',
    says: 'Recorded by the branch alone, with its basis; the reason is never made public.',
  },
  veto: {
    name: 'One-vote veto',
    says: 'For grave cases, decided at a meeting, with document number and date; the scheme says what follows.',
  },
  cap: {
    name: 'Cap',
    says: 'The most that an item, a group or a component counts in a period or a year; what is above is recorded and not counted.',
  },
  scheme: { name: 'Scheme', says: 'The rules passed and published each January: items, points, caps, categories.' },
  ledger: {
    name: 'Ledger',
    says: 'Every entry of points, one by one, with a keeper; a wrong one is reversed, never erased.',
  },
  reversal: { name: 'Reversal', says: 'A second entry that takes a wrong one back; both stay to be seen.' },
  declaration: {
    name: 'Declaration',
    says: 'A member says what they did and what it is worth; the branch checks and records it.',
  },
  attestation: {
    name: 'Attestation',
    says: 'A resident confirms that a member did a good deed; a name may be left out.',
  },
  fingerprint: {
    name: 'Fingerprint',
    says: 'A few letters computed from all entries: it changes when any past entry is changed, and is printed on every notice.',
  },
  period: { name: 'Period', says: 'A quarter or half a year, as the scheme says.' },
  compile: {
    name: 'Compile',
    says: 'After a period ends, everybody’s figures are worked out and frozen, to be told one by one.',
  },
  feedback: {
    name: 'Feedback',
    says: 'Telling each member their figures: at the kiosk, on the phone, in person or by a slip.',
  },
  defence: {
    name: 'Defence',
    says: 'A member says, before the settlement, that their figures are wrong; the branch answers.',
  },
  inquiry: {
    name: 'Inquiry',
    says: 'A member asks, before the settlement, how their figures came about; the branch answers.',
  },
  settle: {
    name: 'Settle',
    says: 'The secretary confirms the figures once all are told and all is answered; later changes go into a later period.',
  },
  notice: {
    name: 'Public notice',
    says: 'The result hangs on the board for some working days, and anybody may object.',
  },
  objection: {
    name: 'Objection',
    says: 'Raised by anybody while a notice hangs; the branch looks into it, answers and files it.',
  },
  workingDay: {
    name: 'Working day',
    says: 'No weekends or holidays, but make-up days; the holidays are entered once a year in the settings.',
  },
  archive: {
    name: 'Archive',
    says: 'Notice, answers and entries of a finished period are put away together and change no more.',
  },
  category: { name: 'Category', says: 'In post, no post, older, floating and so on: only alike are compared.' },
  ranking: {
    name: 'Ranking by category',
    says: 'Equal points share a place; in public only the first places are named, never the last.',
  },
  exemption: {
    name: 'Exemption',
    says: 'Old, frail or long ill members may, on application, be left out of points and ranking.',
  },
  floating: {
    name: 'Floating member',
    says: 'Lives and works elsewhere; points are mainly the host branch’s business.',
  },
  consent: { name: 'Consent to be named', says: 'Given on paper; without it a name is masked in public.' },
  usual: { name: 'Usual', says: 'The median of somebody’s own earlier periods: the one in the middle.' },
}

export const terms = (): Readonly<Record<TermId, Said>> => (language.value === 'zh' ? zh : en)
