import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadForSure } from '../../../kiosk/state/load-for-sure.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const missing = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'))

test('a part that does not come at first is there as soon as it comes', async () => {
  const load = vi.fn(missing).mockImplementationOnce(missing).mockImplementationOnce(missing)
  load.mockImplementationOnce(() => Promise.resolve('the part') as never)
  const reload = vi.fn(async () => true)
  const found = loadForSure(load, { reload })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await found).toBe('the part')
  expect(reload).not.toHaveBeenCalled()
})

test('a part that the browser remembers as missing has the page loaded anew, once somebody serves it', async () => {
  let served = false
  const reload = vi.fn(async () => served)
  const found = loadForSure(missing, { reload })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(reload.mock.calls.length).toBeGreaterThan(3)
  const before = reload.mock.calls.length
  served = true
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await found).toBeNull()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(reload.mock.calls.length).toBeLessThanOrEqual(before + 2)
})

test('a screen that was left is not waited for, and reloads nothing', async () => {
  let isShown = true
  const reload = vi.fn(async () => true)
  const found = loadForSure(missing, { isWanted: () => isShown, reload })
  isShown = false
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await found).toBeNull()
  expect(reload).not.toHaveBeenCalled()
})
