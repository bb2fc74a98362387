import type { SchemeCategory } from '../../../../shared/points/scheme.ts'
import { Checkbox, TextField } from '../../../pages/ui/inputs.tsx'
import { words } from '../../text/words.ts'
import css from '../items.module.css'
import { errorAt, replaced, without } from './draft.ts'
import type { PanelProps } from './editor.tsx'
import { RowEditor } from './row-editor.tsx'

/** Kinds of members, each ranked apart. */
export function CategoriesPanel({ scheme, before, problems, onChange }: PanelProps) {
  const { editor, rules } = words().items
  const { categories } = scheme
  const known = new Set(before?.categories.map(each => each.id))
  const set = (next: SchemeCategory[]) => onChange({ ...scheme, categories: next })
  const rows = categories.map((category, at) => {
    const change = (part: Partial<SchemeCategory>) => set(replaced(categories, at, { ...category, ...part }))
    const error = (field: string) => errorAt(problems, `categories[${at}].${field}`)
    return (
      <div key={at} class={css.categoryRow}>
        <TextField
          label={editor.categoryLabel}
          value={category.label}
          maxLength={16}
          onChange={label => change({ label })}
          error={error('label')}
        />
        <TextField
          label={editor.categoryId}
          hint={known.has(category.id) ? undefined : editor.categoryIdHint}
          readOnly={known.has(category.id)}
          value={category.id}
          maxLength={32}
          onChange={id => change({ id: id.trim() })}
          error={error('id')}
        />
        <Checkbox label={editor.ranked} checked={category.ranked} onChange={ranked => change({ ranked })} />
        <Checkbox label={editor.graded} checked={category.graded} onChange={graded => change({ graded })} />
      </div>
    )
  })
  return (
    <RowEditor
      title={rules.categoriesCard}
      note={editor.categoryNote}
      rows={rows}
      add={editor.addCategory}
      onAdd={() => set([...categories, { id: '', label: '', ranked: true, graded: true }])}
      onRemove={at => set(without(categories, at))}
    />
  )
}
