import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { zh } from './text/zh.ts'

/** The language of the page. */
export const Words = createContext<{ readonly language: 'zh' | 'en'; readonly t: typeof zh }>({ language: 'zh', t: zh })

export const useWords = () => useContext(Words)
