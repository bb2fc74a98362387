import type { ComponentChildren } from 'preact'
import type { Millis } from '../../../shared/base/ids.ts'
import { timeText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { cx } from '../../pages/ui/cx.ts'
import { Tag } from '../../pages/ui/tag.tsx'
import { hubState } from '../hub-state.ts'
import { offlineWhy } from '../offline.tsx'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import {
  actsOf,
  heldKind,
  isMild,
  saidText,
  spanText,
  wayText,
  whenText,
  type Act,
  type ConflictRow,
  type SaidRow,
} from './model.ts'
import css from './conflicts.module.css'

/** One thing to look at: who and where, why, the facts side by side, what counts now, what can be done. */
export function ConflictCard(props: { row: ConflictRow; onAct: (act: Act) => void; busy: boolean }) {
  const { row, onAct, busy } = props
  const { conflicts } = words()
  return (
    <ConflictSheet row={row}>
      <div class={css.acts}>
        {actsOf(row).map(act => (
          <Button key={act} size="small" busy={busy} why={offlineWhy()} onClick={() => onAct(act)}>
            {conflicts.acts[act]}
          </Button>
        ))}
      </div>
    </ConflictSheet>
  )
}

/** The same without anything to do about it. */
export function ConflictSheet({ row, children }: { row: ConflictRow; children: ComponentChildren }) {
  const { conflicts } = words()
  return (
    <li class={css.sheet}>
      <header>
        <h3>
          {titleOf(row)}
          {row.activity && <a href={hrefTo('activities', row.activity.activityId)}>{activityText(row.activity)}</a>}
        </h3>
        <Counts row={row} />
      </header>
      <p class={css.reasons}>
        {row.reasons.map(reason => (
          <Tag key={reason} tone={isMild(reason) ? 'wait' : 'stop'} icon={null}>
            {conflicts.reasons[reason]}
          </Tag>
        ))}
      </p>
      {row.held && <Held held={row.held} />}
      {row.places && <p class={css.quiet}>{conflicts.placesSome}</p>}
      <ul class={css.facts}>
        {row.said.map(said => (
          <Said key={`${said.what}${said.no}`} said={said} named={row.places !== null} />
        ))}
      </ul>
      {children}
    </li>
  )
}

const activityText = ({ title, start }: NonNullable<ConflictRow['activity']>): string =>
  `${Number(start.slice(5, 7))}月${Number(start.slice(8, 10))}日 ${title}`

function titleOf(row: ConflictRow): string {
  const { conflicts } = words()
  if (row.held) return conflicts.heldTitle(row.held.kiosk)
  if (row.places) return conflicts.places(row.places.came, row.places.capacity)
  return row.who ?? conflicts.nobody
}

function Counts({ row: { counts, held, recordId } }: { row: ConflictRow }) {
  const { conflicts } = words()
  const { timeZone } = hubState.value
  if (counts === 'struck') return <Tag tone="plain">{conflicts.counts.struck}</Tag>
  if (counts === 'none' || held || (counts === null && recordId !== null)) {
    return <Tag tone="plain">{conflicts.counts.none}</Tag>
  }
  if (counts === null) return null
  const at = timeText(counts.at, timeZone)
  return (
    <Tag tone="ok">
      {counts.outAt === null
        ? conflicts.counts.there(at)
        : conflicts.counts.thereOut(at, timeText(counts.outAt, timeZone))}
    </Tag>
  )
}

function Held({ held }: { held: NonNullable<ConflictRow['held']> }) {
  const { conflicts } = words()
  const when = (at: Millis) => whenText(at, now(), hubState.value.timeZone)
  return (
    <p class={css.quiet}>
      {heldKind(held.kind)}。{conflicts.heldLine(when(held.receivedAt))}
      {held.at !== null && conflicts.heldSaid(when(held.at))}
    </p>
  )
}

/** One recorded thing. */
function Said({ said, named }: { said: SaidRow; named: boolean }) {
  const { conflicts } = words()
  const { timeZone } = hubState.value
  const doubts = [spanText(said, now(), timeZone), saidText(said, now(), timeZone)].filter(each => each !== null)
  return (
    <li class={cx(css.fact, said.shown && css.shown)}>
      <b>
        {named && said.who ? said.who : conflicts.what[said.what]}
        {said.shown && !named && <em>{conflicts.shown}</em>}
      </b>
      <span class={css.time}>{whenText(said.at, now(), timeZone)}</span>
      <span>
        {said.kiosk !== null && `${said.kiosk} · `}
        {wayText(said)}
      </span>
      {doubts.map(each => (
        <span key={each} class={css.doubt}>
          {each}
        </span>
      ))}
    </li>
  )
}
