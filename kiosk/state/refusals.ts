import { isAccepted, isHeld } from '../../shared/passes/sign-in.ts'
import type { Decision, Scan } from '../../shared/passes/decide.ts'

/**
 * Which attempts are written down. Whatever names a member always is. Of scans that name nobody only so many each
 * minute: somebody who plays with the scanner must not fill the disk, nor use up what a queue of people needs.
 */
export interface Refusals {
  /** `write`: record it · `known`: the same was recorded just now · `tooMany`: it is not recorded */
  judge(decision: Decision, scan: Scan): 'write' | 'known' | 'tooMany'
}

/** Unknown cards and phones: three queues of twenty a minute. Each counts once. */
const HELD_A_MINUTE = 60
/** Strange codes, damaged reads, revoked cards. */
const STRANGE_A_MINUTE = 30
const WINDOW_MS = 60_000
/** The same refusal of the same person this soon is the same attempt: a card held before the camera. */
const SAME_MS = 5_000

export function countRefusals(mono: () => number): Refusals {
  /** When each held pass was recorded last, by hash or reference. */
  const held = new Map<string, number>()
  let strange: readonly number[] = []
  let last = { what: '', at: -Infinity }
  return {
    judge(decision, scan) {
      if (isAccepted(decision.code)) return 'write'
      const now = mono()
      if ('member' in decision) {
        const what = [decision.code, decision.member.memberId, activityOf(decision)].join(' ')
        const isSame = what === last.what && now - last.at <= SAME_MS
        last = { what, at: now }
        return isSame ? 'known' : 'write'
      }
      if (isHeld(decision.code)) {
        for (const [pass, at] of held) if (now - at >= WINDOW_MS) held.delete(pass)
        const pass = passOf(scan)
        if (held.has(pass)) return 'known'
        if (held.size >= HELD_A_MINUTE) return 'tooMany'
        held.set(pass, now)
        return 'write'
      }
      strange = strange.filter(at => now - at < WINDOW_MS)
      if (strange.length >= STRANGE_A_MINUTE) return 'tooMany'
      strange = [...strange, now]
      return 'write'
    },
  }
}

const activityOf = (decision: Decision): string =>
  'activity' in decision ? (decision.activity?.activity.activityId ?? '') : ''

const passOf = (scan: Scan): string => (scan.kind === 'card' ? scan.hash : scan.kind === 'phone' ? scan.ref : '')
