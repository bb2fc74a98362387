import type { Millis } from '../../../shared/base/ids.ts'
import { fileSize, momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Table } from '../../pages/ui/table.tsx'
import { api } from '../api.ts'
import { hubState, refreshHubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import { useMutation, useQuery } from '../query.ts'
import { now } from '../today.ts'
import { words } from '../text/words.ts'
import { LinesCard } from './lines-card.tsx'
import { VerifyCard } from './verify-card.tsx'
import css from './journal.module.css'

export function JournalPage() {
  const { journal } = words()
  const verify = useMutation(() => api.journal.verify.mutate())
  const head = hubState.value.head
  return (
    <>
      <PageHead title={journal.title} />
      <div class={css.page}>
        <VerifyCard
          head={head}
          busy={verify.busy}
          why={offlineWhy()}
          problems={verify.problems}
          onVerify={() => verify.run()}
        />
        <BackupCard />
        <LinesCard />
      </div>
    </>
  )
}

type BackupList = Awaited<ReturnType<typeof api.backup.list.query>>

function BackupCard() {
  const { journal } = words()
  const list = useQuery(['backup', 'list'], () => api.backup.list.query())
  const make = useMutation(
    () => api.backup.make.mutate(),
    made => journal.backupDone(made.name),
  )
  const run = async () => {
    await make.run()
    list.refresh()
    await refreshHubState()
  }
  return (
    <Card
      class={css.backup}
      title={journal.backupCard}
      padded={false}
      side={
        <Button size="small" icon="backup" busy={make.busy} why={offlineWhy()} onClick={() => void run()}>
          {journal.backupMake}
        </Button>
      }
    >
      <p class={css.note}>{journal.backupNote}</p>
      <ProblemList problems={make.problems} />
      <Loading of={list}>{data => <BackupTable files={data.files} />}</Loading>
    </Card>
  )
}

export function BackupTable({ files }: { files: BackupList['files'] }) {
  const { journal } = words()
  const { timeZone } = hubState.value
  if (files.length === 0) return <EmptyState icon="backup" text={journal.backupNone} />
  return (
    <Table
      label={journal.backupCard}
      rows={files.slice(0, 5)}
      keyOf={file => file.name}
      columns={[
        {
          id: 'at',
          head: journal.backupAt,
          cell: file => momentText(file.at as Millis, now(), timeZone),
        },
        { id: 'size', head: journal.backupSize, align: 'end', cell: file => fileSize(file.bytes) },
        {
          id: 'get',
          head: '',
          align: 'end',
          cell: file => (
            <a class={css.link} href={`/console/backups/${encodeURIComponent(file.name)}`} download={file.name}>
              {journal.download}
            </a>
          ),
        },
      ]}
    />
  )
}
