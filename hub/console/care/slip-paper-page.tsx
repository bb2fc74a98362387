import type { Period } from '../../../shared/base/plain-date.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { withNote } from '../../../shared/people/names.ts'
import { dateText } from '../../pages/format.ts'
import { SlipPaper } from '../../pages/papers/slip.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { periodText } from '../parts/periods.ts'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { causeText, runParts, type LowRow } from './model.ts'

/** 积分提醒函, for one member alone: `#/reminder-paper/2026-Q3/<member>`. */
export function ReminderPaperPage({ rest }: PageProps) {
  const [asked = '', memberId = ''] = rest
  const period = asked as Period
  const { slip } = words().care
  const board = useQuery(['talk', 'board'], () => api.care.board.query(), ['helper', 'reminder', 'review', 'member'])
  const row = board.data?.period === period ? board.data.low.find(each => each.memberId === memberId) : undefined
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('care'), label: slip.back }}
        title={slip.paper}
        note={slip.how}
        {...(row && { print: slip.print })}
      />
      <main>
        <Loading of={board}>
          {() => (row ? <ReminderSlip row={row} period={period} /> : <EmptyState icon="people" text={slip.nobody} />)}
        </Loading>
      </main>
    </>
  )
}

/** What the figures say and who may help; nothing that is not about its addressee. */
export function ReminderSlip({ row, period }: { row: LowRow; period: Period }) {
  const { papers, care } = words()
  const { slip } = care
  const { branchName, head } = hubState.value
  const could = [...new Set(row.causes.flatMap(cause => cause.items))]
  return (
    <SlipPaper
      heading={slip.heading(branchName)}
      no={[slip.no, periodText(period)]}
      address={slip.address(withNote(row.name, row.nameNote))}
      text={slip.text(row.run.length, row.labels.join('、'))}
      facts={[
        [slip.facts.run, runParts(row)],
        [slip.facts.causes, row.causes.length === 0 ? slip.none : row.causes.map(causeText).join('；')],
        ...(could.length > 0 ? [[slip.facts.could, could.join('、')] as const] : []),
        [slip.facts.helper, row.helpers.join('、') || slip.noHelper],
      ]}
      recorder={`${slip.recorder}：`}
      branch={branchName}
      stamp={slip.stamp}
      date={dateText(today())}
      note={slip.note}
      foot={[slip.foot, ...(head ? [`${papers.fingerprint} ${fingerprint(head.hash)}`] : [])]}
    />
  )
}
