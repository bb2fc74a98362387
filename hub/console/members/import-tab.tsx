import { useState } from 'preact/hooks'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { FileDrop } from '../../pages/ui/file-drop.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { go, useUnsaved } from '../router.ts'
import { words } from '../text/words.ts'
import { UPLOAD_MAX_BYTES, uploadOf } from '../upload.ts'
import { useCategories } from './categories.ts'
import { ImportHistory, UndoImportDialog } from './import-history.tsx'
import { ImportPreview, type RosterPreview } from './import-preview.tsx'
import css from './members.module.css'

type Done = Awaited<ReturnType<typeof api.members.confirmImport.mutate>>

/** 导入名册: file → preview → confirmed → undone, if it must be. Nothing changes before the confirmation. */
export function ImportTab() {
  const { imports: text } = words().members
  const categories = useCategories()
  const [file, setFile] = useState<File | null>(null)
  const [preview, setPreview] = useState<RosterPreview | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const read = useMutation(async (chosen: File) => api.members.previewImport.mutate(await uploadOf(chosen)))
  const confirm = useMutation((token: string) => api.members.confirmImport.mutate({ token }))
  useUnsaved(preview?.token !== undefined && preview.token !== null)
  const take = async (chosen: File) => {
    setFile(chosen)
    setPreview(null)
    setDone(null)
    confirm.clear()
    const answer = await read.run(chosen)
    setPreview(answer.ok ? answer.value : null)
  }
  const start = () => {
    setFile(null)
    setPreview(null)
    setDone(null)
    read.clear()
    confirm.clear()
  }
  const run = async (token: string) => {
    const answer = await confirm.run(token)
    if (!answer.ok) return
    start()
    setDone(answer.value)
  }
  if (preview) {
    return (
      <ImportPreview
        preview={preview}
        fileName={file?.name ?? ''}
        categories={categories}
        busy={confirm.busy}
        why={offlineWhy()}
        problems={confirm.problems}
        onConfirm={token => void run(token)}
        onCancel={start}
      />
    )
  }
  return (
    <div class={css.importPage}>
      {done ? (
        <DoneCard done={done} onAgain={start} />
      ) : (
        <>
          <FileDrop
            label={read.busy ? text.reading : text.dropLabel}
            hint={text.dropHint}
            file={file}
            kinds={['.xlsx', '.csv']}
            maxBytes={UPLOAD_MAX_BYTES}
            busy={read.busy}
            onFile={chosen => void take(chosen)}
          />
          <ProblemList problems={read.problems} />
        </>
      )}
      <ImportHistory />
    </div>
  )
}

function DoneCard({ done, onAgain }: { done: Done; onAgain: () => void }) {
  const { imports: text } = words().members
  const [asking, setAsking] = useState(false)
  return (
    <Card title={text.done}>
      <p class={css.doneLine}>
        <Icon name="tick" />
        {text.result(done.added, done.updated)}
      </p>
      <div class={css.acts}>
        <Button kind="primary" onClick={() => go('members')}>
          {text.toList}
        </Button>
        <Button icon="card" onClick={() => go('members', 'cards')}>
          {text.cardsNext}
        </Button>
        <Button icon="undo" onClick={() => setAsking(true)}>
          {text.undo}
        </Button>
        <Button kind="link" onClick={onAgain}>
          {text.another}
        </Button>
      </div>
      {asking && <UndoImportDialog batchId={done.batchId} onClose={() => setAsking(false)} onDone={onAgain} />}
    </Card>
  )
}
