import { dirname } from 'node:path'
import * as v from 'valibot'
import type { RandomBytes } from '../../shared/base/ids.ts'
import type { JournalHead } from '../../shared/journal/chain.ts'
import { FACTS, type Author, type JournalEntry } from '../../shared/journal/facts.ts'
import type { FeedName } from '../../shared/sync/fields.ts'
import type { FeedState } from '../office/feeds.ts'
import type { Clock, Reads, Store, Work } from '../office/ports.ts'
import { syncPath } from '../sync-path.ts'
import { blobReads, blobWrites } from './blobs.ts'
import { openEngine, openToRead, type Engine } from './engine.ts'
import { asStoreError, StoreError } from './errors.ts'
import { ensureEpoch, hubReads, noteBackups, notePhoneUrls } from './hub-meta.ts'
import { feedReads, feedWrites, renewFeeds } from './feeds.ts'
import { intakeReads, intakeWrites } from './intake.ts'
import { headToExtend, insertLines, journalReads, nextLines, refuseCutTail, sealHead } from './journal.ts'
import { migrate } from './migrate.ts'
import { project } from './projections/all.ts'
import { activityReads } from './projections/activities.ts'
import { branchReads } from './projections/branch.ts'
import { closingReads, elsewhereReads, transcriptReads } from './projections/closings.ts'
import { careReads } from './projections/care.ts'
import { kioskReads } from './projections/kiosks.ts'
import { ledgerReads, schemeReads } from './projections/ledger.ts'
import { conflictReads } from './projections/conflicts.ts'
import { declarationReads } from './projections/declarations.ts'
import { guestReads, notePinTries, pinReads } from './projections/member-acts.ts'
import { innerReads } from './projections/inner-notices.ts'
import { noticeReads } from './projections/notices.ts'
import { reviewReads } from './projections/reviews.ts'
import { objectionReads } from './projections/objections.ts'
import { cardReads, cardSecrets, peopleReads } from './projections/people.ts'
import { phoneReads, phoneSecrets } from './projections/phones.ts'
import { showingReads } from './projections/showing.ts'
import { signInReads } from './projections/sign-ins.ts'
import { staffReads, staffSecrets } from './projections/staff.ts'
import { trustReads } from './projections/trust.ts'
import { voiceReads } from './projections/voice.ts'
import type { Db } from './tables.ts'
import { eraseWords, keepWords, wordReads } from './words.ts'

export interface OpenStore extends Store {
  readonly engine: Engine
}

export interface StoreDeps {
  readonly clock: Clock
  readonly random: RandomBytes
  /** The hub's signature over the head after each commit, as hex; tests and one-off readers go without. */
  readonly seal?: (head: JournalHead) => string
  /** Whether a seal was made by this hub; checked once, when the store opens. */
  readonly checkSeal?: (bytes: Uint8Array, seal: string) => boolean
  /**
   * The disk failed in the middle of a commit: what is on it is unknown, so the process must end and start again from
   * the disk. Never retried: a second fsync can lie after the first has failed.
   */
  readonly onFatal?: (cause: StoreError) => void
  /** A listener threw after a commit; by default the process ends with it, as with any bug nobody caught. */
  readonly onListenerFault?: (cause: unknown) => void
}

/** After these, what is on the disk is not what this program thinks: nothing more is written. */
const FATAL: ReadonlySet<StoreError['code']> = new Set(['DISK_FAILED', 'DB_DAMAGED', 'JOURNAL_CUT'])

const loudly = (cause: unknown): void =>
  queueMicrotask(() => {
    throw cause
  })

/**
 * Opens the branch's database and brings its schema up to date.
 * @param path the file, or `:memory:` for one that lives and dies with the process
 * @throws StoreError when it is damaged, newer than this program, or not ours; the file is then untouched
 */
export async function openStore(path: string, deps: StoreDeps): Promise<OpenStore> {
  const engine = openEngine(path)
  try {
    await migrate(engine)
    await ensureEpoch(engine.writer, deps.random)
    await refuseCutTail(engine.writer, deps.checkSeal)
    await engine.writer.transaction().execute(db => renewFeeds(db, deps.clock.now()))
    // The names of file and WAL: SQLite syncs them too, and keeps it to itself when that fails.
    if (path !== ':memory:') syncPath(dirname(path))
  } catch (cause) {
    await engine.close()
    throw asStoreError(cause)
  }
  return new SqlStore(engine, deps)
}

/**
 * A store over a database that a running hub holds: answers questions, takes nothing.
 * @throws StoreError as `openStore`
 */
export function openStoreToRead(path: string): OpenStore {
  const engine = openToRead(path)
  return {
    engine,
    read: readsOf(engine.reader),
    write: async () => {
      throw new Error('this store only reads')
    },
    onCommit: () => {},
    onFeeds: () => {},
    close: () => engine.close(),
  }
}

class SqlStore implements OpenStore {
  readonly engine: Engine
  readonly read: Reads
  readonly #deps: StoreDeps
  readonly #listeners: ((entries: readonly JournalEntry[]) => void)[] = []
  readonly #feedListeners: ((changed: readonly FeedState[]) => void)[] = []
  /** The tail of the queue: each piece of writing starts when the one before it has ended, well or badly. */
  #turn: Promise<unknown> = Promise.resolve()
  #broken: StoreError | null = null
  /** Where this program left the journal; null before its first commit. */
  #left: JournalHead | null = null

  constructor(engine: Engine, deps: StoreDeps) {
    this.engine = engine
    this.#deps = deps
    this.read = readsOf(engine.reader)
  }

  write<T>(by: Author, work: (work: Work) => Promise<T>): Promise<T> {
    const result = this.#turn.then(() => this.#writeNow(by, work))
    this.#turn = result.catch(() => {})
    return result
  }

  async #writeNow<T>(by: Author, work: (work: Work) => Promise<T>): Promise<T> {
    if (this.#broken) throw this.#broken
    const appended: JournalEntry[] = []
    const feeds = new Map<FeedName, FeedState>()
    let value: T
    let left = this.#left
    try {
      value = await this.engine.writer.transaction().execute(async db => {
        const done = await work(workOn(db, by, this.#deps, left, appended, state => feeds.set(state.feed, state)))
        if (appended.length > 0) left = await sealHead(db, this.#deps.seal)
        return done
      })
      this.#left = left
    } catch (cause) {
      throw this.#failed(cause)
    }
    this.#checkpoint()
    if (appended.length > 0) this.#tell(this.#listeners, appended)
    if (feeds.size > 0) this.#tell(this.#feedListeners, [...feeds.values()])
    return value
  }

  /** What is committed is committed: a listener that throws is a bug of its own and no failed piece of writing. */
  #tell<T>(listeners: readonly ((news: T) => void)[], news: T): void {
    for (const listener of listeners) {
      try {
        listener(news)
      } catch (cause) {
        const { onListenerFault = loudly } = this.#deps
        onListenerFault(cause)
      }
    }
  }

  /** What was committed stays so; a full disk is tried again after the next commit, a failed one is the end. */
  #checkpoint(): void {
    try {
      this.engine.checkpoint()
    } catch (cause) {
      this.#failed(cause)
    }
  }

  #failed(cause: unknown): unknown {
    const error = asStoreError(cause)
    if (error instanceof StoreError && FATAL.has(error.code)) {
      this.#broken = error
      this.#deps.onFatal?.(error)
    }
    return error
  }

  onCommit(listener: (entries: readonly JournalEntry[]) => void): void {
    this.#listeners.push(listener)
  }

  onFeeds(listener: (changed: readonly FeedState[]) => void): void {
    this.#feedListeners.push(listener)
  }

  async close(): Promise<void> {
    await this.#turn
    await this.engine.close()
  }
}

/** Every desk's questions over one connection or transaction. */
function readsOf(db: Db): Reads {
  return {
    hub: hubReads(db),
    journal: journalReads(db),
    words: wordReads(db),
    branch: branchReads(db),
    staff: staffReads(db),
    people: peopleReads(db),
    cards: cardReads(db),
    phones: phoneReads(db),
    scheme: schemeReads(db),
    ledger: ledgerReads(db),
    activities: activityReads(db),
    care: careReads(db),
    closings: closingReads(db),
    elsewhere: elsewhereReads(db),
    conflicts: conflictReads(db),
    declarations: declarationReads(db),
    guests: guestReads(db),
    transcripts: transcriptReads(db),
    pins: pinReads(db),
    notices: noticeReads(db),
    inner: innerReads(db),
    objections: objectionReads(db),
    reviews: reviewReads(db),
    kiosks: kioskReads(db),
    showing: showingReads(db),
    signIns: signInReads(db),
    feeds: feedReads(db),
    intake: intakeReads(db),
    trust: trustReads(db),
    voice: voiceReads(db),
    blobs: blobReads(db),
  }
}

function workOn(
  db: Db,
  by: Author,
  deps: StoreDeps,
  left: JournalHead | null,
  appended: JournalEntry[],
  feedChanged: (state: FeedState) => void,
): Work {
  let head: JournalHead | null = null
  const appendAs: Work['appendAs'] = async facts => {
    head ??= await headToExtend(db, left)
    for (const { fact } of facts) v.assert(FACTS[fact.kind], fact.body)
    const next = nextLines(head, facts, deps.clock.now())
    await insertLines(db, next.rows)
    await project(db, next.entries)
    head = next.head
    appended.push(...next.entries)
    return next.entries
  }
  return {
    ...readsOf(db),
    staffSecrets: staffSecrets(db),
    cardSecrets: cardSecrets(db),
    phoneSecrets: phoneSecrets(db),
    feeds: { ...feedReads(db), ...feedWrites(db, feedChanged) },
    intake: { ...intakeReads(db), ...intakeWrites(db) },
    blobs: { ...blobReads(db), ...blobWrites(db, deps.clock) },
    append: (...facts) => appendAs(facts.map(fact => ({ by, fact }))),
    appendAs,
    noteBackups: state => noteBackups(db, state),
    notePhoneUrls: urls => notePhoneUrls(db, urls),
    notePinTries: (memberId, tries) => notePinTries(db, memberId, tries),
    keepWords: (kind, words) => keepWords(db, deps.clock.now(), deps.random, kind, words),
    eraseWords: id => eraseWords(db, id),
  }
}
