import type { VNode } from 'preact'
import { must } from '../../../shared/base/check.ts'
import { problem } from '../../../shared/base/problem.ts'
import { Card } from '../../pages/ui/card.tsx'
import { LoginPage } from '../door/login.tsx'
import { MustChangePassword } from '../door/own-password.tsx'
import { SetUpPage } from '../door/set-up.tsx'
import { KioskTable } from '../kiosks/kiosk-table.tsx'
import { worstFirst } from '../kiosks/health.ts'
import { CARE_SCREENS } from '../care/gallery.tsx'
import { JANUARY_SCREENS } from '../items/gallery.tsx'
import { CONFLICT_SCREENS } from '../conflicts/gallery.tsx'
import { DECLARATION_SCREENS, WaitingDeclarations } from '../declarations/gallery.tsx'
import { INCIDENT_SCREENS } from '../incidents/gallery.tsx'
import { KiosksSummary } from '../kiosks/today-card.tsx'
import { LinesTable } from '../journal/lines-card.tsx'
import { BACKUP_SCREENS, GoodBackups } from '../journal/gallery.tsx'
import { VerifyCard } from '../journal/verify-card.tsx'
import { INNER_SCREENS } from '../notices/gallery-inner.tsx'
import { NOTICE_SCREENS } from '../notices/gallery.tsx'
import { ACTIVITY_SCREENS } from '../activities/gallery.tsx'
import { MEMBER_SCREENS } from '../members/gallery.tsx'
import { OVERSIGHT_SCREENS } from '../oversight/gallery.tsx'
import { PageHead } from '../page-head.tsx'
import { HANGING, HEARING, REVIEW_SCREENS } from '../reviews/gallery.tsx'
import { PAPER_SCREENS } from '../reviews/gallery-papers.tsx'
import { SETTINGS_SCREENS } from '../settings/gallery.tsx'
import { STAFF_SCREENS } from '../settings/staff-gallery.tsx'
import { BOOK_SCREENS } from '../standings/gallery.tsx'
import { words } from '../text/words.ts'
import { TodayTitle } from '../today/page.tsx'
import { TodayColumns } from '../today/columns.tsx'
import { ReviewRail } from '../today/review-card.tsx'
import { TodoCard } from '../today/todo-card.tsx'
import { UpcomingList } from '../today/upcoming-card.tsx'
import { NextActivity, WallSummary } from '../today/wall-card.tsx'
import { ACTIVITY, AT, COMING, HEAD, HUB_STATE, JOURNAL_ROWS, KIOSKS, TODOS, WALL } from './fixtures.ts'
import { KitControls, KitDialog, KitTable } from './kit.tsx'

export interface GalleryScreen {
  readonly id: string
  /** The page of the menu it stands in; null for what comes before the console. */
  readonly page: string | null
  readonly render: () => VNode
}

const nothing = () => undefined

/** Two of the screens have told what was on them. */
const GLASS = KIOSKS.slice(0, 2).map(({ kioskId }, at) => ({
  kioskId,
  at: (AT - (at + 1) * 9_000_000) as typeof AT,
  told: AT,
  lost: 0,
}))

const health = worstFirst(KIOSKS, [], AT, HUB_STATE.timeZone)

const Kiosks = () => (
  <>
    <PageHead title={words().kiosks.title} />
    <Card title={words().kiosks.listCard} padded={false}>
      <KioskTable
        kiosks={health}
        glass={GLASS}
        onRename={nothing}
        onRevoke={nothing}
        onReissue={nothing}
        onSettle={nothing}
      />
    </Card>
  </>
)

const Today = ({ busy }: { busy: boolean }) => (
  <>
    <PageHead title={<TodayTitle day="10月15日 星期四" count={busy ? TODOS.length : 0} />} />
    <ReviewRail
      review={busy ? HANGING : HEARING}
      act={
        busy
          ? must(
              TODOS.find(each => each.inRail),
              'it',
            )
          : null
      }
    />
    <TodayColumns
      left={
        <>
          <TodoCard todos={busy ? TODOS : []} failed={busy ? ['公示公告'] : []} onRetry={nothing} />
          <KiosksSummary kiosks={busy ? health.slice(0, 4) : []} />
        </>
      }
      right={
        <>
          {busy ? <WallSummary focus={ACTIVITY} cells={WALL} expected={32} /> : <NextActivity focus={ACTIVITY} />}
          {busy && <WaitingDeclarations />}
          <UpcomingList coming={COMING} />
        </>
      }
    />
  </>
)

const Journal = () => (
  <>
    <PageHead title={words().journal.title} />
    <VerifyCard
      head={HEAD}
      busy={false}
      why={null}
      problems={null}
      onVerify={() => Promise.resolve({ ok: false, error: [] })}
      outcome={{
        ok: true,
        head: HEAD,
        faults: [],
        wordsChecked: 212,
        rebuilt: true,
      }}
    />
    <GoodBackups />
    <Card title={words().journal.linesCard} padded={false}>
      <LinesTable rows={JOURNAL_ROWS} />
    </Card>
  </>
)

const JournalBroken = () => (
  <VerifyCard
    head={HEAD}
    busy={false}
    why={null}
    problems={null}
    onVerify={() => Promise.resolve({ ok: false, error: [] })}
    outcome={{
      ok: false,
      head: HEAD,
      faults: [
        problem('CHAIN_BROKEN', { zh: '这一条和后面的记录连不上。', en: 'The chain breaks here.' }, '第873条'),
        problem('TABLE_DIFFERS', { zh: '这张表和账本算出来的不一样。', en: 'The table differs.' }, '积分台账'),
      ],
      wordsChecked: 211,
      rebuilt: true,
    }}
  />
)

export const SCREENS: readonly GalleryScreen[] = [
  { id: 'login', page: null, render: () => <LoginPage /> },
  { id: 'must-change-password', page: null, render: () => <MustChangePassword loginName="huangxiuying" /> },
  { id: 'set-up', page: null, render: () => <SetUpPage codeNeeded /> },
  { id: 'today', page: 'today', render: () => <Today busy /> },
  { id: 'today-done', page: 'today', render: () => <Today busy={false} /> },
  { id: 'kiosks', page: 'kiosks', render: () => <Kiosks /> },
  { id: 'journal', page: 'journal', render: () => <Journal /> },
  { id: 'journal-broken', page: 'journal', render: () => <JournalBroken /> },
  ...BACKUP_SCREENS,
  ...ACTIVITY_SCREENS,
  ...CARE_SCREENS,
  ...JANUARY_SCREENS,
  ...CONFLICT_SCREENS,
  ...DECLARATION_SCREENS,
  ...INCIDENT_SCREENS,
  ...MEMBER_SCREENS,
  ...NOTICE_SCREENS,
  ...INNER_SCREENS,
  ...OVERSIGHT_SCREENS,
  ...PAPER_SCREENS,
  ...REVIEW_SCREENS,
  ...BOOK_SCREENS,
  ...STAFF_SCREENS,
  ...SETTINGS_SCREENS,
  { id: 'kit-controls', page: 'settings', render: () => <KitControls /> },
  { id: 'kit-table', page: 'settings', render: () => <KitTable /> },
  { id: 'kit-dialog', page: 'settings', render: () => <KitDialog /> },
]
