import type { ComponentChildren } from 'preact'
import { fingerprint } from '../../../shared/journal/chain.ts'
import type { NoticeId } from '../../../shared/base/ids.ts'
import { momentText } from '../../pages/format.ts'
import { Card, Facts } from '../../pages/ui/card.tsx'
import { Help } from '../../pages/ui/help.tsx'
import { Rail } from '../../pages/ui/rail.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { now } from '../today.ts'
import { PageHead } from '../page-head.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { NoticeActions, type Reader } from './actions.tsx'
import type { NoticeDetail } from './api-types.ts'
import { scopeText } from './list.tsx'
import { ObjectionsCard } from './objections-card.tsx'
import { PaperPreview } from './paper-preview.tsx'
import { ReadersCard } from './readers-card.tsx'
import { ShowingOfNotice } from './showing-card.tsx'
import { StageTag } from './stage-tag.tsx'
import { railOf } from './steps.ts'
import css from './notices.module.css'

/** One notice: where it stands, what comes next, who did what, and the paper itself. */
export function NoticePage({ id }: { id: string }) {
  const { notices, scope } = words()
  const noticeId = id as NoticeId
  // The draft's figures follow the ledger, the roster, the scheme and the settings.
  const detail = useQuery(['notice', id], () => api.notices.get.query({ noticeId }), DESKS_SHOWN)
  const data = detail.data
  const me = session.value.state === 'in' ? session.value.me : null
  return (
    <>
      <PageHead
        title={data ? data.title || (data.stage === 'discarded' ? notices.untitled : scope.erased) : notices.title}
        back={{ href: hrefTo('notices'), label: notices.list }}
      />
      <Loading of={detail}>
        {loaded => (
          <NoticeView
            detail={loaded}
            me={me}
            showing={
              isOnBoard(loaded) && (
                <>
                  <ObjectionsCard noticeId={loaded.noticeId} />
                  <ShowingOfNotice noticeId={loaded.noticeId} />
                </>
              )
            }
          />
        )}
      </Loading>
    </>
  )
}

/** Once published before everybody: only then there is anything to prove. */
const isOnBoard = ({ revisions, scope }: NoticeDetail): boolean => revisions.length > 0 && scope?.is === 'public'

const DESKS_SHOWN = ['entry', 'member', 'roster', 'scheme', 'branch', 'ledger', 'staff']

interface NoticeViewProps {
  readonly detail: NoticeDetail
  /** Who looks; null: nothing can be done, only seen. */
  readonly me: Reader | null
  /** What was on which screen, and who objected; absent before the first publication. */
  readonly showing?: ComponentChildren
}

export function NoticeView({ detail, me, showing }: NoticeViewProps) {
  const { notices } = words()
  const rail = railOf(detail)
  return (
    <>
      {rail && (
        <Card
          title={[notices.kinds[detail.kind], scopeText(detail), notices.rev(detail.rev)].filter(Boolean).join(' · ')}
        >
          <Rail label={notices.history} steps={rail} />
        </Card>
      )}
      <div class={css.halves}>
        <div class={css.formSide}>
          <Card
            title={notices.columns.stage}
            side={
              <StageTag
                stage={detail.stage}
                scope={detail.scope}
                correcting={detail.liveRev !== null && detail.liveRev !== detail.rev}
              />
            }
          >
            <div class={css.stack}>
              {me && <NoticeActions detail={detail} me={me} />}
              <Marks detail={detail} />
            </div>
          </Card>
          {showing}
          {detail.readers && <ReadersCard readers={detail.readers} />}
          <History detail={detail} />
        </div>
        <PaperPreview
          document={detail.document}
          hash={detail.stage === 'draft' ? null : detail.hash}
          printAt={printableNow(detail) ? hrefTo('notice-paper', detail.noticeId) : undefined}
        />
      </div>
    </>
  )
}

/** A draft changes, and what was withdrawn is not hung up again. */
const printableNow = ({ stage }: NoticeDetail): boolean => stage !== 'draft' && stage !== 'withdrawn'

/** The two fingerprints: of this text, and of the journal it was computed from. */
function Marks({ detail }: { detail: NoticeDetail }) {
  const { notices } = words()
  const { document, hash } = detail
  if (!document || detail.stage === 'draft' || detail.stage === 'withdrawn') return null
  return (
    <Facts
      items={[
        [
          notices.contentFingerprint,
          <span key="content" class={css.mark}>
            {hash ? fingerprint(hash) : ''}
            <Help word={notices.contentFingerprint}>{notices.contentFingerprintHelp}</Help>
          </span>,
        ],
        [
          notices.ledgerFingerprint,
          <span key="ledger" class={css.mark}>
            {fingerprint(document.asOfJournal.hash)}
            <small>{notices.asOf(document.asOfJournal.size)}</small>
          </span>,
        ],
      ]}
    />
  )
}

/** Newest first; saving a draft again and again is told once. */
function oncePerSitting(steps: NoticeDetail['steps']): NoticeDetail['steps'] {
  const same = (at: number) => {
    const [step, next] = [steps[at], steps[at + 1]]
    return step?.step === 'drafted' && next?.step === 'drafted' && step.by === next.by && step.rev === next.rev
  }
  return steps.filter((_, at) => !same(at)).toReversed()
}

function History({ detail }: { detail: NoticeDetail }) {
  const { notices } = words()
  return (
    <Card title={notices.history} padded={false}>
      <ol class={css.history}>
        {oncePerSitting(detail.steps).map((step, at) => (
          <li key={at}>
            <b>{notices.did[step.step]}</b>
            <span>{notices.rev(step.rev)}</span>
            <span>{step.by}</span>
            <time>{momentText(step.at, now(), hubState.value.timeZone)}</time>
            {step.reason && <p>{notices.reasonIs(step.reason)}</p>}
          </li>
        ))}
      </ol>
      {detail.revisions.length > 1 && (
        <p class={css.revisions}>
          {detail.revisions
            .filter(({ title }) => title !== '')
            .map(({ rev }) => (
              <a key={rev} href={hrefTo('notice-paper', detail.noticeId, String(rev))}>
                {notices.printRevision(rev)}
              </a>
            ))}
        </p>
      )}
    </Card>
  )
}
