import type { MemberId } from '../../../shared/base/ids.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import { contentScope, type Content } from '../../../shared/notices/content.ts'
import { scopesOf, type NoticeScope, type ScopeName } from '../../../shared/notices/scope.ts'
import { RadioGroup } from '../../pages/ui/inputs.tsx'
import { PersonPicker } from '../../pages/ui/person-picker.tsx'
import { problemAt } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import type { NoticePeople } from './people-fields.tsx'
import css from './notices.module.css'

/** Nobody is chosen yet: the hub asks for somebody. */
const NOBODY = '00000000-0000-7000-8000-000000000000' as MemberId

interface ScopeFieldProps {
  readonly content: Content
  readonly rev: number
  readonly problems: readonly Problem[]
  readonly onChange: (content: Content) => void
}

/** 给谁看: a choice where there is one, with a sentence that says who will see it; else why there is none. */
export function ScopeField(props: ScopeFieldProps) {
  return contentScope(props.content).is === 'self' ? <WithPeople {...props} /> : <ScopeChoice {...props} people={[]} />
}

function WithPeople(props: ScopeFieldProps) {
  const people = useQuery(['notice', 'people'], () => api.notices.people.query(), ['member', 'roster'])
  return <Loading of={people}>{loaded => <ScopeChoice {...props} people={loaded} />}</Loading>
}

export function ScopeChoice(props: ScopeFieldProps & { readonly people: NoticePeople }) {
  const { content, rev, problems, people, onChange } = props
  const { scope: text } = words()
  const scope = contentScope(content)
  const offered = scopesOf(content.kind)
  const isFixed = rev > 1 || offered.length === 1
  const shown = isFixed ? offered.filter(each => each === scope.is) : offered
  const note = rev > 1 ? text.fixed : offered.length === 1 ? text.onlyPublic : undefined
  return (
    <div class={css.stack}>
      <RadioGroup
        stacked
        label={text.label}
        hint={note}
        value={scope.is}
        options={shown.map(value => ({ value, label: text.names[value], note: text.says[value] }))}
        error={scope.is === 'self' ? null : problemAt(problems, 'scope')}
        onChange={is => onChange(withScope(content, is))}
      />
      {scope.is === 'self' && (
        <PersonPicker
          required
          label={text.to}
          hint={text.toHint}
          people={people
            .filter(each => rev === 1 || each.memberId === scope.memberId)
            .map(each => ({ ...each, note: each.category }))}
          value={scope.memberId === NOBODY ? null : scope.memberId}
          error={scope.memberId === NOBODY ? null : problemAt(problems, 'scope')}
          onChange={memberId =>
            onChange({ ...content, scope: { is: 'self', memberId: (memberId as MemberId | null) ?? NOBODY } })
          }
        />
      )}
    </div>
  )
}

/** Behind the card there is no notice period, and nobody has to be confirmed to be somebody else. */
function withScope(content: Content, is: ScopeName): Content {
  const { scope: _, ...open } = content
  if (is === 'public') return open as Content
  const scope: NoticeScope = is === 'members' ? { is } : { is, memberId: NOBODY }
  return { ...content, scope, noticeDays: null, notPeople: [] }
}
