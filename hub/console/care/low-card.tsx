import { useState } from 'preact/hooks'
import { plainDateAt, type Period } from '../../../shared/base/plain-date.ts'
import { withNote } from '../../../shared/people/names.ts'
import { dateText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { hubState } from '../hub-state.ts'
import { mayErase } from '../parts/erase-dialog.tsx'
import { useFitting } from '../parts/find-keys.ts'
import { periodText } from '../parts/periods.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { HelperDialog } from './helper-dialogs.tsx'
import { causeText, runText, type CareBoard, type LowRow } from './model.ts'
import { EraseReminderDialog, RemindDialog } from './remind-dialog.tsx'
import { TalkDialog } from './talk-dialogs.tsx'
import css from './care.module.css'

type Asking = { readonly what: 'remind' | 'talk' | 'helper' | 'erase'; readonly row: LowRow }

/** Those low for long, each with what is missing, so that whoever talks to them knows what to ask. */
export function LowCard({ board: { period, low } }: { board: CareBoard }) {
  const { care } = words()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [typed, setTyped] = useState('')
  const rows = useFitting(low, typed, row => ({ name: row.name, notes: [row.nameNote, row.category] }))
  const close = () => setAsking(null)
  if (period === null || low.length === 0) {
    return (
      <Card title={care.tabs.low}>
        <EmptyState icon="tick" text={period === null ? care.lowNever : care.lowNone} />
      </Card>
    )
  }
  return (
    <Card
      title={care.lowTitle(periodText(period))}
      side={<FindBox value={typed} placeholder={words().find.names} onChange={setTyped} />}
    >
      {rows.length === 0 && <EmptyState text={words().find.none} />}
      <ul class={css.people}>
        {rows.map(row => (
          <Person key={row.memberId} row={row} period={period} onAsk={what => setAsking({ what, row })} />
        ))}
      </ul>
      {asking?.what === 'remind' && <RemindDialog row={asking.row} period={period} onClose={close} />}
      {asking?.what === 'erase' && <EraseReminderDialog row={asking.row} period={period} onClose={close} />}
      {asking?.what === 'talk' && <TalkDialog about={asking.row} onClose={close} />}
      {asking?.what === 'helper' && <HelperDialog about={asking.row} onClose={close} />}
    </Card>
  )
}

function Person(props: { row: LowRow; period: Period; onAsk: (what: Asking['what']) => void }) {
  const { row, period, onAsk } = props
  const { care } = words()
  const { reminded, causes, helpers } = row
  const when = reminded && dateText(plainDateAt(reminded.at, hubState.value.timeZone))
  return (
    <li>
      <header>
        <h3>{withNote(row.name, row.nameNote)}</h3>
        <span>{row.category}</span>
        {row.labels.map(label => (
          <Tag key={label} tone={reminded && reminded.letterId === null ? 'ok' : 'wait'} icon={null}>
            {label}
          </Tag>
        ))}
        <span>{helpers.length > 0 ? care.helpedBy(helpers.join('、')) : care.noHelper}</span>
      </header>
      <p>{runText(row)}</p>
      {causes.length === 0 ? (
        <p>{care.causesNone}</p>
      ) : (
        <dl class={css.causes}>
          <dt>{care.causes}</dt>
          {causes.map(cause => (
            <dd key={cause.dimension}>
              {causeText(cause)}
              {cause.items.length > 0 && <small>{care.causeItems(cause.items.join('、'))}</small>}
            </dd>
          ))}
        </dl>
      )}
      {reminded && (
        <p class={css.said}>
          {reminded.letterId === null ? (
            <b>{care.reminded(care.ways[reminded.how], when ?? '')}</b>
          ) : (
            <a href={hrefTo('notices', reminded.letterId)}>{care.letterWaits(when ?? '')}</a>
          )}{' '}
          {reminded.words ?? care.erased}
        </p>
      )}
      <div class={css.acts}>
        {!reminded && (
          <Button size="small" kind="primary" onClick={() => onAsk('remind')}>
            {care.acts.remind}
          </Button>
        )}
        <a class={css.paper} href={hrefTo('reminder-paper', period, row.memberId)} target="_blank" rel="noreferrer">
          <Icon name="printer" />
          {care.acts.slip}
        </a>
        <Button size="small" onClick={() => onAsk('talk')}>
          {care.acts.talk}
        </Button>
        {reminded !== null && reminded.words !== null && mayErase() && (
          <Button size="small" onClick={() => onAsk('erase')}>
            {care.acts.erase}
          </Button>
        )}
        {helpers.length === 0 && (
          <Button size="small" onClick={() => onAsk('helper')}>
            {care.acts.helper}
          </Button>
        )}
      </div>
    </li>
  )
}
