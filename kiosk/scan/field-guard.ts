/**
 * A scanner types wherever the focus is, also into a text field where staff search or write. The rule: a scan is read
 * wherever the focus is, and leaves the field as it was; what a person types stays in the field and is no scan.
 *
 * Nobody can tell with the first key. So digits, which a pass is made of, wait a moment before the field gets them (a
 * field that acts on its sixth digit must not see a card go by); everything else goes in at once. When it turns out to
 * be a scan, the field is put back to where it was before it.
 */

/** What is in a text field, and where the caret stands. */
export interface FieldContent {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** A text field of the page. The same field is the same object. */
export interface TextField {
  read(): FieldContent
  /** Puts it back, and tells the page as if somebody had typed. */
  write(content: FieldContent): void
  /** As if typed where the caret is. */
  insert(text: string): void
}

/** A longer pause divides what is typed; held digits go to the field after it. No scanner makes a longer one. */
const PAUSE_MS = 150
/** So many keys at such a pace are no fingers. Two or three rolled keys may be as quick. */
const MACHINE_KEYS_MIN = 6
const MACHINE_MS_A_KEY = 40
/** So many digits nobody types into a field of ours; fewer than any pass has. */
const MACHINE_DIGITS = 25
/** Older keys than these are of no scan that is still open: the buffer keeps no more. */
const BURSTS_MAX = 1_100

/** Keys with no pause between them, in one field or in none. */
interface Burst {
  readonly field: TextField | null
  readonly before: FieldContent | null
  chars: string
  /** Of `chars`, at its end, what the field has not been given. */
  held: string
  keys: number
  readonly firstAt: number
  lastAt: number
}

export class FieldGuard {
  #bursts: Burst[] = []

  /**
   * A key that types a character.
   * @param field which has the focus; null when none has
   * @param plain not on its way through an input method: only such a key can be kept from the field
   * @returns whether the field must not get it now
   */
  key(field: TextField | null, char: string, at: number, plain: boolean): boolean {
    const burst = this.#burstOf(field, at)
    const known = isMachine(burst)
    note(burst, char, at)
    if (!field || !plain) return field === null
    if (!known && isMachine(burst)) {
      // It is a scanner: the letters that went in come out again.
      if (burst.held.length < burst.chars.length - 1 && burst.before) field.write(burst.before)
      burst.held = burst.chars
      return true
    }
    const hold = known || burst.held !== '' || /^\d$/.test(char)
    if (hold) burst.held += char
    return hold
  }

  /** Text that a field gets without a key that tells it. */
  text(field: TextField, text: string, at: number, before = field.read()): void {
    note(this.#burstOf(field, at, before), text, at)
  }

  /** Which of these texts, read from the keys in this order, were scanned; the others a person typed. */
  judge(texts: readonly { readonly length: number; readonly whole: boolean }[]): boolean[] {
    return texts
      .toReversed()
      .map(({ length, whole }) => isScan(this.#takeNewest(length), whole))
      .toReversed()
  }

  /** Whether an Enter now belongs to a scanner that is typing into a field. */
  isMachine(at: number): boolean {
    const last = this.#bursts.at(-1)
    return last !== undefined && at - last.lastAt <= PAUSE_MS && isMachine(last)
  }

  /** Another key, such as Backspace or Enter, is about to act in the field: first it gets what it waits for. */
  letGoNow(): void {
    const last = this.#bursts.at(-1)
    if (last && !isMachine(last)) letGo(last)
  }

  /** When `tick` is due; null while nothing is held back. */
  due(): number | null {
    const last = this.#bursts.at(-1)
    return last && last.held !== '' && !isMachine(last) ? last.lastAt + PAUSE_MS + 1 : null
  }

  tick(at: number): void {
    const due = this.due()
    if (due !== null && at >= due) this.letGoNow()
  }

  /** No scan is open any more: a scanner's scraps go nowhere, and nothing needs to be put back. */
  rest(): void {
    // The keys of this moment may be the first of a scan; their own time comes.
    if (this.due() === null) this.#bursts = []
  }

  #burstOf(field: TextField | null, at: number, before = field?.read() ?? null): Burst {
    const last = this.#bursts.at(-1)
    if (last && last.field === field && at - last.lastAt <= PAUSE_MS) return last
    this.letGoNow()
    const burst = { field, before, chars: '', held: '', keys: 0, firstAt: at, lastAt: at }
    this.#bursts = [...this.#bursts.slice(-BURSTS_MAX), burst]
    return burst
  }

  /** From the newest backwards as many bursts as hold so many characters; they are judged, and gone. */
  #takeNewest(length: number): Burst[] {
    const taken: Burst[] = []
    for (let left = length; left > 0;) {
      const burst = this.#bursts.pop()
      if (!burst) break
      left -= burst.chars.length
      taken.push(burst)
    }
    return taken
  }
}

function note(burst: Burst, text: string, at: number): void {
  burst.chars += text
  burst.keys += 1
  burst.lastAt = at
}

/** @param taken the newest first */
function isScan(taken: readonly Burst[], whole: boolean): boolean {
  const isScanners = (burst: Burst): boolean => whole || burst.field === null || isMachine(burst)
  for (const burst of taken) if (isScanners(burst)) undo(burst)
  for (const burst of taken.toReversed()) if (!isScanners(burst)) letGo(burst)
  // What came by the hidden field was typed into none of the page's.
  return taken.length === 0 || taken.some(isScanners)
}

function isMachine({ keys, chars, firstAt, lastAt }: Burst): boolean {
  const quick = keys >= MACHINE_KEYS_MIN && (lastAt - firstAt) / (keys - 1) <= MACHINE_MS_A_KEY
  return quick || new RegExp(`\\d{${MACHINE_DIGITS}}`).test(chars.normalize('NFKC'))
}

function letGo(burst: Burst): void {
  const { field, held } = burst
  burst.held = ''
  if (held !== '') field?.insert(held)
}

function undo({ field, before, held, chars }: Burst): void {
  if (field && before && held.length < chars.length) field.write(before)
}
