import type { PlainDateTime } from '../../shared/base/plain-date.ts'
import type { zh } from './text/zh.ts'

const DAY_MS = 86_400_000

/** `今天 14:00`, `10月15日 星期四 14:00`: the branch's wall-clock time, named by the phone's own calendar. */
export function dayOf(at: PlainDateTime, now: number, language: 'zh' | 'en', t: typeof zh): string {
  const [date = '', time = ''] = at.split('T')
  const near = [localDate(now), localDate(now + DAY_MS)].indexOf(date)
  if (near === 0) return `${t.today} ${time}`
  if (near === 1) return `${t.tomorrow} ${time}`
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    timeZone: 'UTC',
  })
  const parts = format.format(new Date(`${date}T00:00:00Z`))
  return `${parts.replace(/(日)(星期)/, '$1 $2')} ${time}`
}

function localDate(now: number): string {
  const at = new Date(now)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
