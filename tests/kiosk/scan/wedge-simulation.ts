import { newWedgeState, wedgeDeadline, type WedgeEvent, type WedgeRules } from '../../../kiosk/scan/wedge-buffer.ts'
import type { wedgeStep } from '../../../kiosk/scan/wedge-buffer.ts'
import { cardText } from '../../../shared/passes/card.ts'
import { encodeFrame, PASS_KINDS, type PassKind } from '../../../shared/passes/digits.ts'
import { BRANCH_TAG, secretNo } from '../../fixtures/passes.ts'

/** A queue of people at a scanner, as events on a made-up clock: what they scanned, and what the buffer gave out. */

export type Chance = (max: number) => number

/** Mulberry32: small, seeded, good enough to vary a script. `chance(n)` is 0 … n−1. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0
  return max => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % max
  }
}

/** How this machine's keyboard and input method tell what is typed. */
const LANES = ['codes', 'codesAndEcho', 'process', 'processAndCommit', 'fieldOnly', 'fieldWide', 'fieldAtOnce'] as const
type LaneKind = (typeof LANES)[number]

const ENDINGS = ['none', 'enter', 'enterTwice', 'tab'] as const
const DAMAGES = ['misread', 'cut', 'headLost'] as const

export interface ScanScript {
  readonly card: string
  /** What the scanner types: the card, or a damaged reading of it. */
  readonly typed: string
  readonly damage: (typeof DAMAGES)[number] | null
  readonly lane: LaneKind
  readonly ending: (typeof ENDINGS)[number]
  /** The slowest key, ms. */
  readonly gapMs: number
  /** Where an input method tears the scan, and for how long; with an Enter of its own or not. */
  readonly tear: { readonly at: number; readonly ms: number; readonly enter: boolean } | null
  /** Before the next scan. */
  readonly pauseMs: number
}

/** A pass of any kind, each number another. */
export function passNo(number: number): string {
  const kind: PassKind = PASS_KINDS[number % PASS_KINDS.length] ?? 'card'
  const card = cardText(secretNo(number), BRANCH_TAG)
  return kind === 'card' ? card : encodeFrame({ kind, branchTag: BRANCH_TAG, body: card.slice(8, -2) })
}

/** One machine reads for a while the same way; people, damage and pauses vary. */
export function scriptOf(chance: Chance, machine: { lane: LaneKind; gapMs: number }, number: number): ScanScript {
  const card = passNo(number)
  const damage = chance(12) === 0 ? (DAMAGES[chance(DAMAGES.length)] ?? null) : null
  const ending = ENDINGS[chance(ENDINGS.length)] ?? 'none'
  const atOnce = machine.lane === 'fieldAtOnce' || machine.lane === 'processAndCommit'
  const tear =
    damage === null && !atOnce && chance(8) === 0
      ? { at: 5 + chance(40), ms: 160 + chance(330), enter: chance(2) === 0 }
      : null
  // A broken or torn scan without Enter says nothing of its end: then the next person needs a moment, as people do.
  const backToBack = ending !== 'none' || (damage === null && tear === null)
  const pauseMs = backToBack && chance(2) === 0 ? chance(30) + 1 : 160 + chance(3000)
  return { card, typed: damaged(card, damage, chance), damage, ...machine, ending, tear, pauseMs }
}

export function machineOf(chance: Chance): { lane: LaneKind; gapMs: number } {
  return { lane: LANES[chance(LANES.length)] ?? 'codes', gapMs: 1 + chance(150) }
}

function damaged(card: string, damage: ScanScript['damage'], chance: Chance): string {
  const at = 3 + chance(card.length - 3)
  switch (damage) {
    case 'misread':
      return card.slice(0, at) + ((Number(card[at]) + 1 + chance(9)) % 10) + card.slice(at + 1)
    case 'cut':
      return card.slice(0, 12 + chance(card.length - 12))
    case 'headLost':
      return card.slice(1 + chance(card.length - 13))
    case null:
      return card
  }
}

/** The events of one scan from `start` on, and when it is over. */
function eventsOf(script: ScanScript, start: number, chance: Chance): { events: WedgeEvent[]; over: number } {
  const { lane, typed, gapMs, tear, ending } = script
  const events: WedgeEvent[] = []
  const byKey = lane === 'codes' || lane === 'codesAndEcho' || lane === 'process' || lane === 'processAndCommit'
  let at = start
  ;[...typed].forEach((char, index) => {
    if (tear?.at === index && tear.enter) events.push({ kind: 'end', at: at + 1 })
    if (index > 0) at += tear?.at === index ? tear.ms : 1 + chance(gapMs)
    if (byKey) events.push({ kind: 'char', char, at })
    if (lane === 'codesAndEcho') events.push({ kind: 'text', text: char, at: at + chance(3) })
    if (lane === 'fieldOnly') events.push({ kind: 'text', text: char, at })
    if (lane === 'fieldWide') events.push({ kind: 'text', text: String.fromCodePoint(0xff10 + Number(char)), at })
  })
  if (lane === 'fieldAtOnce') events.push({ kind: 'text', text: typed, at })
  // The composition commits after the last key: the whole text a second time.
  if (lane === 'processAndCommit') events.push({ kind: 'text', text: typed, at: (at += 1 + chance(20)) })
  if (ending !== 'none') events.push({ kind: 'end', at: (at += 3 + chance(5)) })
  if (ending === 'enterTwice') events.push({ kind: 'end', at: (at += 1 + chance(40)) })
  return { events: events.sort((a, b) => a.at - b.at), over: at }
}

/** Runs the scripts one after another through the buffer, with a timer as the page has one. */
export function runScripts(
  scripts: readonly ScanScript[],
  rules: WedgeRules,
  step: typeof wedgeStep,
  chance: Chance,
): string[] {
  let state = newWedgeState(rules)
  let start = 1_000
  const texts: string[] = []
  const take = (event: WedgeEvent) => {
    const next = step(state, event, rules)
    state = next.state
    texts.push(...next.texts)
  }
  const tickUntil = (at: number) => {
    const due = wedgeDeadline(state, rules)
    if (due === null || due >= at) return
    take({ kind: 'tick', at: due })
    tickUntil(at)
  }
  for (const script of scripts) {
    const { events, over } = eventsOf(script, start, chance)
    for (const event of events) {
      tickUntil(event.at)
      take(event)
    }
    start = over + script.pauseMs
  }
  tickUntil(Infinity)
  return texts
}
