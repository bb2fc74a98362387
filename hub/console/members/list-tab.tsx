import { useMemo, useState } from 'preact/hooks'
import { surnameMarks } from '../../../shared/people/matching.ts'
import { MEMBER_TYPES } from '../../../shared/people/member.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { Checkbox } from '../../pages/ui/inputs.tsx'
import { FindBox, SurnameJump } from '../../pages/ui/find-box.tsx'
import { words } from '../text/words.ts'
import { CardLostDialog, IssueCardsDialog } from './card-dialogs.tsx'
import { useCategories } from './categories.ts'
import { ConsentDialog } from './consent-dialog.tsx'
import { MemberCare } from './care-section.tsx'
import { Drawer } from './drawer.tsx'
import { EnrolPhoneDialog } from './enrol-phone-dialog.tsx'
import { MemberForm } from './form.tsx'
import { cardStateOf, filtered, groupsOf, inStrokeOrder, NO_FILTER, type Filter, type MemberRow } from './member-row.ts'
import { MemberTable } from './member-table.tsx'
import { MemberPhones, RevokePhoneDialog, type PhoneRow } from './phones.tsx'
import css from './members.module.css'

type Open =
  | { readonly what: 'form'; readonly member: MemberRow | null }
  | { readonly what: 'consent' | 'issue'; readonly members: readonly MemberRow[] }
  | { readonly what: 'lost' | 'enrol'; readonly member: MemberRow }
  | { readonly what: 'revoke'; readonly phone: PhoneRow }

/** A list that is seen whole needs no strip to jump in it. */
const JUMP_FROM = 15

export function ListTab({ members, refresh }: { members: readonly MemberRow[]; refresh: () => void }) {
  const { members: text } = words()
  const categories = useCategories()
  const [filter, setFilter] = useState<Filter>(NO_FILTER)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [shownId, setShownId] = useState<string | null>(null)
  const [open, setOpen] = useState<Open | null>(null)
  const listed = useMemo(() => inStrokeOrder(members), [members])
  const rows = useMemo(() => filtered(listed, filter), [listed, filter])
  const [jump, setJump] = useState<{ readonly key: string; readonly turn: number } | null>(null)
  const marks = useMemo(() => surnameMarks(rows.map(({ member }) => member.name)), [rows])
  const jumpTo = (at: number) => {
    const row = rows[at]
    if (row) setJump({ key: row.member.memberId, turn: (jump?.turn ?? 0) + 1 })
  }
  const picked = members.filter(each => chosen.has(each.memberId))
  const shown = members.find(each => each.memberId === shownId)
  const close = () => {
    setOpen(null)
    refresh()
  }
  return (
    <div class={css.listPage}>
      <Filters members={members} filter={filter} onChange={setFilter} />
      <div class={shown ? css.withDrawer : css.alone}>
        <Card
          class={css.tableCard}
          padded={false}
          title={picked.length > 0 ? text.list.chosenTools(picked.length) : text.list.order}
          side={
            picked.length > 0 ? (
              <>
                <Button size="small" onClick={() => setOpen({ what: 'consent', members: picked })}>
                  {text.list.consent}
                </Button>
                <Button size="small" icon="card" onClick={() => setOpen({ what: 'issue', members: picked })}>
                  {text.list.issueChosen(picked.length)}
                </Button>
              </>
            ) : (
              <Button size="small" icon="plus" onClick={() => setOpen({ what: 'form', member: null })}>
                {text.list.add}
              </Button>
            )
          }
        >
          {rows.length > JUMP_FROM && <SurnameJump marks={marks} onJump={jumpTo} />}
          <MemberTable
            jump={jump}
            rows={rows}
            categories={categories}
            narrow={shown !== undefined}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={member => setShownId(member.memberId)}
            onLost={member => setOpen({ what: 'lost', member })}
            onIssue={member => setOpen({ what: 'issue', members: [member] })}
            empty={members.length === 0 ? text.list.empty : text.list.noMatch}
          />
        </Card>
        {shown && (
          <Drawer
            key={shown.memberId}
            member={shown}
            categories={categories}
            onClose={() => setShownId(null)}
            onEdit={() => setOpen({ what: 'form', member: shown })}
            onLost={() => setOpen({ what: 'lost', member: shown })}
            onIssue={() => setOpen({ what: 'issue', members: [shown] })}
            care={<MemberCare memberId={shown.memberId} />}
            phones={
              <MemberPhones
                member={shown}
                onEnrol={() => setOpen({ what: 'enrol', member: shown })}
                onRevoke={phone => setOpen({ what: 'revoke', phone })}
              />
            }
          />
        )}
      </div>
      {open?.what === 'form' && (
        <MemberForm member={open.member} members={members} categories={categories} onClose={close} />
      )}
      {open?.what === 'consent' && <ConsentDialog members={open.members} onClose={close} />}
      {open?.what === 'issue' && <IssueCardsDialog members={open.members} onClose={close} />}
      {open?.what === 'lost' && <CardLostDialog member={open.member} onClose={close} />}
      {open?.what === 'enrol' && <EnrolPhoneDialog member={open.member} onClose={close} />}
      {open?.what === 'revoke' && <RevokePhoneDialog phone={open.phone} onClose={close} />}
    </div>
  )
}

interface FiltersProps {
  readonly members: readonly MemberRow[]
  readonly filter: Filter
  readonly onChange: (filter: Filter) => void
}

function Filters({ members, filter, onChange }: FiltersProps) {
  const { members: text } = words()
  const groups = useMemo(() => groupsOf(members), [members])
  const states = [...new Set(members.map(cardStateOf))]
  const change = (part: Partial<Filter>) => onChange({ ...filter, ...part })
  return (
    <div class={css.filters}>
      <span class={css.find}>
        <FindBox value={filter.text} placeholder={text.list.find} onChange={value => change({ text: value })} />
      </span>
      <Pick
        label={text.list.filterGroup}
        value={filter.group}
        options={groups.map(group => [group, group])}
        onChange={group => change({ group })}
      />
      <Pick
        label={text.list.filterType}
        value={filter.type}
        options={MEMBER_TYPES.map(type => [type, text.types[type]])}
        onChange={type => change({ type })}
      />
      <Pick
        label={text.list.filterCard}
        value={filter.card}
        options={states.map(state => [state, text.cardStates[state]])}
        onChange={card => change({ card })}
      />
      <Checkbox label={text.list.showLeft} checked={filter.withLeft} onChange={withLeft => change({ withLeft })} />
    </div>
  )
}

/** A filter: the first line, its label, means everything. */
function Pick<T extends string>(props: {
  label: string
  value: T | ''
  options: readonly (readonly [value: T, label: string])[]
  onChange: (value: T | '') => void
}) {
  const pick = (value: string) => props.onChange(props.options.find(each => each[0] === value)?.[0] ?? '')
  return (
    <select
      class={css.pick}
      aria-label={props.label}
      value={props.value}
      onChange={event => pick(event.currentTarget.value)}
    >
      <option value="">{props.label}</option>
      {props.options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}
