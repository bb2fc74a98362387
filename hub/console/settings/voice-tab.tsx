import { useState } from 'preact/hooks'
import type { Clip } from '../../../shared/voice/clips.ts'
import { Card } from '../../pages/ui/card.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { useFitting } from '../parts/find-keys.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { VoiceDialog } from './voice-dialog.tsx'
import { usePlaying } from './voice-play.ts'
import { nextUnrecorded, voiceRows, type Recorded, type VoiceRow } from './voice-rows.ts'
import { VoiceTable } from './voice-table.tsx'
import css from './voice.module.css'

export function VoiceTab({ canChange }: { canChange: boolean }) {
  const recordings = useQuery(['voice', 'recordings'], () => api.voice.recordings.query())
  const settings = useQuery(['branch', 'settings'], () => api.settings.get.query())
  return (
    <Loading of={recordings}>
      {list => <VoiceList recordings={list} off={settings.data?.voice === false} canChange={canChange} />}
    </Loading>
  )
}

interface VoiceListProps {
  readonly recordings: readonly Recorded[]
  /** Results are not read aloud at all. */
  readonly off: boolean
  readonly canChange: boolean
}

export function VoiceList({ recordings, off, canChange }: VoiceListProps) {
  const { voice } = words()
  const playing = usePlaying()
  const [recorded, setRecorded] = useState<Clip | null>(null)
  const [removed, setRemoved] = useState<VoiceRow | null>(null)
  const rows = voiceRows(recordings)
  const [typed, setTyped] = useState('')
  const shown = useFitting(rows, typed, ({ clip }) => ({ name: clip.text }))
  const own = rows.filter(row => row.own && row.kind !== 'old').length
  const all = rows.filter(row => row.kind !== 'old').length
  const open = (clip: Clip) => {
    playing.stop()
    setRecorded(clip)
  }
  const left = rows.filter(row => row.own === null && row.clip.id !== recorded?.id).length
  return (
    <>
      <div class={css.intro}>
        {off && <p class={css.off}>{voice.off}</p>}
        <p>{voice.note}</p>
        <p>{voice.noteTimes}</p>
        {!canChange && <p>{voice.readOnly}</p>}
      </div>
      <Card
        fill
        class={css.column}
        title={voice.card}
        side={
          <>
            <span>{voice.count(own, all)}</span>
            <FindBox value={typed} placeholder={words().find.titles} onChange={setTyped} />
          </>
        }
        padded={false}
      >
        <VoiceTable rows={shown} playing={playing} {...(canChange && { onRecord: open, onRemove: setRemoved })} />
      </Card>
      {recorded && (
        <VoiceDialog
          key={recorded.id}
          clip={recorded}
          left={left}
          onNext={() => setRecorded(nextUnrecorded(rows, recorded))}
          onClose={() => setRecorded(null)}
        />
      )}
      {removed && <RemoveDialog row={removed} onClose={() => setRemoved(null)} />}
    </>
  )
}

function RemoveDialog({ row, onClose }: { row: VoiceRow; onClose: () => void }) {
  const { voice } = words()
  const remove = useMutation(
    () => api.voice.remove.mutate({ clipId: row.clip.id }),
    () => voice.removed,
  )
  const confirm = async () => {
    if ((await remove.run()).ok) onClose()
  }
  return (
    <ConfirmDialog
      title={voice.removeTitle}
      consequences={[row.clip.text, ...voice.removeConsequences]}
      confirm={voice.remove}
      busy={remove.busy}
      why={offlineWhy()}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <ProblemList problems={remove.problems} />
    </ConfirmDialog>
  )
}
