import { effect, type ReadonlySignal } from '@preact/signals'
import type { ClipId } from '../../shared/voice/clips.ts'
import type { Board } from '../state/board.ts'
import { openSounds } from '../store/sound-db.ts'
import type { LinkState } from '../sync/link-state.ts'
import { createRecordings } from './recordings.ts'
import { createSpeaker, type Speaker } from './speaker.ts'

/** The voice with its files: the bundled ones lie with the program, the branch's own come from the hub. */

const FILES = import.meta.glob<string>('../../shared/voice/clips/*.ogg', {
  query: '?url',
  import: 'default',
  eager: true,
})

const AGAIN_MS = 600_000

export function startVoice(board: Board, link: ReadonlySignal<LinkState>, onFault: (cause: unknown) => void): Speaker {
  const recordings = createRecordings(openSounds(), fetchSound)
  const follow = () => {
    const { kind } = link.peek()
    const dismissed = kind === 'revoked' || kind === 'unpaired'
    const named = dismissed ? {} : (board.settings.peek()?.voiceClips ?? {})
    void recordings.follow(named).catch(onFault)
  }
  let seen: unknown[] = []
  effect(() => {
    const now = [board.settings.value?.voiceClips, link.value.kind]
    if (now.every((each, at) => each === seen[at])) return
    seen = now
    follow()
  })
  // What could not be fetched while the hub was there is asked for again.
  setInterval(follow, AGAIN_MS)
  return createSpeaker({ recordings, bundled })
}

async function bundled(clip: ClipId): Promise<ArrayBuffer | null> {
  const url = FILES[`../../shared/voice/clips/${clip}.ogg`]
  return url === undefined ? null : await bytesOf(fetch(url))
}

async function fetchSound(hash: string): Promise<Uint8Array | null> {
  // Kept by us: a second copy in the browser's own cache would outlive the recording.
  const bytes = await bytesOf(fetch(`/v1/blobs/${hash}`, { cache: 'no-store' }))
  return bytes && new Uint8Array(bytes)
}

/** Null for anything but a good answer; no network is no news here. */
async function bytesOf(answer: Promise<Response>): Promise<ArrayBuffer | null> {
  try {
    const response = await answer
    return response.ok ? await response.arrayBuffer() : null
  } catch (cause) {
    if (cause instanceof TypeError) return null
    throw cause
  }
}
