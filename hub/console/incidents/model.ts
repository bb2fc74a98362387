import type { Millis } from '../../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../../shared/base/plain-date.ts'
import { momentText } from '../../pages/format.ts'
import type { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'

/** An incident in sentences: the same on the page and on paper. */

export type IncidentRow = Awaited<ReturnType<typeof api.incidents.list.query>>[number]

export const moment = (at: Millis): string => momentText(at, now(), hubState.value.timeZone)

/** With its day: for what is read years later. */
export const exactly = (at: Millis): string => plainDateTimeAt(at, hubState.value.timeZone).replace('T', ' ')

/** What happened, one sentence a line. */
export function whatOf(incident: IncidentRow): string[] {
  const { incidents } = words()
  if (incident.kind === 'history') return [incidents.history(new Set(incident.places).size)]
  if (incident.kind === 'journal') {
    return [
      incidents.foundBy(incidents.found[incident.found]),
      ...incident.faults.map(each => faultText(each.code, each.where)),
    ]
  }
  const { kept, waiting, goneCount, gone, journalSize, unheardPlaces } = incident
  const spans = gone.map(([from, to]) => incidents.span(from, to)).join(incidents.listEnd)
  return [
    incidents.restored(journalSize),
    kept === 0 ? incidents.backNone : incidents.back(kept, waiting),
    ...(goneCount === 0 ? [incidents.goneNone] : [incidents.gone(goneCount), incidents.goneLines(spans)]),
    ...(unheardPlaces.length === 0 ? [] : [incidents.unheard(unheardPlaces.join(incidents.listEnd))]),
  ]
}

function faultText(code: string, where: string): string {
  const { faults, otherFault } = words().incidents
  const known: Readonly<Record<string, (where: string) => string>> = faults
  return known[code]?.(where) ?? otherFault(code)
}

/** Which screens told of it, in order. */
export function whoOf(incident: IncidentRow, tell = moment): string[] {
  if (incident.kind === 'journal') return []
  const { incidents } = words()
  return incident.seenBy.map((each, at) => incidents.seenAt(incident.places[at] ?? '', each.size, tell(each.at)))
}

export const stepsOf = (incident: IncidentRow): readonly string[] => words().incidents.todo[incident.kind]
