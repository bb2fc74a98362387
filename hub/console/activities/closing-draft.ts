import { creditUnits, LAPSES, lapsesOf, mayBeHours, type Lapse } from '../../../shared/activities/attendance.ts'
import type { Activity } from '../../../shared/activities/activity.ts'
import { parseHundredths, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import type { api } from '../api.ts'

/** What the registrar decides before an activity is closed, while they decide it. */

export type Preview = Awaited<ReturnType<typeof api.activities.closing.query>>
export type PreviewLine = Preview['lineup'][number]

export interface ClosingDraft {
  /** Hours as typed, by member; what is not here is as the clock says. */
  readonly hours: ReadonlyMap<MemberId, string>
  readonly absent: ReadonlySet<MemberId>
  /** From whom to deduct for being late or leaving early. */
  readonly late: ReadonlySet<MemberId>
  readonly leftEarly: ReadonlySet<MemberId>
  /** The item for each; null: nothing is deducted. Undefined: as the last time. */
  readonly items: { readonly [why in Lapse]?: string | null }
}

export const EMPTY_CLOSING: ClosingDraft = {
  hours: new Map(),
  absent: new Set(),
  late: new Set(),
  leftEarly: new Set(),
  items: {},
}

export const itemFor = (draft: ClosingDraft, preview: Preview, why: Lapse): string | null => {
  const chosen = draft.items[why]
  return chosen === undefined ? preview.lastItems[why] : chosen
}

/** For an account that may not deduct: it sees who was late, and no item for it. */
export const withoutDeductions = (preview: Preview): Preview => ({
  ...preview,
  deductionItems: [],
  lastItems: { late: null, leftEarly: null, absent: null },
})

/** The hours of one line: as typed, else as the clock says. `bad`: the text is no number of half hours. */
export function hoursOf(draft: ClosingDraft, line: PreviewLine): { hours: Hundredths | null; bad: boolean } {
  const typed = draft.hours.get(line.memberId)?.trim()
  if (typed === undefined || typed === '') return { hours: line.hours, bad: false }
  const hours = parseHundredths(typed)
  return hours !== null && mayBeHours(hours) ? { hours, bad: false } : { hours: null, bad: true }
}

/** Points that a line comes to with the hours as they are now; null where it has none. */
export function pointsOf(
  draft: ClosingDraft,
  line: PreviewLine,
  preview: Preview,
  activity: Activity,
): Hundredths | null {
  const { item } = preview
  if (!item || item.points === null || !isOpen(line)) return null
  const units = creditUnits(activity, item, hoursOf(draft, line).hours)
  return units.kind === 'units' ? (((units.quantity * item.points) / 100) as Hundredths) : null
}

/** Has no credit yet, and may get one. */
export const isOpen = ({ credit }: PreviewLine): boolean =>
  credit.kind === 'units' || credit.kind === 'hoursMissing' || credit.kind === 'tooShort'

/** Whom each reason is about, whether deducted already or not. */
export const lapsed = (preview: Preview, why: Lapse): readonly MemberId[] =>
  preview.attended
    .filter(({ attended }) => (why === 'absent' ? attended.state === 'absent' : lapsesOf(attended).includes(why)))
    .map(each => each.memberId)

export const isDeducted = (preview: Preview, why: Lapse, memberId: MemberId): boolean =>
  preview.deducted.some(each => each.why === why && each.memberId === memberId)

/** What the hub is told; null while hours are wrong. */
export function closingInput(draft: ClosingDraft, preview: Preview) {
  const lines = preview.lineup.filter(isOpen).map(line => ({ line, ...hoursOf(draft, line) }))
  if (lines.some(each => each.bad)) return null
  const said = lines.filter(({ line, hours }) => draft.hours.has(line.memberId) && hours !== line.hours)
  const deductions = LAPSES.flatMap(why => {
    const itemCode = itemFor(draft, preview, why)
    const memberIds = [...draft[why]].filter(id => !isDeducted(preview, why, id))
    return itemCode === null || memberIds.length === 0 ? [] : [{ why, itemCode, memberIds }]
  })
  return {
    hours: said.flatMap(({ line, hours }) => (hours === null ? [] : [{ memberId: line.memberId, hours }])),
    absentIds: [...draft.absent],
    deductions,
  }
}
