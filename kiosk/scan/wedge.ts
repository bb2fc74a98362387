import type { FieldContent, TextField } from './field-guard.ts'
import type { ScanSource } from './scan-source.ts'
import { textFieldOf } from './text-field.ts'
import { charOfKey } from './wedge-buffer.ts'
import { createWedgeReader, type Timing } from './wedge-reader.ts'

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
      listen(window, hidden, signal, onText)
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

function listen(window: Window, hidden: HTMLInputElement, signal: AbortSignal, onText: (text: string) => void): void {
  let given = 0
  const reader = createWedgeReader(timing, text => {
    given += 1
    onText(text)
  })
  const fieldOf = (target: EventTarget | null) => (target === hidden ? null : textFieldOf(target))
  /** The newest key that went on to its field, which will tell its character once more; whether it ended a scan. */
  let passed: { readonly char: string; readonly ended: boolean } | null = null
  let composing: { readonly field: TextField; readonly before: FieldContent } | null = null

  function takeHidden(at: number): void {
    if (hidden.value === '') return
    const text = hidden.value
    hidden.value = ''
    reader.text(text, at)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const field = fieldOf(event.target)
    const at = event.timeStamp
    passed = null
    if (isEnd(event)) {
      if (event.repeat) return field ? undefined : hold(event)
      takeHidden(at)
      if (reader.end(at, field)) hold(event)
      return
    }
    const char = isChord(event) ? '' : charOfKey({ code: event.code, key: event.key, shift: event.shiftKey })
    if (char === '' || event.repeat) return onOtherKey(event, field)
    const before = given
    const plain = event.key !== 'Process' && !event.isComposing
    if (reader.key(char, at, field, plain)) return hold(event)
    passed = { char, ended: given > before }
  }

  /** No character of its own. */
  function onOtherKey(event: KeyboardEvent, field: TextField | null): void {
    if (field) return reader.act()
    // This keyboard tells only the text: it goes to whatever has the focus when the key has been reported.
    if (event.key === 'Unidentified') return hidden.focus({ preventScroll: true })
    // A stuck key; a chord that a code's control characters make; Escape and the like in the middle of a code.
    const scanners = isChord(event) ? !event.shiftKey : !isModifier(event.key) && reader.isScanning(event.timeStamp)
    if (event.repeat || scanners) hold(event)
  }

  function onBeforeInput(event: InputEvent): void {
    const field = fieldOf(event.target)
    const { data } = event
    if (!field || !data || event.inputType !== 'insertText') return
    const echo = passed
    passed = null
    if (echo?.char === data.normalize('NFKC')) return echo.ended ? hold(event) : undefined
    if (reader.text(data, event.timeStamp, field)) hold(event)
  }

  function onCompositionStart(event: CompositionEvent): void {
    const field = fieldOf(event.target)
    composing = field && { field, before: field.read() }
  }

  function onCompositionEnd(event: CompositionEvent): void {
    if (event.target === hidden) return takeHidden(event.timeStamp)
    const field = fieldOf(event.target)
    const before = composing?.before
    composing = null
    // Too late to keep it out: it is taken out again.
    if (field && event.data && reader.text(event.data, event.timeStamp, field, before) && before) field.write(before)
  }

  const options = { capture: true, signal }
  window.addEventListener('keydown', onKeyDown, options)
  window.addEventListener('beforeinput', onBeforeInput, options)
  window.addEventListener('compositionstart', onCompositionStart, options)
  window.addEventListener('compositionend', onCompositionEnd, options)
  window.addEventListener('focusout', () => setTimeout(() => focusWhenFree(window.document, hidden), 0), { signal })
  hidden.addEventListener(
    'input',
    event => {
      if (!(event instanceof InputEvent && event.isComposing)) takeHidden(event.timeStamp)
    },
    { signal },
  )
  signal.addEventListener('abort', () => reader.stop())
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
