import { useState } from 'preact/hooks'
import { may } from '../../../shared/people/rights.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { CloseDialog } from './close-dialog.tsx'
import { moment, stepsOf, whatOf, whoOf, type IncidentRow } from './model.ts'
import css from './incidents.module.css'

/** Above everything else on the page 账本核对, and nothing at all on the days when there is none. */
export function IncidentsCard() {
  const list = useQuery(['incident', 'list'], () => api.incidents.list.query(), ['journal', 'hub', 'kiosk'])
  const [closing, setClosing] = useState<IncidentRow | null>(null)
  if (!list.data || list.data.length === 0) return null
  const me = session.value.state === 'in' ? session.value.me : null
  const why = me && may(me.role, 'incidents.close') ? offlineWhy() : words().incidents.onlySecretary
  return (
    <>
      <IncidentList incidents={list.data} why={why} onClose={setClosing} />
      {closing && <CloseDialog incident={closing} onEnd={() => setClosing(null)} onDone={list.refresh} />}
    </>
  )
}

export interface IncidentListProps {
  readonly incidents: readonly IncidentRow[]
  /** Why it cannot be closed here and now; null where it can. */
  readonly why: string | null
  readonly onClose: (incident: IncidentRow) => void
}

export function IncidentList({ incidents: all, why, onClose }: IncidentListProps) {
  const { incidents } = words()
  const open = all.filter(each => each.state === 'open')
  const past = all.filter(each => each.state !== 'open')
  return (
    <Card class={css.card} title={incidents.card}>
      {open.map(each => (
        <OpenIncident key={each.no} incident={each} why={why} onClose={() => onClose(each)} />
      ))}
      {past.length > 0 && (
        <details class={css.past} open={open.length === 0}>
          <summary>{incidents.older(past.length)}</summary>
          {past.map(each => (
            <PastIncident key={each.no} incident={each} />
          ))}
        </details>
      )}
    </Card>
  )
}

function OpenIncident({ incident, why, onClose }: { incident: IncidentRow; why: string | null; onClose: () => void }) {
  const { incidents } = words()
  const grave = incident.kind !== 'restored'
  return (
    <section class={grave ? css.grave : css.mild}>
      <header class={css.head}>
        <h3>{incidents.kinds[incident.kind]}</h3>
        <Tag tone={grave ? 'stop' : 'wait'}>{incidents.states.open}</Tag>
        <span class={css.when}>{incidents.since(moment(incident.since))}</span>
      </header>
      <div class={css.columns}>
        <div>
          <h4>{incidents.what}</h4>
          <Lines lines={whatOf(incident)} />
          {whoOf(incident).length > 0 && <h4>{incidents.who}</h4>}
          <Lines lines={whoOf(incident)} />
        </div>
        <div>
          <h4>{incidents.steps}</h4>
          <ol class={css.steps}>
            {stepsOf(incident).map(each => (
              <li key={each}>{each}</li>
            ))}
          </ol>
        </div>
      </div>
      <footer class={css.foot}>
        <Button icon="printer" onClick={() => window.open(hrefTo('incident-paper', String(incident.no)))}>
          {incidents.print}
        </Button>
        <Button kind="primary" icon="edit" why={why} onClick={onClose}>
          {incidents.close}
        </Button>
      </footer>
    </section>
  )
}

function PastIncident({ incident }: { incident: IncidentRow }) {
  const { incidents } = words()
  const { closed } = incident
  return (
    <section class={css.done}>
      <header class={css.head}>
        <h3>{incidents.kinds[incident.kind]}</h3>
        <Tag tone="ok">{incidents.states[incident.state]}</Tag>
        <span class={css.when}>{incidents.since(moment(incident.since))}</span>
      </header>
      {closed ? (
        <>
          <p>{closed.finding ?? incidents.erased}</p>
          <p class={css.when}>{incidents.closedBy(closed.name, moment(closed.at))}</p>
        </>
      ) : (
        <Lines lines={whatOf(incident)} />
      )}
    </section>
  )
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul class={css.lines}>
    {lines.map(each => (
      <li key={each}>{each}</li>
    ))}
  </ul>
)
