import { formatHundredths } from '../../../shared/base/hundredths.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { BoardDocument, BodyOf, PledgeState } from '../../../shared/notices/document.ts'
import type { Component, Dimension, Evidence, Recorder } from '../../../shared/points/item.ts'
import type { Movement } from '../../../shared/points/ranking.ts'

/** The fixed words of a printed notice: an official paper is Chinese whatever the language of the page around it. */

/** Short, as on the kiosk: a column of a table has no room for 执行纪律合格. */
export const DIMENSION: Readonly<Record<Dimension, string>> = {
  political: '政治合格',
  discipline: '执行纪律',
  character: '品德合格',
  role: '发挥作用',
}
export const COMPONENT: Readonly<Record<Component, string>> = {
  base: '基础积分',
  contribution: '贡献加分',
  deduction: '违规扣分',
  veto: '一票否决',
}
/** As the kiosk says it: the paper and the screen must read the same. */
export const EVIDENCE: Readonly<Record<Evidence, string>> = {
  signIn: '现场签到记录',
  branchRecord: '支部工作记录',
  declaration: '本人申报材料',
  attestation: '受益群众证实',
  certificate: '证书或证明',
  decision: '组织决定文件',
}
export const RECORDER: Readonly<Record<Recorder, string>> = {
  attendance: '签到后自动记',
  branch: '由支部登记',
  member: '本人报，支部核',
  resident: '群众报，支部核',
}

export const MOVEMENT: Readonly<Record<Movement, string>> = { up: '↑', down: '↓', same: '＝', new: '新' }

export const PLEDGE_STATE: Readonly<Record<PledgeState, string>> = {
  standing: '长期坚持',
  underWay: '正在办',
  kept: '已办到',
}

export const paperWords = {
  activity: { time: '时间', place: '地点', audience: '参加人员', turnout: '到会情况' },
  correction: (rev: number) => `更正说明（第${rev}版）：`,
  inside: {
    members: { name: '党员内部', says: '不张贴，不外传' },
    self: { name: '本人', says: '请装信封交本人' },
  },
  order: '按姓氏笔画排列，不分先后。',
  masked: '未同意公开姓名的同志，姓名以“*”代替。',
  atLeastZero: '合计低于0分的，按0分公布。',
  columns: ['序号', '姓名', '类别'],
  number: '序号',
  commendationColumns: ['姓名', '类别', '事迹'],
  pledgeColumns: {
    promises: { name: '姓名', post: '身份', pledge: '承诺事项', state: '办理情况' },
    posts: { name: '姓名', post: '岗位', pledge: '职责', state: '履职情况' },
    areas: { name: '责任人', post: '责任区', pledge: '负责的事', state: '办理情况' },
    models: { name: '姓名', post: '示范岗', pledge: '示范内容', state: '情况' },
    threeShows: { name: '姓名', post: '岗位', pledge: '亮明的承诺', state: '评议情况' },
  },
  yearTotal: '年度累计',
  sumOf: (part: string) => (part.includes('季度') ? '本季合计' : '本期合计'),
  place: '名次',
  name: '姓名',
  points: '积分',
  tied: '并列',
  year: '全年累计',
  people: (count: number) => `${count}人`,
  others: (count: number) => `其余${count}名同志，只公布人数：`,
  nobodyNamed: '人数较少，不公布名次。',
  rankingRule: '同类相比，不跨类排名。分数相同，名次并列。',
  moves: '↑↓＝是和上一期的名次比，“新”是上一期还没有参加。',
  itemColumns: ['编号', '项目', '方面', '分值', '最多', '凭什么算', '谁来登记'],
  effective: (date: string, version: number) => `自${date}起执行，第${version}版。`,
  appliesTo: (labels: readonly string[]) => `适用：${labels.join('、')}`,
  sharedWith: (codes: readonly string[]) => `与${codes.join('、')}合计`,
  noPoints: '否决',
  contact: '联系人：',
  phone: '电话：',
  at: '地点：',
  period: '公示期：',
  periodRange: (first: string, last: string, count: number) => `${first}至${last}，${count}个工作日，`,
  closes: (time: string) => `最后一天${time}截止`,
  ledger: '账本指纹',
  content: '内容指纹',
  entries: (count: number) => `（截至第${count}条记录）`,
  revision: (rev: number) => `第${rev}版`,
} as const

/** 10月14日 */
export const shortDate = (date: PlainDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`

type ShownItem = BodyOf<'items'>['items'][number]

/** +2分/次, −5分/次; 否决 where there are no points. */
export function worth({ points, unit }: ShownItem): string {
  if (points === null) return paperWords.noPoints
  const text = formatHundredths(points).replace('-', '−')
  return `${points > 0 ? '+' : ''}${text}分/${unit}`
}

/** 每期6分，全年12分; empty without a cap. */
export function capText({ caps }: ShownItem): string {
  const part = (when: string, cap: typeof caps.perCycle) =>
    cap === undefined ? [] : [`${when}${formatHundredths(cap)}分`]
  return [
    ...part('每月', caps.perMonth),
    ...part('每季', caps.perQuarter),
    ...part('每期', caps.perPeriod),
    ...part('全年', caps.perCycle),
  ].join('，')
}

type Band = BodyOf<'ranking'>['categories'][number]['period']['bands'][number]

/** 22—23分, 21分及以下, 24分及以上; empty where a band has no ends. */
export function bandText({ from, to }: Band): string {
  const text = (points: NonNullable<typeof from>) => formatHundredths(points).replace('-', '−')
  if (from !== null && to !== null) return from === to ? `${text(to)}分` : `${text(from)}—${text(to)}分`
  if (to !== null) return `${text(to)}分及以下`
  return from === null ? '' : `${text(from)}分及以上`
}

/** How to read the table of a document; empty where there is nothing to say. */
export function noteOf(body: BoardDocument['body']): string {
  const { order, atLeastZero, masked, rankingRule, moves: moved } = paperWords
  switch (body.kind) {
    case 'periodPoints':
      return order + atLeastZero + (body.rows.some(row => row.masked) ? masked : '')
    case 'pledges':
      return order + (body.rows.some(row => row.masked) ? masked : '')
    case 'commendation':
      return order
    case 'ranking':
      return rankingRule + (body.starts ?? '') + (body.categories.some(moves) ? moved : '') + masked
    default:
      return ''
  }
}

const moves = ({ yearToDate }: BodyOf<'ranking'>['categories'][number]): boolean =>
  yearToDate.rows.some(row => row.movement !== null)
