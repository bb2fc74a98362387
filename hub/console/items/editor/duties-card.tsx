import type { DutyPost, Duties } from '../../../../shared/points/scheme.ts'
import { TextField } from '../../../pages/ui/inputs.tsx'
import { words } from '../../text/words.ts'
import css from '../items.module.css'
import { AppliesTo } from './applies-to.tsx'
import { errorAt, replaced, without } from './draft.ts'
import type { PanelProps } from './editor.tsx'
import { RowEditor } from './row-editor.tsx'

const NONE: Duties = { categories: [], posts: [] }

/** 设岗定责: who is given posts, and what posts there are. */
export function DutiesCard({ scheme, problems, onChange }: PanelProps) {
  const { duties: say } = words().january
  const duties = scheme.duties ?? NONE
  const set = (next: Duties) => onChange({ ...scheme, duties: next })
  const rows = duties.posts.map((post, at) => {
    const change = (part: Partial<DutyPost>) =>
      set({ ...duties, posts: replaced(duties.posts, at, { ...post, ...part }) })
    const error = (field: string) => errorAt(problems, `duties.posts[${at}].${field}`)
    return (
      <div key={at} class={css.postRow}>
        <TextField
          label={say.label}
          value={post.label}
          maxLength={20}
          onChange={label => change({ label })}
          error={error('label')}
        />
        <TextField
          label={say.id}
          value={post.id}
          maxLength={32}
          onChange={id => change({ id: id.trim() })}
          error={error('id')}
        />
        <TextField
          label={say.duty}
          value={post.duty}
          maxLength={200}
          onChange={duty => change({ duty })}
          error={error('duty')}
        />
        <TextField
          label={say.items}
          placeholder={say.itemsHint}
          value={post.items.join(' ')}
          onChange={text =>
            change({
              items: text
                .toUpperCase()
                .split(/[\s,，、]+/)
                .filter(Boolean),
            })
          }
          error={error('items')}
        />
      </div>
    )
  })
  return (
    <RowEditor
      title={say.card}
      note={say.note}
      rows={rows}
      add={say.add}
      onAdd={() => set({ ...duties, posts: [...duties.posts, { id: '', label: '', duty: '', items: [] }] })}
      onRemove={at => set({ ...duties, posts: without(duties.posts, at) })}
    >
      <AppliesTo
        label={say.who}
        scheme={scheme}
        value={duties.categories}
        onChange={who => set({ ...duties, categories: who === 'all' ? scheme.categories.map(each => each.id) : who })}
        error={errorAt(problems, 'duties.categories')}
      />
    </RowEditor>
  )
}
