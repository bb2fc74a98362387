import type { MemberId } from '../../../shared/base/ids.ts'
import { TextField } from '../../pages/ui/inputs.tsx'
import { PersonPicker } from '../../pages/ui/person-picker.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { personOf } from '../members/member-row.ts'
import { useQuery } from '../query.ts'

/** A member to choose; or the one it is about, which stands. */
export function MemberField(props: {
  readonly label: string
  readonly about: { readonly memberId: MemberId; readonly name: string } | null
  readonly value: MemberId | null
  readonly onChange: (memberId: MemberId | null) => void
  readonly error: string | null
}) {
  const { label, about, value, onChange, error } = props
  if (about) return <TextField label={label} value={about.name} readOnly onChange={() => undefined} />
  return <Choose label={label} value={value} onChange={onChange} error={error} />
}

function Choose(props: {
  readonly label: string
  readonly value: MemberId | null
  readonly onChange: (memberId: MemberId | null) => void
  readonly error: string | null
}) {
  const { label, value, onChange, error } = props
  const members = useQuery(['member', 'list'], () => api.members.list.query(), ['roster'])
  return (
    <Loading of={members}>
      {all => (
        <PersonPicker
          required
          label={label}
          people={all.filter(each => each.status === 'active').map(personOf)}
          value={value}
          onChange={memberId => onChange(memberId as MemberId | null)}
          error={error}
        />
      )}
    </Loading>
  )
}
