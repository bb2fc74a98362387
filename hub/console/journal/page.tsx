import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { IncidentsCard } from '../incidents/incidents-card.tsx'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import { BackupCard } from './backup-card.tsx'
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
        <IncidentsCard />
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
