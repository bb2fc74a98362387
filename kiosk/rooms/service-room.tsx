import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { Pin } from '../service/pin.tsx'
import { Service, type FeedName, type ServiceView } from '../service/service.tsx'
import { localTime, type App } from '../state/app.ts'
import { SERVICE_DOOR } from '../state/pin-guard.ts'
import type { Screen } from '../state/screens.ts'
import { reloadIfServed } from '../state/reload.ts'
import { doorState, tryPin } from './pin-door.ts'
import { staffScreen } from './staff-entry.ts'

/** The door of the service page, and the page. */

export function PinRoom() {
  const app = useApp()
  const [checking, setChecking] = useState(false)
  const settings = app.board.settings.value
  const verifier = settings?.servicePin ?? null
  useEffect(() => {
    // A machine that never heard from its hub keeps nothing yet, and somebody has to find out why.
    if (!settings) app.go({ kind: 'service' })
  }, [app, settings])
  const submit = async (pin: string) => {
    if (!verifier) return
    setChecking(true)
    const outcome = await tryPin(app, SERVICE_DOOR, pin, verifier)
    setChecking(false)
    if (outcome === 'right') app.go({ kind: 'service' })
  }
  const state = verifier ? doorState(app, SERVICE_DOOR, checking) : ({ kind: 'unset' } as const)
  return <Pin state={state} onSubmit={pin => void submit(pin)} onBack={app.home} />
}

const FEED_NAMES = {
  board: 'documents',
  roster: 'roster',
  activities: 'activities',
  settings: 'settings',
  own: 'ownPages',
  inner: 'letters',
} as const

export function ServiceRoom() {
  const app = useApp()
  const view = useServiceView(app)
  return (
    <Service
      view={view}
      onStaff={() => app.go(staffEntry(app))}
      onTestSound={() => {
        app.sound.accepted()
        app.sound.say('签到成功。')
      }}
      onSyncNow={() => app.machine.value?.eager()}
      onReload={() => void reloadIfServed()}
      onUnpair={() => void unpair(app)}
      onLeave={app.home}
    />
  )
}

/** The service PIN is given already; where staff have PINs of their own, it must be seen whose confirmation it is. */
function staffEntry(app: App): Screen {
  const staff = app.board.settings.value?.staff ?? []
  if (staff.length > 0) return { kind: 'staffDoor', activityId: null }
  return staffScreen(app, { staffId: null, name: '' }, null)
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
