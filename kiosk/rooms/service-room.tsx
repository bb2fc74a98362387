import { useEffect, useState } from 'preact/hooks'
import { pinMatches } from '../../shared/people/service-pin.ts'
import { useApp } from '../app-context.ts'
import { Pin, type PinProps } from '../service/pin.tsx'
import { Service, type FeedName, type ServiceView } from '../service/service.tsx'
import { localTime, type App } from '../state/app.ts'

/** The door of the service page, and the page. */

const TRIES = 5
const LOCK_MS = 5 * 60_000

export function PinRoom() {
  const app = useApp()
  const [checking, setChecking] = useState(false)
  const settings = app.board.settings.value
  const verifier = settings?.servicePin ?? null
  useEffect(() => {
    // A machine that never heard from its hub keeps nothing yet, and somebody has to find out why.
    if (!settings) app.go({ kind: 'service' })
  }, [app, settings])
  const submit = (pin: string) => {
    if (!verifier || lockedMinutes(app) > 0) return
    setChecking(true)
    // The slow hash holds the page; let it say so first.
    setTimeout(() => {
      const right = pinMatches(pin, verifier)
      noteTry(app, right)
      setChecking(false)
      if (right) app.go({ kind: 'service' })
    }, 50)
  }
  const state: PinProps['state'] = verifier ? stateOf(app, checking) : { kind: 'unset' }
  return <Pin state={state} onSubmit={submit} onBack={app.home} />
}

function stateOf(app: App, checking: boolean): PinProps['state'] {
  if (checking) return { kind: 'checking' }
  const minutesLeft = lockedMinutes(app)
  if (minutesLeft > 0) return { kind: 'locked', minutesLeft }
  const { wrong } = app.memory.facts.pin
  return wrong > 0 ? { kind: 'wrong', triesLeft: TRIES - wrong } : { kind: 'ready' }
}

/** Survives a reload; the time it counts in never goes back. */
function noteTry(app: App, right: boolean): void {
  const { wrong } = app.memory.facts.pin
  if (right) return app.memory.note({ pin: { wrong: 0, lockedUntil: 0 } })
  const locked = wrong + 1 >= TRIES
  const lockedUntil = locked ? app.clock.read().time + LOCK_MS : 0
  app.memory.note({ pin: { wrong: locked ? 0 : wrong + 1, lockedUntil } })
}

function lockedMinutes(app: App): number {
  // Read each second, so that the screen opens again by itself.
  const left = app.second.value >= 0 ? app.memory.facts.pin.lockedUntil - app.clock.read().time : 0
  // A lock longer than it can be comes from a clock that jumped.
  return left > 0 && left <= LOCK_MS ? Math.ceil(left / 60_000) : 0
}

const FEED_NAMES = { board: 'documents', roster: 'roster', activities: 'activities', settings: 'settings' } as const

export function ServiceRoom() {
  const app = useApp()
  const view = useServiceView(app)
  return (
    <Service
      view={view}
      onTestSound={() => {
        app.sound.accepted()
        app.sound.say('签到成功。')
      }}
      onSyncNow={() => app.machine.value?.eager()}
      onReload={() => location.reload()}
      onUnpair={() => void unpair(app)}
      onLeave={app.home}
    />
  )
}

async function unpair(app: App): Promise<void> {
  await app.machine.value?.unpair()
  location.reload()
}

function useServiceView(app: App): ServiceView {
  const [facts, setFacts] = useState({ persisted: false, usedBytes: 0, quotaBytes: 0, oldest: null as number | null })
  const [camera, setCamera] = useState<ServiceView['camera']>('none')
  const fiveSeconds = Math.floor(app.second.value / 5_000)
  useEffect(() => {
    void readStorage(app).then(setFacts, () => {})
    void readCamera().then(setCamera, () => {})
  }, [app, fiveSeconds])
  const { lastContact, place } = app.memory.facts
  const machine = app.machine.value
  const feeds = (machine?.places() ?? []).map(({ feed, n }) => ({
    name: FEED_NAMES[feed] satisfies FeedName,
    cursor: n,
  }))
  return {
    kioskName: place,
    kioskKey: machine ? machine.publicKey.slice(0, 8).toUpperCase().replace(/^.{4}/, '$&·') : '',
    version: `${APP_VERSION} (${new Date(BUILD_TIME).toISOString().slice(0, 10)})`,
    oldestPending: facts.oldest === null ? null : localTime(app, facts.oldest),
    outboxOpen: app.storage.value !== 'closed',
    clockOffsetSeconds: Math.round(app.clock.hubOffsetMs() / 100) / 10,
    lastContact: lastContact === 0 ? null : localTime(app, lastContact),
    persisted: facts.persisted,
    usedBytes: facts.usedBytes,
    quotaBytes: facts.quotaBytes,
    feeds,
    camera,
  }
}

async function readStorage(app: App) {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate()
  const persisted = await navigator.storage.persisted()
  return { persisted, usedBytes: usage, quotaBytes: quota, oldest: (await app.machine.value?.oldestUnsent()) ?? null }
}

async function readCamera(): Promise<ServiceView['camera']> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  if (!devices.some(each => each.kind === 'videoinput')) return 'none'
  const { state } = await navigator.permissions.query({ name: 'camera' })
  return state === 'denied' ? 'denied' : 'on'
}
