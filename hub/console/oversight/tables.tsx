import { DIMENSIONS } from '../../../shared/points/item.ts'
import { cx } from '../../pages/ui/cx.ts'
import { periodText } from '../parts/periods.ts'
import { words } from '../text/words.ts'
import { categoriesMet, plain, shareOf, turnoutOf, type MeanPoints, type Oversight, type Turnout } from './model.ts'
import css from './oversight.module.css'

/** What the charts show, in figures: for reading, and for the paper. */

/** Types of activity down, categories across; came of expected, and the share. */
export function ParticipationTable({ year }: { year: Oversight }) {
  const { participation: say } = words().oversight
  const { types } = words().activities
  const { activities, cells } = year.participation
  const categories = categoriesMet(year).filter(({ id }) => cells.some(each => each.category === id))
  return (
    <div class={css.scroll} data-flow>
      <table class={css.table}>
        <thead>
          <tr>
            <th scope="col">{say.type}</th>
            <th scope="col" class={css.number}>
              {say.held}
            </th>
            {categories.map(({ id, label }) => (
              <th key={id} scope="col" class={css.number}>
                {label}
              </th>
            ))}
            <th scope="col" class={css.number}>
              {say.all}
            </th>
          </tr>
        </thead>
        <tbody>
          {activities.map(({ type, count }) => {
            const ofType = cells.filter(each => each.type === type)
            return (
              <tr key={type}>
                <th scope="row">{types[type]}</th>
                <td class={css.number}>{count}</td>
                {categories.map(({ id }) => (
                  <TurnoutCell key={id} of={turnoutOf(ofType.filter(each => each.category === id))} />
                ))}
                <TurnoutCell of={turnoutOf(ofType)} strong />
              </tr>
            )
          })}
          <tr class={css.sum}>
            <th scope="row">{say.all}</th>
            <td class={css.number}>{activities.reduce((sum, each) => sum + each.count, 0)}</td>
            {categories.map(({ id }) => (
              <TurnoutCell key={id} of={turnoutOf(cells.filter(each => each.category === id))} />
            ))}
            <TurnoutCell of={turnoutOf(cells)} strong />
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function TurnoutCell({ of, strong = false }: { of: Turnout; strong?: boolean }) {
  const { participation: say, noData } = words().oversight
  const share = shareOf(of)
  return (
    <td class={cx(css.number, strong && css.strong)}>
      {share === null ? of.extra === 0 ? noData : say.extra(of.extra) : <b>{share}%</b>}
      {share !== null && <small>{say.count(of.came, of.expected)}</small>}
    </td>
  )
}

/** Periods down, dimensions across, per person. */
export function PointsTable({ means }: { means: readonly MeanPoints[] }) {
  const { points: say } = words().oversight
  const { items } = words()
  return (
    <table class={css.table}>
      <thead>
        <tr>
          <th scope="col">{say.period}</th>
          <th scope="col" class={css.number}>
            {say.people}
          </th>
          {DIMENSIONS.map(dimension => (
            <th key={dimension} scope="col" class={css.number}>
              {items.dimensions[dimension]}
            </th>
          ))}
          <th scope="col" class={css.number}>
            {say.total}
          </th>
        </tr>
      </thead>
      <tbody>
        {means.map(each => (
          <tr key={each.period}>
            <th scope="row">
              {periodText(each.period)}
              {each.running && <small>{say.running}</small>}
            </th>
            <td class={css.number}>{each.people}</td>
            {DIMENSIONS.map(dimension => (
              <td key={dimension} class={css.number}>
                {plain(each.dimensions[dimension])}
              </td>
            ))}
            <td class={cx(css.number, css.strong)}>{plain(each.total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
