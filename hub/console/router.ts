import { signal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'

/** Where the console stands: `#/members/0192…/edit` is page `members`, rest `['0192…', 'edit']`. */
export interface Route {
  readonly page: string
  readonly rest: readonly string[]
}

const FIRST_PAGE = 'today'

export function parseRoute(hash: string): Route {
  const [page = '', ...rest] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decoded)
  return { page: page || FIRST_PAGE, rest: rest.filter(part => part !== '') }
}

/** The address of a place in the console, for `href`. */
export const hrefTo = (page: string, ...rest: readonly string[]): string =>
  `#/${[page, ...rest].map(encodeURIComponent).join('/')}`

/** A hand-typed address with a stray % is not an error of the program. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (cause) {
    if (cause instanceof URIError) return part
    throw cause
  }
}

export const route = signal<Route>(parseRoute(globalThis.location?.hash ?? ''))

/** Forms with something typed and not saved. */
const unsaved = new Set<symbol>()

/** The address somebody wanted to go to while something was unsaved; the shell asks. Null: nothing to ask. */
export const heldBack = signal<string | null>(null)

let standing = globalThis.location?.hash ?? ''

export function go(page: string, ...rest: readonly string[]): void {
  location.hash = hrefTo(page, ...rest)
}

/**
 * While `dirty`, leaving the page (or closing the window) asks first. A layout effect, so that whoever leaves as soon as
 * the page says 已保存 is not asked: other effects wait for the next picture.
 */
export function useUnsaved(dirty: boolean): void {
  useLayoutEffect(() => {
    if (!dirty) return
    const mark = Symbol('unsaved')
    unsaved.add(mark)
    return () => {
      unsaved.delete(mark)
    }
  }, [dirty])
}

/** Goes where `heldBack` says, giving up what was not saved. */
export function leaveAnyway(): void {
  const wanted = heldBack.value
  heldBack.value = null
  unsaved.clear()
  if (wanted !== null) location.hash = wanted
}

/** Listens to the address and to the window's closing; once, from main.tsx. */
export function startRouter(): void {
  addEventListener('hashchange', () => {
    const wanted = location.hash
    if (wanted === standing) return
    if (unsaved.size > 0) {
      history.replaceState(null, '', standing || '#/')
      heldBack.value = wanted
      return
    }
    standing = wanted
    route.value = parseRoute(wanted)
  })
  addEventListener('beforeunload', event => {
    if (unsaved.size > 0) event.preventDefault()
  })
}
