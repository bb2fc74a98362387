import type { FeedActivity } from '../../shared/activities/activity.ts'
import {
  newId,
  type ActivityId,
  type MemberId,
  type Millis,
  type RandomBytes,
  type RecordId,
  type StaffId,
} from '../../shared/base/ids.ts'
import { sealText } from '../../shared/base/seal.ts'
import { decide, isAttemptOfItsOwn, readScan, type Decision } from '../../shared/passes/decide.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import type { GuestBody, GuestWords } from '../../shared/passes/guest.ts'
import { memberActBody, UNDO_MS, type MemberAct } from '../../shared/passes/member-act.ts'
import { memberPinMatches, memberPinVerifier } from '../../shared/passes/member-pin.ts'
import type { Outcome } from '../../shared/passes/outcome.ts'
import { isAccepted, isHeld, signInBody, type ShownPass, type SignInHead } from '../../shared/passes/sign-in.ts'
import type { HeadCount } from '../signin/view.ts'
import type { DeviceStore, Outbox, RowMark } from '../store/outbox.ts'
import type { Board } from './board.ts'
import { foldMarks, markKey, presentAt, type OpenMark, type Presence, type Standing } from './marks.ts'
import { newRow } from './new-row.ts'
import { isSaid, isStillKnown, pastOf, saidOf, type FiguresNo, type OwnPast, type OwnSaid } from './own-said.ts'
import { openMemberPins, type MemberPins, type PinTries } from './member-pins.ts'
import { countRefusals, type Refusals } from './refusals.ts'
import { rosterOf } from './roster.ts'
import { actMark, markOf, passMark } from './row-marks.ts'
import { showPass, type Later, type ShownHandle } from './shown.ts'
import type { KioskClock } from './time.ts'

/**
 * From a scanned text to an answer (DESIGN §4b): decide alone, write, and only when the write is on the disk say yes.
 * Refusals are written too. One after the other.
 */
export interface SignInDesk {
  /** @param activityId chosen on the screen; null lets the decision choose */
  take(text: string, activityId: ActivityId | null): Promise<Taken>
  /** The same pass again, now with the member's own PIN. */
  takeWithPin(shown: ShownHandle, pin: string, activityId: ActivityId | null): Promise<Taken | PinRefusal>
  /** Picked from the roster by staff. @param staffId null where only the shared service PIN was given */
  byHand(memberId: MemberId, activityId: ActivityId | null, staffId: StaffId | null): Promise<Taken>
  /** Whose pass this is, without signing anybody in; nothing is recorded. `shown` null: the outcome says why. */
  identify(text: string): Taken
  /** Records what the member wants. `failed`: nothing was kept, or it may not be done (any more) with this pass. */
  act(shown: ShownHandle, act: MemberAct): Promise<'kept' | 'failed'>
  /** Records something else that this pass proves. @returns the record's head; null when nothing was kept */
  record(shown: ShownHandle, kind: string, make: MakeBody, markAt?: MarkAt): Promise<SignInHead | null>
  /** What this member said here of their figures. */
  said(memberId: MemberId, about: FiguresNo): OwnSaid
  /** What else this member did here. */
  past(memberId: MemberId): OwnPast
  /** Remembers a mark that was written without the desk. */
  note(mark: RowMark): void
  /** Whether this is the member's own PIN; counts wrong tries. */
  checkPin(shown: ShownHandle, pin: string): Promise<'right' | PinRefusal>
  pinTries(shown: ShownHandle): PinTries
  hasPin(shown: ShownHandle): boolean
  /** Sets the member's own PIN, or changes it by the old one. @param old null where none is set yet */
  setPin(shown: ShownHandle, pin: string, old: string | null): Promise<'kept' | 'failed' | PinRefusal>
  /** A guest; who they are is sealed to the hub at once. */
  guest(words: GuestWords, activityId: ActivityId, staffId: StaffId | null): Promise<GuestTaken | 'failed'>
  /** What this member may do now about their sign-in to this activity. */
  mine(shown: ShownHandle, activityId: ActivityId | null): Mine
  /** Whether this member has leave of the activity, or asked for it here. */
  leaveOf(memberId: MemberId, feed: FeedActivity): 'none' | 'asked' | 'granted'
  /** Who is there, as far as the hub and this kiosk know. */
  count(activity: FeedActivity): HeadCount
  /** Everybody who is there, as far as the hub and this kiosk know. */
  present(activity: FeedActivity): ReadonlyMap<MemberId, Presence>
  /** The newest sign-in made here for the activity that was not taken back. */
  last(activityId: ActivityId): OpenMark | null
}

/** The body of a record with this head; null where it cannot be made. `held` has the clock's trust of now. */
export type MakeBody = (head: SignInHead, held: ShownPass, random: RandomBytes) => object | null
/** What the kiosk itself remembers of the record; null: nothing. */
export type MarkAt = (head: SignInHead, held: ShownPass) => RowMark | null

export interface Taken {
  readonly outcome: Outcome
  readonly at: Millis
  /** The record of this attempt; null where none was written. */
  readonly recordId: RecordId | null
  /** Whoever the pass belongs to, for as long as their screen is on the glass; null for a pass that names nobody. */
  readonly shown: ShownHandle | null
}

/** wrong: not this one · paused: too many wrong ones · gone: the pass was shown too long ago, or there is no PIN */
export type PinRefusal = 'wrongPin' | 'paused' | 'gone'

export interface GuestTaken {
  readonly slipNo: string
  readonly at: Millis
}

export interface Mine {
  /** The sign-in that this pass may still take back. */
  readonly undoes: RecordId | null
  /** When they signed out; null while they are there. */
  readonly outAt: Millis | null
}

export interface SignInDeps {
  readonly outbox: Outbox
  readonly device: DeviceStore
  readonly board: Board
  readonly clock: KioskClock
  readonly random: RandomBytes
  readonly later: Later
  /** The outbox was written: its newest place. */
  readonly onWritten: (seq: number) => void
  readonly onFault: (cause: unknown) => void
}

/** Leave is asked for activities of the next month; a quarter's figures are heard within it as well. */
const LEAVE_MS = 32 * 86_400_000

export async function createSignInDesk(deps: SignInDeps): Promise<SignInDesk> {
  const { time } = deps.clock.read()
  const marks = await deps.outbox.marks((time - LEAVE_MS) as Millis)
  const known = marks.filter(each => isStillKnown(each, time))
  return new Desk(deps, await openMemberPins(deps.device), known)
}

class Desk implements SignInDesk {
  readonly #deps: SignInDeps
  readonly #pins: MemberPins
  readonly #marks: RowMark[]
  readonly #refusals: Refusals
  #standing: Standing
  #turn: Promise<unknown> = Promise.resolve()

  constructor(deps: SignInDeps, pins: MemberPins, marks: RowMark[]) {
    this.#deps = deps
    this.#pins = pins
    this.#marks = marks
    this.#standing = foldMarks(marks)
    this.#refusals = countRefusals(deps.clock.mono)
  }

  take(text: string, activityId: ActivityId | null): Promise<Taken> {
    return this.#inTurn(() => this.#takeNow(this.#read(text), activityId, false))
  }

  takeWithPin(shown: ShownHandle, pin: string, activityId: ActivityId | null): Promise<Taken | PinRefusal> {
    return this.#inTurn(async () => {
      const checked = await this.#checkPinNow(shown, pin)
      if (checked !== 'right') return checked
      const held = shown.held()
      return held
        ? await this.#takeNow({ ...held, secret: held.secret && copyOf(held.secret) }, activityId, true)
        : 'gone'
    })
  }

  byHand(memberId: MemberId, activityId: ActivityId | null, staffId: StaffId | null): Promise<Taken> {
    const { trust } = this.#deps.clock.read()
    const pass: ShownPass = { scan: { kind: 'hand', memberId }, secret: null, clockTrust: trust, staffId }
    return this.#inTurn(() => this.#takeNow(pass, activityId, false))
  }

  identify(text: string): Taken {
    const pass = this.#read(text)
    const { time, decision } = this.#decide(pass, null, false, true)
    return { outcome: decision, at: time, recordId: null, shown: this.#show(decision, pass) }
  }

  act(shown: ShownHandle, act: MemberAct): Promise<'kept' | 'failed'> {
    return this.#inTurn(() => this.#actNow(shown, act))
  }

  record(shown: ShownHandle, kind: string, make: MakeBody, markAt: MarkAt = () => null): Promise<SignInHead | null> {
    return this.#inTurn(() => this.#recordNow(shown, kind, make, markAt))
  }

  said(memberId: MemberId, about: FiguresNo): OwnSaid {
    return saidOf(this.#marks, memberId, about)
  }

  past(memberId: MemberId): OwnPast {
    return pastOf(this.#marks, memberId)
  }

  note(mark: RowMark): void {
    this.#marks.push(mark)
    this.#standing = foldMarks(this.#marks)
  }

  checkPin(shown: ShownHandle, pin: string): Promise<'right' | PinRefusal> {
    return this.#inTurn(() => this.#checkPinNow(shown, pin))
  }

  pinTries(shown: ShownHandle): PinTries {
    return this.#pins.tries(shown.passId ?? '', this.#deps.clock.read().time)
  }

  hasPin(shown: ShownHandle): boolean {
    return this.#memberOf(shown).pin !== undefined
  }

  setPin(shown: ShownHandle, pin: string, old: string | null): Promise<'kept' | 'failed' | PinRefusal> {
    return this.#inTurn(async () => {
      if (this.#memberOf(shown).pin) {
        const checked = await this.#checkPinNow(shown, old ?? '')
        if (checked !== 'right') return checked
      }
      const secret = shown.held()?.secret
      if (!secret || shown.passId === null) return 'gone'
      const verifier = memberPinVerifier(secret, pin)
      if ((await this.#actNow(shown, { kind: 'setPin', verifier })) === 'failed') return 'failed'
      const member = rosterOf(this.#deps.board).personById.get(shown.member.memberId)
      if (member) await this.#pins.noteSet(member, shown.passId, verifier).catch(this.#deps.onFault)
      return 'kept'
    })
  }

  guest(words: GuestWords, activityId: ActivityId, staffId: StaffId | null): Promise<GuestTaken | 'failed'> {
    return this.#inTurn(() => this.#guestNow(words, activityId, staffId))
  }

  mine(shown: ShownHandle, activityId: ActivityId | null): Mine {
    const { memberId } = shown.member
    const mark = this.#standing.open.findLast(each => each.memberId === memberId && each.activityId === activityId)
    const { time } = this.#deps.clock.read()
    const mayUndo = mark && mark.pass === shown.passId && time - mark.at <= UNDO_MS
    return {
      undoes: mayUndo ? mark.recordId : null,
      outAt: this.#standing.outs.get(markKey(memberId, activityId)) ?? null,
    }
  }

  leaveOf(memberId: MemberId, { activity, onLeaveIds }: FeedActivity): 'none' | 'asked' | 'granted' {
    const key = markKey(memberId, activity.activityId)
    if (onLeaveIds.includes(memberId) && !this.#standing.dropped.has(key)) return 'granted'
    return this.#standing.asked.has(key) ? 'asked' : 'none'
  }

  count(feed: FeedActivity): HeadCount {
    const { activity, expectedIds, onLeaveIds } = feed
    const present = this.present(feed)
    return {
      expected: activity.expected.kind === 'volunteers' ? null : expectedIds.length,
      present: present.size,
      onLeave: onLeaveIds.filter(each => !present.has(each)).length,
    }
  }

  present(feed: FeedActivity): ReadonlyMap<MemberId, Presence> {
    return presentAt(this.#standing, this.#withoutUndone(feed), this.#deps.clock.read().time)
  }

  last(activityId: ActivityId): OpenMark | null {
    return this.#standing.open.findLast(each => each.activityId === activityId) ?? null
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }

  #read(text: string): ShownPass {
    const { scan, secret } = readScan(text, (this.#deps.board.settings.value?.branchTag ?? '') as BranchTag)
    return { scan, secret, clockTrust: this.#deps.clock.read().trust, staffId: null }
  }

  async #takeNow(pass: ShownPass, activityId: ActivityId | null, pinGiven: boolean): Promise<Taken> {
    const { time, decision } = this.#decide(pass, activityId, pinGiven)
    const shown = this.#show(decision, pass)
    const taken = { outcome: decision, at: time, recordId: null, shown }
    if (!isAttemptOfItsOwn(decision)) return taken
    const judged = this.#refusals.judge(decision, pass.scan)
    if (judged === 'known') return taken
    // An unknown card is told that its scan is kept, so one that is not kept must not hear it.
    if (judged === 'tooMany') return isHeld(decision.code) ? { ...taken, outcome: { code: 'failed' } } : taken
    const recordId = newId<RecordId>(time, this.#deps.random)
    const body = signInBody({ id: recordId, at: time }, decision, pass, pinGiven, activityId)
    const isKept = await this.#write('signIn', recordId, time, body, markOf(decision, time, recordId, shown))
    if (isKept) return { ...taken, recordId }
    // Nothing was kept: no tick, whatever was decided. A refusal stays one.
    const matters = isAccepted(decision.code) || isHeld(decision.code)
    return matters ? { ...taken, outcome: { code: 'failed' } } : taken
  }

  /** @param nameOnly nothing to sign in to: the answer says no more than whose pass it is */
  #decide(pass: ShownPass, activityId: ActivityId | null, pinGiven: boolean, nameOnly = false) {
    const { board, clock } = this.#deps
    const { time, trust } = clock.read()
    const all = nameOnly ? [] : board.activities.value
    const activities = activityId === null ? all : all.filter(each => each.activity.activityId === activityId)
    const decision = decide({
      scan: pass.scan,
      roster: this.#pins.over(rosterOf(board)),
      activities: activities.map(each => this.#withoutUndone(each)),
      chosen: activityId !== null,
      log: this.#standing.log,
      now: time,
      clockTrust: trust,
      pinGiven,
      timeZone: board.settings.value?.timeZone ?? 'Asia/Shanghai',
    })
    return { time, decision: this.#withOut(decision) }
  }

  /** The hub's count may not know yet what was taken back here. */
  #withoutUndone(feed: FeedActivity): FeedActivity {
    if (this.#standing.undone.size === 0) return feed
    const isUndone = (memberId: MemberId) => this.#standing.undone.has(markKey(memberId, feed.activity.activityId))
    return { ...feed, presentIds: feed.presentIds.filter(each => !isUndone(each)) }
  }

  /** Signed in on another kiosk, signed out on this one. */
  #withOut(decision: Decision): Decision {
    if (decision.code !== 'already' || decision.outAt !== null) return decision
    const activityId = decision.activity?.activity.activityId ?? null
    const outAt = this.#standing.outs.get(markKey(decision.member.memberId, activityId)) ?? null
    return { ...decision, outAt }
  }

  #show(decision: Decision, pass: ShownPass): ShownHandle | null {
    if (!('member' in decision) || pass.scan.kind === 'fault') return null
    return showPass(decision.member, pass, this.#deps.clock.mono, this.#deps.later)
  }

  /** With the PIN that was set here since. */
  #memberOf(shown: ShownHandle) {
    const roster = this.#pins.over(rosterOf(this.#deps.board))
    return roster.personById.get(shown.member.memberId) ?? shown.member
  }

  async #checkPinNow(shown: ShownHandle, pin: string): Promise<'right' | PinRefusal> {
    const secret = shown.held()?.secret
    const verifier = this.#memberOf(shown).pin
    if (!secret || !verifier || shown.passId === null) return 'gone'
    const now = this.#deps.clock.read().time
    if (this.#pins.tries(shown.passId, now).pausedMinutes > 0) return 'paused'
    const isRight = memberPinMatches(secret, pin, verifier)
    // Before the answer: whoever pulls the plug after a wrong try has used it up.
    const note = isRight ? this.#pins.noteRight(shown.passId) : this.#pins.noteWrong(shown.passId, now)
    await note.catch(this.#deps.onFault)
    return isRight ? 'right' : 'wrongPin'
  }

  async #actNow(shown: ShownHandle, act: MemberAct): Promise<'kept' | 'failed'> {
    const { memberId } = shown.member
    if (act.kind === 'undo' && this.mine(shown, act.activityId).undoes !== act.undoes) return 'failed'
    if (isSaid(this.#marks, memberId, act)) return 'kept'
    const make = (head: SignInHead, held: ShownPass) => memberActBody(head, memberId, act, held)
    const markAt: MarkAt = ({ id, at }, held) => actMark(act, { memberId, at, recordId: id, ...passMark(shown, held) })
    return (await this.#recordNow(shown, 'memberAct', make, markAt)) ? 'kept' : 'failed'
  }

  /** @returns the record's head; null when nothing was kept, or the pass was shown too long ago */
  async #recordNow(shown: ShownHandle, kind: string, make: MakeBody, markAt: MarkAt): Promise<SignInHead | null> {
    const held = shown.held()
    if (!held) return null
    const { time, trust } = this.#deps.clock.read()
    const head = { id: newId<RecordId>(time, this.#deps.random), at: time }
    const body = make(head, { ...held, clockTrust: trust }, this.#deps.random)
    return body && (await this.#write(kind, head.id, time, body, markAt(head, held))) ? head : null
  }

  async #guestNow(words: GuestWords, activityId: ActivityId, staffId: StaffId | null): Promise<GuestTaken | 'failed'> {
    const { board, clock, random } = this.#deps
    const sealKey = board.settings.value?.sealKey
    if (!sealKey) return 'failed'
    const { time, trust } = clock.read()
    const recordId = newId<RecordId>(time, random)
    const sealed = sealText(JSON.stringify(words), sealKey, recordId, random)
    const slipNo = sixDigits(random)
    const body: GuestBody = { activityId, sealed, slipNo, clockTrust: trust, staffId }
    return (await this.#write('guest', recordId, time, body, null)) ? { slipNo, at: time } : 'failed'
  }

  /** @returns false when nothing was kept */
  async #write(kind: string, id: RecordId, at: Millis, body: object, mark: RowMark | null): Promise<boolean> {
    const { clock, outbox, onWritten, onFault } = this.#deps
    try {
      const seq = await outbox.add(newRow(clock, { id, at, kind, body }, mark))
      if (mark) this.note(mark)
      onWritten(seq)
      return true
    } catch (cause) {
      onFault(cause)
      return false
    }
  }
}

/** The copy outlives the handle that the first screen drops. */
const copyOf = <T extends Uint8Array>(secret: T): T => secret.slice() as T

function sixDigits(random: RandomBytes): string {
  const [a = 0, b = 0, c = 0, d = 0] = random(4)
  return String((((a << 24) | (b << 16) | (c << 8) | d) >>> 0) % 1_000_000).padStart(6, '0')
}
