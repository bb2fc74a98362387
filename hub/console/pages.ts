/**
 * The console's pages, in the order of the menu. To add one:
 *
 * 1. `hub/console/<desk>/page.tsx` exports a component taking `PageProps`. It starts with `<PageHead title=… tools=…/>`
 *    (hub/console/page-head.tsx) and is made of the parts in `hub/pages/ui/`. `rest` is what follows the page's id in
 *    the address (`#/members/0192…/edit` → `['0192…', 'edit']`); write addresses with `hrefTo` and `go` (router.ts).
 * 2. Its words: `text/zh/<desk>.ts` + `text/en/<desk>.ts` (typed `typeof zh`), a line in `text/zh.ts` and `text/en.ts`;
 *    in a component: `const { members } = words()`.
 * 3. A line in PAGES below, with the `group` of the menu it stands in. `needs` hides it from those who may not (the hub checks again, always).
 * 4. Data: `useQuery(['member', …], () => api.members.list.query())` asks again when the hub says desk `member` changed
 *    (the part of a fact's kind before the dot); `useMutation(input => api.members.change.mutate(input), () => '已保存')`
 *    gives `{ run, busy, problems }`: `busy` on the button, `problems` into `<ProblemList>` or, by field, `problemAt`.
 *    A page that needs the hub for an irreversible step puts `offlineWhy()` (offline.tsx) into the button's `why`.
 * 5. A form calls `useUnsaved(dirty)` (router.ts). A card on the first page: a line in `today/cards.ts`.
 * 6. A view that gets everything by props belongs into `gallery.tsx` with fixture data.
 */
import type { ComponentType } from 'preact'
import type { Action } from '../../shared/people/rights.ts'
import type { IconName } from '../pages/ui/icon.tsx'
import type { Words } from './text/words.ts'

export interface PageProps {
  readonly rest: readonly string[]
}

export interface Page {
  /** First part of the address. */
  readonly id: string
  readonly icon: IconName
  readonly label: (words: Words) => string
  /** Null: for everybody who is logged in. */
  readonly needs: Action | null
  /** Under which heading of the menu; left out: at its top, or, of a paper, nowhere. */
  readonly group?: MenuGroup
  /** A printed paper: opened in a window of its own, without menu or frame, and not in the menu. */
  readonly paper?: true
  /** Loaded when first opened, so that the login is there at once. */
  readonly load: () => Promise<ComponentType<PageProps>>
}

/** The menu's headings, in order: people, points, what hangs on the board, keeping house. */
export const MENU_GROUPS = ['people', 'points', 'board', 'house'] as const
export type MenuGroup = (typeof MENU_GROUPS)[number]

export const PAGES: readonly Page[] = [
  {
    id: 'today',
    icon: 'home',
    label: words => words.today.nav,
    needs: null,
    load: () => import('./today/page.tsx').then(module => module.TodayPage),
  },
  {
    id: 'oversight',
    icon: 'chart',
    label: words => words.oversight.title,
    needs: 'oversight.read',
    load: () => import('./oversight/page.tsx').then(module => module.OversightPage),
  },
  {
    id: 'members',
    icon: 'people',
    group: 'people',
    label: words => words.members.title,
    needs: 'members.read',
    load: () => import('./members/page.tsx').then(module => module.MembersPage),
  },
  {
    id: 'scheme',
    icon: 'items',
    group: 'points',
    label: words => words.items.title,
    needs: 'ledger.read',
    load: () => import('./items/page.tsx').then(module => module.ItemsPage),
  },
  {
    id: 'declarations',
    icon: 'doc',
    group: 'points',
    label: words => words.declarations.title,
    needs: 'ledger.read',
    load: () => import('./declarations/page.tsx').then(module => module.DeclarationsPage),
  },
  {
    id: 'ledger',
    icon: 'list',
    group: 'points',
    label: words => words.ledger.title,
    needs: 'ledger.read',
    load: () => import('./ledger/page.tsx').then(module => module.LedgerPage),
  },
  {
    id: 'standings',
    icon: 'rank',
    group: 'points',
    label: words => words.standings.title,
    needs: 'ledger.read',
    load: () => import('./standings/page.tsx').then(module => module.StandingsPage),
  },
  {
    id: 'activities',
    icon: 'camp',
    group: 'people',
    label: words => words.activities.title,
    needs: 'members.read',
    load: () => import('./activities/page.tsx').then(module => module.ActivitiesPage),
  },
  {
    id: 'conflicts',
    icon: 'verify',
    group: 'people',
    label: words => words.conflicts.title,
    needs: 'activities.change',
    load: () => import('./conflicts/page.tsx').then(module => module.ConflictsPage),
  },
  {
    id: 'reviews',
    icon: 'tick',
    group: 'points',
    label: words => words.reviews.title,
    needs: 'ledger.read',
    load: () => import('./reviews/page.tsx').then(module => module.ReviewsPage),
  },
  {
    id: 'care',
    icon: 'persono',
    label: words => words.care.title,
    group: 'people',
    needs: 'care.keep',
    load: () => import('./care/page.tsx').then(module => module.CarePage),
  },
  {
    id: 'notices',
    icon: 'notice',
    group: 'board',
    label: words => words.notices.title,
    needs: 'notices.prepare',
    load: () => import('./notices/page.tsx').then(module => module.NoticesPage),
  },
  {
    id: 'kiosks',
    icon: 'scan',
    group: 'board',
    label: words => words.kiosks.title,
    needs: 'kiosks.manage',
    load: () => import('./kiosks/page.tsx').then(module => module.KiosksPage),
  },
  {
    id: 'journal',
    icon: 'ledger',
    group: 'house',
    label: words => words.journal.title,
    needs: 'journal.verify',
    load: () => import('./journal/page.tsx').then(module => module.JournalPage),
  },
  {
    id: 'settings',
    icon: 'gear',
    group: 'house',
    label: words => words.settings.title,
    needs: null,
    load: () => import('./settings/page.tsx').then(module => module.SettingsPage),
  },
  {
    id: 'notice-paper',
    icon: 'printer',
    label: words => words.notices.title,
    needs: 'notices.prepare',
    paper: true,
    load: () => import('./notices/paper-page.tsx').then(module => module.NoticePaperPage),
  },
  {
    id: 'shown-paper',
    icon: 'printer',
    label: words => words.showing.certificate,
    needs: 'notices.prepare',
    paper: true,
    load: () => import('./notices/shown-paper-page.tsx').then(module => module.ShownPaperPage),
  },
  {
    id: 'cards-paper',
    icon: 'printer',
    label: words => words.members.cards.paperTitle,
    needs: 'cards.issue',
    paper: true,
    load: () => import('./members/cards-paper-page.tsx').then(module => module.CardsPaperPage),
  },
  {
    id: 'sheet-paper',
    icon: 'printer',
    label: words => words.activities.sheet.paperTitle,
    needs: 'members.read',
    paper: true,
    load: () => import('./activities/sheet-paper-page.tsx').then(module => module.SheetPaperPage),
  },
  {
    id: 'incident-paper',
    icon: 'printer',
    label: words => words.incidents.paper.title,
    needs: 'journal.verify',
    paper: true,
    load: () => import('./incidents/paper-page.tsx').then(module => module.IncidentPaperPage),
  },
  {
    id: 'slip-paper',
    icon: 'printer',
    label: words => words.attendance.slip.paperTitle,
    needs: 'members.read',
    paper: true,
    load: () => import('./activities/slip-paper-page.tsx').then(module => module.SlipPaperPage),
  },
  {
    id: 'declaration-slips-paper',
    icon: 'printer',
    label: words => words.declarations.slip.paperTitle,
    needs: 'ledger.read',
    paper: true,
    load: () => import('./declarations/slips-paper-page.tsx').then(module => module.SlipsPaperPage),
  },
  {
    id: 'ledger-paper',
    icon: 'printer',
    label: words => words.ledger.title,
    needs: 'ledger.read',
    paper: true,
    load: () => import('./ledger/paper-page.tsx').then(module => module.LedgerPaperPage),
  },
  {
    id: 'standings-paper',
    icon: 'printer',
    label: words => words.standings.title,
    needs: 'ledger.read',
    paper: true,
    load: () => import('./standings/paper-page.tsx').then(module => module.StandingsPaperPage),
  },
  {
    id: 'oversight-paper',
    icon: 'printer',
    label: words => words.oversight.title,
    needs: 'oversight.read',
    paper: true,
    load: () => import('./oversight/paper-page.tsx').then(module => module.OversightPaperPage),
  },
  {
    id: 'feedback-paper',
    icon: 'printer',
    label: words => words.papers.slips.paper,
    needs: 'ledger.read',
    paper: true,
    load: () => import('./reviews/slips-paper-page.tsx').then(module => module.SlipsPaperPage),
  },
  {
    id: 'reminder-paper',
    icon: 'printer',
    label: words => words.care.slip.paper,
    needs: 'care.keep',
    paper: true,
    load: () => import('./care/slip-paper-page.tsx').then(module => module.ReminderPaperPage),
  },
  {
    id: 'ranking-paper',
    icon: 'printer',
    label: words => words.papers.ranking.paper,
    needs: 'ledger.read',
    paper: true,
    load: () => import('./standings/ranking-paper-page.tsx').then(module => module.RankingPaperPage),
  },
  {
    id: 'scheme-paper',
    icon: 'printer',
    label: words => words.papers.scheme.paper,
    needs: 'ledger.read',
    paper: true,
    load: () => import('./items/paper-page.tsx').then(module => module.SchemePaperPage),
  },
]
