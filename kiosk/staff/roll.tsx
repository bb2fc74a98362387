import { useRef, useState } from 'preact/hooks'
import type { MemberId } from '../../shared/base/ids.ts'
import type { LastAct, Search } from '../state/staff-session.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { LetterPad } from '../ui/letter-pad.tsx'
import { Name } from '../ui/name.tsx'
import { Pager } from '../ui/pager.tsx'
import { pageOf, pagesOf } from '../ui/paging.ts'
import { Tag } from '../ui/tag.tsx'
import { useFit } from '../ui/use-fit.ts'
import { narrowed, nextLetters, surnamesOf, type RollRow, type RollState } from './roll-view.ts'
import css from './roll.module.css'

export interface RollProps {
  /** Empty for the shared service PIN. */
  readonly staffName: string
  readonly activityTitle: string
  readonly count: { readonly present: number; readonly expected: number | null }
  readonly rows: readonly RollRow[]
  readonly stateOf: (memberId: MemberId) => RollState
  /** `14:06` of an instant. */
  readonly timeText: (at: number) => string
  readonly search: Search
  readonly onSearch: (search: Search) => void
  readonly last: LastAct | null
  readonly onPick: (row: RollRow, state: RollState) => void
  /** Absent where there is only one activity today. */
  readonly onAnother?: (() => void) | undefined
  readonly onGuest: () => void
  readonly onFinish: () => void
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Behind the PIN: the whole roster, found by large keys, confirmed one by one. */
export function Roll(props: RollProps) {
  const t = useText()
  const { rows, search, count } = props
  /** In large letters list and keys take turns on the glass. */
  const [finding, setFinding] = useState(false)
  const found = narrowed(rows, search)
  return (
    <Frame where={t.staff.where(props.staffName)} speech={`${t.staff.title}。${t.staff.note}`}>
      <div class={css.page}>
        <Look>
          <Heading title={props.activityTitle} note={t.staff.note} />
          <p class={css.count}>
            <Tag tone="ok" icon="people" text={t.staff.count(count.present, count.expected)} />
          </p>
          <Last last={props.last} staffName={props.staffName} />
        </Look>
        <div class={css.below} data-finding={finding || undefined}>
          <List {...props} found={found} />
          <Find {...props} />
          <div class={css.actions}>
            <Actions>
              {props.onAnother && <Button label={t.staff.another} icon="calendar" onPress={props.onAnother} />}
              <span class={css.turns}>
                <Button
                  label={finding ? t.staff.found(found.length) : t.staff.find}
                  icon={finding ? 'people' : 'keypad'}
                  onPress={() => setFinding(!finding)}
                />
              </span>
              <Button label={t.staff.guestShort} icon="me" onPress={props.onGuest} />
              <Button kind="primary" label={t.staff.finish} icon="tick" onPress={props.onFinish} />
            </Actions>
          </div>
        </div>
      </div>
    </Frame>
  )
}

function Last({ last, staffName }: { last: LastAct | null; staffName: string }) {
  const t = useText()
  return (
    <section class={last ? `${css.last} ${css.lastDone}` : css.last} role="status" aria-live="polite">
      <Icon name={last === null ? 'people' : last.what === 'in' ? 'tick' : last.what === 'out' ? 'exit' : 'retry'} />
      <p>
        {last === null ? <b>{t.staff.ready}</b> : <Name name={last.name} />}
        <span>{last === null ? t.staff.readyNote : t.staff.done[last.what](last.at)}</span>
        {last !== null && <span>{t.staff.by(staffName)}</span>}
      </p>
    </section>
  )
}

function List({ found, search, stateOf, timeText, onPick }: RollProps & { found: readonly RollRow[] }) {
  const t = useText()
  const list = useRef<HTMLUListElement>(null)
  const perPage = useFit(list)
  const typed = search.by === 'letters' ? search.letters : (search.surname ?? '')
  const [place, setPlace] = useState({ typed, page: 0 })
  const pages = pagesOf(found.length, perPage)
  const page = place.typed === typed ? Math.min(place.page, pages - 1) : 0
  const shown = pageOf(found, page, perPage)
  const [first, last] = [shown[0], shown.at(-1)]
  return (
    <section class={css.list}>
      <p class={css.top}>
        <b>{typed === '' ? (first && last ? t.staff.range(first.surname, last.surname) : '') : spaced(typed)}</b>
        <span>{t.staff.found(found.length)}</span>
      </p>
      <ul ref={list}>
        {shown.map(row => (
          <Row key={row.memberId} row={row} state={stateOf(row.memberId)} timeText={timeText} onPick={onPick} />
        ))}
        {found.length === 0 && (
          <li class={css.nobody}>
            <b>{t.staff.nobody}</b>
            <span>{t.staff.nobodyNote}</span>
          </li>
        )}
      </ul>
      <Actions>
        <Pager page={page} pages={pages} onPage={next => setPlace({ typed, page: next })} />
      </Actions>
    </section>
  )
}

const spaced = (letters: string): string => [...letters.toUpperCase()].join(' ')

interface RowProps {
  readonly row: RollRow
  readonly state: RollState
  readonly timeText: (at: number) => string
  readonly onPick: (row: RollRow, state: RollState) => void
}

function Row({ row, state, timeText, onPick }: RowProps) {
  const t = useText()
  const isIn = state.kind === 'present' && state.outAt === null
  return (
    <li>
      <button type="button" class={isIn ? css.isIn : undefined} onClick={() => onPick(row, state)}>
        <span class={css.who}>
          <Name name={row.name} />
          {row.apart && <small data-excerpt>{t.staff.apart(row.apart)}</small>}
        </span>
        <span class={css.state}>
          {isIn && <Icon name="tick" />}
          {stateText(t, state, timeText)}
        </span>
      </button>
    </li>
  )
}

function stateText(t: ReturnType<typeof useText>, state: RollState, timeText: (at: number) => string): string {
  if (state.kind !== 'present') return t.staff.state[state.kind]
  if (state.outAt !== null) return t.staff.state.outAt(timeText(state.outAt))
  return state.at === null ? t.staff.state.present : t.staff.state.presentAt(timeText(state.at))
}

function Find({ rows, search, onSearch }: RollProps) {
  const t = useText()
  const byLetters = search.by === 'letters'
  const next = byLetters ? nextLetters(rows, search.letters) : null
  return (
    <section class={css.find}>
      <div class={css.modes}>
        <Button
          label={t.staff.byLetters}
          pressed={byLetters}
          onPress={() => onSearch({ by: 'letters', letters: '' })}
        />
        <Button
          label={t.staff.bySurname}
          pressed={!byLetters}
          onPress={() => onSearch({ by: 'surname', surname: null })}
        />
      </div>
      {search.by === 'letters' ? (
        <LetterPad
          keys={LETTERS}
          isOff={key => !next?.has(key)}
          onKey={key => onSearch({ by: 'letters', letters: search.letters + key.toLowerCase() })}
          clear={t.staff.clear}
          onClear={() => onSearch({ by: 'letters', letters: '' })}
          erase={t.staff.erase}
          onErase={() => onSearch({ by: 'letters', letters: search.letters.slice(0, -1) })}
        />
      ) : (
        <Surnames rows={rows} picked={search.surname} onPick={surname => onSearch({ by: 'surname', surname })} />
      )}
    </section>
  )
}

/** Keys of one page, with room for the paging keys below them. */
const SURNAMES_A_PAGE = 20

function Surnames(props: {
  readonly rows: readonly RollRow[]
  readonly picked: string | null
  readonly onPick: (surname: string | null) => void
}) {
  const t = useText()
  const all = surnamesOf(props.rows)
  const pages = pagesOf(all.length, SURNAMES_A_PAGE)
  const [page, setPage] = useState(0)
  const shown = pageOf(all, page, SURNAMES_A_PAGE)
  return (
    <>
      <LetterPad
        keys={shown}
        pressed={props.picked}
        onKey={props.onPick}
        clear={t.staff.clear}
        onClear={() => props.onPick(null)}
      />
      {pages > 1 && (
        <div class={css.modes}>
          <Pager page={page} pages={pages} onPage={setPage} />
        </div>
      )}
    </>
  )
}
