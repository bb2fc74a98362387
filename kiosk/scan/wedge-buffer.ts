/**
 * Turns what a keyboard-wedge scanner types into whole scans: a state machine on an injected clock, without a browser.
 *
 * The same digits may come by two lanes: key events (by the physical key, which an input method cannot change) and the
 * text that a hidden field received (all that some Android keyboards give). Each lane is read by itself; the first
 * that holds a whole pass wins, and what the other still owes of the same scan is swallowed.
 */

export interface WedgeRules {
  /** Whether this text is a complete pass with a right check. */
  readonly isWhole: (text: string) => boolean
  /** Digits of the longest pass of any kind; which lengths there are, `isWhole` knows. */
  readonly longest: number
  /**
   * A longer pause between two keys divides a scan in two pieces; grows from `min` to twice what this scanner is seen
   * to need, at most to `max`. Pieces with more than `max` or an Enter between them are tried together only after
   * silence of `max` or an Enter: earlier, the first half of the next card could make a pass with what is left of the
   * one before (one chance in 97).
   */
  readonly gapMs: { readonly min: number; readonly max: number }
  /** Pieces with no longer pause between them may belong together. */
  readonly joinMs: number
}

export const WEDGE_TIMES = { gapMs: { min: 30, max: 150 }, joinMs: 500 } as const

export type WedgeEvent =
  | { readonly kind: 'char'; readonly char: string; readonly at: number }
  /** Enter or Tab. */
  | { readonly kind: 'end'; readonly at: number }
  /** What the hidden field received. */
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'tick'; readonly at: number }

interface Piece {
  readonly text: string
  /**
   * What came after it. `breath`: a pause that a slow scanner may make; `pause`: a longer one; `enter`: what follows is
   * another scan unless the two together are a pass; `line`: an Enter so closely followed by the next key that no second
   * scan can have begun: a code with lines in it.
   */
  readonly break: 'breath' | 'pause' | 'line' | 'enter'
}

const LANES = ['keys', 'typed'] as const
type LaneName = (typeof LANES)[number]

interface Lane {
  readonly pieces: readonly Piece[]
  readonly current: string
  readonly lastAt: number
}

export interface WedgeState {
  readonly keys: Lane
  readonly typed: Lane
  /** The pieces were tried together since the last character. */
  readonly settled: boolean
  /** Longest pause inside the scan so far, up to the greatest limit. */
  readonly gapSeenMs: number
  /** Learned from whole scans; never shrinks. */
  readonly gapLimitMs: number
  /** What the field may still deliver of a scan already given out by its keys, until then. */
  readonly owed: { readonly text: string; readonly until: number }
  /** A text longer than any code was told; the rest of it, until silence, is not told again. */
  readonly flooded: boolean
}

const EMPTY: Lane = { pieces: [], current: '', lastAt: 0 }
const NOTHING_OWED: WedgeState['owed'] = { text: '', until: 0 }
/** A composition may commit its text only after the last key. */
const OWED_MS = 300
/** Without Enter, fewer characters are a touched key and no scan. */
const SCAN_CHARS_MIN = 12
const ENDED_SCAN_CHARS_MIN = 3
/** What a scanner may put before the digits, such as `]Q1`, and what may stand between them. */
const PREFIX_CHARS_MAX = 16
/** A longer text is told as it is so far, once: bounds what a stuck key or a page of text in a code can fill. */
const LANE_CHARS_MAX = 1_000

export const newWedgeState = (rules: WedgeRules): WedgeState => ({
  keys: EMPTY,
  typed: EMPTY,
  settled: true,
  gapSeenMs: 0,
  gapLimitMs: rules.gapMs.min,
  owed: NOTHING_OWED,
  flooded: false,
})

export interface WedgeStep {
  readonly state: WedgeState
  /** Scans that are complete now, in order. A broken one is given as it came, to be told as broken. */
  readonly texts: readonly string[]
}

/** The state after an event, and the scans that it completed. Events come in the order of their times. */
export function wedgeStep(before: WedgeState, event: WedgeEvent, rules: WedgeRules): WedgeStep {
  const silence = afterSilence(before, event.at, rules)
  const next = stepFresh(silence.state, event, rules)
  return { state: next.state, texts: [...silence.texts, ...next.texts] }
}

/** When a `tick` is due if nothing else comes; null while nothing waits. */
export function wedgeDeadline(state: WedgeState, rules: WedgeRules): number | null {
  if (!isScanning(state)) return null
  return lastAtOf(state) + (state.settled ? rules.joinMs : rules.gapMs.max) + 1
}

/** Something of a scan is here and not yet given out. */
export const isScanning = (state: WedgeState): boolean => lengthOf(state.keys) + lengthOf(state.typed) > 0

function stepFresh(state: WedgeState, event: WedgeEvent, rules: WedgeRules): WedgeStep {
  switch (event.kind) {
    case 'char':
      return feed(state, 'keys', event.char, event.at, rules)
    case 'text': {
      const { rest, owed } = swallowOwed(state, event.text, event.at)
      return feed({ ...state, owed }, 'typed', rest, event.at, rules)
    }
    case 'end':
      return end(state, event.at, rules)
    case 'tick':
      return { state, texts: [] }
  }
}

/** Takes the characters one by one, for a pass may be complete in the middle. */
function feed(before: WedgeState, name: LaneName, text: string, at: number, rules: WedgeRules): WedgeStep {
  let state = before
  const texts: string[] = []
  for (const char of text) {
    const lane = divide(joinLines(state[name], at, state, rules), at, state.gapLimitMs, rules)
    const pause = lengthOf(lane) === 0 ? 0 : at - lane.lastAt
    const gapSeenMs = pause <= rules.gapMs.max ? Math.max(state.gapSeenMs, pause) : state.gapSeenMs
    const fed = { ...lane, current: lane.current + char, lastAt: at }
    state = { ...state, [name]: fed, gapSeenMs, settled: false }
    const done = resolve(piecesOf(fed), rules, 'breath')
    if (done) {
      texts.push(...told(state, done, rules))
      state = afterWhole(state, name, at, rules)
    } else if (lengthOf(fed) > LANE_CHARS_MAX) {
      texts.push(...told(state, groups(piecesOf(longer(state))), rules))
      // The next card may come right behind it, and must not be cut where the text is.
      const tail = fed.current.slice(-rules.longest - PREFIX_CHARS_MAX)
      state = { ...cleared(state), [name]: { ...EMPTY, current: tail, lastAt: at }, settled: false, flooded: true }
    }
  }
  return { state, texts }
}

/** Of a flood nothing more is told but a pass. */
const told = ({ flooded }: WedgeState, texts: readonly string[], rules: WedgeRules): readonly string[] =>
  flooded ? texts.filter(rules.isWhole) : texts

/** An Enter that this scanner's next key follows at its usual pace is a new line of the same code. */
function joinLines(lane: Lane, at: number, { gapSeenMs, gapLimitMs }: WedgeState, rules: WedgeRules): Lane {
  const last = lane.pieces.at(-1)
  if (lane.current !== '' || last?.break !== 'enter') return lane
  const pace = Math.min(rules.gapMs.max, Math.max(gapLimitMs, 2 * gapSeenMs))
  if (at - lane.lastAt > pace) return lane
  return { ...lane, pieces: [...lane.pieces.slice(0, -1), { ...last, break: 'line' }] }
}

/** A pause longer than this scanner makes closes the piece. */
function divide(lane: Lane, at: number, gapLimitMs: number, rules: WedgeRules): Lane {
  const pause = at - lane.lastAt
  if (lane.current === '' || pause <= gapLimitMs) return lane
  return { ...lane, pieces: piecesOf(lane, pause <= rules.gapMs.max ? 'breath' : 'pause'), current: '' }
}

/** First the pieces are tried together, then, when nothing more came for long, given out as they are. */
function afterSilence(before: WedgeState, at: number, rules: WedgeRules): WedgeStep {
  if (!isScanning(before)) return { state: before, texts: [] }
  const silentMs = at - lastAtOf(before)
  if (silentMs <= rules.gapMs.max) return { state: before, texts: [] }
  const { state, texts } = settle(before, at, rules)
  if (!isScanning(state) || silentMs <= rules.joinMs) return { state, texts }
  const rest = told(state, groups(piecesOf(longer(state))), rules)
  return { state: { ...cleared(state), flooded: false }, texts: [...texts, ...rest] }
}

function settle(state: WedgeState, at: number, rules: WedgeRules): WedgeStep {
  if (state.settled) return { state, texts: [] }
  for (const name of LANES) {
    const texts = resolve(piecesOf(state[name]), rules, 'enter') ?? unstick(piecesOf(state[name]), rules)
    if (texts) return { state: afterWhole(state, name, at, rules), texts: told(state, texts, rules) }
  }
  return { state: { ...state, settled: true }, texts: [] }
}

/** Enter after a whole pass, or a second Enter, finds the lanes empty and means nothing. */
function end(before: WedgeState, at: number, rules: WedgeRules): WedgeStep {
  const { state, texts } = settle(before, at, rules)
  // The rest may still come: an input method can put an Enter of its own in the middle of a scan.
  return { state: { ...state, keys: ended(state.keys, at), typed: ended(state.typed, at) }, texts }
}

function ended(lane: Lane, at: number): Lane {
  const pieces = piecesOf(lane)
  const last = pieces.pop()
  return last ? { pieces: [...pieces, { ...last, break: 'enter' }], current: '', lastAt: at } : lane
}

/**
 * The scans in these pieces when the last of them, alone or together with those before it, are a pass; null while
 * they are not.
 * @param over the strongest break that a pass may reach over
 */
function resolve(pieces: readonly Piece[], rules: WedgeRules, over: 'breath' | 'enter'): string[] | null {
  let text = ''
  for (let from = pieces.length - 1; from >= 0; from--) {
    const piece = pieces[from]
    if (!piece || (over === 'breath' && piece.break !== 'breath')) return null
    text = piece.text + text
    if (text.length > rules.longest + PREFIX_CHARS_MAX) return null
    if (rules.isWhole(text)) {
      return [...resolveOrGive(pieces.slice(0, from), rules), text]
    }
  }
  return null
}

/** A pass stuck to the end of a broken scan, also where a pause tears it. */
function unstick(pieces: readonly Piece[], rules: WedgeRules): string[] | null {
  const from = pieces.findLastIndex((piece, at) => at < pieces.length - 1 && isEnter(piece)) + 1
  const last = pieces
    .slice(from)
    .map(piece => piece.text)
    .join('')
  for (let length = Math.min(rules.longest, last.length - 1); length >= SCAN_CHARS_MIN; length--) {
    const stuck = last.slice(-length)
    if (!rules.isWhole(stuck)) continue
    const before: Piece = { text: last.slice(0, -length), break: 'enter' }
    return [...resolveOrGive([...pieces.slice(0, from), before], rules), stuck]
  }
  return null
}

const isEnter = ({ break: end }: Piece): boolean => end === 'enter' || end === 'line'

const resolveOrGive = (pieces: readonly Piece[], rules: WedgeRules): string[] =>
  resolve(pieces, rules, 'enter') ?? groups(pieces)

/** What no pass came of, as it came; pieces up to an Enter are one scan, and so are the lines of a code. */
function groups(pieces: readonly Piece[]): string[] {
  const texts: string[] = []
  let text = ''
  pieces.forEach((piece, index) => {
    text += piece.text
    const ended = piece.break === 'enter'
    if (!ended && index < pieces.length - 1) return
    if (text.length >= (ended ? ENDED_SCAN_CHARS_MIN : SCAN_CHARS_MIN)) texts.push(text)
    text = ''
  })
  return texts
}

function afterWhole(state: WedgeState, name: LaneName, at: number, rules: WedgeRules): WedgeState {
  const text = name === 'keys' ? textOf(state.keys).slice(lengthOf(state.typed)) : ''
  const gapLimitMs = Math.min(rules.gapMs.max, Math.max(state.gapLimitMs, 2 * state.gapSeenMs))
  return { ...cleared(state), gapLimitMs, owed: { text, until: at + OWED_MS } }
}

/** As far as it is what is owed; anything else is the next scan's. */
function swallowOwed({ owed }: WedgeState, text: string, at: number): { rest: string; owed: WedgeState['owed'] } {
  if (at > owed.until) return { rest: text, owed: NOTHING_OWED }
  let left = owed.text
  const chars = [...text]
  const other = chars.findIndex(char => {
    const plain = char.normalize('NFKC')
    if (left.startsWith(plain)) left = left.slice(plain.length)
    // What an input method puts between the syllables it takes the digits for.
    else return !/['’ ]/.test(plain)
    return false
  })
  if (other < 0) return { rest: '', owed: { ...owed, text: left } }
  return { rest: chars.slice(other).join(''), owed: NOTHING_OWED }
}

const cleared = (state: WedgeState): WedgeState => ({
  ...state,
  keys: EMPTY,
  typed: EMPTY,
  settled: true,
  gapSeenMs: 0,
})

const piecesOf = ({ pieces, current }: Lane, after: Piece['break'] = 'breath'): Piece[] =>
  current === '' ? [...pieces] : [...pieces, { text: current, break: after }]

const lengthOf = (lane: Lane): number =>
  lane.pieces.reduce((length, piece) => length + piece.text.length, lane.current.length)

const textOf = ({ pieces, current }: Lane): string => pieces.map(piece => piece.text).join('') + current

const longer = ({ keys, typed }: WedgeState): Lane => (lengthOf(typed) > lengthOf(keys) ? typed : keys)

const lastAtOf = ({ keys, typed }: WedgeState): number => Math.max(keys.lastAt, typed.lastAt)

/**
 * The character of a key press, by the physical key first: an input method reports `Process` for a digit, and other
 * layouts other characters. Empty for keys that type nothing.
 */
export function charOfKey({ code, key, shift }: { code: string; key: string; shift: boolean }): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined && !shift) return digit
  // Chinese punctuation makes `】` of the bracket that opens a scanner's own prefix.
  if (code === 'BracketRight' && !shift) return ']'
  const plain = key.normalize('NFKC')
  if ([...plain].length === 1) return plain
  if (digit !== undefined) return digit
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? ''
}
