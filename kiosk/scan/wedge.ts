import { CARD_LENGTH, decodeFrame } from '../../shared/passes/digits.ts'
import type { ScanSource } from './scan-source.ts'
import {
  charOfKey,
  isScanning,
  newWedgeState,
  wedgeDeadline,
  wedgeStep,
  WEDGE_TIMES,
  type WedgeEvent,
  type WedgeRules,
} from './wedge-buffer.ts'

/**
 * A USB or Bluetooth scanner that types like a keyboard. Listens at the window, and keeps a hidden field focused
 * whenever nothing else is, for keyboards that tell nothing but the text.
 */

const RULES: WedgeRules = {
  ...WEDGE_TIMES,
  wholeLength: CARD_LENGTH,
  isWhole: text => {
    const frame = decodeFrame(text)
    // A newer pass is whole too: it is told as such and not as damaged.
    return frame.ok || frame.error === 'unknownVersion'
  },
}

/** The scanner's own Enter, also a doubled one, must not press the button that happens to have the focus. */
const ENTER_GUARD_MS = 500

/** A timer later than this was held up. */
const LATE_MS = 60

export function createWedge(document: Document): ScanSource {
  const window = document.defaultView ?? globalThis.window
  const field = hiddenField(document)
  const buffer = createBuffer()

  function takeField(at: number): void {
    if (field.value === '') return
    const text = field.value
    field.value = ''
    buffer.take({ kind: 'text', text, at })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isOtherField(event.target, field)) return
    const at = event.timeStamp
    if (event.key === 'Enter' || event.key === 'Tab' || event.code === 'NumpadEnter') {
      if (buffer.isScanners(at)) hold(event)
      takeField(at)
      buffer.take({ kind: 'end', at })
      return
    }
    const char = charOfKey({ code: event.code, key: event.key, shift: event.shiftKey })
    if (char === '') {
      // This keyboard tells only the text: it goes to whatever has the focus when the key has been reported.
      if (event.key === 'Unidentified') field.focus({ preventScroll: true })
      return
    }
    // Taken from the key; while an input method composes, the field gets it too and the buffer sorts that out.
    if (event.key !== 'Process' && !event.isComposing) hold(event)
    buffer.take({ kind: 'char', char, at })
  }

  const onInput = (event: Event) => {
    if (!(event instanceof InputEvent && event.isComposing)) takeField(event.timeStamp)
  }
  const onCompositionEnd = (event: Event) => takeField(event.timeStamp)
  const onFocusChange = () => window.setTimeout(() => focusWhenFree(document, field), 0)

  return {
    start(onText) {
      buffer.start(onText)
      document.body.append(field)
      window.addEventListener('keydown', onKeyDown, { capture: true })
      window.addEventListener('focusout', onFocusChange)
      field.addEventListener('input', onInput)
      field.addEventListener('compositionend', onCompositionEnd)
      focusWhenFree(document, field)
    },
    stop() {
      buffer.stop()
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      window.removeEventListener('focusout', onFocusChange)
      field.removeEventListener('input', onInput)
      field.removeEventListener('compositionend', onCompositionEnd)
      field.value = ''
      field.remove()
    },
  }
}

/** The state machine with the page's timer. */
function createBuffer() {
  let state = newWedgeState(RULES)
  let guardUntil = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let give: (text: string) => void = () => {}

  function take(event: WedgeEvent): void {
    const step = wedgeStep(state, event, RULES)
    state = step.state
    if (step.texts.length > 0) guardUntil = event.at + ENTER_GUARD_MS
    clearTimeout(timer)
    const due = wedgeDeadline(state, RULES)
    if (due !== null) timer = setTimeout(() => tick(due), due - performance.now())
    for (const text of step.texts) give(text)
  }

  function tick(due: number): void {
    const late = performance.now() - due > LATE_MS
    // The page was busy: keys pressed in time may still wait in the queue, and must not find their scan given up.
    timer = setTimeout(() => take({ kind: 'tick', at: performance.now() }), late ? LATE_MS : 0)
  }

  return {
    take,
    /** Whether an Enter at this time comes from the scanner and not from a person. */
    isScanners: (at: number): boolean => isScanning(state) || at <= guardUntil,
    start(onText: (text: string) => void) {
      give = onText
    },
    stop() {
      give = () => {}
      clearTimeout(timer)
      state = newWedgeState(RULES)
    },
  }
}

function hold(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

/** Somebody types in a field of the page itself: not a scan. */
function isOtherField(target: EventTarget | null, own: HTMLInputElement): boolean {
  if (!(target instanceof HTMLElement) || target === own) return false
  return target.isContentEditable || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

function focusWhenFree(document: Document, field: HTMLInputElement): void {
  const focused = document.activeElement
  if (field.isConnected && (focused === null || focused === document.body)) field.focus({ preventScroll: true })
}

function hiddenField(document: Document): HTMLInputElement {
  const field = document.createElement('input')
  field.type = 'text'
  field.lang = 'en'
  field.autocomplete = 'off'
  field.spellcheck = false
  field.tabIndex = -1
  // No on-screen keyboard may rise for it, and no screen reader may stop at it.
  field.setAttribute('inputmode', 'none')
  field.setAttribute('autocapitalize', 'off')
  field.setAttribute('aria-hidden', 'true')
  field.style.cssText = 'position:fixed;inset:auto auto 0 0;width:1px;height:1px;opacity:0;border:0;padding:0'
  return field
}
