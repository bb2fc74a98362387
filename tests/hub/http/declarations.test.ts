import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { utf8ToBytes } from '../../../shared/base/bytes.ts'
import { must } from '../../../shared/base/check.ts'
import type { MemberId, RecordId } from '../../../shared/base/ids.ts'
import { makeIntake } from '../../../hub/office/intake.ts'
import { importRoster } from '../../../hub/office/people/people.ts'
import { publishScheme, saveSchemeDraft } from '../../../hub/office/points/scheme.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { codesOf } from '../../fixtures/api.ts'
import { aMemberInput, day, tellMeeting } from '../../fixtures/branch.ts'
import { aDoorKiosk } from '../../fixtures/door.ts'
import { aBrowser, aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'
import { aClock } from '../../fixtures/office.ts'
import { aPhoto } from '../../fixtures/pictures.ts'
import { aWav } from '../../fixtures/sounds.ts'

/** Declarations over real HTTP, with what came with them. */

const folder = aFolder()
let hub: Awaited<ReturnType<typeof aRunningHub>>
let browser: Awaited<ReturnType<typeof aSecretary>>
let kiosk: Awaited<ReturnType<typeof aDoorKiosk>>
let memberIds: readonly MemberId[]

beforeAll(async () => {
  hub = await aRunningHub(folder.path, { clock: aClock() })
  browser = await aSecretary(hub)
  const by = { type: 'local' } as const
  const changes = [1, 2].map(number => ({ memberId: null, input: aMemberInput(number) }))
  await importRoster(hub.office, by, { fileHash: 'a'.repeat(64), changes })
  await saveSchemeDraft(hub.office, by, templateScheme(2026))
  await tellMeeting(hub.office, by, 2026)
  await publishScheme(hub.office, by, 2026, day('2026-01-01'))
  memberIds = (await hub.office.store.read.people.all()).map(each => each.memberId)
  const idOf = (number: number) => must(memberIds[number - 1], 'a member')
  const deps = { defer: (work: () => void) => void setImmediate(work), onAttendance: () => {} }
  const intake = makeIntake(hub.office, {
    ...deps,
    onFault(cause) {
      throw cause
    },
  })
  const noCards = (): never => {
    throw new Error('nobody has a card here')
  }
  kiosk = await aDoorKiosk({ ...hub.office, by: by as never, idOf }, () => intake, noCards, 1)
}, 30_000)

afterAll(async () => {
  await hub.stop()
  folder[Symbol.dispose]()
})

/** By hand, at a kiosk. */
const byHand = { hand: null } as const

const slip = (change: object = {}) => ({
  memberId: must(memberIds[0], 'a member'),
  itemCode: 'C07',
  date: day('2026-11-20'),
  quantity: 100 as never,
  text: '修好了路灯',
  follows: null,
  ...change,
})

const attachmentsOf = async (declarationId: RecordId) =>
  (await browser.api.declarations.one.query({ declarationId }))?.attachments ?? []

describe('what came with a declaration', () => {
  test('PR32 PR31 staff see what the hub made of it, as a type of its own that nothing runs; nobody else learns of it', async () => {
    const photo = kiosk.attachment('photo', await aPhoto())
    const voice = kiosk.attachment('voice', aWav(700))
    const drawing = kiosk.attachment('drawing', utf8ToBytes('{"strokes":[[1,2,3,4]]}'))
    const page = kiosk.attachment('photo', utf8ToBytes('<!doctype html><script>alert(1)</script>'))
    const all = [photo, voice, drawing, page]
    const declaration = kiosk.declaration(1, { parts: all.map(each => each.claim) }, byHand)
    await kiosk.push(...all.flatMap(each => each.records), declaration)
    await vi.waitFor(
      async () => {
        const settled = await attachmentsOf(declaration.id)
        expect(settled.map(each => each.why ?? each.state)).toEqual(['kept', 'kept', 'kept', 'notWhatItSays'])
      },
      { timeout: 60_000 },
    )
    const pathOf = (each: typeof photo) => `/console/attachments/${each.claim.attachmentId}`
    for (const [each, type] of [
      [photo, 'image/jpeg'],
      [voice, 'audio/wav'],
      [drawing, 'application/json'],
    ] as const) {
      const answer = await browser.go(pathOf(each))
      const head = (name: string) => answer.headers.get(name)
      expect([answer.status, head('content-type'), head('x-content-type-options')]).toEqual([200, type, 'nosniff'])
      expect(head('content-security-policy')).toBe("default-src 'none'; sandbox")
      expect(head('cache-control')).toBe('private, no-store')
      const body = Buffer.from(await answer.arrayBuffer())
      expect(body.length).toBeGreaterThan(10)
      expect(body.includes('SECRET-OWNER')).toBe(false)
      expect((await aBrowser(hub.url).go(pathOf(each))).status).toBe(404)
    }
    for (const path of [pathOf(page), '/console/attachments/x', '/console/attachments/..%2f..%2fkeys']) {
      expect((await browser.go(path)).status, path).toBe(404)
    }
    expect((await browser.go(`/v1/blobs/${photo.claim.hash}`)).status).toBe(404)
  })
})

describe('what the desk may ask for', () => {
  test('PT68 PT72 PT73 slips come in, are decided once, and say why', async () => {
    const { api } = browser
    const [one, two] = await api.declarations.declare.mutate({ slips: [slip(), slip({ date: day('2026-11-19') })] })
    if (!one || !two) throw new Error('two ids')
    const accept = {
      declarationId: one,
      itemCode: 'C07',
      date: day('2026-11-20'),
      quantity: 100 as never,
      basis: '',
      joins: [],
    }
    await api.declarations.accept.mutate(accept)
    expect(await codesOf(api.declarations.accept.mutate(accept))).toEqual(['DECLARATION_DECIDED'])
    expect(await codesOf(api.declarations.askBack.mutate({ declarationId: two, words: ' ' }))).toEqual([
      'DECLARATION_WORDS',
    ])
    await api.declarations.refuse.mutate({ declarationId: two, words: '不在积分项目里' })
    const decided = await api.declarations.decided.query()
    expect(decided.map(each => [each.state, each.answer])).toEqual([
      ['refused', '不在积分项目里'],
      ['accepted', null],
    ])
    expect(await api.declarations.accepted.query({ period: '2026-Q4' })).toMatchObject([{ declarationId: one }])
  })

  test('PT70 PT77 bad input is refused with its code, and changes nothing', async () => {
    const { api } = browser
    const before = (await hub.office.store.read.journal.head()).size
    const stranger = aBrowser(hub.url).api
    const declare = (change: object) => codesOf(api.declarations.declare.mutate({ slips: [slip(change)] }))
    expect(await declare({ itemCode: 'X19' })).toEqual(['DECLARATION_BRANCH_ONLY'])
    expect(await declare({ itemCode: 'V01' })).toEqual(['DECLARATION_BRANCH_ONLY'])
    expect(await declare({ itemCode: 'C99' })).toEqual(['ENTRY_ITEM_UNKNOWN'])
    expect(await declare({ date: '2026-02-30' })).toEqual(['BAD_INPUT'])
    expect(await declare({ date: '2027-11-20' })).toEqual(['DECLARATION_IN_FUTURE'])
    expect(await declare({ date: '2025-11-20' })).toEqual(['SCHEME_NONE'])
    expect(await declare({ quantity: -100 })).toEqual(['BAD_INPUT'])
    expect(await declare({ quantity: 1.5 })).toEqual(['BAD_INPUT'])
    expect(await declare({ text: '长'.repeat(301) })).toEqual(['BAD_INPUT'])
    expect(await declare({ memberId: '018f0000-0000-7000-8000-000000000000' })).toEqual(['MEMBER_UNKNOWN'])
    const unknown = '018f0000-0000-7000-8000-000000000000' as RecordId
    const said = { declarationId: unknown, words: '好' }
    expect(await codesOf(api.declarations.noteTrue.mutate(said))).toEqual(['DECLARATION_UNKNOWN'])
    expect(await codesOf(api.declarations.reverseFalse.mutate(said))).toEqual(['DECLARATION_UNKNOWN'])
    expect(await api.declarations.one.query({ declarationId: unknown })).toBeNull()
    const draw = (take: object, period = '2026-Q1') =>
      codesOf(api.declarations.drawSample.mutate({ period, take } as never))
    expect(await draw({ share: '1/3' })).toEqual(['SAMPLE_EMPTY'])
    expect(await draw({ share: '2/0' })).toEqual(['BAD_INPUT'])
    expect(await draw({ count: 0 })).toEqual(['BAD_INPUT'])
    expect(await draw({ count: 1 }, '2026-Q9')).toEqual(['BAD_INPUT'])
    expect(await codesOf(stranger.declarations.inbox.query())).toEqual(['LOGIN_NEEDED'])
    expect((await hub.office.store.read.journal.head()).size).toBe(before)
  })

  test('PT72 two people at once: one decides, the other is told', async () => {
    const { api } = browser
    const [one] = await api.declarations.declare.mutate({ slips: [slip({ date: day('2026-11-18') })] })
    const declarationId = must(one, 'an id')
    const done = await Promise.all([
      codesOf(
        api.declarations.accept.mutate({
          declarationId,
          itemCode: 'C07',
          date: day('2026-11-18'),
          quantity: 100 as never,
          basis: '',
          joins: [],
        }),
      ),
      codesOf(api.declarations.refuse.mutate({ declarationId, words: '没有依据' })),
    ])
    expect(done.toSorted((a, b) => a.length - b.length)).toEqual([[], ['DECLARATION_DECIDED']])
  })
})
