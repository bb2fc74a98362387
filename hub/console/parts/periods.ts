import { periodsUpTo, rangeOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { language } from '../../pages/language.ts'

/** 2026年第三季度 | 2026年上半年 | 2026年全年 */
export function periodText(period: Period): string {
  const year = period.slice(0, 4)
  const part = period.slice(5)
  if (language.value !== 'zh') return part === '' ? `${year}, whole year` : `${year} ${part}`
  return `${year}年${PARTS[part] ?? ''}`
}

const PARTS: Readonly<Record<string, string>> = {
  '': '全年',
  Q1: '第一季度',
  Q2: '第二季度',
  Q3: '第三季度',
  Q4: '第四季度',
  H1: '上半年',
  H2: '下半年',
}

/** Periods of the published schemes that have begun, the newest first. */
export function periodsToShow(schemes: readonly Pick<Scheme, 'cycle' | 'reviewPeriod'>[], today: PlainDate): Period[] {
  const lengths = new Map(schemes.map(scheme => [scheme.cycle, scheme]))
  return [...lengths.values()]
    .sort((a, b) => b.cycle - a.cycle)
    .flatMap(({ cycle, reviewPeriod }) =>
      periodsUpTo(String(cycle) as Period, reviewPeriod)
        .filter(period => rangeOf(period).from <= today)
        .reverse(),
    )
}

/** What is looked at first: the newest period that has ended; before any has, the one that runs. */
export function periodToShow(periods: readonly Period[], today: PlainDate): Period | null {
  return periods.find(period => rangeOf(period).to < today) ?? periods[0] ?? null
}

export const isOver = (period: Period, today: PlainDate): boolean => rangeOf(period).to < today
