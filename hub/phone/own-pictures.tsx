import { useState } from 'preact/hooks'
import type { OwnPage } from '../../shared/own/own-page.ts'
import { componentBars, dimensionBars, plain, signed, trendOf, type Bar } from '../../shared/own/own-view.ts'
import { ownWords } from './text/own.ts'
import { useWords } from './words.ts'

/** The pictures of the own page on the phone, of the same numbers as at a kiosk (KS51): sum, place, trend, bars. */

const useText = () => ownWords[useWords().language]

export function Standing({ page }: { page: OwnPage }) {
  const text = useText()
  const { standing, place, category } = page
  const [isYear, setYear] = useState(false)
  if (!standing) {
    return (
      <section class="card">
        <p>{text.notScored}</p>
      </section>
    )
  }
  const stretch = isYear ? standing.toDate : standing.inPeriod
  return (
    <>
      <section class="card own">
        <h2>{text.year}</h2>
        <p class="own-total">{text.points(plain(standing.total))}</p>
        {standing.vetoed && <p class="warning">{text.vetoed}</p>}
        {standing.totalCap !== null && <p class="quiet">{text.full(plain(standing.totalCap))}</p>}
        <p>{place ? text.place(category.label, place.place, place.of, place.tied) : text.noPlace(category.label)}</p>
        {standing.start !== 0 && <p class="quiet">{`${text.start} ${plain(standing.start)}`}</p>}
        <Trend page={page} />
      </section>
      <section class="card own">
        <h2>{isYear ? text.inYear : text.inPeriod}</h2>
        <p class="quiet">{text.sum(plain(stretch.total))}</p>
        {componentBars(stretch).map(bar => (
          <Row key={bar.key} bar={bar} label={text.components[bar.key]} note={capText(text, bar)} />
        ))}
        <h2>{text.fourSides}</h2>
        {dimensionBars(stretch).map(bar => (
          <Row key={bar.key} bar={bar} label={text.dimensions[bar.key]} />
        ))}
        <button type="button" class="wide" onClick={() => setYear(!isYear)}>
          {isYear ? text.seePeriod : text.seeYear}
        </button>
      </section>
    </>
  )
}

function capText(text: ReturnType<typeof useText>, { recorded, counted, cap }: Bar<string>): string {
  if (cap === null) return text.noCap
  return recorded === counted ? text.cap(plain(cap)) : text.capped(plain(recorded), plain(cap))
}

/** What is below nothing is outlined, so that it reads without colour. */
const Row = ({ bar, label, note }: { bar: Bar<string>; label: string; note?: string }) => (
  <div class="bar" data-bar={bar.key}>
    <b>{label}</b>
    <b>{bar.key === 'base' ? plain(bar.counted) : signed(bar.counted)}</b>
    <div class="bar-track">
      <i class={bar.counted < 0 ? 'minus' : ''} style={{ width: `${bar.share}%` }} />
    </div>
    {note !== undefined && <small>{note}</small>}
  </div>
)

function Trend({ page }: { page: OwnPage }) {
  const text = useText()
  const { bars, zero } = trendOf(page)
  if (bars.length === 0) return null
  const spoken = bars.map(each => `${text.period(each.period)} ${plain(each.points)}`).join('，')
  return (
    <div class="trend" role="img" aria-label={`${text.trend}：${spoken}`}>
      {bars.map(each => (
        <div key={each.period} class={each.isNow ? 'now' : ''}>
          <b>{plain(each.points)}</b>
          <div class="column">
            <i
              class={each.points < 0 ? 'minus' : ''}
              style={{ top: `${each.top}%`, height: `max(2px, ${each.height}%)` }}
            />
            <u style={{ top: `${zero}%` }} />
          </div>
          <span>{each.isNow ? text.now : text.short(each.period)}</span>
        </div>
      ))}
    </div>
  )
}
