import { useState } from 'preact/hooks'
import { Button } from '../../pages/ui/button.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import { PageHead } from '../page-head.tsx'
import { go } from '../router.ts'
import { words } from '../text/words.ts'
import { HelperDialog } from './helper-dialogs.tsx'
import { HelpersCard } from './helpers-card.tsx'
import { LowCard } from './low-card.tsx'
import type { CareBoard } from './model.ts'
import { PraiseCard } from './praise-card.tsx'
import { TalkDialog } from './talk-dialogs.tsx'
import { TalksCard } from './talks-card.tsx'
import css from './care.module.css'

const TABS = ['low', 'talks', 'helpers', 'praise'] as const
type TabId = (typeof TABS)[number]

export const isTab = (text: string | undefined): text is TabId => TABS.some(each => each === text)

/** Who should be reminded, what was talked about, who helps whom, whom to praise. */
export function CareView({ board, tab }: { board: CareBoard; tab: TabId }) {
  const { care } = words()
  const [asking, setAsking] = useState<'talk' | 'helper' | null>(null)
  const counts = {
    low: board.low.filter(each => each.reminded === null).length,
    talks: board.talks.filter(each => each.due).length,
    helpers: 0,
    praise: 0,
  }
  return (
    <>
      <PageHead
        title={care.title}
        tools={
          <>
            <p class={css.private}>{care.private}</p>
            <span class={css.push} />
            <Button onClick={() => setAsking('helper')}>{care.acts.helper}</Button>
            <Button kind="primary" icon="plus" onClick={() => setAsking('talk')}>
              {care.acts.talk}
            </Button>
          </>
        }
      />
      <Tabs
        label={care.title}
        tabs={TABS.map(id => ({ id, label: care.tabs[id], ...(counts[id] > 0 ? { count: counts[id] } : {}) }))}
        current={tab}
        onChange={next => go('care', next)}
      />
      {tab === 'low' && <LowCard board={board} />}
      {tab === 'talks' && <TalksCard talks={board.talks} />}
      {tab === 'helpers' && <HelpersCard helpers={board.helpers} />}
      {tab === 'praise' && <PraiseCard />}
      {asking === 'talk' && <TalkDialog about={null} onClose={() => setAsking(null)} />}
      {asking === 'helper' && <HelperDialog about={null} onClose={() => setAsking(null)} />}
    </>
  )
}
