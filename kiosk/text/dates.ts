import type { PlainDate, PlainDateTime } from '../../shared/base/plain-date.ts'

/** `2026-10-15T14:12` → `14:12` */
export const timeOf = (at: PlainDateTime): string => at.slice(11)

export const yearNumber = (date: PlainDate): number => Number(date.slice(0, 4))
export const monthNumber = (date: PlainDate): number => Number(date.slice(5, 7))
export const dayNumber = (date: PlainDate): number => Number(date.slice(8, 10))

/** Whole minutes from one wall-clock time to another; negative when `to` is earlier. */
export const minutesBetween = (from: PlainDateTime, to: PlainDateTime): number =>
  Math.round((Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / 60_000)
