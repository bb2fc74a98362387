import type { Period } from '../../../shared/base/plain-date.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { api } from '../api.ts'
import { useBooks } from '../ledger/books.ts'
import { Loading } from '../loading.tsx'
import { PageHead } from '../page-head.tsx'
import type { PageProps } from '../pages.ts'
import { periodsToShow, periodText, periodToShow } from '../parts/periods.ts'
import { SmallSelect } from '../parts/small-select.tsx'
import { useQuery } from '../query.ts'
import { go } from '../router.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { ReviewView } from './view.tsx'

/** `#/reviews` the newest period that has ended · `#/reviews/2026-Q3` */
export function ReviewsPage({ rest }: PageProps) {
  const { reviews } = words()
  const books = useBooks()
  const schemes = books.data?.published.map(each => each.scheme) ?? []
  const periods = periodsToShow(schemes, today())
  const period = periods.find(each => each === rest[0]) ?? periodToShow(periods, today())
  return (
    <>
      <PageHead
        title={reviews.title}
        terms={['compile', 'feedback', 'defence', 'inquiry', 'settle', 'archive']}
        tools={
          period && (
            <SmallSelect
              label={reviews.period}
              value={period}
              options={periods.map(value => ({ value, label: periodText(value) }))}
              onChange={next => go('reviews', next)}
            />
          )
        }
      />
      <Loading of={books}>
        {() =>
          period === null ? (
            <Card title={reviews.title}>
              <EmptyState
                icon="rank"
                text={reviews.noScheme}
                action={<Button onClick={() => go('scheme')}>{reviews.toScheme}</Button>}
              />
            </Card>
          ) : (
            <OnePeriod key={period} period={period} />
          )
        }
      </Loading>
    </>
  )
}

/** Facts that change what a review says. */
const DESKS = ['entry', 'ledger', 'member', 'roster', 'scheme', 'notice', 'branch']

function OnePeriod({ period }: { period: Period }) {
  const found = useQuery(['review', period], () => api.reviews.get.query({ period }), DESKS)
  const me = session.value.state === 'in' ? session.value.me : null
  return <Loading of={found}>{review => <ReviewView review={review} role={me?.role ?? null} />}</Loading>
}
