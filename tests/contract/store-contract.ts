import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { newId, type StaffId } from '../../shared/base/ids.ts'
import { refuse } from '../../shared/base/problem.ts'
import type { Author, Fact } from '../../shared/journal/facts.ts'
import type { PrivateRef } from '../../shared/journal/private-ref.ts'
import type { Store, Work } from '../../hub/office/ports.ts'
import { aClock, seededRandom } from '../fixtures/office.ts'
import { codesOf } from '../fixtures/refusals.ts'

/** What every store of the hub must do, whatever it is made of. A broken twin of a store must fail one of these. */

export interface StoreUnderTest {
  readonly store: Store
  /** Ends it and removes what it left. */
  end(): Promise<void>
}

const HUB: Author = { type: 'hub' }
const random = seededRandom(7)

const aStaffFact = (profile: PrivateRef): Fact => ({
  kind: 'staff.recorded',
  body: { staffId: newId<StaffId>(aClock().now(), random), role: 'registrar', active: true, profile },
})

/** One new account, as a piece of writing that any store takes. */
export async function addSomebody(work: Work, name: string): Promise<void> {
  const profile = await work.keepWords('staff', JSON.stringify({ loginName: name, displayName: name }))
  await work.append(aStaffFact(profile))
}

const names = async (store: Store): Promise<string[]> =>
  (await store.read.staff.all()).map(each => each.loginName).sort()

/** The rules as plain functions, so that a broken twin can be shown to break one. */
export const STORE_RULES: Readonly<Record<string, (store: Store) => Promise<void>>> = {
  'JN1 lines are numbered from one without gaps, each chained to the one before'(store) {
    return numbered(store)
  },

  async 'JN2 a piece of work that fails leaves nothing: no line, no words, no table row'(store) {
    await store.write(HUB, work => addSomebody(work, 'first'))
    const before = await store.read.journal.head()
    const failing = store.write(HUB, async work => {
      await addSomebody(work, 'second')
      await work.append(aStaffFact(await work.keepWords('staff', '{"loginName":"third","displayName":""}')))
      refuse('NO', { zh: '不', en: 'no' })
    })
    expect(await codesOf(failing)).toEqual(['NO'])
    expect(await store.read.journal.head()).toEqual(before)
    expect(await names(store)).toEqual(['first'])
  },

  async 'JN2 a fact that its schema refuses leaves nothing either'(store) {
    const bad = store.write(HUB, async work => {
      await addSomebody(work, 'good')
      await work.append({ kind: 'branch.founded', body: { hubId: 'x', branchTag: 'abc', timeZone: 'Z' } })
    })
    await expect(bad).rejects.toThrow()
    expect((await store.read.journal.head()).size).toBe(0)
    expect(await names(store)).toEqual([])
  },

  async 'JN3 pieces of work run one at a time in the order they were given'(store) {
    const order: string[] = []
    const one = (name: string, fails = false) =>
      store.write(HUB, async work => {
        order.push(`${name} in`)
        await work.journal.head()
        await addSomebody(work, name)
        await work.journal.head()
        order.push(`${name} out`)
        if (fails) refuse('NO', { zh: '不', en: 'no' })
      })
    const all = [one('a'), one('b', true), one('c'), one('d')]
    await Promise.allSettled(all)
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out', 'd in', 'd out'])
    expect(await names(store)).toEqual(['a', 'c', 'd'])
  },

  async 'JN3 a reader never sees work that is not committed'(store) {
    let seen: Promise<string[]> = Promise.resolve([])
    await store.write(HUB, async work => {
      await addSomebody(work, 'half')
      seen = names(store)
      // Long enough for a reader that does not wait to look in.
      await work.journal.head()
      await work.journal.head()
    })
    const during = await seen
    expect(during.length === 0 || during.join() === 'half').toBe(true)
    const failing = store.write(HUB, async work => {
      await addSomebody(work, 'never')
      seen = names(store)
      await work.journal.head()
      await work.journal.head()
      refuse('NO', { zh: '不', en: 'no' })
    })
    expect(await codesOf(failing)).toEqual(['NO'])
    expect(await seen).toEqual(['half'])
  },

  async 'JN3 a writer sees its own work'(store) {
    await store.write(HUB, async work => {
      await addSomebody(work, 'mine')
      expect((await work.staff.all()).map(each => each.loginName)).toEqual(['mine'])
      expect((await work.journal.head()).size).toBe(1)
      expect(await work.journal.lines(1, 10)).toHaveLength(1)
    })
  },

  async 'JN4 listeners hear of each commit once, after it, in order, and never of what failed'(store) {
    const heard: number[][] = []
    const sizes: number[] = []
    store.onCommit(entries => {
      heard.push(entries.map(entry => entry.no))
      void store.read.journal.head().then(head => sizes.push(head.size))
    })
    await store.write(HUB, work => addSomebody(work, 'a'))
    await codesOf(
      store.write(HUB, async work => {
        await addSomebody(work, 'lost')
        refuse('NO', { zh: '不', en: 'no' })
      }),
    )
    await store.write(HUB, async work => {
      await addSomebody(work, 'b')
      await addSomebody(work, 'c')
    })
    await store.write(HUB, async () => {})
    await store.read.journal.head()
    expect(heard).toEqual([[1], [2, 3]])
    expect(sizes.every((size, at) => size >= (heard[at]?.at(-1) ?? 0))).toBe(true)
  },

  async 'JN5 private words can be read until they are erased; the journal holds only their hash'(store) {
    const ref = await store.write(HUB, async work => {
      const ref = await work.keepWords('note', '王建国的电话是 12345678')
      await work.append(aStaffFact(ref))
      return ref
    })
    expect(await store.read.words.get(ref.id)).toBe('王建国的电话是 12345678')
    expect(await store.read.words.many([ref.id])).toEqual(new Map([[ref.id, '王建国的电话是 12345678']]))
    const [row] = await store.read.journal.lines(1, 1)
    expect(row?.line).toContain(ref.hash)
    expect(row?.line).not.toMatch(/王建国|12345678/)
    const head = await store.read.journal.head()
    await store.write(HUB, work => work.eraseWords(ref.id))
    expect(await store.read.words.get(ref.id)).toBeNull()
    expect(await store.read.journal.head()).toEqual(head)
  },
}

async function numbered(store: Store): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 }), async batches => {
      const from = (await store.read.journal.head()).size
      for (const [at, size] of batches.entries()) {
        await store.write(HUB, async work => {
          for (let each = 0; each < size; each++) await addSomebody(work, `n${from}-${at}-${each}`)
        })
      }
      const rows = await store.read.journal.lines(1, 10_000)
      expect(rows.map(row => row.no)).toEqual(rows.map((_, at) => at + 1))
      expect(rows).toHaveLength(from + batches.reduce((sum, size) => sum + size, 0))
      const { rechain } = await import('../fixtures/chain.ts')
      expect(rechain(rows)).toEqual(await store.read.journal.head())
    }),
    { numRuns: 8 },
  )
}

/** Runs every rule against stores of one sort, a fresh one each. */
export function registerStoreContract(makeStore: () => Promise<StoreUnderTest>): void {
  test.each(Object.entries(STORE_RULES))('%s', async (_title, rule) => {
    const { store, end } = await makeStore()
    try {
      await rule(store)
    } finally {
      await end()
    }
  })
}
