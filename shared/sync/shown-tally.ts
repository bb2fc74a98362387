import * as v from 'valibot'
import { MillisSchema, type Millis } from '../base/ids.ts'
import { PlainDateSchema, type PlainDate } from '../base/plain-date.ts'
import { ShownDocSchema, type ShownDoc } from '../notices/shown-doc.ts'
import { CLOCK_TRUSTS, type ClockTrust } from '../passes/clock.ts'
import type { ShownBody, ShownSpan } from './shown.ts'

/**
 * The kiosk's count of what was on its glass, and when to say so: a step machine without I/O. The caller looks every
 * few seconds, writes the record that `due` makes, and only then calls `told`; whatever is lost in between is told once
 * more, which changes nothing. Records are few, however often a page is turned (SY140).
 */

/** One look at the glass. */
export interface Look {
  readonly time: Millis
  readonly trust: ClockTrust
  /** The branch's day by the kiosk's own clock. */
  readonly day: PlainDate
  readonly mono: number
  readonly boot: string
  /** What the board has and can be read on it, whether or not it is on the glass at this moment. */
  readonly listed: readonly ShownDoc[]
  /** Really on the glass. */
  readonly posted: readonly ShownDoc[]
  readonly opened: readonly ShownDoc[]
}

const MarkSchema = v.object({
  what: v.picklist(['posted', 'opened', 'gone']),
  doc: ShownDocSchema,
  day: PlainDateSchema,
  boot: v.string(),
  trust: v.picklist(CLOCK_TRUSTS),
  first: MillisSchema,
  last: MillisSchema,
  monoFirst: v.number(),
  monoLast: v.number(),
  /** The `last` that a record has told already; null before the first. */
  told: v.nullable(MillisSchema),
})
type Mark = v.InferOutput<typeof MarkSchema>

/** Kept on the disk between runs; parse what comes from there. */
export const TallySchema = v.object({
  marks: v.array(MarkSchema),
  /** What was posted and has not gone since. */
  hanging: v.array(ShownDocSchema),
  /** Records that may be written now, and when that was reckoned (steady clock). */
  tokens: v.number(),
  tokensAt: v.number(),
  tokensBoot: v.string(),
  lost: v.number(),
})
export type Tally = v.InferOutput<typeof TallySchema>

/** So that documents published together are one record. */
const SETTLE_MS = 3_000
/** What is on the glass all day is told again after this long. */
const PROGRESS_MS = 6 * 3_600_000
/** That a page was opened is told with the next record, and after this long by itself. */
const OPENED_MS = 3_600_000
/** No clock's jump, and no restart, makes more records than these: at most so many at once, then one an hour. */
export const TOKENS_MAX = 12
const TOKEN_MS = 3_600_000
/** Time that runs ahead of the steady clock by more was set, or the machine slept: a span of its own. */
const JUMP_MS = 60_000
/** One record's spans, so that it stays below the limit even when each has its own times. */
const MARKS_PER_RECORD = 60
/** Three months of thirty documents; beyond, the oldest are thrown away and counted. */
const MARKS_MAX = 3_000

export const NEW_TALLY: Tally = { marks: [], hanging: [], tokens: TOKENS_MAX, tokensAt: 0, tokensBoot: '', lost: 0 }

/** Takes in one look. */
export function look(tally: Tally, now: Look): Tally {
  // What is over and told is done with.
  const marks = tally.marks.filter(mark => isOpen(mark, now) || mark.told !== mark.last)
  for (const doc of new Set(now.posted)) note(marks, 'posted', doc, now)
  for (const doc of new Set(now.opened)) note(marks, 'opened', doc, now)
  const listed = new Set(now.listed)
  for (const doc of tally.hanging) if (!listed.has(doc)) note(marks, 'gone', doc, now)
  const hanging = [...new Set([...tally.hanging.filter(doc => listed.has(doc)), ...now.posted])]
  const over = Math.max(0, marks.length - MARKS_MAX)
  return { ...refill(tally, now), marks: marks.slice(over), hanging, lost: tally.lost + over }
}

function note(marks: Mark[], what: Mark['what'], doc: ShownDoc, now: Look): void {
  const at = what === 'gone' ? -1 : marks.findLastIndex(each => each.what === what && each.doc === doc)
  const mark = marks[at]
  if (mark && goesOn(mark, now)) marks[at] = { ...mark, last: now.time, monoLast: now.mono }
  else {
    const { day, boot, trust, time, mono } = now
    marks.push({ what, doc, day, boot, trust, first: time, last: time, monoFirst: mono, monoLast: mono, told: null })
  }
}

/** Whether a look belongs to the span: same day, same run, same trust, and time went on as steadily as the clock does. */
function goesOn(mark: Mark, now: Look): boolean {
  const passed = now.mono - mark.monoLast
  const steady = passed >= 0 && Math.abs(now.time - mark.last - passed) <= JUMP_MS
  return isOpen(mark, now) && mark.trust === now.trust && steady
}

const isOpen = (mark: Mark, now: Pick<Look, 'day' | 'boot'>): boolean =>
  mark.what !== 'gone' && mark.day === now.day && mark.boot === now.boot

function refill(tally: Tally, now: Look): Tally {
  // A new run's steady clock says nothing of the time before it: what was left is left.
  if (tally.tokensBoot !== now.boot) return { ...tally, tokensAt: now.mono, tokensBoot: now.boot }
  const more = Math.floor((now.mono - tally.tokensAt) / TOKEN_MS)
  if (more < 1) return tally
  return { ...tally, tokens: Math.min(TOKENS_MAX, tally.tokens + more), tokensAt: tally.tokensAt + more * TOKEN_MS }
}

/** What is to be written now. */
export interface Due {
  readonly body: ShownBody
  readonly marks: readonly Mark[]
}

/**
 * @param waiting an earlier record of this kind has not reached the hub: then days are told once they are over, and
 *   nothing before
 */
export function due(tally: Tally, now: Look, waiting: boolean): Due | null {
  if (tally.tokens < 1) return null
  const untold = tally.marks.filter(each => each.told === null || each.told < each.last)
  const isOver = (mark: Mark) => mark.what !== 'gone' && !isOpen(mark, now)
  if (!untold.some(mark => isOver(mark) || (!waiting && isUrgent(mark, now)))) return null
  const marks = untold.filter(mark => isOver(mark) || mark.told === null || isUrgent(mark, now))
  const chosen = marks.slice(0, MARKS_PER_RECORD)
  return { body: bodyOf(chosen, now, tally.lost), marks: chosen }
}

function isUrgent(mark: Mark, now: Look): boolean {
  const since = (mono: number) => (mark.boot === now.boot ? now.mono - mono : Infinity)
  if (mark.told !== null) return mark.last - mark.told >= PROGRESS_MS
  return since(mark.monoFirst) >= (mark.what === 'opened' ? OPENED_MS : SETTLE_MS)
}

/** The record is on the disk. */
export function told(tally: Tally, { marks, body }: Due, now: Look): Tally {
  const written = new Set(marks)
  const rest = tally.marks.flatMap(mark => {
    if (!written.has(mark)) return [mark]
    return isOpen(mark, now) ? [{ ...mark, told: mark.last }] : []
  })
  return { ...tally, marks: rest, tokens: tally.tokens - 1, lost: Math.max(0, tally.lost - body.lost) }
}

/** Documents seen together are one span. */
function bodyOf(marks: readonly Mark[], now: Look, lost: number): ShownBody {
  const of = (what: Mark['what']): ShownSpan[] => {
    const groups = new Map<string, Mark[]>()
    for (const mark of marks) {
      if (mark.what !== what) continue
      const key = `${mark.first} ${mark.last} ${mark.trust} ${mark.boot} ${mark.monoFirst}`
      const group = groups.get(key)
      if (group) group.push(mark)
      else groups.set(key, [mark])
    }
    return [...groups.values()].flatMap(group => spanOf(group, now))
  }
  return { clockTrust: now.trust, posted: of('posted'), opened: of('opened'), gone: of('gone'), lost }
}

function spanOf(group: readonly Mark[], now: Look): ShownSpan[] {
  const [one] = group
  if (!one) return []
  const { first, last, trust, boot, monoFirst, monoLast } = one
  const mono = boot === now.boot ? { first: monoFirst, last: monoLast } : null
  return [{ docs: group.map(mark => mark.doc), first, last, trust, mono }]
}
