import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { must } from '../shared/base/check.ts'
import type { App } from './state/app.ts'

export const AppContext = createContext<App | null>(null)

export const useApp = (): App => must(useContext(AppContext), 'AppContext around every screen')
