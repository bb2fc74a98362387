import { useState } from 'preact/hooks'
import type { Problem } from '../../../shared/base/problem.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { schemeFromFile } from '../../../shared/points/scheme-file.ts'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { FileDrop } from '../../pages/ui/file-drop.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { go } from '../router.ts'
import { words } from '../text/words.ts'

interface Chosen {
  readonly file: File
  readonly text: string
  readonly scheme: Scheme | null
  readonly problems: readonly Problem[]
}

const MAX_BYTES = 1_000_000

/** Takes a scheme file in as the draft of its year; every problem is shown with its place in the file first. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { file: text } = words().items
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const take = useMutation(
    (file: string) => api.scheme.fromFile.mutate({ text: file }),
    scheme => text.done(scheme.cycle),
  )
  const choose = async (file: File) => {
    const content = await file.text()
    const read = schemeFromFile(content)
    setChosen({ file, text: content, scheme: read.ok ? read.value : null, problems: read.ok ? [] : read.error })
  }
  const run = async () => {
    if (!chosen) return
    const done = await take.run(chosen.text)
    if (done.ok) go('scheme', 'edit', String(done.value.cycle))
  }
  return (
    <Dialog
      title={text.title}
      onClose={onClose}
      actions={
        <DialogActs
          label={text.take}
          busy={take.busy}
          why={offlineWhy() ?? (chosen?.scheme ? null : kitWords().required)}
          onAct={() => void run()}
          onCancel={onClose}
        />
      }
    >
      <FileDrop
        label={text.label}
        hint={text.hint}
        file={chosen?.file ?? null}
        kinds={['.json']}
        maxBytes={MAX_BYTES}
        onFile={file => void choose(file)}
      />
      {chosen?.scheme && (
        <p>
          <b>{chosen.scheme.title}</b> {text.found(chosen.scheme.cycle, chosen.scheme.items.length)}
          {text.replaces}
        </p>
      )}
      <ProblemList title={text.wrong} problems={chosen?.problems ?? null} />
      <ProblemList problems={take.problems} />
    </Dialog>
  )
}
