import * as fc from 'fast-check'
import { expect } from 'vitest'
import { must } from '../../../../shared/base/check.ts'
import type { Hundredths } from '../../../../shared/base/hundredths.ts'
import type { EntryId, MatterId, NoticeId } from '../../../../shared/base/ids.ts'
import { addDays, rangeOf, type Period, type PlainDate } from '../../../../shared/base/plain-date.ts'
import { sumsOf } from '../../../../hub/office/reviews/period-sums.ts'
import { codesOf } from '../../../fixtures/refusals.ts'
import { ITEMS, PERIODS, type ItemCode, type Model, type ModelReview } from './model.ts'
import type { World } from './world.ts'

/** Every step that staff can try, in any order: what the program says and does must be what the model says. */

type Step = fc.AsyncCommand<Model, World>

/** A step that is refused with exactly these codes, or done, and then also in the model. */
function step(name: string, run: (model: Model, world: World) => Promise<void>): Step {
  return { check: () => true, run, toString: () => name }
}

/** The work, unless the model says why it is refused. @returns its result, or null once refused as expected */
async function expecting<T>(codes: readonly string[], work: () => Promise<T>): Promise<T | null> {
  if (codes.length === 0) return await work()
  expect(await codesOf(work())).toEqual(codes)
  return null
}

const anyone = fc.nat({ max: 9 })
/** Mostly the period that a registrar would be at, sometimes any. */
const period = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(...PERIODS) },
)
const item = fc.constantFrom(...(Object.keys(ITEMS) as ItemCode[]))

const register = fc
  .record({
    item,
    who: anyone,
    all: fc.boolean(),
    back: fc.nat({ max: 120 }),
    quantity: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ item: code, who, all, back, quantity }) =>
    step(`register ${code} ×${quantity} ${all ? 'all' : who} −${back}d`, async (model, world) => {
      const date = dayBack(model, back)
      const people = all ? Array.from({ length: model.people }, (_, at) => at) : [who % model.people]
      const work = () => world.register(code, people, date, (quantity * 100) as Hundredths)
      const ids = await expecting(
        model.entryCodes(date).flatMap(each => people.map(() => each)),
        work,
      )
      ids?.forEach((id, at) => {
        const points = ITEMS[code].points * quantity
        model.entries.push({ id, who: must(people[at], 'a person'), item: code, date, points, reverses: null })
      })
    }),
  )

const dayBack = (model: Model, back: number): PlainDate => {
  const date = addDays(model.today, -back)
  return date < '2026-01-01' ? ('2026-01-01' as PlainDate) : date
}

const reverse = fc.record({ which: fc.nat(), back: fc.nat({ max: 60 }) }).map(({ which, back }) =>
  step(`reverse ${which} −${back}d`, async (model, world) => {
    const entry = model.entries[which % Math.max(1, model.entries.length)]
    if (!entry) return
    const date = dayBack(model, back)
    const isRefused =
      entry.reverses !== null ||
      model.entries.some(each => each.reverses === entry.id) ||
      date < entry.date ||
      model.entryCodes(date).length > 0
    const work = () => world.reverse(entry.id as EntryId, date)
    if (isRefused) return expect(await codesOf(work())).not.toEqual([])
    const [id] = await work()
    model.entries.push({ ...entry, id: must(id, 'the reversal'), date, points: -entry.points, reverses: entry.id })
  }),
)

const compile = period.map(asked =>
  step(`compile ${asked ?? 'the next'}`, async (model, world) => {
    const at = asked ?? model.next()
    const codes = model.compileCodes(at)
    if (codes.length === 0) return await compileAs(model, world, at)
    expect(await codesOf(world.compile(at))).toEqual(codes)
  }),
)

const tell = fc.record({ asked: period, who: anyone, all: fc.boolean() }).map(({ asked, who, all }) =>
  step(`tell ${asked ?? 'the next'} ${all ? 'all' : who}`, async (model, world) => {
    const at = asked ?? model.next()
    const people = all ? Array.from({ length: model.people }, (_, each) => each) : [who % model.people]
    const codes = model.tellCodes(at)
    await expecting(codes, () => world.tell(at, people))
    const review = model.reviews.get(at)
    if (codes.length === 0 && review) for (const each of people) review.told[each] = review.figures[each] ?? null
  }),
)

const raise = fc
  .record({ asked: period, who: anyone, kind: fc.constantFrom('defence', 'inquiry', 'objection') })
  .map(({ asked, who, kind }) =>
    step(`${kind} ${asked ?? 'the next'} ${who}`, async (model, world) => {
      const at = asked ?? model.next()
      // An objection may come from somebody without a name.
      const by = kind === 'objection' && who % 2 === 0 ? null : who % model.people
      const id = await expecting(model.raiseCodes(at, kind), () => world.raise(at, kind, by))
      if (id !== null) model.reviews.get(at)?.matters.push({ id, who: by, answered: false })
    }),
  )

const answer = fc.record({ asked: period, which: fc.nat(), add: fc.option(item) }).map(({ asked, which, add }) =>
  step(`answer ${asked ?? 'the next'} ${which} ${add ?? '—'}`, async (model, world) => {
    const at = asked ?? model.next()
    const review = model.reviews.get(at)
    const open = review?.matters.filter(each => !each.answered) ?? []
    const matter = open[which % Math.max(1, open.length)]
    if (!review || !matter) return
    const upheld = add !== null
    const codes = upheld && matter.who === null ? ['CORRECTION_FOR_NOBODY'] : []
    const date = model.takesEntries(at) ? rangeOf(at).to : model.today
    const work = () => world.answer(at, { matterId: matter.id as MatterId, upheld, add })
    const ids = await expecting(codes, work)
    if (ids === null) return
    matter.answered = true
    if (add === null || matter.who === null) return expect(ids).toEqual([])
    const { points } = ITEMS[add]
    model.entries.push({ id: must(ids[0], 'the correction'), who: matter.who, item: add, date, points, reverses: null })
  }),
)

type Stage = ModelReview['stage']

/** A step that moves the review and nothing else. */
const move = (name: 'settle' | 'reopen' | 'close' | 'archive', to: Stage) =>
  period.map(asked =>
    step(`${name} ${asked ?? 'the next'}`, async (model, world) => {
      const at = asked ?? model.next()
      const codes = model[`${name}Codes`](at)
      await expecting(codes, () => world[name](at))
      if (codes.length === 0) must(model.reviews.get(at), 'a review').stage = to
    }),
  )

const publish = period.map(asked =>
  step(`publish ${asked ?? 'the next'}`, async (model, world) => {
    const at = asked ?? model.next()
    const notice = model.notices.get(at)
    if (notice && model.today > notice.shownUntil) return
    const work = () => world.publish(at)
    if (notice || model.today <= rangeOf(at).to) return expect(await codesOf(work())).not.toEqual([])
    const published = await expecting(model.publishCodes(at), work)
    if (published) model.notices.set(at, published)
  }),
)

const withdraw = period.map(asked =>
  step(`withdraw ${asked ?? 'the next'}`, async (model, world) => {
    const at = asked ?? model.next()
    const notice = model.notices.get(at)
    if (!notice || model.today > notice.shownUntil) return
    await world.withdraw(notice.id as NoticeId)
    model.notices.delete(at)
  }),
)

const wait = fc.integer({ min: 1, max: 20 }).map(days =>
  step(`wait ${days}d`, async (model, world) => {
    if (model.today < '2026-12-10') model.today = world.wait(days)
  }),
)

/** What a registrar usually does next, so that a random walk gets somewhere. */
const onward = period.map(asked =>
  step(`go on with ${asked ?? 'the next'}`, async (model, world) => {
    const at = asked ?? model.next()
    if (model.compileCodes(at).length === 0) await compileAs(model, world, at)
    const review = model.reviews.get(at)
    if (review?.stage !== 'compiled') return
    for (const [who, figures] of review.figures.entries()) {
      await world.tell(at, [who])
      review.told[who] = figures
    }
  }),
)

async function compileAs(model: Model, world: World, at: Period): Promise<void> {
  await world.compile(at)
  const figures = model.allFigures(at)
  const before = model.reviews.get(at)
  const told = before?.told ?? figures.map(() => null)
  model.reviews.set(at, { stage: 'compiled', figures, told: [...told], matters: before?.matters ?? [] })
}

/** The whole of both worlds, side by side. */
export async function compareAll(model: Model, world: World): Promise<void> {
  const { read } = world.office.store
  const lines = await read.ledger.ofCycle(2026)
  expect(lines.map(each => [each.entryId, each.date, each.points]).toSorted()).toEqual(
    model.entries.map(each => [each.id, each.date, each.points]).toSorted(),
  )
  for (const at of PERIODS) {
    const { figures } = await sumsOf(read, at)
    const byMember = world.ids.map(id => figures.find(each => each.memberId === id))
    expect(byMember).toMatchObject(model.allFigures(at))
    const review = (await read.reviews.one(at))?.review
    const expected = model.reviews.get(at)
    expect(review?.stage).toBe(expected?.stage)
    if (!review || !expected) continue
    const hearings = world.ids.map(id => review.hearings.find(each => each.figures.memberId === id))
    expect(hearings.map(each => each?.figures)).toMatchObject([...expected.figures])
    expect(hearings.map(each => each?.told?.figures ?? null)).toMatchObject([...expected.told])
    const matters = review.matters.map(each => [each.matterId, each.answer !== null])
    expect(matters).toEqual(expected.matters.map(each => [each.id, each.answered]))
  }
}

const compare = fc.constant(step('compare', compareAll))

/** @param length of the walk, at least */
export const walks = (length: number) =>
  fc
    .array(
      fc.oneof(
        { weight: 7, arbitrary: register },
        { weight: 2, arbitrary: reverse },
        { weight: 3, arbitrary: onward },
        { weight: 2, arbitrary: compile },
        { weight: 3, arbitrary: tell },
        { weight: 3, arbitrary: raise },
        { weight: 6, arbitrary: answer },
        { weight: 5, arbitrary: move('settle', 'settled') },
        { weight: 1, arbitrary: move('reopen', 'compiled') },
        { weight: 4, arbitrary: publish },
        { weight: 1, arbitrary: withdraw },
        { weight: 3, arbitrary: move('close', 'closed') },
        { weight: 2, arbitrary: move('archive', 'archived') },
        { weight: 3, arbitrary: wait },
        { weight: 1, arbitrary: compare },
      ),
      { minLength: length, maxLength: length + 100, size: 'max' },
    )
    .map(steps => ({ steps, toString: () => steps.map(String).join('\n') }))
