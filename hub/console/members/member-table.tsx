import { withNote } from '../../../shared/people/names.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Table, type Column, type TableProps } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { words } from '../text/words.ts'
import { categoryLabel, type CategoryOption } from './categories.ts'
import { cardStateOf, type Listed, type MemberRow } from './member-row.ts'
import css from './members.module.css'

export interface MemberTableProps {
  readonly rows: readonly Listed[]
  readonly categories: readonly CategoryOption[]
  /** Beside the drawer there is room for the most needed columns alone. */
  readonly narrow: boolean
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (chosen: ReadonlySet<string>) => void
  readonly onOpen: (member: MemberRow) => void
  readonly onLost: (member: MemberRow) => void
  readonly onIssue: (member: MemberRow) => void
  readonly empty: string
  readonly jump?: TableProps<Listed>['jump']
}

export function MemberTable(props: MemberTableProps) {
  const { members: text } = words()
  return (
    <Table
      fill
      label={text.list.label}
      columns={columnsOf(props)}
      rows={props.rows}
      keyOf={({ member }) => member.memberId}
      onOpen={({ member }) => props.onOpen(member)}
      chosen={props.chosen}
      onChoose={props.onChoose}
      sort={{ column: 'name', descending: false }}
      toneOf={({ member }) => (member.status === 'left' ? 'quiet' : null)}
      empty={props.empty}
      jump={props.jump}
    />
  )
}

function columnsOf(props: MemberTableProps): readonly Column<Listed>[] {
  const { members: text } = words()
  const { categories, narrow } = props
  const wide = <T,>(column: T): T[] => (narrow ? [] : [column])
  return [
    {
      id: 'no',
      head: text.fields.memberNo,
      width: '72px',
      align: 'end',
      sortBy: ({ member }) => member.memberNo,
      cell: ({ member }) => member.memberNo,
    },
    {
      id: 'name',
      head: text.fields.name,
      width: narrow ? '236px' : '250px',
      sortBy: ({ place }) => place,
      cell: ({ member }) => <NameCell member={member} narrow={narrow} />,
    },
    {
      id: 'type',
      head: text.fields.type,
      width: '104px',
      sortBy: ({ member }) => member.type,
      cell: ({ member }) => text.typesShort[member.type],
    },
    ...wide({
      id: 'category',
      head: text.fields.category,
      width: '128px',
      sortBy: ({ member }: Listed) => categories.findIndex(each => each.id === member.category),
      cell: ({ member }: Listed) => categoryLabel(categories, member.category),
    }),
    {
      id: 'group',
      head: text.fields.group,
      width: '118px',
      sortBy: ({ member }) => member.group,
      cell: ({ member }) => member.group || <span class={css.quiet}>{text.list.unknownGroup}</span>,
    },
    ...wide({
      id: 'duty',
      head: text.fields.duty,
      sortBy: ({ member }: Listed) => member.duty,
      cell: ({ member }: Listed) => member.duty,
    }),
    {
      id: 'card',
      head: text.fields.card,
      ...(narrow ? {} : { width: '200px' }),
      align: 'end',
      sortBy: ({ member }) => cardStateOf(member),
      cell: ({ member }) => <CardCell {...props} member={member} />,
    },
  ]
}

function NameCell({ member, narrow }: { member: MemberRow; narrow: boolean }) {
  const { marks } = words().members.list
  const shown = [
    member.status === 'left' && marks.left,
    member.committee && marks.committee,
    member.floating && marks.floating,
    member.exemption !== null && marks.exempt,
    member.consent === null && member.type !== 'activist' && marks.hidden,
  ].filter(mark => mark !== false)
  return (
    <span class={css.name}>
      <b>{withNote(member.name, member.nameNote)}</b>
      {shown.slice(0, narrow ? 1 : 3).map(mark => (
        <span key={mark} class={css.mark}>
          {mark}
        </span>
      ))}
    </span>
  )
}

function CardCell({ member, narrow, onLost, onIssue }: MemberTableProps & { member: MemberRow }) {
  const { members: text } = words()
  const state = cardStateOf(member)
  if (member.status === 'left') return null
  return (
    <span class={css.cardCell}>
      {state === 'printed' && !narrow && <span class={css.quiet}>{member.card?.serial}</span>}
      {state === 'issued' && <Tag tone="wait">{text.cardStates.issued}</Tag>}
      {state === 'none' && <span class={css.quiet}>{text.cardStates.none}</span>}
      {state === 'none' && (
        <Button size="small" aria-label={`${text.list.issue} ${member.name}`} onClick={() => onIssue(member)}>
          {text.list.issue}
        </Button>
      )}
      {state === 'printed' && (
        <Button size="small" aria-label={`${text.list.lost} ${member.name}`} onClick={() => onLost(member)}>
          {text.list.lost}
        </Button>
      )}
    </span>
  )
}
