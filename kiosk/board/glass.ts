import * as v from 'valibot'
import { ShownDocSchema, type ShownDoc } from '../../shared/notices/shown-doc.ts'

/**
 * What is really on the glass, read from the page itself: only what is drawn inside the window, not covered, with text
 * in it, while the window is the one that is seen. Screens mark what leads to documents with `data-lists`, and a
 * document's own page with `data-opened`.
 */
export interface Glass {
  /** Can be read from what is on the glass: listed there, or open. */
  readonly posted: readonly ShownDoc[]
  readonly opened: readonly ShownDoc[]
}

const NOTHING: Glass = { posted: [], opened: [] }

/** Less than this part of it inside the window is not on the glass. */
const INSIDE = 0.5

export function readGlass(page: Document): Glass {
  const view = page.defaultView
  if (!view || page.visibilityState !== 'visible') return NOTHING
  const named = (attribute: string): ShownDoc[] => {
    const marked = [...page.querySelectorAll(`[${attribute}]`)].filter(each => isOnGlass(each, view))
    return marked.flatMap(each => (each.getAttribute(attribute) ?? '').split(' ').filter(isDoc))
  }
  const opened = [...new Set(named('data-opened'))]
  return { posted: [...new Set([...named('data-lists'), ...opened])], opened }
}

const isDoc = (text: string): text is ShownDoc => v.is(ShownDocSchema, text)

function isOnGlass(marked: Element, view: Window): boolean {
  // A wrapper without a box of its own stands for what is in it.
  const element = marked.getClientRects().length > 0 ? marked : marked.firstElementChild
  if (!element || (element.textContent ?? '').trim() === '') return false
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
  const inside = {
    width: Math.min(right, view.innerWidth) - Math.max(left, 0),
    height: Math.min(bottom, view.innerHeight) - Math.max(top, 0),
  }
  if (width <= 0 || height <= 0 || inside.width <= 0 || inside.height <= 0) return false
  if ((inside.width * inside.height) / (width * height) < INSIDE) return false
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false
  const [x, y] = [Math.max(left, 0) + inside.width / 2, Math.max(top, 0) + inside.height / 2]
  const hit = element.ownerDocument.elementFromPoint(x, y)
  return hit !== null && (element.contains(hit) || hit.contains(element))
}
