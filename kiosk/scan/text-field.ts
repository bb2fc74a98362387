import type { FieldContent, TextField } from './field-guard.ts'

/** The page's own text fields, as the field guard needs them. */

const TEXT_TYPES = ['text', 'search', 'tel', 'url', 'email', 'password', 'number']

type Typeable = HTMLInputElement | HTMLTextAreaElement

const known = new WeakMap<Typeable, TextField>()

/** @returns null where what is typed changes nothing */
export function textFieldOf(target: EventTarget | null): TextField | null {
  if (!isTypeable(target)) return null
  const field = known.get(target) ?? wrap(target)
  known.set(target, field)
  return field
}

function isTypeable(target: EventTarget | null): target is Typeable {
  const isText =
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && TEXT_TYPES.includes(target.type))
  return isText && !target.readOnly && !target.disabled
}

const wrap = (element: Typeable): TextField => ({
  read() {
    const end = element.value.length
    // Fields for numbers and addresses do not tell where the caret is.
    return { text: element.value, from: element.selectionStart ?? end, to: element.selectionEnd ?? end }
  },
  write({ text, from, to }) {
    if (element.value === text) return
    element.value = text
    if (element.selectionStart !== null) element.setSelectionRange(from, to)
    tellPage(element, null)
  },
  insert(text) {
    const { text: before, from, to }: FieldContent = this.read()
    const room = element.maxLength < 0 ? text.length : Math.max(0, element.maxLength - before.length + (to - from))
    const fitting = text.slice(0, room)
    if (fitting === '' || !element.isConnected) return
    if (element.selectionStart === null) element.value += fitting
    else element.setRangeText(fitting, from, to, 'end')
    tellPage(element, fitting)
  },
})

function tellPage(element: Typeable, data: string | null): void {
  const inputType = data === null ? 'historyUndo' : 'insertText'
  element.dispatchEvent(new InputEvent('input', { bubbles: true, data, inputType }))
}
