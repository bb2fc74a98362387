/** Written in by the build (`vite.config.ts`). */
declare const __APP_VERSION__: string
/** Milliseconds since 1970: no clock may stand before it. */
declare const __BUILD_TIME__: number

interface Window {
  /** Tells the boot sentinel in `index.html` that the page lives. */
  appReady?: () => void
}
