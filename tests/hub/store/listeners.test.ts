import { expect, test } from 'vitest'
import { openStore } from '../../../hub/store/store.ts'
import { aClock, seededRandom } from '../../fixtures/office.ts'

test('JN21 a listener that throws after the commit fails no piece of writing and silences no other listener', async () => {
  const faults: unknown[] = []
  const store = await openStore(':memory:', {
    clock: aClock(),
    random: seededRandom(),
    onListenerFault: cause => faults.push(cause),
  })
  const heard: number[] = []
  store.onCommit(() => {
    throw new Error('a bug')
  })
  store.onCommit(entries => heard.push(entries.length))
  const found = await store.write({ type: 'hub' }, async work => {
    await work.append({ kind: 'branch.founded', body: { hubId: 'h', branchTag: '00001', timeZone: 'Asia/Shanghai' } })
    return 'written'
  })
  expect(found).toBe('written')
  expect(heard).toEqual([1])
  expect(faults.map(String)).toEqual(['Error: a bug'])
  await store.close()
})
