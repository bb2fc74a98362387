import { useState } from 'preact/hooks'
import type { MemberId } from '../../../shared/base/ids.ts'
import { plainDateAt, type Period } from '../../../shared/base/plain-date.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { withNote } from '../../../shared/people/names.ts'
import { may } from '../../../shared/people/rights.ts'
import { dateText, dayText, pointsText } from '../../pages/format.ts'
import { FeedbackSlips, type FeedbackSlipPaper } from '../../pages/papers/feedback-slip.tsx'
import { Button } from '../../pages/ui/button.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { periodText } from '../parts/periods.ts'
import { useMutation, useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'

type Slips = Awaited<ReturnType<typeof api.reviews.slips.query>>
type Slip = Slips['slips'][number]

/** Stands for everybody of the review in the address. */
const ALL = 'all'

/** The address of some people's slips; of everybody's where nobody is named. */
export const slipsPaper = (period: Period, memberIds: readonly string[]): string =>
  hrefTo('feedback-paper', period, memberIds.length === 0 ? ALL : memberIds.join(','))

/** 反馈单: `#/feedback-paper/2026-Q3/all` or `…/<member>,<member>`. */
export function SlipsPaperPage({ rest }: PageProps) {
  const { papers, reviews } = words()
  const [asked = '', who = ALL] = rest
  const period = asked as Period
  const memberIds = who === ALL ? [] : (who.split(',') as MemberId[])
  const found = useQuery(
    ['review', 'slips', period, who],
    async () => {
      const [slips, review] = await Promise.all([
        api.reviews.slips.query({ period, memberIds }),
        api.reviews.get.query({ period }),
      ])
      return { slips, open: review.stage === 'compiled', stale: review.stage === 'compiled' && !review.current }
    },
    ['entry', 'member'],
  )
  const { data } = found
  const count = data?.slips.slips.length ?? 0
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('reviews', period), label: reviews.title }}
        title={`${papers.slips.paper} · ${papers.slips.count(count)}`}
        note={papers.slips.printHow}
        {...(data && !data.stale && count > 0 && { print: papers.print })}
        warning={data?.stale ? papers.slips.stale : null}
        more={data?.open && !data.stale && count > 0 && <Handed slips={data.slips} />}
      />
      <main>
        <Loading of={found}>
          {({ slips }) =>
            slips.slips.length === 0 ? (
              <EmptyState icon="people" text={papers.slips.nobody} />
            ) : (
              <FeedbackSlips slips={slips.slips.map(each => slipWords(each, slips))} cutHere={papers.slips.cut} />
            )
          }
        </Loading>
      </main>
    </>
  )
}

/** Printing tells nobody anything: that the slips were handed over is said by a person, once they were. */
function Handed({ slips }: { slips: Slips }) {
  const { slips: say } = words().papers
  const [asking, setAsking] = useState(false)
  const count = slips.slips.length
  const tell = useMutation(
    () => {
      const memberIds = slips.slips.map(each => each.memberId)
      return api.reviews.tell.mutate({ period: slips.period, memberIds, how: 'slip' })
    },
    () => say.done(count),
  )
  const now = session.value
  if (now.state !== 'in' || !may(now.me.role, 'reviews.hear')) return null
  const run = async () => {
    if ((await tell.run()).ok) setAsking(false)
  }
  return (
    <>
      <Button why={offlineWhy()} onClick={() => setAsking(true)}>
        {say.handed(count)}
      </Button>
      {asking && (
        <Dialog
          title={say.handedTitle}
          width="narrow"
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)} autofocus>
                {say.handedNo}
              </Button>
              <Button kind="primary" busy={tell.busy} onClick={() => void run()}>
                {say.handedYes}
              </Button>
            </>
          }
        >
          {say.handedWhat(count).map(each => (
            <p key={each}>{each}</p>
          ))}
          <ProblemList problems={tell.problems} />
        </Dialog>
      )}
    </>
  )
}

export function slipWords(slip: Slip, { period, compiledAt, head }: Omit<Slips, 'slips'>): FeedbackSlipPaper {
  const { papers } = words()
  const { slips: say } = papers
  const { branchName, timeZone } = hubState.value
  const { figures, items, start } = slip
  const parts = ['base', 'contribution', 'deduction', 'inPeriod', 'toDate'] as const
  const sum = items.reduce((total, each) => total + each.points, 0)
  return {
    key: slip.memberId,
    heading: say.heading(branchName, periodText(period)),
    facts: [
      say.name(withNote(slip.name, slip.nameNote)),
      say.number(slip.memberNo),
      say.category(slip.categoryLabel),
      say.compiled(dateText(plainDateAt(compiledAt, timeZone))),
    ],
    figures: parts.map(part => [
      part === 'toDate' && start !== 0 ? say.startedAt(pointsText(start)) : say.figures[part],
      pointsText(figures[part]),
    ]),
    columns: say.columns,
    lines: items.map(item => ({
      key: `${item.code ?? ''}/${item.component}/${item.source}`,
      title: item.code === null ? say.opening : `${item.code} ${item.title}`,
      dates: item.dates.map(dayText).join('、'),
      source: words().items.evidences[item.source],
      points: item.component === 'veto' ? say.vetoed : pointsText(item.points, true),
    })),
    nothing: say.nothing,
    ask: `${sum === figures.inPeriod ? '' : say.capped}${say.ask}`,
    choices: say.choices,
    wordsLabel: say.words,
    signatures: say.signatures,
    foot: [say.foot, `${papers.fingerprint} ${fingerprint(head.hash)}`],
  }
}
