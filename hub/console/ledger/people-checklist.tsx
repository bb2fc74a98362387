import { useState } from 'preact/hooks'
import type { MemberId } from '../../../shared/base/ids.ts'
import { withNote } from '../../../shared/people/names.ts'
import type { Item } from '../../../shared/points/item.ts'
import { Button } from '../../pages/ui/button.tsx'
import { cx } from '../../pages/ui/cx.ts'
import { EmptyState } from '../../pages/ui/card.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import type { CategoryOption } from '../members/categories.ts'
import { groupsOf, type MemberRow } from '../members/member-row.ts'
import { SmallSelect } from '../parts/small-select.tsx'
import { words } from '../text/words.ts'
import { ALL_PEOPLE, isMeantFor, shownPeople, toggled } from './registration.ts'
import css from './ledger.module.css'

export interface PeopleChecklistProps {
  readonly members: readonly MemberRow[]
  readonly categories: readonly CategoryOption[]
  /** Whom it is not meant for is marked, never hidden. */
  readonly item: Item | null
  readonly chosen: ReadonlySet<MemberId>
  readonly onChange: (chosen: ReadonlySet<MemberId>) => void
}

/** Everybody of the branch with a box each; the search takes a name, initials or number and Enter ticks the first. */
export function PeopleChecklist({ members, categories, item, chosen, onChange }: PeopleChecklistProps) {
  const { form } = words().ledger
  const [filter, setFilter] = useState(ALL_PEOPLE)
  const shown = shownPeople(members, filter)
  const doubtful = members.filter(member => chosen.has(member.memberId) && !isMeantFor(item, member)).length
  const any = { value: '', label: form.everyone }
  const press = (event: KeyboardEvent) => {
    const [first] = shown
    if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || filter.text === '' || !first) return
    event.preventDefault()
    onChange(toggled(chosen, first.memberId))
    setFilter({ ...filter, text: '' })
  }
  return (
    <div class={css.people}>
      <div class={css.peopleTools} onKeyDown={press}>
        <FindBox value={filter.text} placeholder={form.search} onChange={text => setFilter({ ...filter, text })} />
        <SmallSelect
          label={form.group}
          value={filter.group}
          options={[any, ...groupsOf(members).map(group => ({ value: group, label: group }))]}
          onChange={group => setFilter({ ...filter, group })}
        />
        <SmallSelect
          label={form.category}
          value={filter.category}
          options={[any, ...categories.map(({ id, label }) => ({ value: id, label }))]}
          onChange={category => setFilter({ ...filter, category })}
        />
        <span class={css.push} />
        <Button size="small" onClick={() => onChange(new Set([...chosen, ...shown.map(each => each.memberId)]))}>
          {form.chooseShown}
        </Button>
        <Button size="small" onClick={() => onChange(new Set())}>
          {form.clear}
        </Button>
      </div>
      {shown.length === 0 && <EmptyState text={form.nobody} />}
      <ul class={css.boxes} data-flow>
        {shown.map((member, at) => (
          <li key={member.memberId}>
            <label class={cx(css.personBox, filter.text !== '' && at === 0 && css.firstMatch)}>
              <input
                type="checkbox"
                checked={chosen.has(member.memberId)}
                onChange={() => onChange(toggled(chosen, member.memberId))}
              />
              <small>{member.memberNo}</small>
              <b>{withNote(member.name, member.nameNote)}</b>
              {!isMeantFor(item, member) && <em>{form.notApplicable}</em>}
            </label>
          </li>
        ))}
      </ul>
      {doubtful > 0 && <p class={css.doubt}>{form.notApplicableNote(doubtful)}</p>}
    </div>
  )
}
