import { parsePlainDate, parsePlainDateTime, type PlainDate, type PlainDateTime } from '../../shared/base/plain-date.ts'

/** Full dates and times as tables write them: 2026-01-05, 2026/1/5, 2026年1月5日, 2026.1.5, 20260105, 15:00, 下午3:00. */

/** The day, a time after it ignored; null when unreadable or impossible. */
export function parseDay(shown: string): PlainDate | null {
  const text = fold(shown)
  const match =
    /^(\d{4})[.\-/年](\d{1,2})[.\-/月](\d{1,2})日?(?:[T(]?.*)?$/.exec(text.replace(/\s.*$/, '')) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(text)
  return match ? parsePlainDate([match[1], pad(match[2]), pad(match[3])].join('-')) : null
}

/** `HH:MM`; null when unreadable. */
export function parseTime(shown: string): string | null {
  const match = /^(上午|早上|下午|晚上|中午)?(\d{1,2})[:时点](?:(\d{1,2})(?::\d{1,2}|分)?|半)?$/.exec(
    fold(shown).replace(/\s/g, ''),
  )
  if (!match) return null
  const late = ['下午', '晚上'].includes(match[1] ?? '') && Number(match[2]) < 12
  const half = shown.includes('半') ? '30' : '0'
  const time = `${pad(String(Number(match[2]) + (late ? 12 : 0)))}:${pad(match[3] ?? half)}`
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : null
}

/** Day and time in one text; null when either is missing or impossible. */
export function parseDayTime(shown: string): PlainDateTime | null {
  const text = fold(shown).replace(/日(?=[上下早晚中\d])/, '日 ')
  const [day = '', ...rest] = text.split(/[T\s]+/)
  const [date, time] = [parseDay(day), parseTime(rest.join(''))]
  return date !== null && time !== null ? dayTime(date, time) : null
}

/** @param time `HH:MM` */
export const dayTime = (date: PlainDate, time: string): PlainDateTime | null => parsePlainDateTime(`${date}T${time}`)

/** The wall-clock time some minutes later (or earlier), across midnight too. */
export function addMinutes(at: PlainDateTime, minutes: number): PlainDateTime {
  const text = new Date(Date.parse(`${at}:00Z`) + minutes * 60_000).toISOString().slice(0, 16)
  return parsePlainDateTime(text) ?? at
}

const fold = (text: string): string => text.normalize('NFKC').trim()

const pad = (text: string | undefined): string => (text ?? '').padStart(2, '0')
