import { useState } from 'preact/hooks'
import { may } from '../../../shared/people/rights.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { Loading } from '../loading.tsx'
import { PageHead } from '../page-head.tsx'
import { SmallSelect } from '../parts/small-select.tsx'
import { saveFile, textFile } from '../parts/save-file.ts'
import { useMutation, useQuery } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { versionsOf, versionToShow, type Published } from './cycles.ts'
import { ImportDialog } from './import-dialog.tsx'
import { ItemsTab } from './items-tab.tsx'
import { JanuaryCard } from './january.tsx'
import { nextStep } from './january-model.ts'
import { PostsTab } from './posts-tab.tsx'
import { BoardDialog } from './publish-dialog.tsx'
import { RulesTab } from './rules-tab.tsx'
import { VersionsTab } from './versions-tab.tsx'
import css from './items.module.css'

export interface SchemeViewProps {
  readonly published: readonly Published[]
  readonly cycle: number
  readonly cycles: readonly number[]
  readonly onCycle: (cycle: number) => void
}

type TabId = 'items' | 'rules' | 'posts' | 'versions'
const TABS = ['items', 'rules', 'posts', 'versions'] as const

/** The scheme of one year as it was published: items, rules, versions. */
export function SchemeView({ published, cycle, cycles, onCycle }: SchemeViewProps) {
  const { items, january } = words()
  const now = session.value
  const role = now.state === 'in' ? now.me.role : null
  const steps = useQuery(['scheme', 'steps', cycle], () => api.scheme.steps.query({ cycle }), ['notice'])
  const done = steps.data !== undefined && nextStep(steps.data) === 'done'
  // Once the year's scheme hangs on the board its steps are history, and stand beside the versions.
  const rail = (
    <Loading of={steps}>
      {found => (
        <div class={css.januaryCard}>
          <JanuaryCard steps={found} role={role} />
        </div>
      )}
    </Loading>
  )
  const [tab, setTab] = useState<TabId>('items')
  const versions = versionsOf(published, cycle)
  const shown = versionToShow(versions, today())
  return (
    <>
      <PageHead
        title={items.title}
        terms={['scheme', 'dimension', 'base', 'contribution', 'deduction', 'veto', 'cap']}
        tools={
          <>
            <SmallSelect
              label={items.yearLabel}
              value={String(cycle)}
              options={cycles.map(year => ({ value: String(year), label: items.year(year) }))}
              onChange={year => onCycle(Number(year))}
            />
            <Tools cycle={cycle} shown={shown} />
          </>
        }
      />
      {!done && rail}
      {shown !== null && (
        <>
          <Tabs
            label={items.title}
            tabs={TABS.map(id => ({ id, label: id === 'posts' ? january.postsTab : items.tabs[id] }))}
            current={tab}
            onChange={setTab}
          />
          {tab === 'items' && <ItemsTab shown={shown} />}
          {tab === 'rules' && <RulesTab scheme={shown.scheme} />}
          {tab === 'posts' && <PostsTab scheme={shown.scheme} canGive={role !== null && may(role, 'scheme.change')} />}
          {tab === 'versions' && done && rail}
          {tab === 'versions' && <VersionsTab versions={versions} />}
        </>
      )}
    </>
  )
}

function Tools({ cycle, shown }: { cycle: number; shown: Published | null }) {
  const { items } = words()
  const [open, setOpen] = useState<'import' | 'board' | null>(null)
  const draft = useQuery(['scheme', 'edit', cycle], () => api.scheme.edit.query({ cycle }))
  const toFile = useMutation(() => api.scheme.toFile.query({ cycle }))
  const now = session.value
  const role = now.state === 'in' ? now.me.role : 'registrar'
  const edit = draft.data?.isDraft ? items.editDraft : items.edit
  const download = async () => {
    const file = await toFile.run()
    if (file.ok) saveFile(textFile(`scheme-${cycle}.json`, file.value))
  }
  return (
    <>
      {draft.data?.isDraft && <Tag tone="wait">{items.draftKept}</Tag>}
      <span class={css.push} />
      {shown && (
        <Button
          icon="printer"
          onClick={() => window.open(hrefTo('scheme-paper', String(cycle), String(shown.version)))}
        >
          {words().papers.print}
        </Button>
      )}
      <Button icon="download" busy={toFile.busy} why={offlineWhy()} onClick={() => void download()}>
        {items.toFile}
      </Button>
      <Button icon="upload" onClick={() => setOpen('import')}>
        {items.fromFile}
      </Button>
      {may(role, 'notices.prepare') && (
        <Button icon="notice" why={shown ? offlineWhy() : items.toBoardWhy} onClick={() => setOpen('board')}>
          {items.toBoard}
        </Button>
      )}
      {may(role, 'scheme.change') && (shown !== null || draft.data?.isDraft) && (
        <Button icon="edit" onClick={() => go('scheme', 'edit', String(cycle))}>
          {edit}
        </Button>
      )}
      {open === 'import' && <ImportDialog onClose={() => setOpen(null)} />}
      {open === 'board' && <BoardDialog cycle={cycle} afterPublishing={false} onClose={() => setOpen(null)} />}
    </>
  )
}
