import { formatHundredths } from '../base/hundredths.ts'
import type { Period, PlainDate } from '../base/plain-date.ts'
import type { Scheme } from '../points/scheme.ts'
import type { PledgeVariant } from './document.ts'
import type { NoticePeriod } from './working-days.ts'

/** The set phrases of published documents. They hang on the wall as they are, so they are Chinese whatever the page. */

const PARTS: Readonly<Record<string, string>> = {
  Q1: '第一季度',
  Q2: '第二季度',
  Q3: '第三季度',
  Q4: '第四季度',
  H1: '上半年',
  H2: '下半年',
}

/** 第三季度; 全年 for a whole cycle. */
export const periodPart = (period: Period): string => PARTS[period.slice(5)] ?? '全年'

/** 2026年第三季度 */
export const periodName = (period: Period): string => `${period.slice(0, 4)}年${periodPart(period)}`

/** 2026年10月14日: as official papers write it, no leading zeros. */
export const dateName = (date: PlainDate): string => `${date.slice(0, 4)}年${monthDay(date)}`

const monthDay = (date: PlainDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`

/** 公示期自2026年10月14日至10月20日，共5个工作日。…; empty without a period. */
export function periodSentence(period: NoticePeriod | null): string {
  const [first, last] = [period?.days[0], period?.days.at(-1)]
  if (!period || !first || !last) return ''
  const end = first.slice(0, 4) === last.slice(0, 4) ? monthDay(last) : dateName(last)
  const length = `共${period.days.length}个工作日`
  return `公示期自${dateName(first)}至${end}，${length}。如有异议，请在公示期内当面或打电话向联系人提出。`
}

/** 全年累计从年初的100分（流动党员80分）算起；…; empty where a year begins with nothing. */
export function startSentence({ start, categories }: Pick<Scheme, 'start' | 'categories'>): string {
  if (start.mode === 'accrue') return ''
  const least = '不足起始分的，按起始分公布。'
  if (start.mode === 'carryOver') {
    const otherwise = start.otherwise > 0 ? `，没有上年分的从${formatHundredths(start.otherwise)}分算起` : ''
    return `全年累计从上年总分的${start.percentOfLastYear}%算起${otherwise}；${least}`
  }
  const others = categories.flatMap(({ id, label, ranked }) => {
    const own = start.byCategory[id]
    return !ranked || own === undefined || own === start.points ? [] : [`${label}${formatHundredths(own)}分`]
  })
  const except = others.length === 0 ? '' : `（${others.join('，')}）`
  return `全年累计从年初的${formatHundredths(start.points)}分${except}算起；${least}`
}

/** The beginning of a points notice, free to be edited. @param schemeTitle without 《》 */
export const introOpening = (schemeTitle: string, period: Period): string =>
  `根据《${schemeTitle}》，经积分登记、支部汇总审核，现将${periodName(period)}党员积分予以公示。`

/** 党员光荣榜 */
export const commendationOpening = (period: Period): string =>
  `${periodName(period)}，下列同志用实际行动为群众办事、为支部争光，经支部委员会研究，予以表扬。`

/** What each variant is called, and the usual sentence above its table. */
export const PLEDGES: Readonly<Record<PledgeVariant, { readonly name: string; readonly opening: string }>> = {
  promises: {
    name: '党员承诺践诺',
    opening: '每名党员结合自己的条件，向群众作出能办、能看得见的承诺。请大家监督，办得怎样，我们在这里写明。',
  },
  posts: {
    name: '党员设岗定责',
    opening: '经本人认领、党员大会同意，没有职务的党员也有自己的岗位和责任。',
  },
  areas: {
    name: '党员责任区',
    opening: '党员分片联系群众。责任区里有事，可以找这里写的党员，也可以到一楼窗口。',
  },
  models: {
    name: '党员示范岗',
    opening: '下列岗位由党员带头做出样子，群众照着看、照着评。',
  },
  threeShows: {
    name: '“三亮三比三评”',
    opening: '亮身份、亮职责、亮承诺，比学习、比服务、比作为，自己评、党员评、群众评。',
  },
}

export const titleOf = {
  items: (cycle: number): string => `${cycle}年度党员积分项目`,
  periodPoints: (period: Period): string => `${periodName(period)}党员积分公示`,
  ranking: (period: Period): string => `${periodName(period)}党员积分分类排名`,
  /** @param over whether it tells how it was */
  activity: (name: string, over: boolean): string => (over ? `“${name}”情况公开` : `关于开展“${name}”的通知`),
  commendation: (period: Period): string => `${periodName(period)}党员光荣榜`,
  pledges: (variant: PledgeVariant, cycle: number): string => `${cycle}年${PLEDGES[variant].name}公开`,
} as const
