import type { Millis } from '../../shared/base/ids.ts'
import type { AppliedRow } from '../office/kiosks/kiosks.ts'
import type { AnnouncedRow } from '../office/kiosks/streams.ts'
import type { Office } from '../office/ports.ts'

/** Collects what kiosks say they show and have, and writes it down once a second: a thousand kiosks apply a document at once. */
export interface AppliedBook {
  note(row: Omit<AppliedRow, 'at'>): void
  /** A kiosk has records that the hub has not: should they never come, somebody must know. */
  announce(row: Omit<AnnouncedRow, 'at'>): void
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
  const announced = new Map<string, AnnouncedRow>()
  let planned = false
  const plan = (): void => {
    if (planned) return
    planned = true
    later(() => void book.flush(), FLUSH_MS)
  }
  const book: AppliedBook = {
    note(row) {
      const at: Millis = office.clock.now()
      rows.set(`${row.kioskId} ${row.feed}`, { ...row, at })
      plan()
    },
    announce(row) {
      announced.set(`${row.kioskId} ${row.epoch}`, { ...row, at: office.clock.now() })
      plan()
    },
    async flush() {
      planned = false
      const noted = [...rows.values()]
      rows.clear()
      const said = [...announced.values()]
      announced.clear()
      if (noted.length === 0 && said.length === 0) return
      try {
        await office.store.write({ type: 'hub' }, async work => {
          await work.intake.noteApplied(noted)
          await work.intake.noteAnnounced(said)
        })
      } catch (cause) {
        // A full disk: what is shown where is told again with the next change, and must not end the hub.
        onFault(cause)
      }
    },
  }
  return book
}
