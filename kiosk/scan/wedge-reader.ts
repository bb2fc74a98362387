import { decodeFrame, normaliseScan, PASS_LENGTH_MAX } from '../../shared/passes/digits.ts'
import { FieldGuard, type FieldContent, type TextField } from './field-guard.ts'
import { isScanning, newWedgeState, wedgeDeadline, wedgeStep, WEDGE_TIMES } from './wedge-buffer.ts'
import type { WedgeEvent, WedgeRules, WedgeState } from './wedge-buffer.ts'

/** Buffer and field guard together, with a timer: all of a wedge but the page's own events. */

/** Whole is a pass of every kind that the library knows. */
export const PASS_RULES: WedgeRules = {
  ...WEDGE_TIMES,
  longest: PASS_LENGTH_MAX,
  isWhole(text) {
    const frame = decodeFrame(text)
    // A newer pass is whole too, as far as today's lengths can tell: it is told as such and not as damaged.
    return frame.ok || (frame.error === 'unknownVersion' && normaliseScan(text).length === PASS_LENGTH_MAX)
  },
}

/** The page's steady clock and timer, milliseconds. */
export interface Timing {
  now(): number
  /** @returns what calls it off */
  later(work: () => void, ms: number): () => void
}

/** The scanner's own Enter, also a doubled one, must not press the button that happens to have the focus. */
const ENTER_GUARD_MS = 500

/** A scanner in its stand reads the same card over and over; after so long without it, somebody shows it again. */
const REPEAT_MS = 2_000

/** A timer later than this was held up. */
const LATE_MS = 60

export class WedgeReader {
  readonly #timing: Timing
  readonly #onScan: (text: string) => void
  readonly #rules: WedgeRules
  #state: WedgeState
  #guard = new FieldGuard()
  #guardUntil = 0
  #callOff: () => void = () => {}
  #latest = { text: '', at: -Infinity }
  #completed = 0

  /** @param onScan a scan's text, whole or broken, as it came; once for a code that is held before the scanner */
  constructor(timing: Timing, onScan: (text: string) => void, rules = PASS_RULES) {
    this.#timing = timing
    this.#onScan = onScan
    this.#rules = rules
    this.#state = newWedgeState(rules)
  }

  /** Scans so far, those of a held code included. */
  get completed(): number {
    return this.#completed
  }

  /**
   * A key that types a character.
   * @param field the text field of the page that has the focus, if one has
   * @param plain not on its way through an input method
   * @returns whether nothing else may get this key
   */
  key(char: string, at: number, field: TextField | null = null, plain = true): boolean {
    // What silence ended is judged before this key is counted.
    this.#take({ kind: 'tick', at })
    const hold = this.#guard.key(field, char, at, plain)
    this.#take({ kind: 'char', char, at })
    return plain && hold
  }

  /**
   * Text without keys.
   * @param before what the field held before it
   * @returns whether nothing else may get it: a scan is complete with it, or it tells one a second time
   */
  text(text: string, at: number, field: TextField | null = null, before?: FieldContent): boolean {
    this.#take({ kind: 'tick', at })
    if (field) this.#guard.text(field, text, at, before)
    const [completed, was, owed] = [this.#completed, isScanning(this.#state), this.#state.owed.text.length]
    this.#take({ kind: 'text', text, at })
    const told = !was && !isScanning(this.#state) && this.#state.owed.text.length < owed
    return told || this.#completed > completed
  }

  /**
   * Enter or Tab.
   * @returns whether it is the scanner's own, and nothing else may get it
   */
  end(at: number, field: TextField | null = null): boolean {
    this.#take({ kind: 'tick', at })
    const scanners = at <= this.#guardUntil || (field ? this.#guard.isMachine(at) : isScanning(this.#state))
    if (!scanners) this.#guard.letGoNow()
    this.#take({ kind: 'end', at })
    return scanners
  }

  /** A key is about to do something in the field instead of typing. */
  act(): void {
    this.#guard.letGoNow()
  }

  isScanning(at: number): boolean {
    return at <= this.#guardUntil || isScanning(this.#state)
  }

  stop(): void {
    this.#callOff()
    this.#state = newWedgeState(this.#rules)
    this.#guard = new FieldGuard()
    this.#guardUntil = 0
  }

  #take(event: WedgeEvent): void {
    const step = wedgeStep(this.#state, event, this.#rules)
    this.#state = step.state
    const scanned = this.#guard.judge(
      step.texts.map(text => ({ length: text.length, whole: this.#rules.isWhole(text) })),
    )
    const given = step.texts.filter((_, at) => scanned[at])
    const fresh = given.filter(text => !this.#isRepeat(text, event.at))
    if (given.length > 0) this.#guardUntil = event.at + ENTER_GUARD_MS
    this.#completed += given.length
    this.#guard.tick(event.at)
    if (!isScanning(this.#state)) this.#guard.rest()
    this.#schedule()
    for (const text of fresh) this.#onScan(text)
  }

  #isRepeat(text: string, at: number): boolean {
    const repeat = text === this.#latest.text && at - this.#latest.at <= REPEAT_MS
    this.#latest = { text, at }
    return repeat
  }

  #schedule(): void {
    this.#callOff()
    const dues = [wedgeDeadline(this.#state, this.#rules), this.#guard.due()].filter(each => each !== null)
    if (dues.length === 0) return
    const due = Math.min(...dues)
    this.#callOff = this.#timing.later(() => this.#tick(due), due - this.#timing.now())
  }

  #tick(due: number): void {
    const late = this.#timing.now() - due > LATE_MS
    // The page was busy: keys pressed in time may still wait in the queue, and must not find their scan given up.
    const work = () => this.#take({ kind: 'tick', at: this.#timing.now() })
    this.#callOff = this.#timing.later(work, late ? LATE_MS : 0)
  }
}
