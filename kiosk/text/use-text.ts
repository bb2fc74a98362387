import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { zh, type Text } from './zh.ts'

/** The catalogue in use; Chinese unless the app puts another around its screens. */
export const TextContext = createContext<Text>(zh)

export const useText = (): Text => useContext(TextContext)
