import { useRef, useState } from 'preact/hooks'
import type { MemberId } from '../../shared/base/ids.ts'
import type { LastAct, Search } from '../state/staff-session.ts'
import { useStaffText } from '../text/use-staff-text.ts'
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
  const words = useStaffText()
  const { rows, search, count } = props
  /** In large letters list and keys take turns on the glass. */
  const [finding, setFinding] = useState(false)
  const found = narrowed(rows, search)
  return (
    <Frame where={words.staff.where(props.staffName)} speech={`${words.staff.title}。${words.staff.note}`}>
      <div class={css.page}>
        <Look>
          <Heading title={props.activityTitle} note={words.staff.note} />
          <p class={css.count}>
            <Tag tone="ok" icon="people" text={words.staff.count(count.present, count.expected)} />
          </p>
          <Last last={props.last} staffName={props.staffName} />
        </Look>
        <div class={css.below} data-finding={finding || undefined}>
          <List {...props} found={found} />
          <Find {...props} />
          <div class={css.actions}>
            <Actions>
              {props.onAnother && <Button label={words.staff.another} icon="calendar" onPress={props.onAnother} />}
              <span class={css.turns}>
                <Button
                  label={finding ? words.staff.found(found.length) : words.staff.find}
                  icon={finding ? 'people' : 'keypad'}
                  onPress={() => setFinding(!finding)}
                />
              </span>
              <Button label={words.staff.guestShort} icon="me" onPress={props.onGuest} />
              <Button kind="primary" label={words.staff.finish} icon="tick" onPress={props.onFinish} />
            </Actions>
          </div>
        </div>
      </div>
    </Frame>
  )
}

function Last({ last, staffName }: { last: LastAct | null; staffName: string }) {
  const words = useStaffText()
  return (
    <section class={last ? `${css.last} ${css.lastDone}` : css.last} role="status" aria-live="polite">
      <Icon name={last === null ? 'people' : last.what === 'in' ? 'tick' : last.what === 'out' ? 'exit' : 'retry'} />
      <p>
        {last === null ? <b>{words.staff.ready}</b> : <Name name={last.name} />}
        <span>{last === null ? words.staff.readyNote : words.staff.done[last.what](last.at)}</span>
        {last !== null && <span>{words.staff.by(staffName)}</span>}
      </p>
    </section>
  )
}

function List({ found, search, stateOf, timeText, onPick }: RollProps & { found: readonly RollRow[] }) {
  const words = useStaffText()
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
        <b>{typed === '' ? (first && last ? words.staff.range(first.surname, last.surname) : '') : spaced(typed)}</b>
        <span>{words.staff.found(found.length)}</span>
      </p>
      <ul ref={list}>
        {shown.map(row => (
          <Row key={row.memberId} row={row} state={stateOf(row.memberId)} timeText={timeText} onPick={onPick} />
        ))}
        {found.length === 0 && (
          <li class={css.nobody}>
            <b>{words.staff.nobody}</b>
            <span>{words.staff.nobodyNote}</span>
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
  const words = useStaffText()
  const isIn = state.kind === 'present' && state.outAt === null
  return (
    <li>
      <button type="button" class={isIn ? css.isIn : undefined} onClick={() => onPick(row, state)}>
        <span class={css.who}>
          <Name name={row.name} />
          {row.apart && <small data-excerpt>{words.staff.apart(row.apart)}</small>}
        </span>
        <span class={css.state}>
          {isIn && <Icon name="tick" />}
          {stateText(words, state, timeText)}
        </span>
      </button>
    </li>
  )
}

function stateText(words: ReturnType<typeof useStaffText>, state: RollState, timeText: (at: number) => string): string {
  if (state.kind !== 'present') return words.staff.state[state.kind]
  if (state.outAt !== null) return words.staff.state.outAt(timeText(state.outAt))
  return state.at === null ? words.staff.state.present : words.staff.state.presentAt(timeText(state.at))
}

function Find({ rows, search, onSearch }: RollProps) {
  const words = useStaffText()
  const byLetters = search.by === 'letters'
  const next = byLetters ? nextLetters(rows, search.letters) : null
  return (
    <section class={css.find}>
      <div class={css.modes}>
        <Button
          label={words.staff.byLetters}
          pressed={byLetters}
          onPress={() => onSearch({ by: 'letters', letters: '' })}
        />
        <Button
          label={words.staff.bySurname}
          pressed={!byLetters}
          onPress={() => onSearch({ by: 'surname', surname: null })}
        />
      </div>
      {search.by === 'letters' ? (
        <LetterPad
          keys={LETTERS}
          isOff={key => !next?.has(key)}
          onKey={key => onSearch({ by: 'letters', letters: search.letters + key.toLowerCase() })}
          clear={words.staff.clear}
          onClear={() => onSearch({ by: 'letters', letters: '' })}
          erase={words.staff.erase}
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
  const words = useStaffText()
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
        clear={words.staff.clear}
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
