import type { ComponentChildren } from 'preact'
import type { Lapse } from '../../../shared/activities/attendance.ts'
import { formatHundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { withNote } from '../../../shared/people/names.ts'
import { pointsText, timeText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Checkbox, Select } from '../../pages/ui/inputs.tsx'
import { hubState } from '../hub-state.ts'
import { words } from '../text/words.ts'
import {
  hoursOf,
  isDeducted,
  isOpen,
  itemFor,
  lapsed,
  pointsOf,
  type ClosingDraft,
  type Preview,
  type PreviewLine,
} from './closing-draft.ts'
import { tileName, tilesOf, type Tile, type Wall } from './wall-model.ts'
import css from './attendance.module.css'

/** The parts of a closing: credits, who has none, and what a person must say of those late, early or missing. */

export interface GroupProps {
  readonly wall: Wall
  readonly preview: Preview
  readonly draft: ClosingDraft
  readonly change: (part: Partial<ClosingDraft>) => void
  readonly mayDeduct: boolean
}

function Group(props: { title: string; note?: string | undefined; children?: ComponentChildren }) {
  return (
    <section class={css.group}>
      <header>
        <b>{props.title}</b>
        {props.note && <small>{props.note}</small>}
      </header>
      {props.children}
    </section>
  )
}

/** In the wall's own order, by strokes; namesakes told apart as on the wall. */
function named(wall: Wall, ids: readonly MemberId[]): { tile: Tile; name: string }[] {
  const { numbered } = words().activities.wall
  return tilesOf(wall, hubState.value.timeZone)
    .filter(tile => ids.includes(tile.person.memberId))
    .map(tile => {
      const { name, note } = tileName(tile, false, numbered)
      return { tile, name: withNote(name, note) }
    })
}

const Names = ({ wall, ids }: { wall: Wall; ids: readonly MemberId[] }) => (
  <p class={css.names}>
    {named(wall, ids)
      .map(each => each.name)
      .join('、')}
  </p>
)

/** Who gets the credit: names, or a table where hours count. */
export function Credits(props: GroupProps) {
  const { wall, preview } = props
  const { closing: text } = words().attendance
  const open = preview.lineup.filter(isOpen)
  if (!preview.item || (open.length === 0 && wall.planned.state === 'closed')) return null
  const hourly = wall.planned.activity.byHour === true
  const sure = open.filter(line => pointsOf(props.draft, line, preview, wall.planned.activity) !== null)
  const missing = hourly && open.some(line => hoursOf(props.draft, line).hours === null)
  return (
    <Group title={text.creditsTitle(sure.length)} note={missing ? text.hoursMissing : undefined}>
      {open.length > 0 && (hourly ? <Hours {...props} lines={open} /> : <Names wall={wall} ids={ids(open)} />)}
    </Group>
  )
}

const ids = (lines: readonly PreviewLine[]): MemberId[] => lines.map(each => each.memberId)

function Hours({ wall, preview, draft, change, lines }: GroupProps & { readonly lines: readonly PreviewLine[] }) {
  const { closing: text } = words().attendance
  const { timeZone } = hubState.value
  const { activity } = wall.planned
  const byId = new Map(lines.map(line => [line.memberId, line]))
  const type = (memberId: MemberId, typed: string) => change({ hours: new Map(draft.hours).set(memberId, typed) })
  return (
    <table class={css.hours}>
      <thead>
        <tr>
          <th>{text.name}</th>
          <th>{text.signedAt}</th>
          <th>{text.outAt}</th>
          <th>{text.hours}</th>
          <th>{text.gets}</th>
        </tr>
      </thead>
      <tbody>
        {named(wall, ids(lines)).map(({ tile, name }) => {
          const { memberId } = tile.person
          const line = byId.get(memberId)
          if (!line) return null
          const points = pointsOf(draft, line, preview, activity)
          return (
            <tr key={memberId}>
              <td>{name}</td>
              <td>{tile.at === null ? '—' : timeText(tile.at, timeZone)}</td>
              <td>{tile.outAt === null ? '—' : timeText(tile.outAt, timeZone)}</td>
              <td>
                <input
                  aria-label={text.hoursOf(name)}
                  aria-invalid={hoursOf(draft, line).bad}
                  data-missing={hoursOf(draft, line).hours === null ? '' : undefined}
                  inputMode="decimal"
                  value={draft.hours.get(memberId) ?? (line.hours === null ? '' : formatHundredths(line.hours))}
                  onInput={event => type(memberId, event.currentTarget.value)}
                />
                <small>{text.hoursUnit}</small>
              </td>
              <td>{points === null ? '—' : pointsText(points, true)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Who is settled without anybody's decision. */
export function Others({ wall, preview }: GroupProps) {
  const { closing: text } = words().attendance
  const of = (kind: PreviewLine['credit']['kind']) => ids(preview.lineup.filter(each => each.credit.kind === kind))
  const inState = (state: string) =>
    preview.attended.filter(each => each.attended.state === state).map(each => each.memberId)
  const asked = preview.leaveAsked.map(each => each.memberId)
  const [credited, noItem, notMeantFor] = [of('credited'), of('noItem'), of('notMeantFor')]
  const groups: readonly (readonly [title: string, ids: readonly MemberId[], note?: string])[] = [
    [text.credited(credited.length), credited],
    [text.withoutTitle(noItem.length), noItem, text.whys.noItem],
    [text.withoutTitle(notMeantFor.length), notMeantFor, text.whys.notMeantFor],
    [text.madeUp(inState('madeUp').length), inState('madeUp')],
    [text.onLeave(inState('onLeave').length), inState('onLeave')],
    [text.asked(asked.length), asked],
  ]
  return (
    <>
      {groups.map(
        ([title, members, note]) =>
          members.length > 0 && (
            <Group key={title} title={title} note={note}>
              <Names wall={wall} ids={members} />
            </Group>
          ),
      )}
    </>
  )
}

/** Late, or early: nothing is deducted unless a person ticks the name and an item is chosen. */
export function Lapsed(props: GroupProps & { readonly why: 'late' | 'leftEarly' }) {
  const { wall, preview, draft, change, why } = props
  const { closing: text } = words().attendance
  const { timeZone } = hubState.value
  const members = lapsed(preview, why)
  const item = itemFor(draft, preview, why)
  const title = why === 'late' ? text.lateTitle(members.length) : text.leftEarlyTitle(members.length)
  const seen = (tile: Tile) => {
    if (isDeducted(preview, why, tile.person.memberId)) return text.deducted
    const at = why === 'late' ? tile.at : tile.outAt
    if (at === null) return ''
    return why === 'late' ? text.lateAt(timeText(at, timeZone)) : text.leftAt(timeText(at, timeZone))
  }
  return (
    <Group title={title}>
      <div class={css.deduct}>
        <div class={css.checks}>
          {named(wall, members).map(({ tile, name }) => (
            <Checkbox
              key={tile.person.memberId}
              label={name}
              note={seen(tile)}
              disabled={item === null || isDeducted(preview, why, tile.person.memberId)}
              checked={item !== null && draft[why].has(tile.person.memberId)}
              onChange={on => change({ [why]: withOrWithout(draft[why], tile.person.memberId, on) })}
            />
          ))}
        </div>
        <ItemChoice {...props} />
      </div>
    </Group>
  )
}

/** Missing without leave: each absence is confirmed by a person, and deducted only where an item is chosen. */
export function Absent(props: GroupProps) {
  const { wall, preview, draft, change } = props
  const { closing: text } = words().attendance
  const members = lapsed(preview, 'absent')
  const confirmed = new Set(
    preview.attended
      .filter(each => each.attended.state === 'absent' && each.attended.confirmed)
      .map(each => each.memberId),
  )
  return (
    <Group title={text.absentTitle(members.length)} note={text.absentNote}>
      <div class={css.deduct}>
        <div>
          <div class={css.checks}>
            {named(wall, members).map(({ tile: { person }, name }) => (
              <Checkbox
                key={person.memberId}
                label={name}
                note={isDeducted(preview, 'absent', person.memberId) ? text.deducted : undefined}
                checked={draft.absent.has(person.memberId) || confirmed.has(person.memberId)}
                disabled={isDeducted(preview, 'absent', person.memberId)}
                onChange={on => change({ absent: withOrWithout(draft.absent, person.memberId, on) })}
              />
            ))}
          </div>
          {members.length > 3 && (
            <Button size="small" onClick={() => change({ absent: new Set(members) })}>
              {text.absentAll}
            </Button>
          )}
        </div>
        <ItemChoice {...props} why="absent" />
      </div>
    </Group>
  )
}

function withOrWithout(set: ReadonlySet<MemberId>, id: MemberId, on: boolean): ReadonlySet<MemberId> {
  const next = new Set(set)
  if (on) next.add(id)
  else next.delete(id)
  return next
}

const NOTHING = '-'

function ItemChoice({ preview, draft, change, mayDeduct, why }: GroupProps & { readonly why: Lapse }) {
  const { closing: text } = words().attendance
  if (!mayDeduct) return <p class={css.note}>{text.noRight}</p>
  if (preview.deductionItems.length === 0) return null
  return (
    <Select
      label={text.deductFor[why]}
      value={itemFor(draft, preview, why) ?? NOTHING}
      options={[
        { value: NOTHING, label: text.noDeduction },
        ...preview.deductionItems.map(item => ({
          value: item.code,
          label: `${item.code} ${item.title}（${item.points === null ? '' : pointsText(item.points)}／${item.unit}）`,
        })),
      ]}
      onChange={code => change({ items: { ...draft.items, [why]: code === NOTHING ? null : code } })}
    />
  )
}
