import type { Millis } from '../../shared/base/ids.ts'
import type { AppliedRow } from '../office/kiosks.ts'
import type { Office } from '../office/ports.ts'

/** Collects what kiosks say they show and writes it down once a second: a thousand kiosks apply a document at once. */
export interface AppliedBook {
  note(row: Omit<AppliedRow, 'at'>): void
  /** Never rejects. */
  flush(): Promise<void>
}

const FLUSH_MS = 1_000

export function makeAppliedBook(
  office: Office,
  later: (work: () => void, ms: number) => void,
  onFault: (cause: unknown) => void,
): AppliedBook {
  const rows = new Map<string, AppliedRow>()
  let planned = false
  const book: AppliedBook = {
    note(row) {
      const at: Millis = office.clock.now()
      rows.set(`${row.kioskId} ${row.feed}`, { ...row, at })
      if (planned) return
      planned = true
      later(() => void book.flush(), FLUSH_MS)
    },
    async flush() {
      planned = false
      const noted = [...rows.values()]
      rows.clear()
      if (noted.length === 0) return
      try {
        await office.store.write({ type: 'hub' }, work => work.intake.noteApplied(noted))
      } catch (cause) {
        // A full disk: what is shown where is told again with the next change, and must not end the hub.
        onFault(cause)
      }
    },
  }
  return book
}
