import { useState } from 'preact/hooks'
import type { CapGroup } from '../../../../shared/points/scheme.ts'
import { TextField } from '../../../pages/ui/inputs.tsx'
import { words } from '../../text/words.ts'
import css from '../items.module.css'
import { CapFields } from './cap-fields.tsx'
import { errorAt, replaced, without } from './draft.ts'
import type { PanelProps } from './editor.tsx'
import { RowEditor } from './row-editor.tsx'

/** Items that share a cap. */
export function GroupsPanel({ scheme, problems, onChange }: PanelProps) {
  const { items } = words()
  const { capGroups } = scheme
  const set = (groups: CapGroup[]) => onChange({ ...scheme, capGroups: groups })
  const rows = capGroups.map((group, at) => {
    const change = (part: Partial<CapGroup>) => set(replaced(capGroups, at, { ...group, ...part }))
    const error = (field: string) => errorAt(problems, `capGroups[${at}].${field}`)
    return (
      <div key={at} class={css.groupRow}>
        <TextField
          label={items.editor.groupCode}
          value={group.code}
          maxLength={16}
          onChange={code => change({ code: code.trim() })}
          error={error('code')}
        />
        <CodesField codes={group.items} onChange={codes => change({ items: codes })} error={error('items')} />
        <CapFields
          caps={group.caps}
          reviewPeriod={scheme.reviewPeriod}
          onChange={caps => change({ caps })}
          error={error('caps')}
        />
        <TextField
          label={items.note}
          value={group.note}
          maxLength={200}
          onChange={note => change({ note })}
          error={error('note')}
        />
      </div>
    )
  })
  return (
    <RowEditor
      title={items.groups}
      note={`${items.editor.groupNote}${items.editor.groupItemsHint}`}
      rows={rows}
      add={items.editor.addGroup}
      onAdd={() => set([...capGroups, { code: `G${capGroups.length + 1}`, items: [], caps: {}, note: '' }])}
      onRemove={at => set(without(capGroups, at))}
    />
  )
}

/** Codes as a person lists them; what is typed stays as typed. */
function CodesField(props: { codes: readonly string[]; onChange: (codes: string[]) => void; error: string | null }) {
  const { editor } = words().items
  const [typed, setTyped] = useState(props.codes.join(' '))
  const codes = codesIn(typed)
  const shown = codes.join(' ') === props.codes.join(' ') ? typed : props.codes.join(' ')
  return (
    <TextField
      label={editor.groupItems}
      value={shown}
      onChange={text => {
        setTyped(text)
        props.onChange(codesIn(text))
      }}
      error={props.error}
    />
  )
}

const codesIn = (text: string): string[] =>
  text
    .normalize('NFKC')
    .split(/[\s,、，;；|]+/)
    .filter(code => code !== '')
