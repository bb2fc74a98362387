import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { hashOf } from '../../../shared/base/bytes.ts'
import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { Content } from '../../../shared/notices/content.ts'
import type { BoardDocument } from '../../../shared/notices/document.ts'
import type { InnerDocument } from '../../../shared/notices/inner-document.ts'
import type { InnerScope } from '../../../shared/notices/scope.ts'
import { NoticePaper } from '../../pages/papers/notice.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { words } from '../text/words.ts'
import type { NoticeDetail } from './api-types.ts'
import { aDocument, announcement, detail, Head, ME, PICKED } from './gallery.tsx'
import { NoticeView } from './notice-page.tsx'
import { PaperPreview } from './paper-preview.tsx'
import { ScopeChoice } from './scope-field.tsx'
import css from './notices.module.css'

/** Notices behind the card: the choice of readers, the page of one, its paper. */

const day = (text: string) => text as PlainDate

const inner = (document: BoardDocument, scope: InnerScope): InnerDocument => ({
  ...document,
  type: 'inner',
  scope,
  salt: '0'.repeat(32),
  rev: 1,
  correction: null,
  noticePeriod: null,
})
const MEMBERS: InnerScope = { is: 'members' }
const SELF: InnerScope = { is: 'self', memberId: PICKED[3]?.memberId ?? ('' as MemberId) }
const meeting = inner({ ...announcement, title: '关于召开支部党员大会的通知' }, MEMBERS)
const letter = inner(
  aDocument('支部给您的信', {
    kind: 'announcement',
    paragraphs: ['秀英同志：二季度以来您的积分偏低，支部想找个时间和您聊聊，看看有什么难处。'],
  }),
  SELF,
)
const opened = PICKED.slice(0, 5).map(({ name }, at) => ({
  name,
  at: (Date.parse('2026-10-14T10:00:00+08:00') + at * 3_600_000) as Millis,
  how: at === 2 ? ('phone' as const) : ('kiosk' as const),
}))
const innerDetail = (document: InnerDocument, to: string, more: Partial<NoticeDetail> = {}): NoticeDetail => ({
  ...detail({ ...announcement, title: document.title, rev: 1 }),
  document,
  scope: document.scope,
  to,
  readers: { of: document.scope.is === 'self' ? 1 : 43, opened: document.scope.is === 'self' ? [] : opened },
  ...more,
})

/** 给谁看: the choice in the editor, as far as it needs no hub. */
function ScopeGallery({ scope }: { scope: InnerScope }) {
  const [content, setContent] = useState<Content>({
    kind: 'announcement',
    title: '支部给您的信',
    publishOn: day('2026-10-15'),
    noticeDays: null,
    shownUntil: day('2026-11-15'),
    correction: null,
    notPeople: [],
    scope,
    paragraphs: [],
  })
  return (
    <div class={css.halves}>
      <Card title={words().notices.form}>
        <ScopeChoice content={content} rev={1} problems={[]} people={PICKED} onChange={setContent} />
      </Card>
      <PaperPreview document={scope.is === 'self' ? letter : meeting} hash={null} />
    </div>
  )
}

export const INNER_SCREENS: readonly { id: string; page: string | null; render: () => VNode }[] = [
  ...([MEMBERS, SELF] as const).map(scope => ({
    id: `notice-scope-${scope.is}`,
    page: 'notices',
    render: () => (
      <>
        <Head />
        <ScopeGallery scope={scope} />
      </>
    ),
  })),
  ...[innerDetail(meeting, ''), innerDetail(letter, PICKED[3]?.name ?? '', { stage: 'approved', liveRev: null })].map(
    each => ({
      id: `notice-inner-${each.scope?.is ?? ''}`,
      page: 'notices',
      render: () => (
        <>
          <Head />
          <NoticeView detail={each} me={ME} />
        </>
      ),
    }),
  ),
  ...[meeting, letter].map(document => ({
    id: `paper-inner-${document.scope.is}`,
    page: null,
    render: () => (
      <main>
        <NoticePaper document={document} hash={hashOf('gallery notice')} />
      </main>
    ),
  })),
]
