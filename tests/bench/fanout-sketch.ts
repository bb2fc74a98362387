import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Server } from 'socket.io'
import { SERVER_OPTIONS } from '../../hub/live/attach.ts'
import { documentNo, type Broadcast } from './fanout-branch.ts'
import type { Ready } from './ingest-branch.ts'
import { serveQuestions, sharedNow } from './server.ts'

/**
 * A process of its own: the least that brings a document to everybody. One durable commit, then Socket.io's own
 * broadcast of the text, which each client acknowledges unread. No signature, no order, nobody who comes later gets it.
 */

const ACK_MS = 60_000

function main(folder: string): void {
  const database = new DatabaseSync(join(folder, 'sketch.sqlite'))
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  database.exec('CREATE TABLE board (rev INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT')
  const keep = database.prepare('INSERT INTO board (rev, text) VALUES (?, ?)')
  const http = createServer()
  const kiosks = new Server(http, SERVER_OPTIONS).of('/kiosk')
  let rev = 0
  const publish = async (): Promise<Broadcast> => {
    const text = JSON.stringify(documentNo(++rev))
    keep.run(rev, text)
    const committedAt = sharedNow()
    await kiosks.timeout(ACK_MS).emitWithAck('document', text)
    return { rev, committedAt, ackedAt: sharedNow() }
  }
  http.listen(0, '127.0.0.1', () => {
    const { port } = http.address() as AddressInfo
    serveQuestions({ url: `http://127.0.0.1:${port}`, kioskIds: [] } satisfies Ready, () => {}, { publish })
  })
}

main(process.argv[2] ?? '')
