import { useState } from 'preact/hooks'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { PageHead } from '../page-head.tsx'
import type { PageProps } from '../pages.ts'
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
      <Loading of={rows}>
        {data => (
          <div class={css.monthPage}>
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
