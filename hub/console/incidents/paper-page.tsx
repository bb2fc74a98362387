import { fingerprint } from '../../../shared/journal/chain.ts'
import { EmptyState } from '../../pages/ui/card.tsx'
import { IncidentPaper } from '../../pages/papers/incident.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { exactly, stepsOf, whatOf, whoOf, type IncidentRow } from './model.ts'

/** An incident on paper: `#/incident-paper/<no>`. */
export function IncidentPaperPage({ rest: [no = ''] }: PageProps) {
  const { incidents } = words()
  const list = useQuery(['incident', 'list'], () => api.incidents.list.query())
  const incident = list.data?.find(each => String(each.no) === no)
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('journal'), label: incidents.paper.back }}
        title={incidents.paper.title}
        note={incidents.paper.note}
        {...(incident && { print: incidents.print })}
      />
      <main>
        <Loading of={list}>
          {() => (incident ? <PaperOf incident={incident} /> : <EmptyState icon="alert" text={incidents.paper.none} />)}
        </Loading>
      </main>
    </>
  )
}

export function PaperOf({ incident }: { incident: IncidentRow }) {
  const { incidents } = words()
  const { paper } = incidents
  const { head, branchName } = hubState.value
  const who = whoOf(incident, exactly)
  return (
    <IncidentPaper
      heading={`${branchName}${paper.title}`}
      facts={[
        [paper.no, String(incident.no)],
        [paper.kind, incidents.kinds[incident.kind]],
        [paper.since, exactly(incident.since)],
      ]}
      parts={[
        { head: incidents.what, lines: whatOf(incident) },
        ...(who.length > 0 ? [{ head: incidents.who, lines: who }] : []),
        { head: incidents.steps, lines: stepsOf(incident), numbered: true },
      ]}
      finding={[paper.findingSpace, incident.closed?.finding ?? '']}
      sign={[paper.sign, paper.date]}
      foot={[paper.printedAt(exactly(now())), ...(head ? [`${paper.fingerprint} ${fingerprint(head.hash)}`] : [])]}
    />
  )
}
