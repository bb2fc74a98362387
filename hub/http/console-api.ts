import { router } from './procedures.ts'

/** The console's whole API, one router per desk. The pages import only its type. */
export const consoleApi = router({})

export type ConsoleApi = typeof consoleApi
