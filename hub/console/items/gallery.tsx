import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { nextYearScheme } from '../../../shared/points/next-year.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import type { GalleryScreen } from '../gallery/screens.tsx'
import { aMember } from '../members/gallery.tsx'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import { ChangesDialog } from './editor/changes-dialog.tsx'
import { Editor } from './editor/editor.tsx'
import { ItemsTab } from './items-tab.tsx'
import { JanuaryCard } from './january.tsx'
import type { SchemeSteps } from './january-model.ts'
import { PostsDialog, PostsView } from './posts-tab.tsx'
import css from './items.module.css'

/** January in a branch: the scheme at each of its steps, duty posts, the editor with last year beside it. */

const noting = () => undefined
const SCHEME = templateScheme(2026)

const steps = (change: Partial<SchemeSteps>): SchemeSteps => ({
  cycle: 2027,
  hasDraft: true,
  lastCycle: 2026,
  briefed: null,
  version: null,
  board: { state: 'none', noticeId: null },
  ...change,
})

const TOLD = { date: '2027-01-06' as PlainDate, minutesNo: '云溪支会〔2027〕1号', activityId: null, current: true }

const Step = ({ now, items }: { now: SchemeSteps; items?: true }) => (
  <>
    <PageHead title={words().items.title} />
    <div class={css.januaryCard}>
      <JanuaryCard steps={now} role="secretary" />
    </div>
    {items && (
      <ItemsTab shown={{ version: 1, effectiveFrom: '2026-01-01' as PlainDate, publishedAt: 0, scheme: SCHEME }} />
    )}
  </>
)

const HOLDERS = ['王建国', '欧阳德顺', '李秀英', '张伟', '陈𬸪', '阿依古丽·买买提', '刘桂兰', '赵德才'].map(
  (name, at) => ({
    member: { ...aMember(name, at), category: at % 3 === 2 ? 'olderNoPost' : 'noPost' },
    posts:
      at === 3
        ? []
        : at === 5
          ? ['policy', 'safety', 'order']
          : [['mediation', 'cleanliness', 'science'][at % 3] ?? ''],
  }),
)

const Posts = () => (
  <>
    <PageHead title={words().items.title} />
    <PostsView scheme={SCHEME} holders={HOLDERS} canGive />
  </>
)

/** Drafted from last year, with three changes. */
const DRAFT = {
  ...nextYearScheme(SCHEME, 2027),
  items: SCHEME.items
    .filter(item => item.code !== 'C22')
    .map(item => (item.code === 'B05' ? { ...item, caps: { perCycle: 1000 as never } } : item)),
}

export const JANUARY_SCREENS: readonly GalleryScreen[] = [
  { id: 'january-start', page: 'scheme', render: () => <Step now={steps({ hasDraft: false })} /> },
  { id: 'january-brief', page: 'scheme', render: () => <Step now={steps({})} /> },
  {
    id: 'january-stale',
    page: 'scheme',
    render: () => <Step now={steps({ briefed: { ...TOLD, current: false } })} />,
  },
  { id: 'january-publish', page: 'scheme', render: () => <Step now={steps({ briefed: TOLD })} /> },
  {
    id: 'january-done',
    page: 'scheme',
    render: () => (
      <Step
        items
        now={steps({
          cycle: 2026,
          hasDraft: false,
          briefed: TOLD,
          version: 1,
          board: { state: 'live', noticeId: null },
        })}
      />
    ),
  },
  { id: 'duty-posts', page: 'scheme', render: () => <Posts /> },
  {
    id: 'duty-posts-dialog',
    page: 'scheme',
    render: () => (
      <PostsDialog
        scheme={SCHEME}
        holder={HOLDERS[5] ?? { member: aMember('刘桂兰', 0), posts: [] }}
        onClose={noting}
      />
    ),
  },
  {
    id: 'january-editor',
    page: 'scheme',
    render: () => <Editor cycle={2027} scheme={DRAFT} isDraft lastYear={SCHEME} versions={[]} onPublished={noting} />,
  },
  {
    id: 'january-compared',
    page: 'scheme',
    render: () => (
      <ChangesDialog
        title={words().january.comparedTitle(SCHEME.cycle)}
        before={SCHEME}
        after={DRAFT}
        onClose={noting}
      />
    ),
  },
]
