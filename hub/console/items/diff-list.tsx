import type { Scheme } from '../../../shared/points/scheme.ts'
import { Tag, type Tone } from '../../pages/ui/tag.tsx'
import { words } from '../text/words.ts'
import type { ItemChange, RuleField, SchemeDiff } from './diff.ts'
import { isSameScheme } from './diff.ts'
import { ruleText } from './rule-text.ts'
import { fieldText, worthText } from './wording.ts'
import css from './items.module.css'

export const CHANGE_TONE: Readonly<Record<ItemChange['kind'], Tone>> = {
  added: 'ok',
  changed: 'wait',
  retired: 'stop',
  removed: 'stop',
}

/** What changes, line by line, with what was before. */
export function DiffList({ diff, before, after }: { diff: SchemeDiff; before: Scheme; after: Scheme }) {
  const { items } = words()
  if (isSameScheme(diff)) return <p class={css.quiet}>{items.versions.same}</p>
  return (
    <ul class={css.diff}>
      {diff.items.map(change => (
        <li key={change.item.code}>
          <Tag tone={CHANGE_TONE[change.kind]} icon={null}>
            {items.diff[change.kind]}
          </Tag>
          <div>
            <b>
              {change.item.code} {change.item.title}
            </b>
            <ItemFields change={change} before={before} after={after} />
          </div>
        </li>
      ))}
      {diff.rules.map(field => (
        <li key={field}>
          <Tag tone="wait" icon={null}>
            {items.diff.changed}
          </Tag>
          <div>
            <b>{items.diff.rules[field]}</b>
            <RuleLine field={field} before={before} after={after} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function ItemFields({ change, before, after }: { change: ItemChange; before: Scheme; after: Scheme }) {
  const { items } = words()
  const { item, fields } = change
  if (change.before === null) return <span>{`${items.components[item.component]} · ${worthText(item)}`}</span>
  const was = change.before
  return (
    <>
      {fields.map(field => (
        <span key={field}>
          {items.diff.fields[field]}：{items.diff.arrow(fieldText(before, was, field), fieldText(after, item, field))}
        </span>
      ))}
    </>
  )
}

function RuleLine({ field, before, after }: { field: RuleField; before: Scheme; after: Scheme }) {
  const { diff } = words().items
  const [was, is] = [ruleText(before, field), ruleText(after, field)]
  return <span>{was === is ? diff.ruleChanged : diff.arrow(was || diff.empty, is || diff.empty)}</span>
}
