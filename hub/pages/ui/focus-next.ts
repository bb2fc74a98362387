/** Moving through a form by Enter, as on paper: from one box to the one after it. */

const BOXES = 'input:not([type=hidden]):not([tabindex="-1"]), select, textarea'

/** Puts the cursor into the box after `from` within `root`, its text selected. @returns whether there was one */
export function focusNext(root: Element, from: Element | null): boolean {
  const boxes = [...root.querySelectorAll<HTMLElement>(BOXES)].filter(each => each.offsetParent !== null)
  const at = boxes.findIndex(each => each === from)
  const next = boxes[at + 1]
  if (at < 0 || !next) return false
  next.focus()
  if (next instanceof HTMLInputElement && next.type === 'text') next.select()
  return true
}

/** Enter in a box goes on to the next one; a text of several lines keeps its Enter, a button is pressed by it. */
export function enterGoesOn(event: KeyboardEvent & { readonly currentTarget: Element }): void {
  const { target } = event
  if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.defaultPrevented) return
  if (!(target instanceof HTMLInputElement) && !(target instanceof HTMLSelectElement)) return
  // A tick is not left by Enter, and a search has its own use for it.
  if (target.type === 'checkbox' || target.type === 'radio' || target.getAttribute('role') === 'searchbox') return
  if (focusNext(event.currentTarget, target)) event.preventDefault()
}
