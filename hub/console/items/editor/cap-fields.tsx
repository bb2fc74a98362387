import { CAP_LEVELS, type CapLevel, type Caps } from '../../../../shared/points/item.ts'
import type { Scheme } from '../../../../shared/points/scheme.ts'
import { PointsField } from '../../../pages/ui/inputs.tsx'
import { words } from '../../text/words.ts'
import { spanText } from '../wording.ts'

/** The limits of an item, a group or a component; empty means none. */
export function CapFields(props: {
  readonly caps: Caps | undefined
  readonly reviewPeriod: Scheme['reviewPeriod']
  readonly onChange: (caps: Caps) => void
  readonly error?: string | null
  /** Said before the labels, where several sets stand on one form. */
  readonly of?: string
  readonly hint?: string
}) {
  const { caps = {}, reviewPeriod, onChange, error, of = '', hint } = props
  const { capBetween, editor } = words().items
  const { itemFields } = editor
  const levels = levelsFor(reviewPeriod, caps)
  return (
    <>
      {levels.map((level, at) => (
        <PointsField
          key={level}
          label={`${of}${of && capBetween}${itemFields.capOf(spanText(level, reviewPeriod))}`}
          hint={at === levels.length - 1 ? hint : undefined}
          value={caps[level] ?? null}
          onChange={cap => onChange(capsWith(caps, level, cap ?? undefined))}
          error={at === 0 ? (error ?? null) : null}
        />
      ))}
    </>
  )
}

/** Where the review is quarterly, the quarter is the period; one that a file brought all the same can be emptied here. */
const levelsFor = (reviewPeriod: Scheme['reviewPeriod'], caps: Caps): readonly CapLevel[] =>
  CAP_LEVELS.filter(level => level !== 'perQuarter' || reviewPeriod === 'halfYear' || caps.perQuarter !== undefined)

function capsWith(caps: Caps, level: CapLevel, cap: Caps[CapLevel]): Caps {
  const { [level]: _, ...others } = caps
  return cap === undefined ? others : { ...others, [level]: cap }
}
