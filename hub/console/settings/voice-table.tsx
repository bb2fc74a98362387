import { dateOf, plainDateTimeAt } from '../../../shared/base/plain-date.ts'
import type { Clip } from '../../../shared/voice/clips.ts'
import { dayText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { hubState } from '../hub-state.ts'
import { words } from '../text/words.ts'
import { bundledUrl, recordedUrl, type Playing } from './voice-play.ts'
import type { VoiceRow } from './voice-rows.ts'
import css from './voice.module.css'

interface VoiceTableProps {
  readonly rows: readonly VoiceRow[]
  readonly playing: Playing
  /** Absent for who may only listen. */
  readonly onRecord?: ((clip: Clip) => void) | undefined
  readonly onRemove?: ((row: VoiceRow) => void) | undefined
}

export function VoiceTable({ rows, playing, onRecord, onRemove }: VoiceTableProps) {
  const { voice } = words()
  const columns: readonly Column<VoiceRow>[] = [
    {
      id: 'text',
      head: voice.columns.text,
      cell: ({ clip, kind }) => (
        <span class={css.said}>
          <b>{clip.text}</b>
          {kind === 'old' && <small>{voice.old}</small>}
        </span>
      ),
    },
    {
      id: 'state',
      head: voice.columns.state,
      width: '240px',
      sortBy: ({ own }) => (own ? 0 : 1),
      cell: ({ own }) =>
        own ? (
          <Tag tone="ok">
            {voice.own} · {voice.ownOn(dayText(dateOf(plainDateTimeAt(own.at, hubState.value.timeZone))))}
          </Tag>
        ) : (
          <Tag tone="plain">{voice.bundled}</Tag>
        ),
    },
    {
      id: 'acts',
      head: voice.columns.acts,
      width: '300px',
      align: 'end',
      cell: row => <Acts row={row} playing={playing} onRecord={onRecord} onRemove={onRemove} />,
    },
  ]
  return (
    <Table
      fill
      counted={false}
      label={voice.card}
      columns={columns}
      rows={rows}
      keyOf={({ clip }) => clip.id}
      rowHeight={48}
      empty={words().find.none}
    />
  )
}

function Acts({ row, playing, onRecord, onRemove }: Omit<VoiceTableProps, 'rows'> & { row: VoiceRow }) {
  const { voice } = words()
  const { clip, kind, own } = row
  const url = own ? recordedUrl(own.blob) : bundledUrl(clip.id)
  const heard = url !== null && playing.url === url
  return (
    <span class={css.acts}>
      {url !== null && (
        <Button
          size="small"
          icon={heard ? 'pause' : 'play'}
          aria-label={heard ? voice.stopPlaying : voice.listenTo(clip.text)}
          onClick={() => playing.toggle(url)}
        >
          {heard ? voice.stop : voice.listen}
        </Button>
      )}
      {onRecord && kind !== 'old' && (
        <Button size="small" aria-label={voice.recordIt(clip.text)} onClick={() => onRecord(clip)}>
          {own ? voice.again : voice.record}
        </Button>
      )}
      {onRemove && own && (
        <Button size="small" aria-label={voice.removeIt(clip.text)} onClick={() => onRemove(row)}>
          {voice.remove}
        </Button>
      )}
    </span>
  )
}
