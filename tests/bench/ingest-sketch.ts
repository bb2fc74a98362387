import { hash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Server } from 'socket.io'
import { SERVER_OPTIONS } from '../../hub/live/attach.ts'
import type { Ack, Push } from '../../shared/sync/push.ts'
import type { Ready } from './ingest-branch.ts'
import { serveQuestions } from './server.ts'

/**
 * A process of its own: the least that keeps what kiosks send. Bare Socket.io and `node:sqlite`, everything that has
 * arrived in one durable commit, raw text and a hash-chained line per record, answer after the commit. No handshake, no
 * parsing, no proof, no duplicates, no attendance: what the hub's rules cost is the difference.
 */

interface Waiting {
  readonly stream: string
  readonly push: Push
  readonly answer: (ack: Ack) => void
}

function main(folder: string): void {
  const store = makeStore(join(folder, 'sketch.sqlite'))
  let queue: Waiting[] = []
  const http = createServer()
  const io = new Server(http, SERVER_OPTIONS)
  io.of('/kiosk').on('connection', socket => {
    socket.on('push', (push: Push, answer: (ack: Ack) => void) => {
      if (queue.length === 0) {
        setImmediate(() => {
          const batch = queue
          queue = []
          store(batch)
        })
      }
      queue.push({ stream: push.epoch, push, answer })
    })
  })
  http.listen(0, '127.0.0.1', () => {
    const { port } = http.address() as AddressInfo
    serveQuestions({ url: `http://127.0.0.1:${port}`, kioskIds: [] } satisfies Ready, () => {})
  })
}

function makeStore(file: string): (batch: readonly Waiting[]) => void {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  database.exec(`CREATE TABLE raw (stream TEXT NOT NULL, seq INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (stream, seq)) STRICT`)
  database.exec('CREATE TABLE journal (no INTEGER PRIMARY KEY, hash TEXT NOT NULL, line TEXT NOT NULL) STRICT')
  const keepRaw = database.prepare('INSERT INTO raw (stream, seq, text) VALUES (?, ?, ?)')
  const keepLine = database.prepare('INSERT INTO journal (no, hash, line) VALUES (?, ?, ?)')
  let no = 0
  let head = ''
  return batch => {
    const acks: Ack[] = []
    database.exec('BEGIN')
    for (const { stream, push } of batch) {
      const res = push.recs.map((text, at) => {
        no += 1
        head = hash('sha256', head + text, 'hex')
        keepRaw.run(stream, push.from + at, text)
        keepLine.run(no, head, text)
        return { seq: push.from + at, st: 'new' as const, no }
      })
      acks.push({ ok: true, epoch: push.epoch, upto: push.from + res.length - 1, res })
    }
    database.exec('COMMIT')
    batch.forEach(({ answer }, at) => {
      const ack = acks[at]
      if (ack) answer(ack)
    })
  }
}

main(process.argv[2] ?? '')
