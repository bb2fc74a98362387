import { useState } from 'preact/hooks'
import { addDays, type PlainDate } from '../../shared/base/plain-date.ts'
import { dayNumber, monthNumber, yearNumber } from '../text/dates.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { useChrome } from '../ui/chrome.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Pager } from '../ui/pager.tsx'
import { pagesOf } from '../ui/paging.ts'
import { isOpenDay, monthBeside, monthOf, openDays, type Days } from './offers.ts'
import css from './declare.module.css'

interface PickDayProps {
  readonly title: string
  readonly offer: Days
  readonly today: PlainDate
  readonly picked: PlainDate | null
  readonly onPick: (day: PlainDate) => void
  readonly onBack: () => void
}

/** Which day: the last ones by their names, earlier ones out of a large calendar. */
export function PickDay({ title, offer, today, picked, onPick, onBack }: PickDayProps) {
  const t = useText()
  const words = useDeclareText()
  const { large } = useChrome()
  const near = nearDays(today)
  const [month, setMonth] = useState<PlainDate | null>(picked !== null && !near.includes(picked) ? picked : null)
  const names = [words.day.today, words.day.yesterday, words.day.beforeYesterday]
  return (
    <Frame where={words.where} speech={`${words.day.title}${names.join('，')}，${words.day.other}。`} help>
      <Look>
        <Heading title={words.day.title} note={words.day.note} />
        <Chosen title={title} />
      </Look>
      <div class={css.below}>
        {month === null ? (
          <Near {...{ offer, today, picked, onPick, onBack }} onEarlier={() => setMonth(lastMonth(offer, today))} />
        ) : large ? (
          <DayKeys offer={offer} picked={picked} onPick={onPick} onBack={() => setMonth(null)} />
        ) : (
          <>
            <Calendar offer={offer} month={month} picked={picked} onMonth={setMonth} onPick={onPick} />
            <Actions>
              <Button label={t.back} icon="back" onPress={() => setMonth(null)} />
            </Actions>
          </>
        )}
      </div>
    </Frame>
  )
}

/** The last three days by their names. */
function Near(props: Omit<PickDayProps, 'title'> & { readonly onEarlier: () => void }) {
  const { offer, today, picked, onPick, onBack, onEarlier } = props
  const t = useText()
  const words = useDeclareText().day
  return (
    <>
      <div class={css.end}>
        <div class={css.days}>
          {nearDays(today).map((day, at) => (
            <button
              type="button"
              key={day}
              disabled={!isOpenDay(offer, day)}
              aria-pressed={day === picked}
              onClick={() => onPick(day)}
            >
              <b>{[words.today, words.yesterday, words.beforeYesterday][at]}</b>
              <small>{isOpenDay(offer, day) ? t.day(day) : words.closed}</small>
            </button>
          ))}
        </div>
        <button type="button" class={css.wide} onClick={onEarlier}>
          <Icon name="calendar" />
          <b>{words.other}</b>
          <Icon name="next" />
        </button>
      </div>
      <Actions>
        <Button label={t.back} icon="back" onPress={onBack} />
      </Actions>
    </>
  )
}

const nearDays = (today: PlainDate): readonly PlainDate[] => [today, addDays(today, -1), addDays(today, -2)]

/** The newest month in which a day is open; where none is, the one of today. */
function lastMonth(offer: Days, today: PlainDate): PlainDate {
  for (let month: PlainDate | null = today; month !== null; month = monthBeside(offer, month, -1)) {
    if (monthOf(offer, month).some(each => each?.open)) return month
  }
  return today
}

/** Half a month of large keys. */
const KEYS_A_PAGE = 15

/** In large letters no month fits: the open days, half a month a page, the newest page first. */
function DayKeys({ offer, picked, onPick, onBack }: Omit<PickDayProps, 'title' | 'today'>) {
  const t = useText()
  const words = useDeclareText().day
  const all = openDays(offer)
  const pages = pagesOf(all.length, KEYS_A_PAGE)
  const [page, setPage] = useState(pages - 1)
  const first = Math.max(0, all.length - (pages - page) * KEYS_A_PAGE)
  const shown = all.slice(first, all.length - (pages - 1 - page) * KEYS_A_PAGE)
  return (
    <>
      <div class={css.keys}>
        {shown.map(day => (
          <button type="button" key={day} aria-pressed={day === picked} onClick={() => onPick(day)}>
            <small>{words.dayKey.month(monthNumber(day))}</small>
            {words.dayKey.day(dayNumber(day))}
          </button>
        ))}
      </div>
      <Actions>
        {pages > 1 && <Pager page={page} pages={pages} onPage={setPage} />}
        <Button label={t.back} icon="back" onPress={onBack} />
      </Actions>
    </>
  )
}

function Calendar(props: {
  readonly offer: Days
  readonly month: PlainDate
  readonly picked: PlainDate | null
  readonly onMonth: (month: PlainDate) => void
  readonly onPick: (day: PlainDate) => void
}) {
  const { offer, month, picked, onMonth, onPick } = props
  const words = useDeclareText().day
  const t = useText()
  const earlier = monthBeside(offer, month, -1)
  const later = monthBeside(offer, month, 1)
  const cells = monthOf(offer, month)
  return (
    <>
      <div class={css.month}>
        <Button label={words.earlier} icon="prev" disabled={!earlier} onPress={() => earlier && onMonth(earlier)} />
        <b>{words.month(String(yearNumber(month)), String(monthNumber(month)))}</b>
        <Button label={words.later} iconAfter="next" disabled={!later} onPress={() => later && onMonth(later)} />
      </div>
      <div class={css.grid} role="group">
        {words.weekdays.map(each => (
          <span key={each}>{each}</span>
        ))}
        {cells.slice(0, cells[35] ? 42 : 35).map((cell, at) =>
          cell ? (
            <button
              type="button"
              key={cell.day}
              aria-pressed={cell.day === picked}
              disabled={!cell.open}
              aria-label={t.day(cell.day)}
              onClick={() => onPick(cell.day)}
            >
              {dayNumber(cell.day)}
            </button>
          ) : (
            <i key={at} />
          ),
        )}
      </div>
    </>
  )
}

/** What was chosen before this page, so that nobody has to remember it. */
/** @param asked what the branch wants to know, where it asked back; seen and never read aloud */
export const Chosen = ({ title, note, asked }: { title: string; note?: string; asked?: string | undefined }) => (
  <div class={css.chosen}>
    <div>
      <b>{title}</b>
      {note && <span>{note}</span>}
      {asked && <p data-excerpt>{asked}</p>}
    </div>
  </div>
)
