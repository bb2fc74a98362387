import { newId, type KioskId, type Millis, type NoticeId } from '../../shared/base/ids.ts'
import type { PublicKey, StreamEpoch } from '../../shared/sync/fields.ts'
import { chances } from '../fixtures/upload-walk.ts'
import type { Bug } from './bugs.ts'
import { Checks } from './checks.ts'
import { emptyDisk, imageOf, type KioskDisk } from './disk.ts'
import { hexOf, SimHub } from './hub.ts'
import { SimKiosk } from './kiosk.ts'
import { createTime, type SimTime } from './time.ts'
import { createToyKeys } from './toy-signature.ts'
import { CALM, HOSTILE, STORM } from './wire.ts'

/**
 * One seeded world: a few kiosks and a hub, everything that can go wrong with wires, disks, clocks and people, and then
 * peace. Throws `Broken` where a promise was not kept.
 */
export interface WorldOptions {
  readonly seed: number
  readonly bug?: Bug | null
  readonly steps?: number
  readonly onNote?: (line: string) => void
}

export interface WorldReport {
  readonly traceHash: string
  readonly signIns: number
  readonly restores: number
  readonly crashes: number
}

const STEPS = 120
const DOCUMENTS = 4
const HEAL_MS = 60_000
/** Two machines that both believe to be the same kiosk take turns, half a minute each. */
const HEAL_WITH_CLONE_MS = 600_000

export async function runWorld({ seed, bug = null, steps = STEPS, onNote }: WorldOptions): Promise<WorldReport> {
  const world = new World(createTime(chances(seed), onNote), bug)
  await world.begin()
  for (let step = 0; step < steps; step++) await world.step()
  await world.heal()
  return world.report()
}

class World {
  readonly #time: SimTime
  readonly #bug: Bug | null
  readonly #keys = createToyKeys()
  readonly #hub: SimHub
  readonly #hubKey = this.#keys.make('hub')
  readonly #checks: Checks
  readonly #kiosks: SimKiosk[] = []
  readonly #kioskKeys = new Map<KioskId, PublicKey>()
  readonly #documents: NoticeId[]
  readonly #images = new Map<SimKiosk, KioskDisk>()
  /** What was thrown where nobody waits for it: inside a callback of the kiosk's own loops. */
  #broken: unknown = null
  #counts = { signIns: 0, restores: 0, crashes: 0 }

  constructor(time: SimTime, bug: Bug | null) {
    this.#time = time
    this.#bug = bug
    this.#checks = new Checks(() => this.#hub, time.now)
    this.#hub = new SimHub({
      time,
      key: this.#hubKey,
      verify: this.#keys.verify,
      bug,
      kioskKeys: this.#kioskKeys,
      onCommit: () => this.#guard(() => this.#checks.onCommit()),
      onAcked: places => this.#guard(() => this.#checks.onAcked(places)),
    })
    this.#documents = Array.from({ length: DOCUMENTS }, () => newId<NoticeId>(0 as Millis, time.bytes))
  }

  async begin(): Promise<void> {
    const count = this.#time.between(2, 4)
    for (let at = 0; at < count; at++) {
      const kiosk = this.#machine(`k${at}`, emptyDisk(hexOf(this.#time.bytes(16)) as StreamEpoch))
      void kiosk.start()
    }
    void this.#hub.publish(this.#time.pick(this.#documents), false)
    await this.#run(3_000)
  }

  async step(): Promise<void> {
    const [what, act] = pickAct(this.#acts(), this.#time.chance())
    this.#time.note(what)
    act()
    await this.#run(this.#time.chance() < 0.02 ? 150_000 : this.#time.between(20, 6_000))
  }

  async heal(): Promise<void> {
    this.#time.note('peace')
    if (!this.#hub.up) this.#hub.start()
    for (const kiosk of this.#kiosks) {
      kiosk.cable.cut = false
      kiosk.cable.weather = CALM
      if (!kiosk.on) void kiosk.start()
    }
    const isCloned = new Set(this.#kiosks.map(each => each.deps.kioskId)).size < this.#kiosks.length
    await this.#run(isCloned ? HEAL_WITH_CLONE_MS : HEAL_MS)
    // Two machines of one name never both hold the newest: only one of them is connected at a time.
    const quiet = isCloned ? this.#kiosks.slice(0, 0) : this.#kiosks
    await this.#checks.atPeace(quiet)
    this.#time.note(`end ${this.#hub.disk.journal.at(-1)?.hash ?? ''}`)
  }

  report(): WorldReport {
    return { traceHash: this.#time.traceHash(), ...this.#counts }
  }

  #acts(): readonly (readonly [string, number, () => void])[] {
    const time = this.#time
    const kiosk = time.pick(this.#kiosks)
    const { name } = kiosk.deps
    return [
      [`${name} sign-in`, 34, () => this.#record(kiosk, 'signIn')],
      [`${name} newer kind`, 2, () => this.#record(kiosk, 'newerKind')],
      [`${name} rubbish`, 2, () => this.#record(kiosk, 'rubbish')],
      [`${name} power`, 8, () => this.#power(kiosk)],
      [`${name} cable`, 8, () => (kiosk.cable.cut = !kiosk.cable.cut)],
      [`${name} weather`, 6, () => (kiosk.cable.weather = time.pick([CALM, STORM, HOSTILE]))],
      [`${name} clock`, 4, () => (kiosk.clockOff = time.pick(CLOCKS))],
      [`${name} image`, 2, () => this.#images.set(kiosk, imageOf(kiosk.disk))],
      [`${name} set back`, 1, () => void this.#setBack(kiosk)],
      [`${name} cloned`, 0.4, () => this.#clone(kiosk)],
      ['hub power', 6, () => this.#hubPower()],
      ['hub backup', 3, () => this.#hub.backUp()],
      ['hub restore', 1.5, () => this.#restore()],
      ['hub rewritten', 0.5, () => this.#rewrite()],
      ['publish', 8, () => this.#publish(false)],
      ['withdraw', 3, () => this.#publish(true)],
    ]
  }

  #record(kiosk: SimKiosk, kind: Parameters<SimKiosk['record']>[0]): void {
    if (!kiosk.on) return
    // Two at once now and then: a record made while a push is under way.
    const times = this.#time.between(1, 3)
    for (let at = 0; at < times; at++) void kiosk.record(kind)
  }

  #power(kiosk: SimKiosk): void {
    this.#counts.crashes += 1
    if (kiosk.on) kiosk.stop()
    else void kiosk.start()
  }

  #hubPower(): void {
    this.#counts.crashes += 1
    if (this.#hub.up) this.#hub.crash()
    else this.#hub.start()
  }

  #restore(): void {
    this.#counts.restores += 1
    this.#hub.restore()
    this.#checks.onHistoryChanged(this.#kiosks)
  }

  #rewrite(): void {
    const { length } = this.#hub.disk.journal
    if (length === 0) return
    this.#hub.rewrite(this.#time.between(0, length - 1))
    this.#checks.onHistoryChanged(this.#kiosks)
  }

  #publish(withdraw: boolean): void {
    if (this.#hub.up) void this.#hub.publish(this.#time.pick(this.#documents), withdraw)
  }

  /** The disk as it was: a snapshot of a virtual machine, an old image on a new disk. */
  async #setBack(kiosk: SimKiosk): Promise<void> {
    const image = this.#images.get(kiosk)
    if (!image) return
    kiosk.stop()
    const before = await kiosk.disk.outbox.read(0, 10_000)
    kiosk.disk = imageOf(image)
    const kept = new Set((await kiosk.disk.outbox.read(0, 10_000)).map(row => row.id))
    for (const { id } of before) if (!kept.has(id)) this.#checks.excused.add(id)
    this.#checks.onDiskChanged(kiosk)
  }

  #clone(kiosk: SimKiosk): void {
    if (this.#kiosks.length > 4) return
    const twin = this.#machine(`${kiosk.deps.name}'`, imageOf(kiosk.disk), kiosk)
    void twin.start()
  }

  #machine(name: string, disk: KioskDisk, twinOf: SimKiosk | null = null): SimKiosk {
    const kioskId = twinOf?.deps.kioskId ?? newId<KioskId>(0 as Millis, this.#time.bytes)
    const key = twinOf?.deps.key ?? this.#keys.make(`kiosk ${name}`)
    this.#kioskKeys.set(kioskId, key.publicKey)
    const kiosk: SimKiosk = new SimKiosk(
      {
        name,
        kioskId,
        key,
        hubKey: this.#hubKey.publicKey,
        verify: this.#keys.verify,
        time: this.#time,
        hub: this.#hub,
        bug: this.#bug,
        onMade: (id, text) => this.#checks.onMade(id, text),
        onTick: id => {
          this.#counts.signIns += 1
          this.#checks.ticked.add(id)
        },
        onShown: (...shown) => this.#guard(() => this.#checks.onShown(...shown)),
        onJournal: (...told) => this.#guard(() => this.#checks.onJournal(...told)),
      },
      disk,
    )
    this.#kiosks.push(kiosk)
    return kiosk
  }

  async #run(ms: number): Promise<void> {
    await this.#time.run(this.#time.now() + ms)
    if (this.#broken !== null) throw this.#broken
  }

  #guard(check: () => void): void {
    try {
      check()
    } catch (cause) {
      this.#broken ??= cause
    }
  }
}

const YEAR_MS = 365 * 86_400_000
/** Right, half an hour, ten years ahead, and a board without a battery. */
const CLOCKS = [0, 1_800_000, -1_800_000, 10 * YEAR_MS, -56 * YEAR_MS]

function pickAct<T>(acts: readonly (readonly [string, number, T])[], chance: number): readonly [string, T] {
  let left = chance * acts.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [what, weight, act] of acts) {
    left -= weight
    if (left < 0) return [what, act]
  }
  throw new Error('weights are positive')
}
