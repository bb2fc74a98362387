import type { Millis, RecordId } from '../../shared/base/ids.ts'
import { recordText } from '../../shared/sync/record.ts'
import type { NewRow, RowMark } from '../store/outbox.ts'
import type { KioskClock } from './time.ts'

/** The envelope around a record's body, as a row that the outbox keeps until the hub has it. */
export function newRow(
  { mono, boot }: Pick<KioskClock, 'mono' | 'boot'>,
  of: { readonly id: RecordId; readonly at: Millis; readonly kind: string; readonly body: object },
  mark: RowMark | null = null,
): NewRow {
  const { id, at, kind, body } = of
  const record = { id, at, kind, kv: 1, mono: Math.max(0, mono()), boot, body: { ...body } }
  return { id, at, mark, text: recordText(record) }
}
