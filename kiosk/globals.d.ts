/** Written in by the build (`vite.config.ts`). */
declare const APP_VERSION: string
/** Milliseconds since 1970: no clock may stand before it. */
declare const BUILD_TIME: number

interface Window {
  /** Tells the boot sentinel in `index.html` that the page lives. */
  appReady?: () => void
}
