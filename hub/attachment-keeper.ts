import type { JournalEntry } from '../shared/journal/facts.ts'
import type { Log } from './log.ts'
import { settleAttachments, type Redraw } from './office/declarations/attachments.ts'
import type { Office } from './office/ports.ts'

/** Looks at what came with declarations and objections as soon as it is complete, and after a start at what was left over. */

const TOUCHES: ReadonlySet<JournalEntry['kind']> = new Set([
  'part.received',
  'declaration.received',
  'attestation.received',
  'objection.received',
])

/** The picture library is large, and most hubs start without a picture to look at. */
export const redraw: Redraw = async bytes => await (await import('./pictures.ts')).redraw(bytes)

/** @returns how to stop; resolves when nothing is being looked at any more */
export function keepAttachments(office: Office, log: Log): () => Promise<void> {
  const onFault = (cause: unknown) => log.error({ err: cause }, 'an attachment could not be looked at')
  let wanted = true
  let stopped = false
  let running: Promise<void> | null = null

  const run = async (): Promise<void> => {
    while (wanted) {
      wanted = false
      await settleAttachments(office, redraw)
    }
  }
  const start = (): void => {
    if (stopped) return
    running ??= run()
      .catch(onFault)
      .finally(() => {
        running = null
        // Something came between the last look and here.
        if (wanted) start()
      })
  }
  office.store.onCommit(entries => {
    if (stopped || !entries.some(each => TOUCHES.has(each.kind))) return
    wanted = true
    start()
  })
  start()
  return async () => {
    stopped = true
    wanted = false
    await running
  }
}
