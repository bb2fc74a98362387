import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { preact } from '@preact/preset-vite'
import { kioskPlugins, programTime } from './vite.kiosk.ts'
import { phonePage } from './vite.phone.ts'
import { BROWSER_WORKERS, LongFirst, WORKERS } from './vite.tests.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

/** Builds the pages (kiosk, console) and names the test projects. */
export default defineConfig({
  appType: 'mpa',
  publicDir: false,
  plugins: [preact(), ...kioskPlugins(version), phonePage()],
  define: { APP_VERSION: JSON.stringify(version), BUILD_TIME: String(programTime()) },
  worker: { format: 'es' },
  build: {
    outDir: 'dist/pages',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    manifest: true,
    rollupOptions: { input: { kiosk: 'kiosk/index.html', console: 'hub/console/index.html' } },
  },
  test: {
    // Both projects may run at once (tests/run.ts), and neither needs to know how long a file took the last time.
    cache: false,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/e2e/**'],
          environment: 'node',
          sequence: { groupOrder: 0 },
          maxWorkers: WORKERS,
          // A busy machine is not a failure; what hangs is.
          expect: { poll: { timeout: 30_000 } },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          environment: 'node',
          sequence: { groupOrder: 1 },
          maxWorkers: BROWSER_WORKERS,
          // A browser on a busy machine takes its time; what never comes fails all the same.
          expect: { poll: { timeout: 30_000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
