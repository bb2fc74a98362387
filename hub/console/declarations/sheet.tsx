import type { ComponentChildren } from 'preact'
import { dateOf, plainDateTimeAt } from '../../../shared/base/plain-date.ts'
import { may } from '../../../shared/people/rights.ts'
import type { Item } from '../../../shared/points/item.ts'
import { dateText, pointsText } from '../../pages/format.ts'
import { Facts } from '../../pages/ui/card.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { WrittenText } from '../activities/handwriting.tsx'
import { hubState } from '../hub-state.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { Attachments } from './attachments.tsx'
import { ScanField } from './scan-field.tsx'
import { nameOf, titleOf, worthOf, type DecidedRow, type HintLine } from './model.ts'
import css from './declarations.module.css'

export interface SheetProps {
  readonly row: DecidedRow
  readonly item: Item | null
  readonly hints: readonly HintLine[]
  readonly children?: ComponentChildren
}

/** One declaration or attestation: what to look at first, who and what, in words, what came with it. */
export function Sheet({ row, item, hints, children }: SheetProps) {
  const { declarations } = words()
  return (
    <article class={css.sheet} data-flow aria-label={`${nameOf(row)} ${titleOf(row)}`}>
      <header class={css.sheetHead}>
        <h2>{nameOf(row)}</h2>
        <Tag tone="plain" icon={row.kind === 'attestation' ? 'verify' : 'doc'}>
          {declarations.kinds[row.kind]}
        </Tag>
        {row.follows !== null && <Tag tone="wait">{declarations.follows}</Tag>}
      </header>
      {hints.length > 0 && <Hints hints={hints} />}
      <SheetFacts row={row} item={item} />
      <Said row={row} />
      <Attachments all={row.attachments} />
      {row.way === 'slip' && row.kind === 'declaration' && mayAttach() && (
        <ScanField declarationId={row.declarationId} />
      )}
      {children}
    </article>
  )
}

const mayAttach = (): boolean => session.value.state === 'in' && may(session.value.me.role, 'ledger.register')

function Hints({ hints }: { hints: readonly HintLine[] }) {
  const { declarations } = words()
  return (
    <div class={css.hints} role="note">
      <b>
        <Icon name="alert" />
        {declarations.hints}
      </b>
      <ul>
        {hints.map(each => (
          <li key={each.text} class={css[each.tone]}>
            {each.text}
            {each.href && <a href={each.href}>{declarations.look}</a>}
          </li>
        ))}
      </ul>
    </div>
  )
}

function SheetFacts({ row, item }: Pick<SheetProps, 'row' | 'item'>) {
  const { declarations } = words()
  const { facts, from } = declarations
  const { timeZone } = hubState.value
  const sent = plainDateTimeAt(row.sentAt, timeZone)
  const points = worthOf(item, row.quantity)
  const kiosk = row.kiosk ? from.kiosk(row.kiosk) : declarations.unknownKiosk
  const where = row.way === 'kiosk' ? kiosk : from[row.way]
  return (
    <Facts
      items={[
        [facts.item, row.itemCode === null ? declarations.noItem : `${row.itemCode} ${row.itemTitle}`],
        [facts.date, dateText(row.date)],
        ...(row.kind === 'declaration'
          ? [
              [
                facts.points,
                points === null
                  ? '—'
                  : `${pointsText(points, true)}（${pointsText(row.quantity)} ${item?.unit ?? ''}）`,
              ] as const,
            ]
          : [[facts.by, <Witness key="by" row={row} />] as const]),
        [facts.sent, `${dateText(dateOf(sent))} ${sent.slice(11)}`],
        [facts.where, where],
      ]}
    />
  )
}

/** Who vouches, as far as they said. */
export function Witness({ row }: { row: DecidedRow }) {
  const { facts } = words().declarations
  const name = row.attested?.name ?? null
  return name ? <WrittenText written={name} label={facts.by} /> : <>{facts.noName}</>
}

function Said({ row }: { row: DecidedRow }) {
  const { declarations } = words()
  const erased = row.words === null && row.attested === null
  const note = row.attested?.note ?? null
  const text = row.words?.text ?? ''
  if (note === null && text === '' && !erased && row.attachments.length > 0) return null
  return (
    <section class={css.said}>
      <h3>{declarations.words}</h3>
      {erased && <p class={css.quiet}>{declarations.erased}</p>}
      {note && (
        <p>
          <WrittenText written={note} label={declarations.words} large />
        </p>
      )}
      {text !== '' && <p class={css.words}>{text}</p>}
      {!erased && note === null && text === '' && <p class={css.quiet}>{declarations.noWords}</p>}
    </section>
  )
}
