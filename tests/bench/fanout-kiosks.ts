import { makeFeedKeeper } from '../../kiosk/sync/feeds.ts'
import { must } from '../../shared/base/check.ts'
import { storedDocument } from '../../shared/sync/envelope.ts'
import type { Nudge } from '../../shared/sync/nudge.ts'
import type { VerifySignature } from '../../shared/sync/signature.ts'
import { verifySignature } from '../../hub/live/signer.ts'
import { memoryCache } from '../fixtures/memory-cache.ts'
import { memoryDevice } from '../fixtures/memory-outbox.ts'
import { documentNo } from './fanout-branch.ts'
import type { Ready } from './ingest-branch.ts'
import { aBenchKiosk } from './ingest-kiosks.ts'
import { connectionOver } from './kiosk-wire.ts'
import { sharedNow } from './server.ts'

/**
 * The receiving half of kiosks: their own feed keeper, which verifies the page and the document with both signatures,
 * keeps them and says so.
 */

export interface BoardKiosk {
  /** Milliseconds of `sharedNow` at which the hub had confirmed that this revision hangs here. */
  shows(rev: number): Promise<number>
  close(): void
}

export async function aBoardKiosk(ready: Ready, number: number): Promise<BoardKiosk> {
  const { socket, welcomed } = await aBenchKiosk(ready, number)
  const { challenge } = must(welcomed, 'a hub that knows its kiosks')
  const connection = connectionOver(socket)
  const keeper = await makeFeedKeeper({
    cache: memoryCache(),
    device: memoryDevice(),
    hubKey: challenge.hubKey,
    verify: verifiedTogether,
    onShown: () => {},
  })
  let hung = 0
  let waiting: { readonly rev: number; readonly done: (at: number) => void } | null = null
  const pull = async (): Promise<void> => {
    if (!(await keeper.pull(connection, 'board'))) throw new Error(`kiosk ${number} could not take the board`)
    hung = revisionShown(keeper.shown('board')?.items.get(documentNo(1).docId)?.text)
    if (waiting && hung >= waiting.rev) waiting.done(sharedNow())
  }
  socket.on('nudge', ({ feed }: Nudge) => {
    if (feed === 'board') void pull()
  })
  await pull()
  return {
    shows: rev =>
      new Promise(done => {
        waiting = { rev, done }
        if (hung >= rev) done(sharedNow())
      }),
    close: () => void socket.close(),
  }
}

function revisionShown(text: string | null | undefined): number {
  const document = storedDocument(text ?? '')
  return document?.type === 'document' ? document.rev : 0
}

const VERDICTS_KEPT = 100
const verdicts = new Map<string, boolean>()

/**
 * A thousand screens have a processor each and check the same signature side by side; these have one between them, so
 * its arithmetic is done once for all. Everything else each does for itself.
 */
const verifiedTogether: VerifySignature = (key, text, signature) => {
  const name = `${key} ${signature} ${text}`
  const verdict = verdicts.get(name) ?? verifySignature(key, text, signature)
  if (verdicts.size >= VERDICTS_KEPT) verdicts.clear()
  verdicts.set(name, verdict)
  return verdict
}
