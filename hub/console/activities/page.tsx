import { useState } from 'preact/hooks'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { fitting } from '../../../shared/people/matching.ts'
import { Button } from '../../pages/ui/button.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { PageHead } from '../page-head.tsx'
import type { PageProps } from '../pages.ts'
import { useFindKeys } from '../parts/find-keys.ts'
import { useQuery } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { nowInBranch, today } from '../today.ts'
import { Calendar } from './calendar.tsx'
import { DetailPage } from './detail.tsx'
import { ElsewherePage } from './elsewhere-page.tsx'
import { ActivityForm } from './form.tsx'
import { ImportPage } from './import-page.tsx'
import { MonthList } from './month-list.tsx'
import { firstDay, isMonth, lastDay, monthOf, shiftMonth, weeksOf, type Month } from './month.ts'
import css from './activities.module.css'

/** 活动签到: `#/activities`, `#/activities/2026-11`, `#/activities/import`, `#/activities/elsewhere`, `#/activities/<id>`. */
export function ActivitiesPage({ rest }: PageProps) {
  const [at] = rest
  if (at === 'import') return <ImportPage />
  if (at === 'elsewhere') return <ElsewherePage />
  if (at !== undefined && !isMonth(at)) return <DetailPage key={at} activityId={at} />
  return <MonthPage month={at ?? monthOf(today())} />
}

function MonthPage({ month }: { month: Month }) {
  const { activities: text } = words()
  const [adding, setAdding] = useState<{ day: PlainDate | null } | null>(null)
  const [typed, setTyped] = useState('')
  const weeks = weeksOf(month)
  const [from, to] = [weeks[0]?.[0] ?? firstDay(month), weeks.at(-1)?.[6] ?? lastDay(month)]
  const rows = useQuery(['activity', 'month', month], () => api.activities.between.query({ from, to }), [
    'attendance',
    'leave',
    'signIn',
    'member',
  ])
  return (
    <>
      <PageHead
        title={text.title}
        tools={
          <>
            <MonthTurner month={month} />
            <FindBox value={typed} placeholder={words().find.titles} onChange={setTyped} />
            <span class={css.push} />
            <Button onClick={() => go('activities', 'elsewhere')}>{words().attendance.elsewhere.open}</Button>
            <Button icon="upload" onClick={() => go('activities', 'import')}>
              {text.calendar.import}
            </Button>
            <Button kind="primary" icon="plus" onClick={() => setAdding({ day: null })}>
              {text.calendar.add}
            </Button>
          </>
        }
      />
      {typed !== '' && <FoundInYear year={month.slice(0, 4)} typed={typed} />}
      <Loading of={rows}>
        {data => (
          <div class={css.monthPage} hidden={typed !== ''}>
            <Calendar month={month} rows={data} now={nowInBranch()} onAdd={day => setAdding({ day })} />
            <MonthList rows={data.filter(each => each.activity.start.startsWith(month))} now={nowInBranch()} />
          </div>
        )}
      </Loading>
      {adding && (
        <ActivityForm
          activity={null}
          day={adding.day}
          onClose={() => {
            setAdding(null)
            rows.refresh()
          }}
        />
      )}
    </>
  )
}

/** What is looked for may be in any month of the year shown. */
function FoundInYear({ year, typed }: { year: string; typed: string }) {
  const { activities: text } = words()
  const all = useQuery(['activity', 'year', year], () =>
    api.activities.between.query({ from: `${year}-01-01` as PlainDate, to: `${year}-12-31` as PlainDate }),
  )
  const keys = useFindKeys((all.data ?? []).map(each => each.activity.title))
  return (
    <Loading of={all}>
      {rows => (
        <MonthList
          rows={fitting(rows, typed, ({ activity }) => ({
            name: activity.title,
            initials: keys(activity.title).initials,
            code: activity.code,
            notes: [text.types[activity.type], activity.place, activity.start.slice(0, 10)],
          }))}
          now={nowInBranch()}
          title={text.calendar.found(year)}
        />
      )}
    </Loading>
  )
}

function MonthTurner({ month }: { month: Month }) {
  const { calendar } = words().activities
  return (
    <div class={css.turner}>
      <a href={hrefTo('activities', shiftMonth(month, -1))} aria-label={calendar.previous} title={calendar.previous}>
        <Icon name="prev" />
      </a>
      <h2>{calendar.month(Number(month.slice(0, 4)), Number(month.slice(5, 7)))}</h2>
      <a href={hrefTo('activities', shiftMonth(month, 1))} aria-label={calendar.next} title={calendar.next}>
        <Icon name="next" />
      </a>
      {month !== monthOf(today()) && (
        <a class={css.toToday} href={hrefTo('activities')}>
          {calendar.today}
        </a>
      )}
    </div>
  )
}
