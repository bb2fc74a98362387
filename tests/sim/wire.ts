import { hashOf } from '../../shared/base/bytes.ts'
import { FEED_START, nextHead } from '../../shared/sync/feed.ts'
import type { RequestBody, RequestName, RequestReply } from '../../shared/sync/events.ts'
import type { Page } from '../../shared/sync/pull.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import type { Wire, WireConnection, WireEvents, WireFailure } from '../../kiosk/sync/wire.ts'
import type { SimHub } from './hub.ts'
import type { SimTime } from './time.ts'

/** What the network does to messages. Each number is a chance between 0 and 1. */
export interface Weather {
  readonly lose: number
  readonly repeat: number
  /** Milliseconds a message may take; a wide range makes later ones arrive earlier. */
  readonly slowest: number
  /** Answers to a pull are exchanged for older ones, or changed on the way. */
  readonly forge: number
}

export const CALM: Weather = { lose: 0, repeat: 0, slowest: 20, forge: 0 }
export const STORM: Weather = { lose: 0.08, repeat: 0.08, slowest: 4_000, forge: 0 }
/** Somebody sits in the middle. */
export const HOSTILE: Weather = { lose: 0, repeat: 0, slowest: 50, forge: 0.4 }

/** One kiosk's cable. */
export interface Cable {
  weather: Weather
  /** Unplugged: nothing passes, and nobody is told before some time has passed (a half-open connection). */
  cut: boolean
}

export interface WireDeps {
  readonly time: SimTime
  readonly hub: SimHub
  readonly cable: Cable
  readonly isOn: () => boolean
  /** Pages that went by on this cable: what somebody in the middle could give again. */
  readonly pages: Page[]
}

/** Text is all that passes. */
const overTheWire = <T>(message: T): T => JSON.parse(JSON.stringify(message)) as T

const DETECT_MS = 45_000
const CONNECT_MS = 2_000

export function createWire(deps: WireDeps): Wire {
  return {
    open(events) {
      return openConnection(deps, events)
    },
  }
}

function openConnection(deps: WireDeps, events: WireEvents): WireConnection {
  const { time, hub, cable, isOn } = deps
  const waiting = new Set<(failure: WireFailure) => void>()
  let open = true
  let session: ReturnType<SimHub['connect']> | null = null

  const end = (): void => {
    if (!open) return
    open = false
    if (session) hub.leave(session)
    for (const give of waiting) give({ ok: false, code: 'lost' })
    waiting.clear()
    if (isOn()) events.closed()
  }
  /** The other end is gone, which is noticed at once or only after a while. */
  const endLater = (): void => void time.after(cable.cut ? DETECT_MS : time.between(1, 500), end)
  const travel = (work: () => void): void => {
    if (cable.cut || time.chance() < cable.weather.lose) return
    const times = time.chance() < cable.weather.repeat ? 2 : 1
    for (let copy = 0; copy < times; copy++) {
      time.after(time.between(1, cable.weather.slowest), () => {
        if (open && isOn() && !cable.cut) work()
      })
    }
  }
  time.after(time.between(1, CONNECT_MS), () => {
    if (!open || !isOn()) return
    if (!hub.up || cable.cut) return end()
    session = hub.connect({
      // The first word of a connection: without it, the kiosk gives up by itself.
      notice: (name, body) => travel(() => events.notice(name, overTheWire(body) as never)),
      cut: endLater,
    })
  })
  watch()

  /** A dead cable is noticed sooner or later, whoever waits. */
  function watch(): void {
    time.after(DETECT_MS, () => {
      if (!open) return
      if (cable.cut || !hub.up) return end()
      watch()
    })
  }

  return {
    ask(name, body) {
      return new Promise(resolve => {
        let asked = true
        const give = (reply: RequestReply<typeof name> | WireFailure): void => {
          if (!asked) return
          asked = false
          stop()
          waiting.delete(give as (failure: WireFailure) => void)
          resolve(reply as never)
        }
        const stop = time.after(LIMITS.ackTimeoutMs, () => give({ ok: false, code: 'timeout' }))
        if (!open) return give({ ok: false, code: 'lost' })
        waiting.add(give as (failure: WireFailure) => void)
        const sent = overTheWire(body)
        travel(() => void deliver(deps, session, name, sent, reply => travel(() => give(overTheWire(reply)))))
      })
    },
    close() {
      time.after(0, end)
    },
  }
}

async function deliver<K extends RequestName>(
  deps: WireDeps,
  session: ReturnType<SimHub['connect']> | null,
  name: K,
  body: RequestBody<K>,
  send: (reply: RequestReply<K>) => void,
): Promise<void> {
  if (!session || !deps.hub.up) return
  const reply = await deps.hub.answer(session, name, body)
  if (name !== 'pull' || !('items' in reply)) return send(reply)
  const page = reply as unknown as Page
  const forged = deps.time.chance() < deps.cable.weather.forge ? forge(deps, page) : page
  deps.pages.push(page)
  send(forged as unknown as RequestReply<K>)
}

/** A page whose hashes all fit: only the hub's signature is missing. */
function consistent(page: Page): Page {
  let at = FEED_START
  const items = page.items.map(item => {
    const text = item.text?.replace('通知', '假的')
    const forged = text === undefined ? item : { ...item, text, hash: hashOf(text) }
    at = nextHead(at, forged)
    return forged
  })
  return { ...page, items, head: { ...page.head, head: at } }
}

/** What somebody in the middle can do without the hub's key. */
function forge({ time, pages }: WireDeps, page: Page): Page {
  const dice = time.between(0, 4)
  const old = pages.length > 0 ? time.pick(pages) : page
  const [first, ...rest] = page.items
  if (dice <= 1) return old
  if (dice === 2 && first?.text !== undefined) {
    return { ...page, items: [{ ...first, text: first.text.replace('通知', '假的') }, ...rest] }
  }
  if (dice === 3) return first?.n === 1 ? consistent(page) : { ...page, items: rest }
  return { ...page, head: { ...page.head, n: page.head.n + 1 } }
}
