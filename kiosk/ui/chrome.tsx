import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { PlainDateTime } from '../../shared/base/plain-date.ts'
import { must } from '../../shared/base/check.ts'

/**
 * What every screen carries: whose board it is, the time, and the honest facts about the data (design language §1.4).
 * The app fills it in; screens only read it.
 */
export interface Chrome {
  readonly branchName: string
  readonly placeName: string
  /** Wall clock of the branch. */
  readonly now: PlainDateTime
  /** `unknown`: the clock was never checked, so the board says 时间未校准. */
  readonly clock: 'synced' | 'drift' | 'unknown'
  readonly link: 'online' | 'joining' | 'offline'
  /** When the kiosk last had everything from the hub; null before the first time. */
  readonly dataAsOf: PlainDateTime | null
  /** Short form of the journal head the data stands on, e.g. `7F3A·91C2`; null before the first time. */
  readonly fingerprint: string | null
  /** The hub's history no longer contains the head this kiosk saw. */
  readonly forked: boolean
  /** Records in the outbox that the hub has not acknowledged. */
  readonly pending: number
  /** Records of this kiosk that are gone and that nobody at the desk has seen to. */
  readonly missing: number
  readonly large: boolean
  readonly contrast: boolean
  /** The machine can read a page aloud. */
  readonly canSpeak: boolean
  readonly speaking: boolean
  readonly onHome: () => void
  readonly onLarge: () => void
  readonly onContrast: () => void
  /** Reads the text aloud, or stops when it is being read. */
  readonly onRead: (text: string) => void
  readonly onHelp: () => void
  /** The hidden gesture on the branch's name: seven taps, then one second's hold. */
  readonly onService: () => void
}

export const ChromeContext = createContext<Chrome | null>(null)

export const useChrome = (): Chrome => must(useContext(ChromeContext), 'ChromeContext around every screen')
