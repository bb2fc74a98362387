import { fingerprint } from '../../shared/journal/chain.ts'
import { useApp } from '../app-context.ts'
import { Blocked, type BlockedProps } from '../service/blocked.tsx'
import { Pairing, type PairingView } from '../service/pairing.tsx'
import type { App } from '../state/app.ts'
import { reloadIfServed } from '../state/reload.ts'

/** A kiosk that no branch knows yet, and one that something is in the way of. */

export function PairingRoom() {
  const app = useApp()
  return <Pairing view={viewOf(app)} onAgain={() => app.machine.value?.pairAgain()} />
}

function viewOf(app: App): PairingView {
  const state = app.pairing.value
  if (state.kind !== 'code') return state
  const secondsLeft = Math.ceil((state.until - app.second.value) / 1_000)
  if (secondsLeft <= 0) return { kind: 'expired' }
  const keyFingerprint = fingerprint(app.machine.value?.publicKey ?? '')
  return { kind: 'code', code: state.code, secondsLeft, keyFingerprint }
}

export function BlockedRoom(props: Pick<BlockedProps, 'reason' | 'detail' | 'onBoard'>) {
  const app = useApp()
  const { storage } = app
  const detail =
    props.detail ?? (props.reason === 'storageRefused' ? `K-OUTBOX-${storage.value.toUpperCase()}` : undefined)
  return (
    <Blocked
      {...props}
      {...(detail === undefined ? {} : { detail })}
      onAgain={() => void reloadIfServed()}
      onService={() => app.go({ kind: 'pin' })}
    />
  )
}
