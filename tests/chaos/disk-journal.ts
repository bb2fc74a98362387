import { dataPaths } from '../../hub/data-folder.ts'
import { openStoreToRead } from '../../hub/store/store.ts'

/** What the journal on the disk holds, whatever became of the process that wrote it. */
export interface JournalOnDisk {
  /** How often each record of a kiosk is in it. */
  readonly times: ReadonlyMap<string, number>
  /** Reads what came since the last time; a journal that is shorter now is read anew. */
  readOn(): Promise<void>
  /** The records of the last reading. */
  fresh(): readonly string[]
}

export function journalOnDisk(folder: string): JournalOnDisk {
  const times = new Map<string, number>()
  let read = 0
  let fresh: string[] = []
  return {
    times,
    fresh: () => fresh,
    async readOn() {
      const store = openStoreToRead(dataPaths(folder).database)
      const { size } = await store.read.journal.head()
      fresh = []
      if (size < read) {
        times.clear()
        read = 0
      }
      while (read < size) {
        const lines = await store.read.journal.lines(read + 1, 1_000)
        for (const { line } of lines) {
          const [, id] = /"recordId":"([0-9a-f-]{36})"/.exec(line) ?? []
          if (!id) continue
          times.set(id, (times.get(id) ?? 0) + 1)
          fresh.push(id)
        }
        read += lines.length
      }
      await store.close()
    },
  }
}
