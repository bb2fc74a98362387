import type { Caps } from '../../../../shared/points/item.ts'
import type { Scheme } from '../../../../shared/points/scheme.ts'
import { PointsField } from '../../../pages/ui/inputs.tsx'
import { words } from '../../text/words.ts'

/** The two limits of an item, a group or a component; empty means none. */
export function CapFields(props: {
  readonly caps: Caps | undefined
  readonly reviewPeriod: Scheme['reviewPeriod']
  readonly onChange: (caps: Caps) => void
  readonly error?: string | null
  /** Said before the labels, where several pairs stand on one form. */
  readonly of?: string
  readonly hint?: string
}) {
  const { caps = {}, reviewPeriod, onChange, error, of = '', hint } = props
  const { items } = words()
  const { itemFields } = items.editor
  return (
    <>
      <PointsField
        label={`${of}${itemFields.perPeriod(items.perPeriod[reviewPeriod])}`}
        value={caps.perPeriod ?? null}
        onChange={perPeriod => onChange(capsOf(perPeriod, caps.perCycle))}
        error={error ?? null}
      />
      <PointsField
        label={`${of}${itemFields.perCycle}`}
        hint={hint}
        value={caps.perCycle ?? null}
        onChange={perCycle => onChange(capsOf(caps.perPeriod, perCycle))}
      />
    </>
  )
}

type Points = NonNullable<Caps['perCycle']>

const capsOf = (perPeriod: Points | null | undefined, perCycle: Points | null | undefined): Caps => ({
  ...(perPeriod === null || perPeriod === undefined ? {} : { perPeriod }),
  ...(perCycle === null || perCycle === undefined ? {} : { perCycle }),
})
