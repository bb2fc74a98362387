import type { Server, Socket } from 'socket.io'
import type { JournalEntry } from '../../shared/journal/facts.ts'
import type { Office } from '../office/ports.ts'
import type { StaffAccount } from '../office/staff/staff.ts'

/** Tells the consoles which desks changed; what changed they ask for themselves, with their own rights. */

/** A socket of somebody who has logged out meanwhile is found so soon. */
const RECHECK_MS = 60_000

/** Attaches the namespace `/console` for logged-in accounts alone. @returns how to stop */
export function attachConsole(
  io: Server,
  office: Office,
  accountOf: (cookieHeader: string | undefined) => Promise<StaffAccount | null>,
): () => void {
  const consoles = io.of('/console')
  const mayStay = async (socket: Socket): Promise<boolean> => {
    try {
      return (await accountOf(socket.handshake.headers.cookie)) !== null
    } catch {
      // Whatever kept us from knowing, nobody is let in on a guess.
      return false
    }
  }
  consoles.use(async (socket, next) => next((await mayStay(socket)) ? undefined : new Error('log in first')))
  office.store.onCommit(entries => {
    if (consoles.sockets.size > 0) consoles.emit('changed', { desks: desksOf(entries) })
  })
  const recheck = async (): Promise<void> => {
    for (const socket of consoles.sockets.values()) {
      // Not a disconnect by the server: the page comes back by itself, with its newest cookie or none.
      if (!(await mayStay(socket))) socket.conn.close()
    }
  }
  const timer = setInterval(() => void recheck(), RECHECK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** A fact's kind begins with the thing it is about: `activity.closed` → `activity`. */
const desksOf = (entries: readonly JournalEntry[]): string[] => [
  ...new Set(entries.map(entry => entry.kind.split('.')[0] ?? '')),
]
