import { Mark } from '../signin/marks.tsx'
import { Done } from '../signin/member/done.tsx'
import type { KeptWhat } from '../state/screens.ts'
import { useDeclareText } from '../text/use-declare-text.ts'

interface KeptProps {
  readonly what: KeptWhat
  readonly offline: boolean
  readonly secondsLeft: number
  readonly secondsOf: number
  readonly onDone: () => void
}

/** It is on the disk, and what happens next. Names nobody: whoever it was may have gone already. */
export function KeptPage({ what, ...rest }: KeptProps) {
  const words = useDeclareText()
  const { where, title, lines } = {
    declared: { where: words.where, title: words.kept.title, lines: words.kept.steps },
    attested: { where: words.attest.where, title: words.attest.thanks, lines: words.attest.thanksSteps },
    objected: { where: words.object.where, title: words.object.thanks, lines: words.object.thanksSteps },
  }[what]
  return (
    <Done {...rest} where={where} mark={<Mark mark={{ kind: 'kept' }} tone="ok" />} title={title} lines={lines} ok />
  )
}
