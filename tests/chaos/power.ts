import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { readNotes, type Note } from './power-notes.ts'

/**
 * A disk whose power can be cut. The hub's process runs with `power.c` preloaded, which notes what it writes and what it
 * syncs; when the process is dead, the folder is made what a disk would then hold.
 */

export interface PoweredFolder {
  /** One life of the hub: a process that has not touched the folder yet. */
  life(): PoweredLife
}

export interface PoweredLife {
  /** Of its process. */
  readonly env: Record<string, string>
  /** What lies in the folder now is on the disk, and the process begins. */
  begin(): void
  /**
   * The power is cut: call it when the process is dead.
   * @throws Error when the process changed a file behind the shim's back, or the shim was not there at all
   */
  cut(remains: Remains): PowerCut
  /** The n-th fsync from now on fails with EIO, and what it was to save is never saved. */
  failSync(nth: number): void
  /** The process is killed before its n-th fsync of a file, with all that it was to make sure of. */
  dieBeforeSync(nth: number): void
  /** The names of files cannot be synced any more. */
  failFolders(): void
  /** Every write of the folder's files fails from now on; null: none does any more. */
  refuseWrites(why: 'ENOSPC' | 'EROFS' | null): void
  /** Since its beginning. */
  seen(): { readonly syncs: number; readonly failed: number }
}

/** What becomes of changes that nobody waited for: none of them, or each by chance whole, in part or not at all. */
export type Remains = { readonly kind: 'synced' } | { readonly kind: 'torn'; readonly chance: () => number }

export interface PowerCut {
  /** Changes that were not synced. */
  readonly unsynced: number
  /** Of these, the ones that did not last, or not whole. */
  readonly gone: number
  /** What the process still did to its files after an fsync had failed. */
  readonly afterFailure: number
}

const ERRNO = { ENOSPC: 28, EROFS: 30 } as const
const SECTOR = 512

/** @param scratch  a folder of the test's own, beside the hub's */
export function powerFolder(folder: string, scratch: string): PoweredFolder {
  const shim = compileShim(scratch)
  const disk = new Disk(folder)
  let lives = 0
  return { life: () => lifeOn(disk, shim, folder, join(scratch, `life-${++lives}`)) }
}

function lifeOn(disk: Disk, shim: string, folder: string, place: string): PoweredLife {
  const [log, page] = [`${place}.notes`, `${place}.switches`]
  writeFileSync(page, new Uint8Array(24))
  const setSwitch = (at: number, value: number): void => {
    const file = openSync(page, 'r+')
    writeSync(file, new Uint8Array(new Int32Array([value]).buffer), 0, 4, at * 4)
    closeSync(file)
  }
  return {
    env: { LD_PRELOAD: shim, POWER_FOLDER: folder, POWER_LOG: log, POWER_SWITCHES: page },
    begin: () => disk.takeIn(),
    cut(remains) {
      if (!existsSync(log)) throw new Error('the hub ran without tests/chaos/power.c: nothing is known of its writes')
      const notes = readNotes(readFileSync(log))
      for (const note of notes) disk.note(note)
      disk.expectSeen()
      for (const file of [log, page]) rmSync(file)
      const failure = notes.findIndex(note => note.kind === 'syncFailed')
      return { ...disk.cut(remains), afterFailure: failure < 0 ? 0 : notes.length - failure - 1 }
    },
    failSync: nth => setSwitch(0, nth),
    dieBeforeSync: nth => setSwitch(5, nth),
    failFolders: () => setSwitch(4, 1),
    refuseWrites: why => setSwitch(1, why === null ? 0 : ERRNO[why]),
    seen() {
      const bytes = readFileSync(page)
      return { syncs: bytes.readInt32LE(8), failed: bytes.readInt32LE(12) }
    },
  }
}

/** @throws Error when there is no compiler: a test that cannot cut the power proves nothing */
function compileShim(scratch: string): string {
  const out = join(scratch, 'power.so')
  if (existsSync(out)) return out
  const words = ['-shared', '-fPIC', '-O1', '-o', out, '-x', 'c', join(import.meta.dirname, 'power.c'), '-lpthread']
  const said: string[] = []
  for (const compiler of ['cc', 'gcc', 'clang', 'g++']) {
    const done = spawnSync(compiler, words, { encoding: 'utf8' })
    if (done.status === 0) return out
    if (!done.error) said.push(`${compiler}: ${done.stderr}`)
  }
  throw new Error(
    said.length === 0
      ? 'Power cuts cannot be tested here: there is no C compiler (cc, gcc or clang). Install one: apt-get install gcc'
      : `tests/chaos/power.c does not compile here:\n${said.join('\n')}`,
  )
}

/** A file's bytes, growing. */
class Bytes {
  #space: Buffer
  #length: number
  constructor(bytes: Buffer = Buffer.alloc(0)) {
    this.#space = bytes
    this.#length = bytes.length
  }
  get all(): Buffer {
    return this.#space.subarray(0, this.#length)
  }
  copy = (): Bytes => new Bytes(Buffer.from(this.all))
  /** Takes back what is going to be done to this part. */
  undoOf(at: number, length: number): () => void {
    const [before, part] = [this.#length, Buffer.from(this.all.subarray(at, at + length))]
    return () => {
      this.resize(before)
      part.copy(this.#space, at)
    }
  }
  write(at: number, bytes: Buffer): void {
    this.resize(Math.max(this.#length, at + bytes.length))
    bytes.copy(this.#space, at)
  }
  resize(length: number): void {
    if (length > this.#space.length) this.#space = Buffer.concat([this.all, Buffer.alloc(length * 2 - this.#length)])
    else if (length > this.#length) this.#space.fill(0, this.#length, length)
    this.#length = length
  }
}

/** One file, whatever it is called: as the process sees it, and as the disk has it. */
interface Node {
  seen: Bytes
  durable: Bytes
}

type Change =
  | { readonly node: Node; readonly at: number; readonly bytes: Buffer }
  | { readonly node: Node; readonly length: number }
  /** A name comes, goes or stands for another file: `node` is null when it is gone. */
  | { readonly name: string; readonly file: Node | null }

class Disk {
  readonly #folder: string
  #names = new Map<string, Node>()
  #durableNames = new Map<string, Node>()
  #waiting: Change[] = []
  /** What the process sees without the last change, should it have died before doing what was noted. */
  #last: { readonly node: Node; readonly undo: () => void } | null = null

  constructor(folder: string) {
    this.#folder = folder
  }

  /** What is there is on the disk: a process begins. */
  takeIn(): void {
    this.#waiting = []
    this.#last = null
    this.#names = new Map()
    for (const name of filesBelow(this.#folder)) {
      const bytes = new Bytes(readFileSync(join(this.#folder, name)))
      this.#names.set(name, { seen: bytes.copy(), durable: bytes })
    }
    this.#durableNames = new Map(this.#names)
  }

  note(note: Note): void {
    this.#last = null
    if (note.kind === 'syncedFolder')
      return this.#sync(change => 'name' in change && folderOf(change.name) === note.name)
    if (note.kind === 'made') return this.#rename(note.name, { seen: new Bytes(), durable: new Bytes() })
    // A file that has no name any more is nobody's.
    if (note.name.endsWith(' (deleted)')) return
    const node = this.#names.get(note.name)
    if (!node) throw new Error(`the shim speaks of ${note.name}, which is not there`)
    switch (note.kind) {
      case 'written':
        this.#last = { node, undo: node.seen.undoOf(note.at, note.bytes.length) }
        node.seen.write(note.at, note.bytes)
        this.#waiting.push({ node, at: note.at, bytes: note.bytes })
        return
      case 'cut':
        this.#last = { node, undo: node.seen.undoOf(note.length, node.seen.all.length) }
        node.seen.resize(note.length)
        this.#waiting.push({ node, length: note.length })
        return
      case 'synced':
        return this.#sync(change => 'node' in change && change.node === node)
      case 'syncFailed':
        this.#waiting = this.#waiting.filter(change => !('node' in change && change.node === node))
        return
      case 'removed':
        return this.#rename(note.name, null)
      case 'renamed':
        this.#rename(note.to, node)
        return this.#rename(note.name, null)
      case 'linked':
        return this.#rename(note.to, node)
    }
  }

  #rename(name: string, file: Node | null): void {
    if (file) this.#names.set(name, file)
    else this.#names.delete(name)
    this.#waiting.push({ name, file })
  }

  #sync(isMeant: (change: Change) => boolean): void {
    for (const change of this.#waiting) if (isMeant(change)) this.#keep(change)
    this.#waiting = this.#waiting.filter(change => !isMeant(change))
  }

  #keep(change: Change): void {
    if ('bytes' in change) change.node.durable.write(change.at, change.bytes)
    else if ('length' in change) change.node.durable.resize(change.length)
    else if (change.file) this.#durableNames.set(change.name, change.file)
    else this.#durableNames.delete(change.name)
  }

  /** What the notes say is what lies there: else a write went past the shim, and a power cut would be a lie. */
  expectSeen(): void {
    const there = new Set(filesBelow(this.#folder))
    for (const [name, node] of this.#names) {
      const bytes = there.delete(name) ? readFileSync(join(this.#folder, name)) : null
      if (bytes?.equals(node.seen.all)) continue
      if (this.#last?.node === node) this.#last.undo()
      if (bytes?.equals(node.seen.all)) continue
      throw new Error(`${name} was changed behind the back of tests/chaos/power.c`)
    }
    // A file may have been made just before the process was killed, and not be noted yet.
    for (const name of there)
      if (readFileSync(join(this.#folder, name)).length > 0) throw new Error(`${name} came unseen`)
  }

  cut(remains: Remains): Omit<PowerCut, 'afterFailure'> {
    const unsynced = this.#waiting.length
    let gone = 0
    for (const change of this.#waiting) {
      const kept = remains.kind === 'torn' ? tear(change, remains.chance) : []
      for (const part of kept) this.#keep(part)
      if (kept[0] !== change) gone += 1
    }
    for (const name of filesBelow(this.#folder, true)) {
      if (!this.#durableNames.has(name)) rmSync(join(this.#folder, name))
    }
    for (const [name, { durable }] of this.#durableNames) writeFileSync(join(this.#folder, name), durable.all)
    this.takeIn()
    return { unsynced, gone }
  }
}

/** A third of the changes reached the disk, a third did not, and of the others some sectors did. */
function tear(change: Change, chance: () => number): readonly Change[] {
  const fate = chance() * 3
  if (fate < 1) return [change]
  if (fate < 2 || !('bytes' in change)) return []
  const parts: Change[] = []
  for (let at = change.at; at < change.at + change.bytes.length;) {
    const end = Math.min(change.at + change.bytes.length, (Math.floor(at / SECTOR) + 1) * SECTOR)
    const bytes = change.bytes.subarray(at - change.at, end - change.at)
    if (chance() < 0.5) parts.push({ node: change.node, at, bytes })
    at = end
  }
  return parts
}

const folderOf = (name: string): string => name.split('/').slice(0, -1).join('/')

/** As `inside` of power.c has it. @param memory  with the memory files, which a power cut takes */
function filesBelow(folder: string, memory = false): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter(name => (memory || !name.endsWith('-shm')) && !name.startsWith('hub.') && !name.startsWith('assets'))
}
