import { createContext } from 'preact'

/** What objecting to the document on this page does; null where nobody can. */
export const Objecting = createContext<(() => void) | null>(null)
