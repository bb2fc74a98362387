import * as v from 'valibot'
import { newId, type RandomBytes, type RecordId } from '../../shared/base/ids.ts'
import { dateOf } from '../../shared/base/plain-date.ts'
import { shownDoc } from '../../shared/notices/shown-doc.ts'
import { recordText } from '../../shared/sync/record.ts'
import { due, look, NEW_TALLY, TallySchema, told, type Look, type Tally } from '../../shared/sync/shown-tally.ts'
import type { Glass } from '../board/glass.ts'
import { readableOf } from '../board/notice-view.ts'
import { OutboxFull, type DeviceStore, type Outbox } from '../store/outbox.ts'
import type { Board } from './board.ts'
import type { KioskClock } from './time.ts'

/**
 * Looks at the glass every few seconds and tells the hub what was on it (NT30). The count lives beside the outbox, so
 * a power cut takes a minute of it at most; records go into the outbox like any other, but only where there is room.
 */

export interface ShowingDeps {
  readonly outbox: Pick<Outbox, 'state' | 'add'>
  readonly device: DeviceStore
  readonly board: Pick<Board, 'documents'>
  readonly clock: KioskClock
  readonly random: RandomBytes
  /** What is on the glass at this moment. */
  readonly readGlass: () => Glass
  readonly onWritten: (seq: number) => void
  readonly onFault: (cause: unknown) => void
}

export interface Showing {
  /** One look, and what is due by then. Never rejects; a look while the one before is still written is left out. */
  look(): Promise<void>
}

export const LOOK_MS = 3_000
const SAVE_MS = 60_000
/** With so many records waiting, the count goes on and no more are made. */
const UNSENT_MAX = 2_000
/** After a full disk. */
const AGAIN_MS = 600_000

export async function openShowing(deps: ShowingDeps): Promise<Showing> {
  const kept = v.safeParse(TallySchema, await deps.device.get('shown'))
  return new Watch(deps, kept.success ? kept.output : NEW_TALLY)
}

class Watch implements Showing {
  readonly #deps: ShowingDeps
  #tally: Tally
  #busy = false
  /** Steady milliseconds. */
  #savedAt = -Infinity
  #notBefore = -Infinity
  /** Place of the newest record made here in this run; 0 before the first. */
  #newest = 0

  constructor(deps: ShowingDeps, tally: Tally) {
    this.#deps = deps
    this.#tally = tally
  }

  async look(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    try {
      const now = this.#now()
      this.#tally = look(this.#tally, now)
      const written = now.mono >= this.#notBefore && (await this.#tell(now))
      if (written || now.mono - this.#savedAt >= SAVE_MS) await this.#save(now)
    } catch (cause) {
      this.#notBefore = this.#deps.clock.mono() + AGAIN_MS
      if (!(cause instanceof OutboxFull)) this.#deps.onFault(cause)
    } finally {
      this.#busy = false
    }
  }

  #now(): Look {
    const { clock, board, readGlass } = this.#deps
    const { time, trust } = clock.read()
    clock.tick()
    const now = clock.now.value
    const listed = readableOf(board.documents.value, now).map(shownDoc)
    // What a page still shows of a document that has just gone is not what the board has.
    const onBoard = (docs: Glass['posted']) => docs.filter(doc => listed.includes(doc))
    const { posted, opened } = readGlass()
    return {
      time,
      trust,
      day: dateOf(now),
      mono: clock.mono(),
      boot: clock.boot,
      listed,
      posted: onBoard(posted),
      opened: onBoard(opened),
    }
  }

  async #tell(now: Look): Promise<boolean> {
    const { outbox, random, clock, onWritten } = this.#deps
    const { acked, last } = await outbox.state()
    if (last - acked >= UNSENT_MAX) return false
    const waiting = this.#newest > 0 ? acked < Math.min(this.#newest, last) : acked < last
    const record = due(this.#tally, now, waiting)
    if (!record) return false
    const head = { id: newId<RecordId>(now.time, random), at: now.time, mono: now.mono, boot: clock.boot }
    const text = recordText({ ...head, kind: 'shown', kv: 1, body: { ...record.body } })
    const seq = await outbox.add({ id: head.id, text, at: now.time, mark: null }, 'spare')
    // Only now: what was not kept is told the next time.
    this.#tally = told(this.#tally, record, now)
    this.#newest = seq
    onWritten(seq)
    return true
  }

  async #save(now: Look): Promise<void> {
    await this.#deps.device.set('shown', this.#tally)
    this.#savedAt = now.mono
  }
}
