import { useState } from 'preact/hooks'
import type { Problem } from '../../../shared/base/problem.ts'
import type { Result } from '../../../shared/base/result.ts'
import { fingerprint, type JournalHead } from '../../../shared/journal/chain.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { Help } from '../../pages/ui/help.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { words } from '../text/words.ts'
import css from './journal.module.css'

/** What a check found. */
export interface VerifyOutcome {
  readonly ok: boolean
  readonly head: JournalHead
  readonly faults: readonly Problem[]
  readonly wordsChecked: number
  readonly rebuilt: boolean
}

export interface VerifyCardProps {
  readonly head: JournalHead | null
  readonly busy: boolean
  readonly why: string | null
  readonly problems: readonly Problem[] | null
  readonly onVerify: () => Promise<Result<VerifyOutcome, readonly Problem[]>>
  /** An outcome to begin with (gallery). */
  readonly outcome?: VerifyOutcome
}

/** The fingerprint, large enough to be read out over the telephone, and the check of everything behind it. */
export function VerifyCard(props: VerifyCardProps) {
  const { journal } = words()
  const [outcome, setOutcome] = useState<VerifyOutcome | null>(props.outcome ?? null)
  const verify = async () => {
    setOutcome(null)
    const result = await props.onVerify()
    if (result.ok) setOutcome(result.value)
  }
  return (
    <Card class={css.verify} title={journal.stateCard}>
      <div class={css.state}>
        <div>
          <span class={css.label}>
            {journal.fingerprint}
            <Help word={journal.fingerprint}>{journal.fingerprintHelp}</Help>
          </span>
          <p class={css.print}>{props.head ? fingerprint(props.head.hash) : '····'}</p>
        </div>
        <div>
          <span class={css.label}>{journal.size}</span>
          <p class={css.size}>{props.head ? journal.lines(props.head.size) : ''}</p>
        </div>
        <Button kind="primary" icon="shield" busy={props.busy} why={props.why} onClick={() => void verify()}>
          {journal.verify}
        </Button>
      </div>
      <p class={css.quiet}>{journal.verifyNote}</p>
      <ProblemList problems={props.problems} />
      {outcome && <Outcome outcome={outcome} />}
    </Card>
  )
}

function Outcome({ outcome }: { outcome: VerifyOutcome }) {
  const { journal } = words()
  if (!outcome.ok) return <ProblemList title={journal.broken} problems={outcome.faults} />
  const lines = [
    journal.verifiedLines(outcome.head.size),
    ...(outcome.rebuilt ? [journal.verifiedTables] : []),
    journal.verifiedWords(outcome.wordsChecked),
  ]
  return (
    <div class={css.good} role="status">
      <b>
        <Icon name="tick" />
        {journal.verified}
      </b>
      <ul>
        {lines.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
