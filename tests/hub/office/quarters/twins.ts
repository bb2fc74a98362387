import type { PlainDate } from '../../../../shared/base/plain-date.ts'
import { isTold, type Review } from '../../../../shared/review/review.ts'
import type { Fact } from '../../../../shared/journal/facts.ts'
import { newId, type EntryId } from '../../../../shared/base/ids.ts'
import type { Office, Work } from '../../../../hub/office/ports.ts'
import type { Desk, Twin } from './world.ts'

/** Desks with a bug planted: each is handed an office that keeps something from it, or writes something else. */

const at =
  (desk: Desk, lie: (office: Office) => Office): Twin =>
  (asked, office) =>
    asked === desk ? lie(office) : office

/** The same office, whose pieces of writing are handed another `work`. */
const withWork = (office: Office, change: (work: Work) => Work): Office => ({
  ...office,
  store: { ...methodsOf(office.store), write: (by, work) => office.store.write(by, real => work(change(real))) },
})

const methodsOf = (store: Office['store']): Office['store'] => ({
  read: store.read,
  write: (by, work) => store.write(by, work),
  onCommit: listener => store.onCommit(listener),
  onFeeds: listener => store.onFeeds(listener),
  close: () => store.close(),
})

const over = (work: Work, change: Partial<Work>): Work => Object.assign(Object.create(work) as Work, change)

/** The desk is shown another review than there is. */
const lyingReviews = (office: Office, seen: (review: Review) => Review | null): Office =>
  withWork(office, work =>
    over(work, {
      reviews: {
        all: () => work.reviews.all(),
        late: period => work.reviews.late(period),
        words: period => work.reviews.words(period),
        async one(period) {
          const onFile = await work.reviews.one(period)
          const review = onFile && seen(onFile.review)
          return onFile && review ? { ...onFile, review } : null
        },
      },
    }),
  )

const writingOther = (office: Office, facts: (fact: Fact, office: Office) => readonly Fact[]): Office =>
  withWork(office, work =>
    over(work, { append: (...given) => work.append(...given.flatMap(fact => facts(fact, office))) }),
  )

const allTold = (review: Review): Review => ({
  ...review,
  hearings: review.hearings.map(each =>
    isTold(each) ? each : { ...each, told: { by: null, at: review.compiled.at, how: 'person', figures: each.figures } },
  ),
})

const unasked = (review: Review): Review => ({
  ...review,
  matters: review.matters.filter(each => each.answer !== null),
})

const later = (office: Office, days: number): Office => ({
  ...office,
  clock: { now: () => (office.clock.now() + days * 86_400_000) as ReturnType<Office['clock']['now']> },
})

const dated = (fact: Fact, date: PlainDate): Fact =>
  fact.kind === 'entry.registered' ? { ...fact, body: { ...fact.body, entry: { ...fact.body.entry, date } } } : fact

export const TWINS: Readonly<Record<string, Twin>> = {
  'an entry into a settled period': at('register', office => lyingReviews(office, () => null)),
  'a reversal into a settled period': at('reverse', office => lyingReviews(office, () => null)),
  'an entry that is lost': at('register', office =>
    writingOther(office, fact => (fact.kind === 'entry.registered' && fact.body.entry.quantity === 300 ? [] : [fact])),
  ),
  'an entry that is written twice': at('register', office =>
    writingOther(office, (fact, { clock, random }) => {
      if (fact.kind !== 'entry.registered' || fact.body.entry.itemCode !== 'X04') return [fact]
      const entry = { ...fact.body.entry, entryId: newId<EntryId>(clock.now(), random) }
      return [fact, { ...fact, body: { ...fact.body, entry } }]
    }),
  ),
  'a compilation before the period is over': at('compile', office => later(office, 30)),
  'a compilation before the earlier period is settled': at('compile', office =>
    lyingReviews(office, review => (review.stage === 'compiled' ? { ...review, stage: 'settled' } : review)),
  ),
  'a quarter with an entry that is left out': at('compile', office =>
    withWork(office, work =>
      over(work, { ledger: Object.assign(Object.create(work.ledger) as Work['ledger'], { ofCycle: async () => [] }) }),
    ),
  ),
  'a settlement with somebody untold': at('settle', office => lyingReviews(office, allTold)),
  'a settlement with a defence unanswered': at('settle', office => lyingReviews(office, unasked)),
  'a correction of a defence that is dated in another quarter': at('answer', office =>
    writingOther(office, fact => [dated(fact, '2026-12-30' as PlainDate)]),
  ),
  'a notice before the settlement': at('publish', office =>
    lyingReviews(office, review => ({ ...review, stage: 'settled' })),
  ),
  'a review that is closed while its notice hangs': at('close', office => later(office, 30)),
  'a review that is closed with an objection unanswered': at('close', office => lyingReviews(office, unasked)),
  'an archive before the end': at('archive', office =>
    lyingReviews(office, review => ({ ...review, stage: 'closed' })),
  ),
}
