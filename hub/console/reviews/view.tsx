import { useState } from 'preact/hooks'
import { may, type Role } from '../../../shared/people/rights.ts'
import { sentenceOf } from '../../pages/language.ts'
import { Button } from '../../pages/ui/button.tsx'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { Card, Facts } from '../../pages/ui/card.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { Rail } from '../../pages/ui/rail.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { periodText } from '../parts/periods.ts'
import { useMutation } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { HearingsCard } from './hearings-card.tsx'
import { LateCard } from './late-card.tsx'
import { MattersCard } from './matters-card.tsx'
import { missingOf, nextOf, sayOf, type Next, type Review } from './model.ts'
import { railOf } from './rail.tsx'
import { ReopenDialog, SettleDialog } from './step-dialogs.tsx'
import css from './reviews.module.css'

/** One period: the rail, the next step and what it lacks, who was told, what was said. */
export function ReviewView({ review, role }: { review: Review; role: Role | null }) {
  const { reviews } = words()
  const mayHear = role !== null && may(role, 'reviews.hear')
  return (
    <>
      <Card title={periodText(review.period)}>
        <Rail label={reviews.rail} steps={railOf(review)} />
      </Card>
      <NextStep review={review} role={role} />
      {review.file && <FileCard file={review.file} />}
      {review.hearings.length > 0 && (
        <div class={css.columns}>
          <HearingsCard review={review} canTell={mayHear && review.stage === 'compiled'} />
          <MattersCard review={review} canAct={mayHear} />
        </div>
      )}
      {review.late.length > 0 && <LateCard review={review} />}
    </>
  )
}

/** What was put into the file, and whether the ledger still comes to it. */
function FileCard({ file }: { file: NonNullable<Review['file']> }) {
  const { reviews } = words()
  const say = reviews.fileFacts
  return (
    <Card title={reviews.file}>
      <Facts
        items={[
          [say.entries, say.entriesCount(file.entries.count)],
          [say.mark, fingerprint(file.entries.digest)],
          [
            say.notice,
            <a key="notice" href={hrefTo('notice-paper', file.notice.noticeId, String(file.notice.rev))}>
              {say.noticeRev(file.notice.rev)}
            </a>,
          ],
          [
            say.state,
            <Tag key="state" tone={file.isWhole ? 'ok' : 'wait'}>
              {file.isWhole ? say.whole : say.moved}
            </Tag>,
          ],
        ]}
      />
    </Card>
  )
}

function NextStep({ review, role }: { review: Review; role: Role | null }) {
  const { reviews } = words()
  const next = nextOf(review)
  const blocks = missingOf(review)
  return (
    <Card title={reviews.next}>
      <div class={css.next}>
        <p class={css.say}>{sayOf(review)}</p>
        {blocks.length > 0 && (
          <div class={css.missing}>
            <b>{reviews.missing}</b>
            <ul>
              {blocks.map(each => (
                <li key={each.code}>{sentenceOf(each)}</li>
              ))}
            </ul>
          </div>
        )}
        {role !== null && <Acts review={review} next={next} role={role} />}
      </div>
    </Card>
  )
}

/** Steps that only the secretary takes. */
const SECRETARYS: ReadonlySet<Next> = new Set<Next>(['settle', 'close', 'archive'])

function Acts({ review, next, role }: { review: Review; next: Next; role: Role }) {
  const { reviews } = words()
  const [asking, setAsking] = useState<'settle' | 'reopen' | null>(null)
  const { period } = review
  const compile = useMutation(
    () => api.reviews.compile.mutate({ period }),
    () => reviews.done.compile,
  )
  const close = useMutation(
    () => api.reviews.close.mutate({ period }),
    () => reviews.done.close,
  )
  const archive = useMutation(
    () => api.reviews.archive.mutate({ period }),
    () => reviews.done.archive,
  )
  const draft = useMutation(async () => {
    const content = await api.notices.starter.query({ kind: 'periodPoints', period })
    return await api.notices.start.mutate({ content })
  })
  const publish = async () => {
    const started = await draft.run()
    if (started.ok) go('notices', started.value)
  }
  const why = offlineWhy()
  const whySettle = why ?? (may(role, 'reviews.settle') ? null : reviews.onlySecretary)
  return (
    <>
      <div class={css.acts}>
        {(next === 'compile' || next === 'again') && (
          <Button kind="primary" icon="list" busy={compile.busy} why={why} onClick={() => void compile.run()}>
            {next === 'again' ? reviews.acts.again : reviews.acts.compile}
          </Button>
        )}
        {next === 'settle' && (
          <Button kind="primary" icon="tick" why={whySettle} onClick={() => setAsking('settle')}>
            {reviews.acts.settle}
          </Button>
        )}
        {next === 'publish' && (
          <Button kind="primary" icon="notice" busy={draft.busy} why={why} onClick={() => void publish()}>
            {reviews.acts.publish}
          </Button>
        )}
        {next === 'publish' && (
          <Button why={whySettle} onClick={() => setAsking('reopen')}>
            {reviews.acts.reopen}
          </Button>
        )}
        {next === 'close' && (
          <Button kind="primary" busy={close.busy} why={whySettle} onClick={() => void close.run()}>
            {reviews.acts.close}
          </Button>
        )}
        {next === 'archive' && (
          <Button kind="primary" busy={archive.busy} why={whySettle} onClick={() => void archive.run()}>
            {reviews.acts.archive}
          </Button>
        )}
      </div>
      {whySettle !== null && why === null && SECRETARYS.has(next) && <p class={css.note}>{whySettle}</p>}
      <ProblemList problems={compile.problems ?? close.problems ?? archive.problems ?? draft.problems} />
      {asking === 'settle' && <SettleDialog period={period} onClose={() => setAsking(null)} />}
      {asking === 'reopen' && <ReopenDialog period={period} onClose={() => setAsking(null)} />}
    </>
  )
}
