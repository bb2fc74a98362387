import { signal, type ReadonlySignal } from '@preact/signals'
import type { Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt, type PlainDateTime } from '../../shared/base/plain-date.ts'
import { noteHubTime, timeAt, type ClockReading, type ClockTrust, type Now } from '../../shared/passes/clock.ts'
import type { Memory } from './remember.ts'

/** The kiosk's time: `shared/passes/clock.ts` over this machine's two clocks. */
export interface KioskClock {
  /** To the minute, in the branch's zone. */
  readonly now: ReadonlySignal<PlainDateTime>
  readonly trust: ReadonlySignal<ClockTrust>
  read(): Now
  mono(): number
  wall(): number
  readonly boot: string
  /** Hub minus this machine's wall clock at the last contact, milliseconds; 0 before. */
  hubOffsetMs(): number
  /** @param askedAt mono milliseconds before the question */
  noteHub(hubTime: number, askedAt: number): void
  setTimeZone(timeZone: string): void
  /** Once a second: lets the minute turn. */
  tick(): void
}

const KEEP_EVERY_MS = 60_000

export function createClock(
  memory: Memory,
  machine: { wall(): number; mono(): number; boot: string; buildTime: Millis },
): KioskClock {
  const { wall, mono, boot, buildTime } = machine
  let state = memory.facts.clock
  let timeZone = 'Asia/Shanghai'
  let keptAt = mono()
  let offset = 0
  const reading = (): ClockReading => ({ wallMs: wall(), monoMs: mono(), boot })
  const read = (): Now => {
    const now = timeAt(state, reading(), buildTime)
    state = now.state
    return now
  }
  const first = read()
  const now = signal(plainDateTimeAt(first.time, timeZone))
  const trust = signal(first.trust)
  const show = (): void => {
    const current = read()
    now.value = plainDateTimeAt(current.time, timeZone)
    trust.value = current.trust
  }
  return {
    now,
    trust,
    read,
    mono,
    wall,
    boot,
    hubOffsetMs: () => offset,
    noteHub(hubTime, askedAt) {
      const roundTripMs = mono() - askedAt
      state = noteHubTime(state, reading(), { hubTime: hubTime as Millis, roundTripMs }, buildTime)
      offset = hubTime + roundTripMs / 2 - wall()
      memory.note({ clock: state, lastContact: hubTime })
      show()
    },
    setTimeZone(zone) {
      timeZone = zone
      show()
    },
    tick() {
      show()
      if (mono() - keptAt < KEEP_EVERY_MS) return
      keptAt = mono()
      memory.note({ clock: state })
    },
  }
}
