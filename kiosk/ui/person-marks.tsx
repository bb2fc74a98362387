import { Icon } from './icon.tsx'
import css from './person-marks.module.css'

/** More marks than this cannot be counted with the eye; the numbers beside them carry the meaning alone. */
const PERSON_MARKS_MAX = 60

const COLUMNS_MAX = 12

/** Even rows: 46 people stand in four rows of twelve, not in rows of eleven and a rest. */
const columnsFor = (total: number): number => Math.ceil(total / Math.ceil(total / COLUMNS_MAX))

/** One round head per person: filled = present, outline = not yet. Nothing when there are too many or none. */
export function PersonMarks({ present, total, tone }: { present: number; total: number; tone?: 'gold' }) {
  if (total <= 0 || total > PERSON_MARKS_MAX) return null
  return (
    <div
      class={tone ? `${css.marks} ${css.gold}` : css.marks}
      style={{ gridTemplateColumns: `repeat(${columnsFor(total)}, minmax(0, calc(var(--mark, 36px) + 10px)))` }}
      aria-hidden="true"
    >
      {Array.from({ length: total }, (_, at) => (
        <Icon key={at} name={at < present ? 'personf' : 'persono'} />
      ))}
    </div>
  )
}
