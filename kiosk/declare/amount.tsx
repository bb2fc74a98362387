import { formatHundredths, type Hundredths } from '../../shared/base/hundredths.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import type { Amounts } from '../../shared/declarations/amounts.ts'
import { Chosen } from './pick-day.tsx'
import css from './declare.module.css'

interface AmountProps {
  readonly title: string
  readonly day: string
  /** What the branch wants to know, where it asked back. */
  readonly asked?: string | undefined
  readonly unit: string
  readonly amounts: Amounts
  readonly quantity: Hundredths
  readonly onAmount: (quantity: Hundredths) => void
  readonly onNext: () => void
  readonly onBack: () => void
}

/** How many units, where the item is counted in more than one. */
export function Amount(props: AmountProps) {
  const { title, day, asked, unit, amounts, quantity, onAmount, onNext, onBack } = props
  const t = useText()
  const words = useDeclareText()
  const { least, most, step } = amounts
  return (
    <Frame
      where={words.where}
      speech={`${words.amount.title}${words.amount.note(unit)}${formatHundredths(quantity)}${unit}。`}
      help
    >
      <Look>
        <Heading title={words.amount.title} note={words.amount.note(unit)} />
        <Chosen title={title} note={day} asked={asked && words.branchAsks(asked)} />
      </Look>
      <div class={css.below}>
        <div class={css.amount}>
          <button type="button" disabled={quantity <= least} onClick={() => onAmount((quantity - step) as Hundredths)}>
            <b aria-hidden="true">−</b>
            {words.amount.less}
          </button>
          <output>
            {formatHundredths(quantity)}
            <small>{unit}</small>
          </output>
          <button type="button" disabled={quantity >= most} onClick={() => onAmount((quantity + step) as Hundredths)}>
            <b aria-hidden="true">+</b>
            {words.amount.more}
          </button>
        </div>
        <Actions grow="wide">
          <Button label={t.back} icon="back" onPress={onBack} />
          <Button kind="primary" label={words.next} iconAfter="next" onPress={onNext} />
        </Actions>
      </div>
    </Frame>
  )
}
