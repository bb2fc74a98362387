import { fingerprint } from '../../../shared/journal/chain.ts'
import { withNote } from '../../../shared/people/names.ts'
import { dateText, pointsText } from '../../pages/format.ts'
import { SheetEnd } from '../../pages/papers/ledger.tsx'
import '../../pages/papers/paper.css'
import sheetCss from '../../pages/papers/books.module.css'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { periodText } from '../parts/periods.ts'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { meansOf, plain, type Oversight } from './model.ts'
import { ParticipationTable, PointsTable } from './tables.tsx'
import { titleOf } from './view.tsx'
import css from './oversight.module.css'

/** The overview's tables on A4: `#/oversight-paper/2026`. */
export function OversightPaperPage({ rest }: PageProps) {
  const { oversight } = words()
  const cycle = Number(rest[0])
  const year = useQuery(['activity', 'oversight', cycle], () => api.oversight.year.query({ cycle }), ['entry'])
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('oversight', String(cycle)), label: oversight.title }}
        title={oversight.yearOf(cycle)}
        print={oversight.print}
      />
      <main>
        <Loading of={year}>{found => <OversightSheet year={found} />}</Loading>
      </main>
    </>
  )
}

export function OversightSheet({ year }: { year: Oversight }) {
  const { oversight: say, shell } = words()
  const { branchName, head } = hubState.value
  return (
    <article class={`paper ${sheetCss.sheet} ${css.paper}`} lang="zh-CN">
      <h1>{say.paper.title(branchName, year.cycle)}</h1>
      <p class={sheetCss.line}>
        <span>{say.paper.asOf(dateText(today()))}</span>
        <span>{say.participation.side(year.participation.activities.reduce((sum, each) => sum + each.count, 0))}</span>
      </p>
      <h2>{say.participation.title}</h2>
      {year.participation.activities.length > 0 ? <ParticipationTable year={year} /> : <p>{say.participation.none}</p>}
      <p class={css.rule}>{say.participation.rule}</p>
      <h2>{say.points.title}</h2>
      {year.points ? <PointsTable means={meansOf(year.points, null)} /> : <p>{say.points.none}</p>}
      <p class={css.rule}>{say.points.rule}</p>
      <h2>{say.usual.title}</h2>
      <FarTable year={year} />
      <h2>{say.overdue.title}</h2>
      <OverdueTable year={year} />
      <SheetEnd
        signatures={[]}
        foot={[say.paper.foot, ...(head ? [`${shell.fingerprint} ${fingerprint(head.hash)}`] : [])]}
      />
    </article>
  )
}

function FarTable({ year }: { year: Oversight }) {
  const { usual: say } = words().oversight
  const far = year.usual?.far ?? []
  if (!year.usual) return <p>{say.noPeriod}</p>
  if (far.length === 0) return <p>{year.usual.compared === 0 ? say.allTooFew : say.none}</p>
  return (
    <>
      <table>
        <thead>
          <tr>
            {[say.columns.name, say.columns.now, say.columns.usual, say.columns.level, say.columns.trend].map(each => (
              <th key={each}>{each}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {far.map(member => (
            <tr key={member.memberId}>
              <td class={sheetCss.short}>{withNote(member.name, member.nameNote)}</td>
              <td class={sheetCss.number}>{pointsText(member.now)}</td>
              <td class={sheetCss.number}>{pointsText(member.median)}</td>
              <td>{`${member.far === 'below' ? say.below : say.above} ${say.steps(plain(Math.abs(member.steps)))}`}</td>
              <td>{member.trend.map(each => `${periodText(each.period)} ${pointsText(each.points)}`).join('，')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class={css.rule}>{say.rule}</p>
    </>
  )
}

function OverdueTable({ year }: { year: Oversight }) {
  const { overdue: say } = words().oversight
  if (year.overdue.length === 0) return <p>{say.none}</p>
  return (
    <table>
      <thead>
        <tr>
          {say.columns.map(each => (
            <th key={each}>{each}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {year.overdue.map(step => (
          <tr key={`${titleOf(step)} ${step.due}`}>
            <td>{titleOf(step)}</td>
            <td class={sheetCss.center}>{dateText(step.due)}</td>
            <td class={sheetCss.number}>{step.days}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
