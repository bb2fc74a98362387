import { signal } from '@preact/signals'
import { io, type Socket } from 'socket.io-client'
import * as v from 'valibot'

/**
 * The hub's nudges (Socket.io namespace `/console`): after each commit it says which desks changed, and pages ask again.
 * Nothing but the names of desks travels here, so nothing is lost by a missed one: after a gap everything is asked again.
 */

/** Whether the hub answers. Set by the socket and by every call. */
export const reachable = signal(true)

/** When the pages last knew that they show the hub's newest state; milliseconds of this PC's clock. */
export const freshAt = signal(Date.now())

const ChangedSchema = v.object({ desks: v.array(v.string()) })

interface Listener {
  readonly desks: ReadonlySet<string>
  readonly tell: () => void
}

const listeners = new Set<Listener>()

/** Calls `tell` when one of the desks changed; desk `*` hears of every change. @returns how to stop */
export function onChanged(desks: readonly string[], tell: () => void): () => void {
  const listener = { desks: new Set(desks), tell }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Asks again whatever depends on the desks; `null` means everything (a gap, a new login). */
export function nudge(desks: readonly string[] | null): void {
  freshAt.value = Date.now()
  for (const listener of listeners) {
    const meant = desks === null || listener.desks.has('*') || desks.some(desk => listener.desks.has(desk))
    if (meant) inBackground(listener.tell)
  }
}

let background = false

/** Whether what is asked right now is asked by the page itself: such calls must not keep a session awake. */
export const isBackground = (): boolean => background

/** Runs what the page asks by itself: nobody touched anything. */
export function inBackground(work: () => void): void {
  background = true
  try {
    work()
  } finally {
    background = false
  }
}

let socket: Socket | null = null

/** Listens while somebody is logged in. */
export function startLive(): void {
  stopLive()
  let gap = false
  socket = io('/console', { path: '/console/socket.io/', transports: ['websocket'], reconnectionDelayMax: 5_000 })
  socket.on('connect', () => {
    reachable.value = true
    freshAt.value = Date.now()
    if (gap) nudge(null)
    gap = false
  })
  socket.on('disconnect', () => {
    gap = true
  })
  socket.on('connect_error', () => {
    gap = true
    // Still trying: nobody answers there. Not trying any more: the hub answered that this session is over, and the
    // next question will open the login.
    if (socket?.active) reachable.value = false
    else nudge(null)
  })
  socket.on('changed', (message: unknown) => {
    const parsed = v.safeParse(ChangedSchema, message)
    soon(parsed.success ? parsed.output.desks : null)
  })
}

/** A hall full of people signing in must not make the page ask fifty times a second. */
const GATHER_MS = 250
let gathered: Set<string> | null = null
let gathering = false

function soon(desks: readonly string[] | null): void {
  if (!gathering) {
    gathering = true
    gathered = new Set()
    setTimeout(() => {
      gathering = false
      nudge(gathered && [...gathered])
    }, GATHER_MS)
  }
  gathered = desks && gathered ? new Set([...gathered, ...desks]) : null
}

export function stopLive(): void {
  socket?.disconnect()
  socket = null
}
