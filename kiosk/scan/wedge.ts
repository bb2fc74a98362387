import type { FieldContent, TextField } from './field-guard.ts'
import type { ScanSource } from './scan-source.ts'
import { textFieldOf } from './text-field.ts'
import { charOfKey } from './wedge-buffer.ts'
import { WedgeReader, type Timing } from './wedge-reader.ts'

/**
 * A USB or Bluetooth scanner that types like a keyboard. Listens at the window, and keeps a hidden field focused
 * whenever nothing else is, for keyboards that tell nothing but the text.
 */

/** A control that is taken away or switched off leaves the focus nowhere, and no event says so. */
const FOCUS_CHECK_MS = 250

const timing: Timing = {
  now: () => performance.now(),
  later(work, ms) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}

export function createWedge(document: Document): ScanSource {
  const window = document.defaultView ?? globalThis.window
  const hidden = hiddenField(document)
  let listening: AbortController | null = null

  return {
    start(onText) {
      this.stop()
      listening = new AbortController()
      const { signal } = listening
      document.body.append(hidden)
      new Listener(hidden, onText).listen(window, signal)
      const onFocusOut = () => setTimeout(() => focusWhenFree(document, hidden), 0)
      window.addEventListener('focusout', onFocusOut, { signal })
      focusWhenFree(document, hidden)
      const timer = setInterval(() => focusWhenFree(document, hidden), FOCUS_CHECK_MS)
      signal.addEventListener('abort', () => clearInterval(timer))
    },
    stop() {
      listening?.abort()
      listening = null
      hidden.value = ''
      hidden.remove()
    },
  }
}

/** From the page's events to the reader, and back whether the page gets them too. */
class Listener {
  readonly #reader: WedgeReader
  readonly #hidden: HTMLInputElement
  /** The newest key that went on to its field, which will tell its character once more; whether it ended a scan. */
  #passed: { readonly char: string; readonly ended: boolean } | null = null
  #beforeComposing: FieldContent | null = null

  constructor(hidden: HTMLInputElement, onText: (text: string) => void) {
    this.#hidden = hidden
    this.#reader = new WedgeReader(timing, onText)
  }

  listen(window: Window, signal: AbortSignal): void {
    const options = { capture: true, signal }
    window.addEventListener('keydown', event => this.#onKeyDown(event), options)
    window.addEventListener('beforeinput', event => this.#onBeforeInput(event), options)
    window.addEventListener('compositionstart', event => this.#onCompositionStart(event), options)
    window.addEventListener('compositionend', event => this.#onCompositionEnd(event), options)
    const onInput = (event: Event) => {
      if (!(event instanceof InputEvent && event.isComposing)) this.#takeHidden(event.timeStamp)
    }
    this.#hidden.addEventListener('input', onInput, { signal })
    signal.addEventListener('abort', () => this.#reader.stop())
  }

  #fieldOf(target: EventTarget | null): TextField | null {
    return target === this.#hidden ? null : textFieldOf(target)
  }

  #takeHidden(at: number): void {
    if (this.#hidden.value === '') return
    const text = this.#hidden.value
    this.#hidden.value = ''
    this.#reader.text(text, at)
  }

  #onKeyDown(event: KeyboardEvent): void {
    const field = this.#fieldOf(event.target)
    this.#passed = null
    if (isEnd(event)) return this.#onEnd(event, field)
    const char = isChord(event) ? '' : charOfKey({ code: event.code, key: event.key, shift: event.shiftKey })
    if (char === '' || event.repeat) return this.#onOtherKey(event, field)
    const { completed } = this.#reader
    const plain = event.key !== 'Process' && !event.isComposing
    if (this.#reader.key(char, event.timeStamp, field, plain)) return hold(event)
    this.#passed = { char, ended: this.#reader.completed > completed }
  }

  #onEnd(event: KeyboardEvent, field: TextField | null): void {
    if (event.repeat) return field ? undefined : hold(event)
    this.#takeHidden(event.timeStamp)
    if (this.#reader.end(event.timeStamp, field)) hold(event)
  }

  /** No character of its own. */
  #onOtherKey(event: KeyboardEvent, field: TextField | null): void {
    if (field) return this.#reader.act()
    // This keyboard tells only the text: it goes to whatever has the focus when the key has been reported.
    if (event.key === 'Unidentified') return this.#hidden.focus({ preventScroll: true })
    // A stuck key; a chord that a code's control characters make; Escape and the like in the middle of a code.
    const scanners = isChord(event)
      ? !event.shiftKey
      : !isModifier(event.key) && this.#reader.isScanning(event.timeStamp)
    if (event.repeat || scanners) hold(event)
  }

  #onBeforeInput(event: InputEvent): void {
    const field = this.#fieldOf(event.target)
    const { data } = event
    if (!field || !data || event.inputType !== 'insertText') return
    const echo = this.#passed
    this.#passed = null
    if (echo?.char === data.normalize('NFKC')) return echo.ended ? hold(event) : undefined
    if (this.#reader.text(data, event.timeStamp, field)) hold(event)
  }

  #onCompositionStart(event: CompositionEvent): void {
    this.#beforeComposing = this.#fieldOf(event.target)?.read() ?? null
  }

  #onCompositionEnd(event: CompositionEvent): void {
    if (event.target === this.#hidden) return this.#takeHidden(event.timeStamp)
    const field = this.#fieldOf(event.target)
    const before = this.#beforeComposing ?? undefined
    this.#beforeComposing = null
    if (!field || !event.data) return
    // Too late to keep it out: it is taken out again.
    if (this.#reader.text(event.data, event.timeStamp, field, before) && before) field.write(before)
  }
}

/** An input method reports every key as `Process`; the place on the keyboard stays. */
const isEnd = ({ key, code }: KeyboardEvent): boolean =>
  key === 'Enter' || key === 'Tab' || (key === 'Process' && ['Enter', 'NumpadEnter', 'Tab'].includes(code))

const isChord = ({ ctrlKey, altKey, metaKey }: KeyboardEvent): boolean => ctrlKey || altKey || metaKey

const isModifier = (key: string): boolean => /^(Shift|Control|Alt|AltGraph|Meta|CapsLock|NumLock)$/.test(key)

function hold(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
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
