import { decodeFrame, normaliseScan, PASS_LENGTH_MAX } from '../../shared/passes/digits.ts'
import { createFieldGuard, type FieldContent, type TextField } from './field-guard.ts'
import { isScanning, newWedgeState, wedgeDeadline, wedgeStep, WEDGE_TIMES } from './wedge-buffer.ts'
import type { WedgeEvent, WedgeRules } from './wedge-buffer.ts'

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

export type WedgeReader = ReturnType<typeof createWedgeReader>

/** @param onScan a scan's text, whole or broken, as it came; once for a code that is held before the scanner */
export function createWedgeReader(timing: Timing, onScan: (text: string) => void, rules = PASS_RULES) {
  let state = newWedgeState(rules)
  let guard = createFieldGuard()
  let guardUntil = 0
  let callOff: () => void = () => {}
  let latest = { text: '', at: -Infinity }

  function isRepeat(text: string, at: number): boolean {
    const repeat = text === latest.text && at - latest.at <= REPEAT_MS
    latest = { text, at }
    return repeat
  }

  /** @returns whether a scan was complete with it */
  function take(event: WedgeEvent): boolean {
    const step = wedgeStep(state, event, rules)
    state = step.state
    const whole = step.texts.map(text => ({ length: text.length, whole: rules.isWhole(text) }))
    const scanned = guard.judge(whole)
    const given = step.texts.filter((_, at) => scanned[at])
    const fresh = given.filter(text => !isRepeat(text, event.at))
    if (given.length > 0) guardUntil = event.at + ENTER_GUARD_MS
    guard.tick(event.at)
    if (!isScanning(state)) guard.rest()
    schedule()
    for (const text of fresh) onScan(text)
    return given.length > 0
  }

  function schedule(): void {
    callOff()
    const dues = [wedgeDeadline(state, rules), guard.due()].filter(each => each !== null)
    if (dues.length === 0) return
    const due = Math.min(...dues)
    callOff = timing.later(() => tick(due), due - timing.now())
  }

  function tick(due: number): void {
    const late = timing.now() - due > LATE_MS
    // The page was busy: keys pressed in time may still wait in the queue, and must not find their scan given up.
    callOff = timing.later(() => void take({ kind: 'tick', at: timing.now() }), late ? LATE_MS : 0)
  }

  return {
    /**
     * A key that types a character.
     * @param field the text field of the page that has the focus, if one has
     * @param plain not on its way through an input method
     * @returns whether nothing else may get this key
     */
    key(char: string, at: number, field: TextField | null = null, plain = true): boolean {
      // What silence ended is judged before this key is counted.
      take({ kind: 'tick', at })
      const hold = guard.key(field, char, at, plain)
      take({ kind: 'char', char, at })
      return plain && hold
    },
    /**
     * Text without keys.
     * @param before what the field held before it
     * @returns whether nothing else may get it: a scan is complete with it, or it tells one a second time
     */
    text(text: string, at: number, field: TextField | null = null, before?: FieldContent): boolean {
      take({ kind: 'tick', at })
      if (field) guard.text(field, text, at, before)
      const [was, owed] = [isScanning(state), state.owed.text.length]
      const given = take({ kind: 'text', text, at })
      return given || (!was && !isScanning(state) && state.owed.text.length < owed)
    },
    /**
     * Enter or Tab.
     * @returns whether it is the scanner's own, and nothing else may get it
     */
    end(at: number, field: TextField | null = null): boolean {
      take({ kind: 'tick', at })
      const scanners = at <= guardUntil || (field ? guard.isMachine(at) : isScanning(state))
      if (!scanners) guard.letGoNow()
      take({ kind: 'end', at })
      return scanners
    },
    /** A key that does something in the field instead of typing. */
    act: (): void => guard.letGoNow(),
    isScanning: (at: number): boolean => at <= guardUntil || isScanning(state),
    stop(): void {
      callOff()
      state = newWedgeState(rules)
      guard = createFieldGuard()
      guardUntil = 0
    },
  }
}
