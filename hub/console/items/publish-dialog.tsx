import { useState } from 'preact/hooks'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { dateText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { DateField } from '../../pages/ui/dates.tsx'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { problemAt, ProblemList, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { periodText } from '../parts/periods.ts'
import { useMutation } from '../query.ts'
import { go } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import type { Published } from './cycles.ts'
import type { SchemeDiff } from './diff.ts'
import { DiffList } from './diff-list.tsx'
import { recountedPeriods, startDay } from './effective-day.ts'
import css from './items.module.css'

export interface PublishDialogProps {
  readonly scheme: Scheme
  readonly last: Published | null
  readonly diff: SchemeDiff
  /** Digest of what the hub holds, as far as this page knows. */
  readonly basis: string
  readonly onClose: () => void
  readonly onPublished: () => void
}

/** From which day, with everything that changes spelt out first. */
export function PublishDialog({ scheme, last, diff, basis, onClose, onPublished }: PublishDialogProps) {
  const { publish } = words().items
  const { cycle } = scheme
  const earliest = last?.effectiveFrom ?? (`${cycle}-01-01` as PlainDate)
  const [day, setDay] = useState<PlainDate | null>(startDay(cycle, last, today()))
  const run = useMutation(
    (effectiveFrom: PlainDate) => api.scheme.publish.mutate({ cycle, effectiveFrom, basis }),
    done => publish.done(done.version),
  )
  const confirm = async () => {
    if (day && (await run.run(day)).ok) onPublished()
  }
  const recounted = day ? recountedPeriods(scheme, last, day, today()) : []
  return (
    <Dialog
      title={publish.title}
      width="normal"
      onClose={onClose}
      actions={
        <DialogActs
          careful
          label={publish.confirm}
          busy={run.busy}
          why={offlineWhy() ?? (day ? null : kitWords().required)}
          onAct={() => void confirm()}
          onCancel={onClose}
        />
      }
    >
      <DateField
        required
        class={css.short}
        label={publish.effectiveFrom}
        hint={publish.effectiveHint(dateText(earliest))}
        value={day}
        min={earliest}
        max={`${cycle}-12-31` as PlainDate}
        onChange={setDay}
        error={problemAt(run.problems, 'effectiveFrom')}
      />
      <ul class={css.lines}>
        {publish.consequences((last?.version ?? 0) + 1).map(each => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {recounted.length > 0 && (
        <p class={css.warning}>
          <Icon name="alert" />
          {publish.recount(recounted.map(periodText).join('、'))}
        </p>
      )}
      {last && (
        <section>
          <h3 class={css.subhead}>{publish.changes}</h3>
          <DiffList diff={diff} before={last.scheme} after={scheme} />
        </section>
      )}
      <ProblemList problems={problemsElsewhere(run.problems, ['effectiveFrom'])} />
    </Dialog>
  )
}

/** After publishing, or from the scheme's page: the notice that brings the items onto the board. */
export function BoardDialog(props: { cycle: number; afterPublishing: boolean; onClose: () => void }) {
  const { cycle, onClose } = props
  const { publish } = words().items
  const prepare = useMutation(async () => {
    const content = await api.notices.starter.query({ kind: 'items', cycle })
    return await api.notices.start.mutate({ content })
  })
  const run = async () => {
    const done = await prepare.run()
    if (done.ok) go('notices', done.value)
  }
  return (
    <Dialog
      title={publish.boardTitle}
      width="narrow"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{publish.boardLater}</Button>
          <Button kind="primary" busy={prepare.busy} why={offlineWhy()} onClick={() => void run()}>
            {publish.boardGo}
          </Button>
        </>
      }
    >
      <p>{props.afterPublishing ? publish.boardText : publish.boardTextLater}</p>
      <ProblemList problems={prepare.problems} />
    </Dialog>
  )
}
