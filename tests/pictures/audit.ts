/**
 * Runs inside the page and lists what a careful eye would find wrong. Self-contained: Playwright sends its source.
 * @returns one sentence per fault; empty when the page is sound
 */
export function audit(surface: 'kiosk' | 'console' | 'paper' | 'phone'): string[] {
  const faults: string[] = []
  const stage = document.querySelector<HTMLElement>('[data-stage]')
  const scale = Number(stage?.dataset['stage'] ?? 1)
  const root = getComputedStyle(document.documentElement)
  const large = document.documentElement.dataset['size'] === 'large'
  const floor = surface === 'kiosk' ? 24 * (large ? 1.5 : 1) : surface === 'console' ? 13 : surface === 'phone' ? 16 : 9
  const mm = Number.parseFloat(root.getPropertyValue('--mm')) || 2.7
  const touch = surface === 'kiosk' ? (large ? 40 : 27) * mm : surface === 'console' ? 28 : surface === 'phone' ? 52 : 0
  const touchPrimary = surface === 'kiosk' ? (large ? 48 : 36) * mm : touch
  const width = innerWidth / scale
  const height = innerHeight / scale

  interface Box {
    left: number
    top: number
    right: number
    bottom: number
  }
  const box = (rect: Box): Box => ({
    left: rect.left / scale,
    top: rect.top / scale,
    right: rect.right / scale,
    bottom: rect.bottom / scale,
  })
  const overlap = (a: Box, b: Box): number =>
    Math.min(
      Math.min(a.right, b.right) - Math.max(a.left, b.left),
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
    )
  const inside = (a: Box, b: Box, slack: number): boolean =>
    a.left >= b.left - slack && a.top >= b.top - slack && a.right <= b.right + slack && a.bottom <= b.bottom + slack
  const nameOf = (element: Element): string =>
    `<${element.tagName.toLowerCase()}> “${(element.textContent || element.getAttribute('aria-label') || '').trim().slice(0, 24)}”`
  const visible = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true })

  const FLOW = '[data-flow], [data-excerpt]'
  const modal = document.querySelector('[aria-modal="true"]')
  const scope: Element = modal ?? document.body

  // Text: large enough, on the glass, not cut, not poking out of its sheet or button.
  const texts: { element: Element; box: Box; text: string }[] = []
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!element || text === '' || !visible(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const size = Number.parseFloat(getComputedStyle(element).fontSize)
    // A paper lying in the page has a printer's letters.
    const least = element.closest('.paper') ? 9 : floor
    if (size < least - 0.01) faults.push(`text of ${size}px, at least ${least}: ${nameOf(element)}`)
    for (const rect of range.getClientRects()) {
      const line = box(rect)
      // The line box of a Chinese font is taller than its ink: compare what is seen.
      const middle = (line.top + line.bottom) / 2
      const at = { ...line, top: middle - size / 2, bottom: middle + size / 2 }
      if (scrolledAway(element, at)) continue
      texts.push({ element, box: at, text })
      const over = surface === 'paper' ? null : atPoint((at.left + at.right) / 2, middle)
      const cover = over && holderOf(over)
      if (cover && !cover.contains(element) && !element.contains(over)) {
        faults.push(`text covered by ${nameOf(cover)}: ${nameOf(element)}`)
      }
      if (surface !== 'paper' && !inside(at, { left: 0, top: 0, right: width, bottom: height }, 1)) {
        faults.push(`text outside the screen: ${nameOf(element)}`)
      }
      const holder = holderOf(element)
      if (holder && !inside(at, box(holder.getBoundingClientRect()), 3)) {
        faults.push(`text pokes out of ${nameOf(holder)}: ${nameOf(element)}`)
      }
    }
    const start = badStartOf(node)
    if (start !== null) faults.push(`a line begins with ${start}: ${nameOf(element)}`)
    const cut = clipOf(element)
    if (cut) faults.push(`text cut off: ${nameOf(cut)}`)
    const ratio = contrastOf(element)
    if (ratio !== null && ratio < 4.5) faults.push(`contrast ${ratio.toFixed(1)}: ${nameOf(element)}`)
  }
  for (const [index, a] of texts.entries()) {
    for (const b of texts.slice(index + 1)) {
      if (a.element === b.element || a.element.contains(b.element) || b.element.contains(a.element)) continue
      if (overlap(a.box, b.box) > 8) faults.push(`texts overlap: ${nameOf(a.element)} and ${nameOf(b.element)}`)
    }
  }

  // Controls: on the glass, a finger wide, apart, and in portrait below the reach line.
  const controls = [...scope.querySelectorAll('button, a[href], input, select, [role="tab"]')].filter(visible)
  for (const [index, control] of controls.entries()) {
    // A box to tick is as large as its label.
    const whole = control.closest('label') ?? control
    const at = box(whole.getBoundingClientRect())
    if (scrolledAway(control, at)) continue
    const need = control.hasAttribute('data-primary') ? touchPrimary : touch
    const [wide, high] = [at.right - at.left, at.bottom - at.top]
    if (high < need - 0.6 || wide < need - 0.6) {
      faults.push(`touch target ${wide.toFixed(0)}×${high.toFixed(0)}, at least ${need.toFixed(0)}: ${nameOf(control)}`)
    }
    if (surface === 'paper') continue
    if (!inside(at, { left: 0, top: 0, right: width, bottom: height }, 1)) {
      faults.push(`control outside the screen: ${nameOf(control)}`)
    }
    if (surface === 'kiosk' && height > width && at.top < height * 0.45 - 1) {
      faults.push(`control above the reach line (${at.top.toFixed(0)}): ${nameOf(control)}`)
    }
    for (const other of controls.slice(index + 1)) {
      if (control.contains(other) || other.contains(control)) continue
      if (overlap(at, box(other.getBoundingClientRect())) > 0.5) {
        faults.push(`controls overlap: ${nameOf(control)} and ${nameOf(other)}`)
      }
    }
    const under = atPoint((at.left + at.right) / 2, (at.top + at.bottom) / 2)
    if (under && !whole.contains(under) && !under.contains(control)) {
      faults.push(`control covered by ${nameOf(under)}: ${nameOf(control)}`)
    }
  }
  return [...new Set(faults)]

  /** What a scrolling or paged part does not show right now. */
  function scrolledAway(element: Element, at: Box): boolean {
    for (let flow = element.closest(FLOW); flow; flow = flow.parentElement?.closest(FLOW) ?? null) {
      if (!inside(at, box(flow.getBoundingClientRect()), 1)) return true
    }
    return false
  }

  function atPoint(x: number, y: number): Element | null {
    return document.elementFromPoint(x * scale, y * scale)
  }

  /** A mark that belongs to the word before it and stands alone at the beginning of the next line. */
  function badStartOf(text: Node): string | null {
    const words = text.textContent ?? ''
    for (const { 0: mark, index } of words.matchAll(/[，。、；：？！）”’》〉】」』]/g)) {
      if (index > 0 && topOf(text, index) > topOf(text, index - 1) + 4) return mark
    }
    return null
  }

  function topOf(text: Node, at: number): number {
    const range = document.createRange()
    range.setStart(text, at)
    range.setEnd(text, at + 1)
    return range.getBoundingClientRect().top
  }

  /** The nearest ancestor that looks like a sheet or a control. */
  function holderOf(element: Element): Element | null {
    for (let each: Element | null = element; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each)
      const bordered = Number.parseFloat(style.borderLeftWidth) > 0 && style.borderLeftStyle !== 'none'
      const filled = !/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor)
      if ((bordered || filled || style.boxShadow !== 'none') && style.display !== 'inline') return each
    }
    return null
  }

  /** The nearest ancestor that hides part of its text; ellipses and paged text are wanted. */
  function clipOf(element: Element): Element | null {
    for (let each: Element | null = element; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each)
      if (each.hasAttribute('data-flow') || each.hasAttribute('data-stage') || each.hasAttribute('data-excerpt'))
        return null
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
      const ink = Number.parseFloat(style.fontSize) * 0.3
      if (each.scrollWidth > each.clientWidth + 2 || each.scrollHeight > each.clientHeight + 2 + ink) return each
    }
    return null
  }

  /** WCAG contrast of the text against the nearest filled ground; null over pictures and gradients. */
  function contrastOf(element: Element): number | null {
    const ground = groundOf(element)
    return ground === null ? null : ratioOf(luminance(getComputedStyle(element).color), luminance(ground))
  }

  function groundOf(element: Element): string | null {
    for (let each: Element | null = element; each; each = each.parentElement) {
      const style = getComputedStyle(each)
      if (style.backgroundImage !== 'none') return null
      if (!/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor)) return style.backgroundColor
    }
    return 'rgb(255, 255, 255)'
  }

  function luminance(color: string): number {
    const parts = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(part => Number(part) / 255)
    const [r = 0, g = 0, b = 0] = parts.map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  function ratioOf(a: number, b: number): number {
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  }
}
