import { useState } from 'preact/hooks'
import type { Millis, NoticeId } from '../../../shared/base/ids.ts'
import type { BoardDocument } from '../../../shared/notices/document.ts'
import { dayText, momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, MoreLink } from '../../pages/ui/card.tsx'
import { Help } from '../../pages/ui/help.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Tag, type Tone } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { fileOf, saveFile } from '../parts/save-file.ts'
import { useEvery, useMutation, useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { ExtendDialog } from './extend-dialog.tsx'
import css from './showing.module.css'

/** 上屏情况: what was really on which screen, which days are missing, and which screens may still show what is withdrawn. */

export type Showing = Omit<Awaited<ReturnType<typeof api.showing.of.query>>, 'document'> & {
  readonly document: BoardDocument
}
type Screen = Showing['screens'][number]
type Day = Showing['required'][number]

/** Screens come and go without a fact. */
const LOOK_MS = 20_000

export function ShowingOfNotice({ noticeId }: { noticeId: NoticeId }) {
  const showing = useQuery(['shown', noticeId], () => api.showing.of.query({ noticeId, rev: null }), [
    'notice',
    'kiosk',
    'shown',
  ])
  useEvery(LOOK_MS, showing.refresh)
  return <Loading of={showing}>{loaded => <ShowingCard showing={loaded} />}</Loading>
}

const moment = (at: Millis): string => momentText(at, now(), hubState.value.timeZone)

export function ShowingCard({ showing }: { showing: Showing }) {
  const { showing: say } = words()
  return (
    <Card title={say.title} side={<Help word={say.title}>{say.help}</Help>} padded={false}>
      <div class={css.summary}>
        <Edges showing={showing} />
        {showing.required.length > 0 && (
          <Period days={showing.required} wanted={showing.document.noticePeriod?.days.length ?? 0} />
        )}
        {showing.extension && <Extend noticeId={showing.noticeId} extension={showing.extension} />}
      </div>
      <ul class={css.screens} aria-label={say.screens}>
        {showing.screens.map(screen => (
          <ScreenLine key={screen.kioskId} screen={screen} />
        ))}
      </ul>
      <Papers showing={showing} />
    </Card>
  )
}

function Edges({ showing: { first, last, daysShown, state, offAt } }: { showing: Showing }) {
  const { showing: say } = words()
  return (
    <>
      {state !== 'up' && (
        <p>
          <b>{say.offTitle[state]}</b>
          {offAt !== null && `：${say.offAt(moment(offAt))}`}
        </p>
      )}
      {first && last ? (
        <>
          <p class={css.first}>{say.firstAt(first.place, moment(first.at))}</p>
          <p>{say.lastAt(last.place, moment(last.at))}</p>
          <p>{say.daysShown(daysShown)}</p>
        </>
      ) : (
        <p>{say.none}</p>
      )}
    </>
  )
}

const DAY_CLASS: Readonly<Record<Day['state'], string | undefined>> = {
  shown: css.shown,
  gap: css.gap,
  waiting: css.waiting,
  unsure: css.gap,
  today: css.waiting,
  coming: css.coming,
}

/** Every working day of the period with its own word, and in a sentence what is missing. */
function Period({ days, wanted }: { days: readonly Day[]; wanted: number }) {
  const { showing: say } = words()
  const of = (state: Day['state']) => days.filter(each => each.state === state)
  const named = (some: readonly Day[]) => some.map(each => dayText(each.day)).join('、')
  const awaited = [...new Set(of('waiting').flatMap(each => each.waitingFor))]
  const past = days.filter(each => each.state !== 'coming' && each.state !== 'today')
  return (
    <>
      <ol class={css.days} aria-label={say.period}>
        {days.map(({ day, state }) => (
          <li key={day} class={DAY_CLASS[state]}>
            <b>{dayText(day)}</b>
            <span>{say.states[state]}</span>
          </li>
        ))}
      </ol>
      {of('gap').length > 0 && <p class={css.alarm}>{say.gaps(named(of('gap')))}</p>}
      {of('unsure').length > 0 && <p class={css.alarm}>{say.unsure(named(of('unsure')))}</p>}
      {days.length < wanted && <p class={css.alarm}>{say.cutShort(days.length, wanted)}</p>}
      {awaited.length > 0 && <p>{say.waitingFor(awaited.join('、'))}</p>}
      {past.length > 0 && past.every(each => each.state === 'shown') && <p>{say.whole}</p>}
    </>
  )
}

/** What the days without a screen call for; nobody has to count or to write. */
function Extend({ noticeId, extension }: Pick<Showing, 'noticeId'> & { extension: NonNullable<Showing['extension']> }) {
  const { showing: say } = words()
  const [asked, setAsked] = useState(false)
  return (
    <div class={css.extend}>
      <p>{say.extendOffer(extension.missing.length, extension.more)}</p>
      <Button icon="calendar" why={offlineWhy()} onClick={() => setAsked(true)}>
        {say.extend(extension.more)}
      </Button>
      {asked && <ExtendDialog noticeId={noticeId} extension={extension} onClose={() => setAsked(false)} />}
    </div>
  )
}

const DROP_TONE: Readonly<Record<NonNullable<Screen['drop']>, Tone>> = { gone: 'ok', byClock: 'plain', maybe: 'stop' }

function ScreenLine({ screen }: { screen: Screen }) {
  const { showing: say } = words()
  return (
    <li>
      <p class={css.place}>
        <b>{screen.place}</b>
        <ScreenTag screen={screen} />
      </p>
      {screen.drop && screen.drop !== 'gone' && !screen.revoked && <p>{say.dropNotes[screen.drop]}</p>}
      {screen.first === null ? (
        <p>{say.never}</p>
      ) : (
        <p>
          {say.line(moment(screen.first), screen.days)}
          {screen.last !== null && ` · ${say.last(moment(screen.last))}`}
        </p>
      )}
      {screen.opened !== null && <p>{say.opened(moment(screen.opened))}</p>}
      {screen.unsureDays > 0 && <p>{say.unsureDays(screen.unsureDays)}</p>}
      {screen.lost > 0 && <p>{say.lost(screen.lost)}</p>}
    </li>
  )
}

function ScreenTag({ screen: { drop, revoked, hasNewest } }: { screen: Screen }) {
  const { showing: say } = words()
  if (revoked) return <Tag tone="plain">{say.revoked}</Tag>
  if (drop) return <Tag tone={DROP_TONE[drop]}>{say.drop[drop]}</Tag>
  return <Tag tone={hasNewest ? 'plain' : 'wait'}>{hasNewest ? say.received : say.notReceived}</Tag>
}

function Papers({ showing: { noticeId, rev } }: { showing: Showing }) {
  const { showing: say } = words()
  const make = useMutation(
    () => api.showing.evidence.query({ noticeId, rev }),
    () => say.evidenceDone,
  )
  const run = async () => {
    const done = await make.run()
    if (done.ok) saveFile(fileOf(done.value))
  }
  return (
    <div class={css.papers}>
      <MoreLink href={hrefTo('shown-paper', noticeId, String(rev))}>{say.certificate}</MoreLink>
      <Button busy={make.busy} why={offlineWhy()} onClick={() => void run()}>
        {say.evidence}
      </Button>
      <Help word={say.evidence}>{say.evidenceHelp}</Help>
      <ProblemList problems={make.problems} />
    </div>
  )
}
