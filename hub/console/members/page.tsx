import { Tabs } from '../../pages/ui/tabs.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { PageHead } from '../page-head.tsx'
import type { PageProps } from '../pages.ts'
import { useQuery } from '../query.ts'
import { go } from '../router.ts'
import { words } from '../text/words.ts'
import { CardsTab } from './cards-tab.tsx'
import { ImportTab } from './import-tab.tsx'
import { ListTab } from './list-tab.tsx'
import css from './members.module.css'

const TABS = ['list', 'cards', 'import'] as const
type TabId = (typeof TABS)[number]

/** 党员名册: `#/members`, `#/members/cards`, `#/members/import`. */
export function MembersPage({ rest }: PageProps) {
  const { members: text } = words()
  const current: TabId = TABS.find(tab => tab === rest[0]) ?? 'list'
  const list = useQuery(['member', 'list'], () => api.members.list.query(), ['card', 'roster'])
  const waiting = list.data?.filter(each => each.card?.state === 'issued').length ?? 0
  const tabs = TABS.map(id => ({
    id,
    label: text.tabs[id],
    ...(id === 'cards' && waiting > 0 ? { count: waiting } : {}),
  }))
  return (
    <>
      <PageHead
        title={text.title}
        terms={['category', 'floating', 'exemption', 'consent']}
        tools={<Tabs label={text.tabsLabel} tabs={tabs} current={current} onChange={tab => go('members', tab)} />}
      />
      <div class={css.fill}>
        {current === 'import' ? (
          <ImportTab />
        ) : (
          <Loading of={list}>
            {members =>
              current === 'list' ? (
                <ListTab members={members} refresh={list.refresh} />
              ) : (
                <CardsTab members={members} refresh={list.refresh} />
              )
            }
          </Loading>
        )}
      </div>
    </>
  )
}
