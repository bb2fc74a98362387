import { useState } from 'preact/hooks'
import type { NoticeId } from '../../../shared/base/ids.ts'
import { may } from '../../../shared/people/rights.ts'
import { momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { TextArea } from '../../pages/ui/inputs.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { WrittenText } from '../activities/handwriting.tsx'
import { api } from '../api.ts'
import { Attachments } from '../declarations/attachments.tsx'
import { hubState } from '../hub-state.ts'
import { offlineWhy } from '../offline.tsx'
import { periodText } from '../parts/periods.ts'
import { useMutation, useQuery } from '../query.ts'
import { go } from '../router.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import css from './notices.module.css'

export type ObjectionList = Awaited<ReturnType<typeof api.objections.list.query>>
export type ObjectionRow = ObjectionList['rows'][number]

/** 异议 to one notice, or (null) all that wait for an answer here; not there while there is none. */
export function ObjectionsCard({ noticeId }: { noticeId: NoticeId | null }) {
  const { objections } = words()
  const list = useQuery(['objection', noticeId ?? 'open'], () => api.objections.list.query({ noticeId }), [
    'attachment',
    'review',
  ])
  const me = session.value
  const canAnswer = me.state === 'in' && may(me.me.role, 'reviews.hear')
  if (!list.data || list.data.rows.length === 0) return null
  const { rows, open } = list.data
  const hidden = noticeId === null ? open - rows.length : 0
  return (
    <ObjectionsView
      title={noticeId === null ? objections.waitingTitle : objections.title}
      {...{ rows, hidden, canAnswer }}
      isTitled={noticeId === null}
    />
  )
}

interface ObjectionsViewProps {
  readonly title: string
  readonly rows: readonly ObjectionRow[]
  /** That wait and are not among the rows. */
  readonly hidden: number
  readonly canAnswer: boolean
  /** Each says which notice it is about. */
  readonly isTitled: boolean
}

export function ObjectionsView({ title, rows, hidden, canAnswer, isTitled }: ObjectionsViewProps) {
  const { objections } = words()
  const [chosen, setChosen] = useState<ObjectionRow | null>(null)
  const waiting = rows.filter(isOpen).length + hidden
  return (
    <Card title={title} side={waiting > 0 && <Tag tone="wait">{objections.waiting(waiting)}</Tag>}>
      <ul class={css.objections}>
        {rows.map(each => (
          <li key={each.objectionId}>
            <One row={each} isTitled={isTitled} onAnswer={canAnswer && isOpen(each) ? () => setChosen(each) : null} />
          </li>
        ))}
      </ul>
      {hidden > 0 && <p class={css.quiet}>{objections.more(hidden)}</p>}
      {chosen && <AnswerDialog row={chosen} onClose={() => setChosen(null)} />}
    </Card>
  )
}

const isOpen = ({ period, answer }: ObjectionRow): boolean => period === null && answer === null

function One({ row, isTitled, onAnswer }: { row: ObjectionRow; isTitled: boolean; onAnswer: (() => void) | null }) {
  const { objections, reviews } = words()
  const { period, why, answer } = row
  const when = (at: ObjectionRow['sentAt']) => momentText(at, now(), hubState.value.timeZone)
  return (
    <>
      <header>
        {isTitled && <b>{row.title || objections.noNotice}</b>}
        <Tag tone="plain">{reviews.saidAtKiosk(row.where)}</Tag>
        {row.isClockUnsure && <Tag tone="wait">{objections.clockUnsure}</Tag>}
        <time>{when(row.sentAt)}</time>
      </header>
      <Said row={row} />
      {period !== null && (
        <p class={css.quiet}>
          {objections.ofReview(periodText(period))}{' '}
          <Button size="small" onClick={() => go('reviews', period)}>
            {objections.look}
          </Button>
        </p>
      )}
      {why !== null && <p class={css.quiet}>{objections.why[why]}</p>}
      {answer && (
        <div class={css.answer}>
          <p>{answer.words}</p>
          <small>
            {answer.by} · {when(answer.at)}
          </small>
        </div>
      )}
      {onAnswer && (
        <Button size="small" kind="line" why={offlineWhy()} onClick={onAnswer}>
          {objections.answer}
        </Button>
      )}
    </>
  )
}

function Said({ row }: { row: ObjectionRow }) {
  const { objections } = words()
  const { said, attachments } = row
  return (
    <>
      {!said && <p class={css.quiet}>{objections.erased}</p>}
      {said?.note && (
        <p>
          <WrittenText written={said.note} label={objections.title} large />
        </p>
      )}
      <Attachments all={attachments} />
      {said && (
        <p class={css.quiet}>
          {said.name ? <WrittenText written={said.name} label={words().reviews.signedBy} /> : objections.noName}
        </p>
      )}
    </>
  )
}

function AnswerDialog({ row, onClose }: { row: ObjectionRow; onClose: () => void }) {
  const { objections } = words()
  const [text, setText] = useState('')
  const answer = useMutation(
    () => api.objections.answer.mutate({ objectionId: row.objectionId, words: text }),
    () => objections.answered,
  )
  const run = async () => {
    if ((await answer.run()).ok) onClose()
  }
  return (
    <Dialog
      title={objections.answerTitle}
      onClose={onClose}
      actions={
        <DialogActs
          label={objections.answer}
          busy={answer.busy}
          why={offlineWhy() ?? (text.trim() === '' ? kitWords().required : null)}
          onAct={() => void run()}
          onCancel={onClose}
        />
      }
    >
      <Said row={row} />
      <TextArea
        required
        at="words"
        label={objections.answerLabel}
        hint={objections.answerHint}
        maxLength={1_000}
        rows={3}
        value={text}
        onChange={setText}
      />
      <ProblemList problems={answer.problems} />
    </Dialog>
  )
}
