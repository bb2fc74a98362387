import { Mark } from '../signin/marks.tsx'
import { Done } from '../signin/member/done.tsx'
import { useDeclareText } from '../text/use-declare-text.ts'

interface KeptProps {
  readonly what: 'declared' | 'attested'
  readonly offline: boolean
  readonly secondsLeft: number
  readonly secondsOf: number
  readonly onDone: () => void
}

/** It is on the disk, and what happens next. Names nobody: whoever it was may have gone already. */
export function KeptPage({ what, ...rest }: KeptProps) {
  const words = useDeclareText()
  const [where, title, lines] =
    what === 'declared'
      ? [words.where, words.kept.title, words.kept.steps]
      : [words.attest.where, words.attest.thanks, words.attest.thanksSteps]
  return (
    <Done {...rest} where={where} mark={<Mark mark={{ kind: 'kept' }} tone="ok" />} title={title} lines={lines} ok />
  )
}
