import { useRef } from 'preact/hooks'
import type { RecordId } from '../../../shared/base/ids.ts'
import { Button } from '../../pages/ui/button.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { toast } from '../../pages/ui/toast.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import { UPLOAD_MAX_BYTES, uploadOf } from '../upload.ts'
import css from './declarations.module.css'

/** Puts pictures of the paper slip beside what was typed in from it. */
export function ScanField({ declarationId }: { declarationId: RecordId }) {
  const { declarations } = words()
  const { scan } = declarations
  const input = useRef<HTMLInputElement>(null)
  const attach = useMutation(
    async (files: readonly File[]) => {
      for (const file of files) {
        await api.declarations.attachScan.mutate({ declarationId, file: await uploadOf(file) })
      }
    },
    () => scan.done,
  )
  const take = async (files: readonly File[]) => {
    if (files.some(file => file.size > UPLOAD_MAX_BYTES)) toast(scan.tooBig)
    else if (files.length > 0) await attach.run(files)
  }
  return (
    <section class={css.scan}>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/jpeg,image/png,image/webp"
        aria-label={scan.add}
        onChange={event => {
          const { currentTarget } = event
          const files = [...(currentTarget.files ?? [])]
          // The same file may be chosen again.
          currentTarget.value = ''
          void take(files)
        }}
      />
      <Button size="small" icon="plus" busy={attach.busy} why={offlineWhy()} onClick={() => input.current?.click()}>
        {scan.add}
      </Button>
      <small>{scan.note}</small>
      <ProblemList problems={attach.problems} />
    </section>
  )
}
