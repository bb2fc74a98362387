import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Store, Work } from '../../../hub/office/ports.ts'
import { openStore, type OpenStore } from '../../../hub/store/store.ts'
import { registerStoreContract, STORE_RULES } from '../../contract/store-contract.ts'
import { aFolder } from '../../fixtures/hub.ts'
import { aClock, seededRandom } from '../../fixtures/office.ts'

const deps = () => ({ clock: aClock(), random: seededRandom() })

async function inMemory() {
  const store = await openStore(':memory:', deps())
  return { store, end: () => store.close() }
}

async function inFile() {
  const folder = aFolder()
  const store = await openStore(join(folder.path, 'branch.db'), deps())
  const end = async () => {
    await store.close()
    folder[Symbol.dispose]()
  }
  return { store, end }
}

describe('in memory', () => registerStoreContract(inMemory))
describe('in a file', () => registerStoreContract(inFile))

/** Stores with one thing wrong, and the rule that must notice. */
const BROKEN: readonly { name: string; rule: RegExp; breakIt: (store: OpenStore) => Store }[] = [
  {
    name: 'readers look at the writer’s own connection',
    rule: /^JN3 a reader never/,
    breakIt: store => {
      let current: Work | null = null
      const write: Store['write'] = (by, work) =>
        store.write(by, async inner => {
          current = inner
          try {
            return await work(inner)
          } finally {
            current = null
          }
        })
      const staff = { ...store.read.staff, all: () => (current ?? store.read).staff.all() }
      return over(store, { write, read: { ...store.read, staff } })
    },
  },
  {
    name: 'a failed piece of work is committed all the same',
    rule: /^JN2 a piece of work/,
    breakIt: store => {
      const write: Store['write'] = async (by, work) => {
        let failure: unknown = null
        const value = await store.write(by, async inner => {
          try {
            return await work(inner)
          } catch (cause) {
            failure = cause
            return undefined as never
          }
        })
        if (failure) throw failure
        return value
      }
      return over(store, { write })
    },
  },
  {
    name: 'listeners hear before the commit',
    rule: /^JN4/,
    breakIt: store => {
      const listeners: Parameters<Store['onCommit']>[0][] = []
      const write: Store['write'] = (by, work) =>
        store.write(by, inner =>
          work({
            ...inner,
            async append(...facts) {
              const entries = await inner.append(...facts)
              for (const listener of listeners) listener(entries)
              return entries
            },
          }),
        )
      return over(store, { write, onCommit: listener => void listeners.push(listener) })
    },
  },
  {
    name: 'newest work first',
    rule: /^JN3 pieces of work/,
    breakIt: store => {
      const waiting: (() => void)[] = []
      const write: Store['write'] = async (by, work) => {
        await new Promise<void>(resolve => {
          waiting.push(resolve)
          setTimeout(() => waiting.pop()?.(), 5)
        })
        return await store.write(by, work)
      }
      return over(store, { write })
    },
  },
  {
    name: 'a link of the chain is skipped',
    rule: /^JN1/,
    breakIt: store => {
      const lines: Store['read']['journal']['lines'] = async (from, limit) =>
        (await store.read.journal.lines(from, limit)).map(row => ({
          ...row,
          line: row.line.replace(/^\{"at":\d/, '{"at":9'),
        }))
      return over(store, { read: { ...store.read, journal: { ...store.read.journal, lines } } })
    },
  },
]

/** The store with some parts replaced; a spread would lose what its class keeps on the prototype. */
function over(store: OpenStore, change: Partial<Store>): Store {
  return {
    read: store.read,
    write: (by, work) => store.write(by, work),
    onCommit: listener => store.onCommit(listener),
    onFeeds: listener => store.onFeeds(listener),
    close: () => store.close(),
    ...change,
  }
}

describe('the contract catches a store where', () => {
  test.each(BROKEN)('JN2 JN3 JN4 $name', async ({ rule, breakIt }) => {
    const [, check] = Object.entries(STORE_RULES).find(([title]) => rule.test(title)) ?? expect.fail('no such rule')
    const { store, end } = await inFile()
    try {
      await expect(check(breakIt(store))).rejects.toThrow()
    } finally {
      await end()
    }
  })
})
