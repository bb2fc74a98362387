import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Millis } from '../../../shared/base/ids.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import { may } from '../../../shared/people/rights.ts'
import { fileSize, momentText } from '../../pages/format.ts'
import { sentenceOf } from '../../pages/language.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { Help } from '../../pages/ui/help.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Table } from '../../pages/ui/table.tsx'
import { Tag, type Tone } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { hubState, refreshHubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { session } from '../session.ts'
import { now } from '../today.ts'
import { words } from '../text/words.ts'
import { PlaceDialog } from './place-dialog.tsx'
import css from './backup.module.css'

export type BackupList = Awaited<ReturnType<typeof api.backup.list.query>>

/** The rest are in the folder; a secretary looks for the newest. */
const FILES_SHOWN = 4

/** Whether the branch would survive the loss of this PC: where its backups are, how fresh, and what is wrong. */
export function BackupCard() {
  const { backup } = words()
  // A rehearsal or an hourly backup leaves no fact behind, so any news of the hub is a reason to look again.
  const list = useQuery(['backup', 'list'], () => api.backup.list.query(), ['*'])
  const make = useMutation(
    () => api.backup.make.mutate(),
    made => backup.done(made.name),
  )
  const rehearse = useMutation(
    () => api.backup.rehearse.mutate(),
    ({ problem }) => (problem ? backup.rehearsedNot : backup.rehearsed),
  )
  const [choosing, setChoosing] = useState(false)
  const refresh = async () => {
    list.refresh()
    await refreshHubState()
  }
  const me = session.value.state === 'in' ? session.value.me : null
  return (
    <Card
      class={css.card}
      title={backup.card}
      padded={false}
      side={
        <Button
          size="small"
          icon="backup"
          busy={make.busy}
          why={offlineWhy()}
          onClick={() => void make.run().then(refresh)}
        >
          {backup.make}
        </Button>
      }
    >
      <ProblemList problems={make.problems ?? rehearse.problems} />
      <Loading of={list}>
        {data => (
          <>
            <BackupView
              data={data}
              rehearsing={rehearse.busy}
              onRehearse={() => void rehearse.run().then(refresh)}
              onChoose={me && may(me.role, 'settings.change') ? () => setChoosing(true) : null}
            />
            {choosing && (
              <PlaceDialog
                path={data.second?.path ?? null}
                onClose={() => {
                  setChoosing(false)
                  void refresh()
                }}
              />
            )}
          </>
        )}
      </Loading>
    </Card>
  )
}

export interface BackupViewProps {
  readonly data: BackupList
  readonly rehearsing: boolean
  readonly onRehearse: () => void
  /** Null: not for this account. */
  readonly onChoose: (() => void) | null
}

export function BackupView({ data, rehearsing, onRehearse, onChoose }: BackupViewProps) {
  const { backup } = words()
  return (
    <>
      <div class={css.places}>
        <Here data={data} />
        <Second data={data} onChoose={onChoose} />
        <LastRehearsal data={data} busy={rehearsing} onRehearse={onRehearse} />
      </div>
      {data.files.length > 0 && <BackupTable files={data.files.slice(0, FILES_SHOWN)} />}
      <p class={css.rule}>{backup.rule}</p>
    </>
  )
}

const moment = (at: number): string => momentText(at as Millis, now(), hubState.value.timeZone)

interface PlaceProps {
  readonly title: ComponentChildren
  readonly tone: Tone
  readonly state: string
  /** The good news, large; null when there is none. */
  readonly line: string | null
  readonly notes: readonly string[]
  /** What is wrong and what to do. */
  readonly problem?: string | null
  readonly act?: ComponentChildren
}

function Place({ title, tone, state, line, notes, problem, act }: PlaceProps) {
  return (
    <section class={css.place}>
      <h3>
        {title}
        <Tag tone={tone}>{state}</Tag>
      </h3>
      {problem && <p class={css.problem}>{problem}</p>}
      {line && <p class={css.line}>{line}</p>}
      {notes.map(note => (
        <p class={css.note} key={note}>
          {note}
        </p>
      ))}
      {act && <div class={css.act}>{act}</div>}
    </section>
  )
}

type PlaceData = BackupList['here']

/** When it was made, how large it is, and that it was looked at since. */
function goodNews({ verified, checkedAt }: PlaceData): { line: string | null; notes: string[] } {
  const { backup } = words()
  if (!verified) return { line: null, notes: [] }
  const notes = [backup.size(fileSize(verified.bytes), verified.journalSize)]
  if (checkedAt !== null && checkedAt > verified.at) notes.push(backup.checked(moment(checkedAt)))
  return { line: backup.verified(moment(verified.at)), notes }
}

function troubleText({ trouble }: PlaceData): string | null {
  if (!trouble) return null
  return `${sentenceOf(trouble.problem as Problem)}（${words().backup.since(moment(trouble.since))}）`
}

function Here({ data: { here, nextAt } }: { data: BackupList }) {
  const { backup } = words()
  const { line, notes } = goodNews(here)
  const problem = troubleText(here)
  const tone = problem ? 'stop' : here.verified ? 'ok' : 'wait'
  const state = backup.states[problem ? 'trouble' : here.verified ? 'ok' : 'none']
  const all = [...notes, backup.next(moment(nextAt))]
  return <Place title={backup.here} {...{ tone, state, line, problem }} notes={all} />
}

function Second({ data: { second }, onChoose }: { data: BackupList; onChoose: (() => void) | null }) {
  const { backup } = words()
  const act = onChoose && (
    <Button size="small" onClick={onChoose}>
      {second ? backup.change : backup.choose}
    </Button>
  )
  if (!second) {
    const problem = onChoose ? backup.notSetNote : backup.askSecretary
    return (
      <Place
        title={backup.second}
        tone="stop"
        state={backup.states.notSet}
        line={null}
        notes={[]}
        {...{ problem, act }}
      />
    )
  }
  const { line, notes } = goodNews(second)
  const same = second.otherDisk === false
  const problem = troubleText(second) ?? (same ? backup.sameDiskNote : null)
  const state = second.trouble ? 'trouble' : same ? 'sameDisk' : second.verified ? 'ok' : 'waiting'
  const tone = problem ? 'stop' : second.verified ? 'ok' : 'wait'
  const all = [...notes, ...(state === 'waiting' ? [backup.waitingNote] : []), second.path]
  return <Place title={backup.second} {...{ tone, line, problem, act }} state={backup.states[state]} notes={all} />
}

function LastRehearsal(props: { data: BackupList; busy: boolean; onRehearse: () => void }) {
  const { backup } = words()
  const { rehearsal, here, second } = props.data
  const title = (
    <>
      {backup.rehearsal}
      <Help word={backup.rehearsal}>{backup.rehearsalHelp}</Help>
    </>
  )
  const act = here.verified && (
    <Button size="small" busy={props.busy} why={offlineWhy()} onClick={props.onRehearse}>
      {backup.rehearse}
    </Button>
  )
  if (!rehearsal) {
    return (
      <Place title={title} tone="wait" state={backup.states.none} line={backup.notRehearsed} notes={[]} act={act} />
    )
  }
  const where = rehearsal.place === 'second' && second ? backup.second : backup.here
  const problem = rehearsal.problem && sentenceOf(rehearsal.problem as Problem)
  const tone = problem ? 'stop' : 'ok'
  const state = backup.states[problem ? 'trouble' : 'ok']
  const line = `${moment(rehearsal.at)} ${problem ? '' : backup.rehearsed}`
  const notes = problem ? [] : [backup.took((rehearsal.tookMs / 1000).toFixed(1), where)]
  return <Place title={title} {...{ tone, state, line, notes, problem, act }} />
}

function BackupTable({ files }: { files: BackupList['files'] }) {
  const { backup } = words()
  return (
    <Table
      label={backup.files}
      rows={files}
      keyOf={file => file.name}
      rowHeight={38}
      columns={[
        { id: 'at', head: backup.files, cell: file => moment(file.at) },
        { id: 'kind', head: backup.kind, width: '120px', cell: file => backup.kinds[file.kind] },
        { id: 'size', head: backup.bytes, width: '120px', align: 'end', cell: file => fileSize(file.bytes) },
        { id: 'lines', head: backup.lines, width: '120px', align: 'end', cell: file => file.journalSize },
        {
          id: 'get',
          head: '',
          width: '120px',
          align: 'end',
          // Changes alone restore nothing: who wants to carry one away takes a full one.
          cell: file =>
            file.kind === 'full' && (
              <a class={css.link} href={`/console/backups/${encodeURIComponent(file.name)}`} download={file.name}>
                {backup.download}
              </a>
            ),
        },
      ]}
    />
  )
}
