import { formatHundredths, type Hundredths } from '../../shared/base/hundredths.ts'
import type { Millis } from '../../shared/base/ids.ts'
import {
  dateOf,
  dayOfWeek,
  daysBetween,
  plainDateTimeAt,
  type DateRange,
  type PlainDate,
} from '../../shared/base/plain-date.ts'
import { language } from './language.ts'

/** How dates, times, sizes and points are written on every page (DESIGN-LANGUAGE §9). */

const WEEKDAYS_ZH = '一二三四五六日'
const WEEKDAYS_EN = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const partsOf = (date: PlainDate) => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
})

/** 10月15日 | 15 Oct */
export function dayText(date: PlainDate): string {
  const { month, day } = partsOf(date)
  return language.value === 'zh' ? `${month}月${day}日` : `${day} ${MONTHS_EN[month - 1]}`
}

/** 10月1日 · 10月1日—7日 · 9月30日—10月7日 */
export function dayRangeText({ from, to }: DateRange): string {
  if (from === to) return dayText(from)
  const sameMonth = language.value === 'zh' && from.slice(0, 7) === to.slice(0, 7)
  return `${dayText(from)}—${sameMonth ? `${partsOf(to).day}日` : dayText(to)}`
}

/** 2026年10月15日 | 15 Oct 2026 */
export function dateText(date: PlainDate): string {
  const { year } = partsOf(date)
  return language.value === 'zh' ? `${year}年${dayText(date)}` : `${dayText(date)} ${year}`
}

/** 10月15日 星期四 | Thu 15 Oct */
export function dayAndWeekday(date: PlainDate): string {
  const at = dayOfWeek(date) - 1
  return language.value === 'zh' ? `${dayText(date)} 星期${WEEKDAYS_ZH[at]}` : `${WEEKDAYS_EN[at]} ${dayText(date)}`
}

/** 14:42 */
export const timeText = (at: Millis, timeZone: string): string => plainDateTimeAt(at, timeZone).slice(11)

/** 今天 06:00, 昨天 23:10, 10月3日 06:00, 2025年10月3日 06:00: as near as it is. */
export function momentText(at: Millis, now: Millis, timeZone: string): string {
  const [moment, today] = [plainDateTimeAt(at, timeZone), dateOf(plainDateTimeAt(now, timeZone))]
  const date = dateOf(moment)
  const age = daysBetween(date, today)
  const zh = language.value === 'zh'
  const near = age === 0 ? (zh ? '今天' : 'today') : age === 1 ? (zh ? '昨天' : 'yesterday') : null
  const day = near ?? (date.slice(0, 4) === today.slice(0, 4) ? dayText(date) : dateText(date))
  return `${day} ${moment.slice(11)}`
}

/** 刚才, 26 分钟, 3 小时, 2 天: how long ago, without false precision. */
export function agoText(at: Millis, now: Millis): string {
  const minutes = Math.floor(Math.max(0, now - at) / 60_000)
  const zh = language.value === 'zh'
  if (minutes < 1) return zh ? '刚才' : 'just now'
  if (minutes < 60) return zh ? `${minutes} 分钟` : `${minutes} min`
  if (minutes < 48 * 60) return zh ? `${Math.floor(minutes / 60)} 小时` : `${Math.floor(minutes / 60)} h`
  return zh ? `${Math.floor(minutes / 1440)} 天` : `${Math.floor(minutes / 1440)} days`
}

/** 3, +3, −0.5: points with the minus sign of the design; `signed` also writes the plus. */
export function pointsText(value: Hundredths, signed = false): string {
  const text = formatHundredths(value).replace('-', '−')
  return signed && value > 0 ? `+${text}` : text
}

/** 860 B, 12.4 KB, 3 MB; steps of 1024. */
export function fileSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  let [size, at] = [bytes, 0]
  while (size >= 1024 && at < units.length - 1) {
    size /= 1024
    at++
  }
  return `${at === 0 ? size : Number(size.toFixed(1))} ${units[at]}`
}
