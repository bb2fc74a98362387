import * as fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import { openDeclared } from '../../shared/own/phone-declaration.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import { phoneSecret } from '../../shared/passes/phone.ts'
import type { PhoneRef } from '../../shared/people/roster.ts'
import type { Ask } from '../../hub/phone/ask.ts'
import { createDeclare, type DeclareDesk, type Offer } from '../../hub/phone/declare.ts'
import { DRAFT_MS, openDrafts, type DraftPlace } from '../../hub/phone/drafts.ts'
import { openKeep } from '../../hub/phone/keep.ts'
import { seededRandom, TEST_NOW } from '../fixtures/office.ts'
import { aStorage } from '../fixtures/storage.ts'

/** What was begun on the phone: over reloads and lost answers, and gone when it should be. */

const offer = {
  branchTag: '04217' as BranchTag,
  ref: '0123456789' as PhoneRef,
  secret: phoneSecret(Uint8Array.from({ length: 16 }, (_, at) => at + 1)),
  branchName: '云溪村党支部',
  memberName: '张建国',
}
const item = { code: 'C07', title: '发现隐患', unit: '件', dimension: 'role', points: 200 as Hundredths } as const
const offered: Offer = { schemeVersion: 1, today: '2026-11-22' as PlainDate, items: [item] }
const TextSchema = v.string()

/** A phone and its hub. @param breakIt a storage with a bug */
function aWorld(breakIt: (place: DraftPlace) => DraftPlace = place => place) {
  const storage = aStorage()
  const random = seededRandom(3)
  const taken = new Map<string, string>()
  let way: 'ok' | 'answerLost' | 'nothingArrives' = 'ok'
  const ask: Ask = async (name, body) => {
    if (name === 'declarable') return { kind: 'ok', value: offered } as never
    const { id, declaration } = body as { id: never; declaration: { sealed: string } }
    if (way === 'nothingArrives') return { kind: 'unreachable' }
    const words = openDeclared(declaration.sealed, offer.secret, { ref: offer.ref, id })
    if (!taken.has(id)) taken.set(id, words?.text ?? '')
    return way === 'ok' ? ({ kind: 'ok', value: {} } as never) : { kind: 'unreachable' }
  }
  const place = () => breakIt(openKeep(() => storage).drafts)
  const open = async (): Promise<DeclareDesk> => {
    const drafts = openDrafts({ place: place(), offer, random, now: () => TEST_NOW })
    const desk = createDeclare({ offer, ask, random, now: () => TEST_NOW, drafts }, null)
    await desk.ask()
    return desk
  }
  return { storage, taken, open, goes: (next: typeof way) => void (way = next) }
}

type Step = { readonly type: string } | 'answerLost' | 'nothingArrives' | 'reload'

const steps = fc.array(
  fc.oneof(
    fc.constantFrom('修路灯', '扫河道', '送米').map(type => ({ type })),
    fc.constantFrom('answerLost' as const, 'nothingArrives' as const, 'reload' as const),
  ),
  { minLength: 1, maxLength: 9 },
)

async function walk(all: readonly Step[], breakIt?: (place: DraftPlace) => DraftPlace): Promise<void> {
  const world = aWorld(breakIt)
  let desk = await world.open()
  let typed = ''
  for (const step of all) {
    if (step === 'reload') desk = await world.open()
    else if (typeof step === 'object') {
      desk.change()
      desk.put({ code: 'C07', text: step.type })
      typed = step.type
    } else {
      world.goes(step)
      desk.check()
      await desk.send()
    }
    const { value } = desk.view
    expect('filling' in value && value.filling.text, 'what was typed last is there').toBe(typed)
  }
  world.goes('ok')
  desk.put({ code: 'C07' })
  desk.check()
  await desk.send()
  expect(desk.view.value.kind).toBe('sent')
  const texts = [...world.taken.values()]
  expect(
    texts.filter(each => each === typed),
    'the last wording is there once',
  ).toHaveLength(1)
  expect(world.storage.length, 'nothing stays').toBe(0)
}

/** Bug: what is written last is only written with the next one, as by a timer that a locked phone never fires. */
const late = (): ((place: DraftPlace) => DraftPlace) => {
  let waiting: readonly [string, string] | null = null
  return place => ({
    ...place,
    set(name, text) {
      if (waiting) place.set(...waiting)
      waiting = [name, text]
      return true
    },
  })
}
/** Bug: which words were sent is not remembered. */
const unremembered = (place: DraftPlace): DraftPlace => ({
  ...place,
  set: (name, text) => (name.endsWith('.sent') ? true : place.set(name, text)),
})
/** Bug: what was acknowledged stays. */
const sticky = (place: DraftPlace): DraftPlace => ({ ...place, remove: () => {} })

const holds = (breakIt?: () => (place: DraftPlace) => DraftPlace) =>
  fc.assert(
    fc.asyncProperty(steps, all => walk(all, breakIt?.())),
    { numRuns: 40, seed: 7, endOnFailure: true },
  )

test('PT93 over reloads and lost answers nothing typed is lost, the same words count once, and nothing stays', async () => {
  await holds()
})

const because = (why: string) => ({ cause: { message: expect.stringContaining(why) } })

test('PT93 twins that write late, forget what they sent, or keep what was acknowledged are caught', async () => {
  await expect(holds(late)).rejects.toMatchObject(because('what was typed last is there'))
  await expect(holds(() => unremembered)).rejects.toMatchObject(because('the last wording is there once'))
  await expect(holds(() => sticky)).rejects.toMatchObject(because('nothing stays'))
})

test('PT93 a draft is sealed, goes with the phone’s enrolment, after a week, and to no other phone; no room is said', async () => {
  const { storage, open } = aWorld()
  const keep = openKeep(() => storage)
  keep.write({ offer, claim: 'a'.repeat(32), claimed: true })
  const desk = await open()
  desk.put({ code: 'C07', text: '村口小桥的护栏' })
  const kept = keep.drafts.names().map(name => keep.drafts.get(name) ?? '')
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.join('')).not.toMatch(/护栏|C07/)
  const at = (ms: number, secret = offer.secret) =>
    openDrafts({
      place: openKeep(() => storage).drafts,
      offer: { ...offer, secret },
      random: seededRandom(1),
      now: () => TEST_NOW + ms,
    })
  expect(at(DRAFT_MS - 1).has('declare.new')).toBe(true)
  const copied = aStorage()
  for (const name of keep.drafts.names()) openKeep(() => copied).drafts.set(name, keep.drafts.get(name) ?? '')
  const stranger = phoneSecret(new Uint8Array(16))
  const place = openKeep(() => copied).drafts
  const other = openDrafts({
    place,
    offer: { ...offer, secret: stranger },
    random: seededRandom(1),
    now: () => TEST_NOW,
  })
  expect(other.get('declare.new', TextSchema)).toBeNull()
  expect(at(DRAFT_MS + 1).has('declare.new')).toBe(false)
  expect(keep.drafts.names()).toEqual([])
  // Given up, or enrolled anew for somebody else.
  desk.put({ text: '再写' })
  keep.write({ offer: { ...offer, ref: 'ffffffffff' as PhoneRef }, claim: 'b'.repeat(32), claimed: true })
  expect(keep.drafts.names()).toEqual([])
  desk.put({ text: '又写' })
  keep.forget()
  expect(keep.drafts.names()).toEqual([])
  // A full phone: what is on the screen stays there, and it is said.
  const full = openDrafts({
    place: openKeep(() => aStorage(100)).drafts,
    offer,
    random: seededRandom(1),
    now: () => TEST_NOW,
  })
  expect(full.put('declare.new', { text: '满' })).toBe(false)
})
