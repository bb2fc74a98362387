import { availableParallelism } from 'node:os'
import type { TestSequencer, TestSpecification } from 'vitest/node'

/** What the test projects in vite.config.ts share. */

/** Files side by side: one for each processor, and two on a machine that has but one or two. */
export const WORKERS = Math.max(2, availableParallelism())

/** Each has its own folders, ports and browsers. More than one for each processor, and a person on the glass seems slow. */
export const BROWSER_WORKERS = 2

/** The files that take longest, longest first. Nothing depends on it but how long all of them take. */
const LONG = [
  'sim/sim',
  'hub/live/bad-cable',
  'hub/process/command-line',
  'hub/office/kiosk-and-hub',
  'hub/process/chaos',
  'hub/cli/books',
  'fuzz/fuzz',
  'hub/demo/seed',
  'hub/process/backup',
  'hub/live/crowd-limits',
  'hub/office/conflicts',
  'hub/store/refusals',
  'hub/office/quarters.model',
  'kiosk/store/outbox',
  'tidy',
  'e2e/scanners-kiosk',
  'e2e/screens',
  'e2e/scanners',
  'e2e/sign-in-acts',
  'e2e/own-page',
  'e2e/phone',
  'e2e/quarters',
  'e2e/declare',
  'e2e/story',
  'e2e/storage-kiosk',
  'e2e/voice',
].map(name => `/tests/${name}.test.ts`)

/** Begins the long files first, so that no worker is left with one at the end. Never asked for shards. */
export class LongFirst implements TestSequencer {
  sort(files: TestSpecification[]): TestSpecification[] {
    const place = ({ moduleId, project }: TestSpecification): number => {
      const at = LONG.findIndex(each => moduleId.endsWith(each))
      return project.config.sequence.groupOrder * 1_000 + (at < 0 ? LONG.length : at)
    }
    return files.toSorted((a, b) => place(a) - place(b))
  }
  shard(files: TestSpecification[]): TestSpecification[] {
    return files
  }
}
