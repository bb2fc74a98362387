import { putFeed } from '../../hub/office/feeds.ts'
import { documentNo, MOST_KIOSKS, type Published } from './fanout-branch.ts'
import { pairDevices } from './hub-branch.ts'
import type { Ready } from './ingest-branch.ts'
import { startQuietHub } from './quiet-hub.ts'
import { serveQuestions, sharedNow } from './server.ts'

/** A process of its own: the real hub with a thousand paired kiosks, publishing when it is asked to. */

async function main(folder: string): Promise<void> {
  const hub = await startQuietHub(folder, { kioskRate: 1_000_000 })
  const { office } = hub
  const kioskIds = await pairDevices(office, MOST_KIOSKS)
  let rev = 0
  const publish = async (): Promise<Published> => {
    const document = documentNo(++rev)
    await office.store.write({ type: 'local' }, work => putFeed(office, work, 'board', document.docId, document))
    return { rev, committedAt: sharedNow() }
  }
  await publish()
  serveQuestions({ url: hub.url, kioskIds } satisfies Ready, hub.stop, { publish })
}

await main(process.argv[2] ?? '')
