import type { Period } from '../../../shared/base/plain-date.ts'
import type { Reads } from '../ports.ts'
import type { ReminderOnFile } from './ports.ts'

/** Reminders as they stand: a letter reminds nobody before it is published (NT58). */
export interface Reminder extends ReminderOnFile {
  /** Null: in person, or not needed, or by a letter that was published; else the draft still waits. */
  readonly waits: 'letter' | null
}

/** Of a period, newest first. A letter that was given up before it was published has reminded nobody, and is left out. */
export async function remindersOf(
  read: Pick<Reads, 'care' | 'inner' | 'notices'>,
  period: Period,
): Promise<Reminder[]> {
  const found: Reminder[] = []
  for (const each of await read.care.reminders()) {
    if (each.period !== period) continue
    const delivered = each.letterId === null ? null : ((await read.inner.of(each.letterId))[0] ?? null)
    if (each.letterId === null) found.push({ ...each, waits: null })
    else if (delivered) found.push({ ...each, at: delivered.at, waits: null })
    else {
      const onFile = await read.notices.one(each.letterId)
      if (onFile && onFile.notice.is !== 'discarded') found.push({ ...each, waits: 'letter' })
    }
  }
  return found
}
