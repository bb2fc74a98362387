import type { PlainDateTime } from '../base/plain-date.ts'

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const

/** 14:00 → 下午两点 · 14:30 → 下午两点半 · 09:05 → 上午九点零五分. For speech only; screens show 14:00. */
export function spokenTime(at: PlainDateTime): string {
  const hour = Number(at.slice(11, 13))
  const minute = Number(at.slice(14, 16))
  const twelve = hour % 12 === 0 ? (hour === 0 ? 0 : 12) : hour % 12
  const hours = twelve === 2 ? '两' : spokenNumber(twelve)
  return `${partOfDay(hour)}${hours}点${spokenMinutes(minute)}`
}

function partOfDay(hour: number): string {
  if (hour < 5) return '凌晨'
  if (hour < 8) return '早上'
  if (hour < 12) return '上午'
  if (hour < 13) return '中午'
  return hour < 18 ? '下午' : '晚上'
}

function spokenMinutes(minute: number): string {
  if (minute === 0) return ''
  if (minute === 30) return '半'
  return `${minute < 10 ? '零' : ''}${spokenNumber(minute)}分`
}

/** 0–59. */
function spokenNumber(value: number): string {
  if (value <= 10) return DIGITS[value] ?? ''
  const tens = Math.floor(value / 10)
  const ones = value % 10
  return `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十${ones === 0 ? '' : (DIGITS[ones] ?? '')}`
}
