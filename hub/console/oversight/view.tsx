import { useState } from 'preact/hooks'
import { withNote } from '../../../shared/people/names.ts'
import { DIMENSIONS } from '../../../shared/points/item.ts'
import { dayText, pointsText } from '../../pages/format.ts'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { periodText } from '../parts/periods.ts'
import { SmallSelect } from '../parts/small-select.tsx'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { axisFor, BarChart, Trend } from './chart.tsx'
import {
  categoriesMet,
  meansOf,
  plain,
  sharesByMonth,
  shortPeriod,
  type FarMember,
  type OverdueStep,
  type Oversight,
} from './model.ts'
import { ParticipationTable, PointsTable } from './tables.tsx'
import css from './oversight.module.css'

/** The year from above: what is overdue, who takes part, where points come from, who is not as usual. */
export function OversightView({ year }: { year: Oversight }) {
  return (
    <>
      <div class={css.columns}>
        <OverdueCard steps={year.overdue} />
        <MonthsCard year={year} />
      </div>
      {year.participation.activities.length > 0 && <ParticipationCard year={year} />}
      <PointsCard year={year} />
      <UsualCard year={year} />
    </>
  )
}

function OverdueCard({ steps }: { steps: readonly OverdueStep[] }) {
  const { overdue } = words().oversight
  return (
    <Card title={overdue.title} side={steps.length > 0 && overdue.count(steps.length)} padded={false}>
      {steps.length === 0 && <EmptyState icon="tick" text={overdue.none} />}
      <ul class={css.overdue}>
        {steps.map(step => (
          <li key={`${titleOf(step)} ${step.due}`}>
            <div>
              <b>{titleOf(step)}</b>
              <span>
                {overdue.due(dayText(step.due))} · {overdue.days(step.days)}
              </span>
            </div>
            <a class={css.go} href={placeOf(step)}>
              {overdue.open}
            </a>
          </li>
        ))}
      </ul>
      <p class={css.rule}>{overdue.rule}</p>
    </Card>
  )
}

export function titleOf(step: OverdueStep): string {
  const { titles, matters } = words().oversight.overdue
  switch (step.kind) {
    case 'answer':
      return titles.answer(periodText(step.period), matters[step.matter])
    case 'notice':
    case 'activity':
      return titles[step.kind](step.title)
    case 'declaration':
      return titles.declaration(step.count)
    default:
      return titles[step.kind](periodText(step.period))
  }
}

function placeOf(step: OverdueStep): string {
  switch (step.kind) {
    case 'notice':
      return hrefTo('notices', step.noticeId)
    case 'activity':
      return hrefTo('activities', step.activityId)
    case 'declaration':
      return hrefTo('declarations')
    default:
      return hrefTo('reviews', step.period)
  }
}

/** How many of those expected came, month by month. */
function MonthsCard({ year }: { year: Oversight }) {
  const { participation: say } = words().oversight
  const { activities, cells, open } = year.participation
  const held = activities.reduce((sum, each) => sum + each.count, 0)
  const shares = sharesByMonth(cells)
  const months = shares.map((_, at) => say.month(at + 1))
  const said = shares.flatMap((share, at) => (share === null ? [] : [`${months[at]} ${share}%`])).join('，')
  return (
    <Card title={say.title} side={say.side(held)}>
      {held === 0 ? (
        <EmptyState icon="camp" text={say.none} />
      ) : (
        <BarChart
          title={say.chartTitle}
          said={say.chart(said)}
          bars={{ labels: months, values: shares, least: 0, most: 100, step: 25 }}
        />
      )}
      {open > 0 && (
        <p class={css.doubt}>
          <Icon name="clock" />
          {say.open(open)}
        </p>
      )}
    </Card>
  )
}

/** The same by sort of activity and category, as wide as the page: a scheme may have eight categories and more. */
function ParticipationCard({ year }: { year: Oversight }) {
  const { participation: say } = words().oversight
  return (
    <Card title={say.tableTitle}>
      <ParticipationTable year={year} />
      <p class={css.rule}>{say.rule}</p>
    </Card>
  )
}

const EVERYBODY = ''

/** Four small charts with one scale: a dimension each, a bar per period. */
function PointsCard({ year }: { year: Oversight }) {
  const { points: say } = words().oversight
  const { items } = words()
  const [category, setCategory] = useState(EVERYBODY)
  if (year.points === null || year.points.length === 0) {
    return (
      <Card title={say.title}>
        <EmptyState icon="items" text={say.none} />
      </Card>
    )
  }
  const means = meansOf(year.points, category === EVERYBODY ? null : category)
  const axis = axisFor(means.flatMap(each => DIMENSIONS.map(dimension => each.dimensions[dimension])))
  const options = [
    { value: EVERYBODY, label: say.everybody },
    ...categoriesMet(year).map(({ id, label }) => ({ value: id, label })),
  ]
  return (
    <Card
      title={say.title}
      side={<SmallSelect label={say.category} value={category} options={options} onChange={setCategory} />}
    >
      <div class={css.four}>
        {DIMENSIONS.map(dimension => {
          const values = means.map(each => each.dimensions[dimension])
          const said = means.map((each, at) => `${periodText(each.period)} ${values[at]}`).join('，')
          const bars = {
            labels: means.map(each => shortPeriod(each.period)),
            values,
            hollow: means.map(each => each.running),
            ...axis,
          }
          const name = items.dimensions[dimension]
          return <BarChart key={dimension} title={name} said={say.chart(name, said)} bars={bars} />
        })}
      </div>
      <PointsTable means={means} />
      <p class={css.rule}>{say.rule}</p>
    </Card>
  )
}

function UsualCard({ year }: { year: Oversight }) {
  const { usual: say } = words().oversight
  const { usual } = year
  if (usual === null || usual.compared === 0) {
    return (
      <Card title={say.title} side={usual && periodText(usual.period)}>
        <EmptyState icon="people" text={usual === null ? say.noPeriod : say.allTooFew} />
      </Card>
    )
  }
  return (
    <Card title={say.title} side={periodText(usual.period)}>
      {usual.far.length === 0 ? (
        <EmptyState icon="tick" text={say.none} />
      ) : (
        <table class={css.table}>
          <thead>
            <tr>
              <th scope="col">{say.columns.name}</th>
              <th scope="col">{say.columns.category}</th>
              <th scope="col" class={css.number}>
                {say.columns.now}
              </th>
              <th scope="col" class={css.number}>
                {say.columns.usual}
              </th>
              <th scope="col">{say.columns.level}</th>
              <th scope="col">{say.columns.trend}</th>
              <th scope="col">{say.columns.where}</th>
            </tr>
          </thead>
          <tbody>
            {usual.far.map(member => (
              <FarRow key={member.memberId} member={member} year={year} period={usual.period} />
            ))}
          </tbody>
        </table>
      )}
      {usual.tooFew > 0 && <p class={css.doubt}>{say.tooFew(usual.tooFew)}</p>}
      <p class={css.rule}>{say.rule}</p>
    </Card>
  )
}

function FarRow({ member, year, period }: { member: FarMember; year: Oversight; period: string }) {
  const { usual: say } = words().oversight
  const { items } = words()
  const values = member.trend.map(each => each.points / 100)
  const where = DIMENSIONS.filter(each => member.dimensions[each] !== 0).map(
    each => `${items.dimensionsShort[each]} ${pointsText(member.dimensions[each], true)}`,
  )
  return (
    <tr>
      <th scope="row">
        <a href={hrefTo('standings', period, member.memberId)}>{withNote(member.name, member.nameNote)}</a>
      </th>
      <td>{year.categories.find(each => each.id === member.category)?.label ?? member.category}</td>
      <td class={css.number}>{pointsText(member.now)}</td>
      <td class={css.number}>{pointsText(member.median)}</td>
      <td>
        <Tag tone={member.far === 'below' ? 'wait' : 'ok'}>{member.far === 'below' ? say.below : say.above}</Tag>{' '}
        {say.steps(plain(Math.abs(member.steps)))}
      </td>
      <td>
        <Trend values={values} usual={member.median / 100} said={say.trend(values.map(plain).join('，'))} />
      </td>
      <td>{where.join('，')}</td>
    </tr>
  )
}
