import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { EntryId } from '../../../shared/base/ids.ts'
import { may } from '../../../shared/people/rights.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import css from './undo-line.module.css'

/** What was registered last, with the way to take it back (PT80). */
export interface JustDone {
  readonly entryIds: readonly EntryId[]
  /** 刚刚登记了 12 笔 */
  readonly text: string
}

/** Kept while the console is open, so that the line is still there on the next page. */
const justDone = signal<JustDone | null>(null)

/** To be called after each registration; an empty list leaves nothing to take back. */
export function noteDone(entries: readonly { readonly entryId: EntryId }[]): void {
  const entryIds = entries.map(each => each.entryId)
  justDone.value = entryIds.length > 0 ? { entryIds, text: words().ledger.undo.done(entryIds.length) } : null
}

/** The quiet line 刚刚登记了 12 笔 · 撤销; nothing while there is nothing. */
export function UndoLine({ note }: { note?: string | undefined }) {
  const done = justDone.value
  const undo = useMutation(
    (entryIds: readonly EntryId[]) => api.ledger.undo.mutate({ entryIds: [...entryIds] }),
    value => words().ledger.undo.undone(value.entries.length),
  )
  if (!done) return null
  const run = async () => {
    if ((await undo.run(done.entryIds)).ok) justDone.value = null
  }
  const close = () => {
    undo.clear()
    justDone.value = null
  }
  return (
    <UndoLineView
      text={note ? `${done.text}${note}` : done.text}
      onUndo={mayUndo() ? () => void run() : null}
      onClose={close}
      busy={undo.busy}
    >
      <ProblemList problems={undo.problems} />
    </UndoLineView>
  )
}

const mayUndo = (): boolean => {
  const now = session.value
  return now.state === 'in' && may(now.me.role, 'ledger.reverse')
}

export function UndoLineView(props: {
  readonly text: string
  readonly busy: boolean
  readonly onUndo: (() => void) | null
  readonly onClose: () => void
  readonly children?: ComponentChildren
}) {
  const { undo } = words().ledger
  return (
    <div class={css.hold}>
      <p class={css.line} role="status">
        <Icon name="tick" />
        <span>{props.text}</span>
        {props.onUndo && (
          <Button kind="link" busy={props.busy} why={offlineWhy()} onClick={props.onUndo}>
            {undo.act}
          </Button>
        )}
        <button type="button" class={css.close} aria-label={kitWords().close} onClick={props.onClose}>
          <Icon name="close" />
        </button>
      </p>
      {props.children}
    </div>
  )
}
