import type { Period, PlainDate } from '../base/plain-date.ts'
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

/** The beginning of a points notice, free to be edited. @param schemeTitle without 《》 */
export const introOpening = (schemeTitle: string, period: Period): string =>
  `根据《${schemeTitle}》，经积分登记、支部汇总审核，现将${periodName(period)}党员积分予以公示。`

export const titleOf = {
  items: (cycle: number): string => `${cycle}年度党员积分项目`,
  periodPoints: (period: Period): string => `${periodName(period)}党员积分公示`,
  ranking: (period: Period): string => `${periodName(period)}党员积分分类排名`,
} as const
