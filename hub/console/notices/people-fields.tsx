import type { MemberId } from '../../../shared/base/ids.ts'
import { contentScope, type ContentOf } from '../../../shared/notices/content.ts'
import { PLEDGE_STATES } from '../../../shared/notices/document.ts'
import { withNote } from '../../../shared/people/names.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Select, TextArea, TextField } from '../../pages/ui/inputs.tsx'
import { PersonPicker } from '../../pages/ui/person-picker.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import css from './notices.module.css'

/** The people of a 光荣榜 or a table of pledges: found by name or initials, each with a sentence of their own. */

export type NoticePeople = Awaited<ReturnType<typeof api.notices.people.query>>

export interface PeopleFieldsProps {
  readonly content: ContentOf<'commendation'> | ContentOf<'pledges'>
  /** Of the people, as the hub says it. */
  readonly error: string | null
  readonly onChange: (content: PeopleFieldsProps['content']) => void
}

export function PeopleFields(props: PeopleFieldsProps) {
  const people = useQuery(['notice', 'people'], () => api.notices.people.query(), ['member', 'roster'])
  return <Loading of={people}>{loaded => <PickedPeople {...props} people={loaded} />}</Loading>
}

export function PickedPeople(props: PeopleFieldsProps & { readonly people: NoticePeople }) {
  const { content, people, error, onChange } = props
  const { notices } = words()
  const add = (memberId: string | null) => {
    if (memberId === null) return
    const id = memberId as MemberId
    onChange(
      content.kind === 'commendation'
        ? { ...content, people: [...content.people, { memberId: id, deed: '' }] }
        : { ...content, rows: [...content.rows, { memberId: id, post: '', pledge: '', state: 'standing' }] },
    )
  }
  // Masked before everybody, or read by members alone.
  const asksNoConsent = content.kind === 'pledges' || contentScope(content).is !== 'public'
  // Nobody is praised twice; one person may have taken on several things.
  const taken = new Set(content.kind === 'commendation' ? content.people.map(each => each.memberId) : [])
  return (
    <div class={css.stack}>
      <ol class={css.picked}>
        {content.kind === 'commendation' ? (
          <Deeds {...props} content={content} />
        ) : (
          <Pledges {...props} content={content} />
        )}
      </ol>
      <PersonPicker
        // A new box after each person, so that it is empty again.
        key={content.kind === 'commendation' ? content.people.length : content.rows.length}
        label={notices.addPerson}
        hint={asksNoConsent ? (content.kind === 'pledges' ? notices.addPersonHint : undefined) : notices.addPraisedHint}
        people={people
          .filter(each => !taken.has(each.memberId) && (asksNoConsent || each.consent))
          .map(each => ({ ...each, note: each.category }))}
        value={null}
        error={error}
        onChange={add}
      />
    </div>
  )
}

function Deeds({
  content,
  people,
  onChange,
}: PeopleFieldsProps & { readonly content: ContentOf<'commendation'>; readonly people: NoticePeople }) {
  const { notices } = words()
  return content.people.map((picked, at) => (
    <li key={picked.memberId}>
      <Head
        name={nameIn(people, picked.memberId)}
        onRemove={() => onChange({ ...content, people: content.people.toSpliced(at, 1) })}
      />
      <TextArea
        label={notices.deed}
        value={picked.deed}
        maxLength={200}
        rows={2}
        onChange={deed => onChange({ ...content, people: content.people.with(at, { ...picked, deed }) })}
      />
    </li>
  ))
}

function Pledges({
  content,
  people,
  onChange,
}: PeopleFieldsProps & { readonly content: ContentOf<'pledges'>; readonly people: NoticePeople }) {
  const { notices } = words()
  const { post, pledge } = notices.pledgeFields[content.variant]
  return content.rows.map((row, at) => {
    const change = (part: Partial<typeof row>) =>
      onChange({ ...content, rows: content.rows.with(at, { ...row, ...part }) })
    return (
      // One person may stand in several rows: the place in the list is all that tells them apart.
      <li key={at}>
        <Head
          name={nameIn(people, row.memberId)}
          onRemove={() => onChange({ ...content, rows: content.rows.toSpliced(at, 1) })}
        />
        <div class={css.pair}>
          <TextField label={post} value={row.post} maxLength={40} onChange={text => change({ post: text })} />
          <Select
            label={notices.pledgeState}
            value={row.state}
            options={PLEDGE_STATES.map(value => ({ value, label: notices.pledgeStates[value] }))}
            onChange={state => change({ state })}
          />
        </div>
        <TextArea
          label={pledge}
          value={row.pledge}
          maxLength={200}
          rows={2}
          onChange={text => change({ pledge: text })}
        />
      </li>
    )
  })
}

function Head({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { notices } = words()
  return (
    <p class={css.pickedHead}>
      <b>{name}</b>
      <Button icon="cross" onClick={onRemove}>
        {notices.removePerson}
      </Button>
    </p>
  )
}

function nameIn(people: NoticePeople, memberId: MemberId): string {
  const found = people.find(each => each.memberId === memberId)
  return found ? withNote(found.name, found.nameNote) : words().notices.personGone
}
