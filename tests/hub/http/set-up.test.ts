import { TRPCError } from '@trpc/server'
import { expect, test } from 'vitest'
import { consoleApi } from '../../../hub/http/console-api.ts'
import type { CallContext } from '../../../hub/http/procedures.ts'
import { Refusal } from '../../../shared/base/problem.ts'
import { aFolder, aRunningHub } from '../../fixtures/hub.ts'
import { aBranch, aClock } from '../../fixtures/office.ts'

/** The wizard as another PC of the LAN meets it; this machine has no second address to call from. */

const CODE = '48291573'

async function aVisitor(folder: string, local: boolean) {
  const clock = aClock()
  const hub = await aRunningHub(folder, { clock })
  const begun: string[] = []
  const context: CallContext = {
    office: hub.office,
    account: null,
    mustChangePassword: false,
    live: hub.live,
    hub: { ...hub.desk, setUpCode: CODE },
    visit: {
      address: local ? '127.0.0.1' : '192.168.1.66',
      local,
      startSession: staffId => void begun.push(staffId),
      endSession: async () => {},
    },
  }
  return { hub, clock, begun, api: consoleApi.createCaller(context) }
}

async function codes(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work
    return []
  } catch (cause) {
    if (cause instanceof TRPCError && cause.cause instanceof Refusal) return cause.cause.problems.map(each => each.code)
    throw cause
  }
}

test('RT1 from another PC the set-up needs the code of the hub’s own terminal, however it is typed', async () => {
  using folder = aFolder()
  const { hub, begun, api } = await aVisitor(folder.path, false)
  expect(await api.setUp.state()).toEqual({ founded: false, codeNeeded: true })
  for (const code of ['', '00000000', '4829157', `${CODE}0`]) {
    expect(await codes(api.setUp.found({ ...aBranch(), code }))).toEqual(['SET_UP_CODE_WRONG'])
  }
  expect((await hub.office.store.read.journal.head()).size).toBe(0)
  expect(await codes(api.setUp.found({ ...aBranch(), code: '４８２９ 1573' }))).toEqual([])
  expect(begun).toHaveLength(1)
  await hub.stop()
})

test('RT1 RT4 the code cannot be guessed: after a few tries each needs a wait', async () => {
  using folder = aFolder()
  const { hub, clock, api } = await aVisitor(folder.path, false)
  const guess = (code: string) => codes(api.setUp.found({ ...aBranch(), code }))
  for (let at = 0; at < 5; at++) expect(await guess('11111111')).toEqual(['SET_UP_CODE_WRONG'])
  expect(await guess(CODE)).toEqual(['LOGIN_WAIT'])
  clock.advance(31_000)
  expect(await guess(CODE)).toEqual([])
  await hub.stop()
})

test('RT1 at the hub’s own PC no code is asked for', async () => {
  using folder = aFolder()
  const { hub, api } = await aVisitor(folder.path, true)
  expect(await api.setUp.state()).toEqual({ founded: false, codeNeeded: false })
  expect(await codes(api.setUp.found(aBranch()))).toEqual([])
  await hub.stop()
})
