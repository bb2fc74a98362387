import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { hashOf } from '../../../../shared/base/bytes.ts'
import { canonical } from '../../../../shared/base/canonical.ts'
import type { Problem } from '../../../../shared/base/problem.ts'
import { may } from '../../../../shared/people/rights.ts'
import type { Scheme } from '../../../../shared/points/scheme.ts'
import { Button } from '../../../pages/ui/button.tsx'
import { ProblemList } from '../../../pages/ui/problems.tsx'
import { Tabs } from '../../../pages/ui/tabs.tsx'
import { toast } from '../../../pages/ui/toast.tsx'
import { api } from '../../api.ts'
import { offlineWhy } from '../../offline.tsx'
import { PageHead } from '../../page-head.tsx'
import { useMutation } from '../../query.ts'
import { hrefTo, useUnsaved } from '../../router.ts'
import { session } from '../../session.ts'
import { words } from '../../text/words.ts'
import type { Published } from '../cycles.ts'
import { compareSchemes, countOf, isSameScheme } from '../diff.ts'
import { PublishDialog } from '../publish-dialog.tsx'
import css from '../items.module.css'
import { ChangesDialog } from './changes-dialog.tsx'
import { DutiesCard } from './duties-card.tsx'
import { CategoriesPanel } from './categories-panel.tsx'
import { inFormat, problemsOf, problemsUnder } from './draft.ts'
import { GradesPanel } from './grades-panel.tsx'
import { GroupsPanel } from './groups-panel.tsx'
import { ItemsPanel } from './items-panel.tsx'
import { RulesPanel } from './rules-panel.tsx'

const TABS = ['items', 'groups', 'rules', 'categories', 'grades'] as const
type TabId = (typeof TABS)[number]

/** The parts of a scheme that each tab shows, so that its count of problems is on the tab. */
const PARTS: Readonly<Record<TabId, readonly string[]>> = {
  items: ['items'],
  groups: ['capGroups'],
  rules: [
    'title',
    'cycle',
    'reviewPeriod',
    'start',
    'floor',
    'totalCap',
    'componentCaps',
    'appraisal',
    'veto',
    'falseDeclaration',
    'ranking',
  ],
  categories: ['categories', 'duties'],
  grades: ['bands', 'gradeShares', 'alerts'],
}

/** What every panel is handed. */
export interface PanelProps {
  readonly scheme: Scheme
  /** The newest published version of the year; null before the first. */
  readonly before: Scheme | null
  readonly problems: readonly Problem[]
  readonly onChange: (scheme: Scheme) => void
}

export interface EditorProps {
  readonly cycle: number
  /** What the hub holds: the draft, or what a draft begins with. */
  readonly scheme: Scheme
  readonly isDraft: boolean
  /** What a year's first scheme is compared with; null: there is none. */
  readonly lastYear: Scheme | null
  readonly versions: readonly Published[]
  readonly onPublished: () => void
}

export function Editor({ cycle, scheme: kept, isDraft, lastYear, versions, onPublished }: EditorProps) {
  const { items } = words()
  const { editor } = items
  const [scheme, setScheme] = useState(kept)
  const [tab, setTab] = useState<TabId>('items')
  /** What the hub held when this page last agreed with it. */
  const [saved, setSaved] = useState({ scheme: kept, text: canonical(kept), isDraft })
  const [publishing, setPublishing] = useState(false)
  const last = versions.at(-1) ?? null
  const before = last?.scheme ?? null
  const problems = useMemo(() => problemsOf(scheme, before), [scheme, before])
  const dirty = canonical(scheme) !== saved.text
  /** What is on screen is not what the hub would publish; a first scheme has to be kept once before that. */
  const unsaved = dirty || (before === null && !saved.isDraft)
  useUnsaved(dirty)
  const theirs = canonical(kept)
  const begun = useRef(theirs)
  useEffect(() => {
    // Somebody else saved, and nothing is typed here: what they wrote stands on the page.
    if (theirs !== begun.current && !dirty) {
      setScheme(kept)
      setSaved({ scheme: kept, text: theirs, isDraft })
    }
    begun.current = theirs
  }, [theirs, dirty, kept, isDraft])
  const save = useMutation(
    (basis: string) => api.scheme.saveDraft.mutate({ scheme, basis: hashOf(basis) }),
    () => editor.saved,
  )
  const run = async (basis: string) => {
    const done = await save.run(basis)
    if (done.ok) setSaved({ scheme: done.value, text: canonical(done.value), isDraft: true })
  }
  const met = save.problems?.some(each => each.code === 'SCHEME_CHANGED') ?? false
  const reset = () => {
    if (before) setScheme(before)
    toast(editor.resetDone)
  }
  const diff = compareSchemes(before, scheme)
  const panel = { scheme, before, problems, onChange: (next: Scheme) => setScheme(inFormat(next)) }
  return (
    <>
      <PageHead
        title={before ? editor.title(cycle) : editor.newTitle(cycle)}
        back={{ href: hrefTo('scheme'), label: editor.back }}
        tools={
          <>
            <CompareLine before={before} lastYear={lastYear} scheme={scheme} problems={problems} />
            <span class={css.push} />
            {before && !isSameScheme(diff) && <Button onClick={reset}>{editor.reset}</Button>}
            <Button
              busy={save.busy}
              why={offlineWhy() ?? saveWhy(problems, unsaved)}
              onClick={() => void run(saved.text)}
            >
              {editor.save}
            </Button>
            <Button
              kind="primary"
              why={offlineWhy() ?? publishWhy(problems, unsaved, before !== null && isSameScheme(diff))}
              onClick={() => setPublishing(true)}
            >
              {editor.publish}
            </Button>
          </>
        }
      />
      <ProblemList problems={save.problems} />
      {met && <TheirsLine mine={saved.scheme} theirs={kept} busy={save.busy} onInsist={() => void run(theirs)} />}
      <Tabs
        label={editor.back}
        tabs={TABS.map(id => {
          const count = PARTS[id].flatMap(part => problemsUnder(problems, part)).length
          return { id, label: editor.tabs[id], ...(count > 0 ? { count } : {}) }
        })}
        current={tab}
        onChange={setTab}
      />
      {tab === 'items' && <ItemsPanel {...panel} diff={diff} />}
      {tab === 'groups' && <GroupsPanel {...panel} />}
      {tab === 'rules' && <RulesPanel {...panel} />}
      {tab === 'categories' && (
        <div class={css.stack}>
          <CategoriesPanel {...panel} />
          <DutiesCard {...panel} />
        </div>
      )}
      {tab === 'grades' && <GradesPanel {...panel} />}
      {publishing && (
        <PublishDialog
          scheme={scheme}
          last={last}
          diff={diff}
          basis={hashOf(saved.text)}
          onClose={() => setPublishing(false)}
          onPublished={() => {
            setPublishing(false)
            onPublished()
          }}
        />
      )}
    </>
  )
}

/** What somebody else changed since this page was opened, and the way to save over it, knowing it. */
function TheirsLine(props: { mine: Scheme; theirs: Scheme; busy: boolean; onInsist: () => void }) {
  const { items } = words()
  const { editor, diff } = items
  const { mine, theirs, busy, onInsist } = props
  const [open, setOpen] = useState(false)
  const { added, changed, retired } = countOf(compareSchemes(mine, theirs))
  return (
    <p class={css.compare}>
      {editor.theirs(diff.summary(added, changed, retired))}
      <Button size="small" onClick={() => setOpen(true)}>
        {editor.seeTheirs}
      </Button>
      <Button size="small" busy={busy} why={offlineWhy()} onClick={onInsist}>
        {editor.insist}
      </Button>
      {open && <ChangesDialog title={editor.seeTheirs} before={mine} after={theirs} onClose={() => setOpen(false)} />}
    </p>
  )
}

function CompareLine(props: Pick<PanelProps, 'before' | 'scheme' | 'problems'> & Pick<EditorProps, 'lastYear'>) {
  const { items, january } = words()
  const { editor, diff } = items
  const { before, lastYear, scheme, problems } = props
  const [open, setOpen] = useState(false)
  const compared = compareSchemes(before ?? lastYear, scheme)
  const { added, changed, retired } = countOf(compared)
  const summary = diff.summary(added, changed, retired)
  const first = lastYear === null ? editor.comparedNew : january.compared(lastYear.cycle, summary)
  return (
    <p class={css.compare}>
      {before ? editor.compared(summary) : first}
      {before === null && lastYear !== null && (
        <Button size="small" onClick={() => setOpen(true)}>
          {january.comparedShow}
        </Button>
      )}
      {problems.length > 0 && <b>{editor.problems(problems.length)}</b>}
      {open && lastYear && (
        <ChangesDialog
          title={january.comparedTitle(lastYear.cycle)}
          before={lastYear}
          after={scheme}
          onClose={() => setOpen(false)}
        />
      )}
    </p>
  )
}

function saveWhy(problems: readonly Problem[], unsaved: boolean): string | null {
  const { editor } = words().items
  if (problems.length > 0) return editor.problems(problems.length)
  return unsaved ? null : editor.nothingToSave
}

/** The hub publishes the draft that it holds, so what is on screen must be that draft. */
function publishWhy(problems: readonly Problem[], unsaved: boolean, same: boolean): string | null {
  const { editor } = words().items
  const now = session.value
  if (now.state !== 'in' || !may(now.me.role, 'scheme.publish')) return editor.publishWho
  if (problems.length > 0) return editor.problems(problems.length)
  if (same) return editor.nothingToPublish
  return unsaved ? editor.saveFirst : null
}
