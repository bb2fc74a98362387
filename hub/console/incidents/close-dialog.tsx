import { useState } from 'preact/hooks'
import { Button } from '../../pages/ui/button.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { TextArea } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import type { IncidentRow } from './model.ts'

/** What the secretary found, written down for good. */
export function CloseDialog(props: { incident: IncidentRow; onEnd: () => void; onDone: () => void }) {
  const { incidents } = words()
  const [finding, setFinding] = useState('')
  const close = useMutation(
    (input: { no: number; finding: string }) => api.incidents.close.mutate(input),
    () => incidents.closeDone,
  )
  const run = async () => {
    const result = await close.run({ no: props.incident.no, finding })
    if (!result.ok) return
    props.onDone()
    props.onEnd()
  }
  return (
    <Dialog
      title={incidents.closeTitle}
      onClose={props.onEnd}
      actions={
        <>
          <Button onClick={props.onEnd}>{incidents.cancel}</Button>
          <Button kind="primary" busy={close.busy} onClick={() => void run()}>
            {incidents.closeNow}
          </Button>
        </>
      }
    >
      <p>{incidents.closeNote}</p>
      <TextArea label={incidents.finding} hint={incidents.findingHint} value={finding} onChange={setFinding} rows={6} />
      <ProblemList problems={close.problems} />
    </Dialog>
  )
}
