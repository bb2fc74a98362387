import { useState } from 'preact/hooks'
import { NOTICE_KINDS, type NoticeKind } from '../../../shared/notices/document.ts'
import { dayText, momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import type { IconName } from '../../pages/ui/icon.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { now } from '../today.ts'
import { PageHead } from '../page-head.tsx'
import { useFitting } from '../parts/find-keys.ts'
import { useQuery } from '../query.ts'
import { go } from '../router.ts'
import { words } from '../text/words.ts'
import type { NoticeStage, NoticeSummary } from './api-types.ts'
import { ObjectionsCard } from './objections-card.tsx'
import { StageTag } from './stage-tag.tsx'
import css from './notices.module.css'

const TABS = ['todo', 'board', 'past'] as const
type Tab = (typeof TABS)[number]

const TAB_OF: { readonly [stage in NoticeStage]: Tab } = {
  draft: 'todo',
  checked: 'todo',
  approved: 'todo',
  published: 'board',
  expired: 'past',
  withdrawn: 'past',
  discarded: 'past',
}
/** A revision on the board stays listed there while its correction waits among the things to do. */
const isIn = (tab: Tab, each: NoticeSummary): boolean =>
  TAB_OF[each.stage] === tab || (tab === 'board' && each.liveRev !== null && TAB_OF[each.stage] === 'todo')

const KIND_ICONS: { readonly [kind in NoticeKind]: IconName } = {
  periodPoints: 'notice',
  ranking: 'rank',
  items: 'items',
  activity: 'calendar',
  commendation: 'personf',
  pledges: 'people',
  announcement: 'doc',
}
/** As the secretary meets them in a year. */
const KINDS_OFFERED: readonly NoticeKind[] = [
  'periodPoints',
  'ranking',
  'commendation',
  'pledges',
  'activity',
  'announcement',
  'items',
]

export function NoticesList() {
  const { notices } = words()
  const list = useQuery(['notice', 'list'], () => api.notices.list.query())
  return (
    <>
      <PageHead
        title={notices.title}
        terms={['notice', 'workingDay', 'objection', 'consent']}
        tools={KINDS_OFFERED.filter(kind => NOTICE_KINDS.includes(kind)).map(kind => (
          <Button key={kind} icon={KIND_ICONS[kind]} onClick={() => go('notices', 'new', kind)}>
            {notices.create}
            {notices.kinds[kind]}
          </Button>
        ))}
      />
      <ObjectionsCard noticeId={null} />
      <Loading of={list}>{all => <NoticesTabs all={all} />}</Loading>
    </>
  )
}

export function NoticesTabs({ all }: { all: readonly NoticeSummary[] }) {
  const { notices, find } = words()
  const count = (tab: Tab) => all.filter(each => isIn(tab, each)).length
  const [chosen, setChosen] = useState<Tab | null>(null)
  const tab = chosen ?? (count('todo') > 0 ? 'todo' : 'board')
  const [typed, setTyped] = useState('')
  const rows = useFitting(
    all.filter(each => isIn(tab, each)),
    typed,
    each => ({ name: each.title, notes: [notices.kinds[each.kind], scopeText(each), each.changedBy] }),
  )
  return (
    <>
      <FindBox value={typed} placeholder={find.titles} onChange={setTyped} />
      <Tabs
        label={notices.list}
        tabs={TABS.map(id => ({ id, label: notices.tabs[id], count: count(id) }))}
        current={tab}
        onChange={setChosen}
      />
      <div class={css.list}>
        <Table
          key={tab}
          label={notices.tabs[tab]}
          columns={columns()}
          rows={rows}
          keyOf={each => each.noticeId}
          onOpen={each => go('notices', each.noticeId)}
          rowHeight={56}
          empty={<EmptyState icon="notice" text={typed === '' ? notices.none[tab] : find.none} />}
        />
      </div>
    </>
  )
}

function columns(): Column<NoticeSummary>[] {
  const { notices, scope } = words()
  return [
    {
      id: 'title',
      head: notices.columns.title,
      sortBy: each => each.title,
      cell: each => (
        <span class={css.titleCell}>
          <b>{each.title || (each.stage === 'discarded' ? notices.untitled : scope.erased)}</b>
          <small>
            {notices.kinds[each.kind]}
            {scopeText(each) && <Tag tone="red">{scopeText(each)}</Tag>}
          </small>
        </span>
      ),
    },
    {
      id: 'stage',
      head: notices.columns.stage,
      width: '170px',
      cell: each => (
        <StageTag
          stage={each.stage}
          scope={each.scope}
          correcting={each.liveRev !== null && each.liveRev !== each.rev}
        />
      ),
    },
    { id: 'rev', head: notices.columns.rev, width: '80px', cell: each => notices.rev(each.rev) },
    { id: 'when', head: notices.columns.when, width: '300px', cell: each => whenText(each) },
    {
      id: 'last',
      head: notices.columns.last,
      width: '200px',
      sortBy: each => each.changedAt,
      cell: each => `${each.changedBy} · ${momentText(each.changedAt, now(), hubState.value.timeZone)}`,
    },
  ]
}

/** Empty where it is before everybody. */
export function scopeText({ scope, to }: Pick<NoticeSummary, 'scope' | 'to'>): string {
  const { scope: text } = words()
  if (scope === null || scope.is === 'public') return ''
  return scope.is === 'members' ? text.inner : text.toOne(to)
}

function whenText({ noticePeriod, shownUntil, stage, publishedOn }: NoticeSummary): string {
  const { notices } = words()
  const [first, last] = [noticePeriod?.days[0], noticePeriod?.days.at(-1)]
  if (stage === 'discarded') return ''
  if (noticePeriod && first && last) {
    return notices.periodRange(dayText(first), dayText(last), noticePeriod.days.length)
  }
  if (shownUntil) return notices.until(dayText(shownUntil))
  return publishedOn === null ? '' : notices.standing
}
