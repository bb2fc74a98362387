import { useEffect, useMemo, useState } from 'preact/hooks'
import type { OwnDeclaration, OwnEntry, OwnFeedback, OwnLeave, OwnPage } from '../../shared/own/own-page.ts'
import { plain, signed } from '../../shared/own/own-view.ts'
import { Declarations, DeclareRoom } from './declare-page.tsx'
import { openDrafts } from './drafts.ts'
import { Letters } from './letters.tsx'
import { MatterPage } from './matter-page.tsx'
import { createOwn, MATTER_DRAFT, type Matter, type OwnDesk, type OwnView } from './own.ts'
import { Standing } from './own-pictures.tsx'
import { Big, Page } from './parts.tsx'
import type { OwnNeeds } from './phone.ts'
import { PinPage } from './pin-page.tsx'
import { ownWords } from './text/own.ts'
import { useWords } from './words.ts'

/** 我的积分 on the phone: the standing, the feedback of the period, every entry with its basis. */
export function OwnRoom({ needs, onBack }: { needs: OwnNeeds; onBack: () => void }) {
  const deps = useMemo(() => ({ ...needs, drafts: openDrafts(needs) }), [needs])
  const desk = useMemo(() => createOwn(deps), [deps])
  const [declaring, setDeclaring] = useState<{ readonly follows: OwnDeclaration | null } | null>(null)
  useEffect(() => void desk.ask(), [desk])
  if (declaring) {
    const back = () => {
      setDeclaring(null)
      void desk.ask()
    }
    return <DeclareRoom deps={deps} follows={declaring.follows} onBack={back} />
  }
  return (
    <OwnScreen
      desk={desk}
      hasDraft={about => deps.drafts.has(about)}
      onBack={onBack}
      onDeclare={follows => setDeclaring({ follows })}
    />
  )
}

interface OwnScreenProps {
  readonly desk: OwnDesk
  /** Whether something of this was begun here. */
  readonly hasDraft: (about: string) => boolean
  readonly onBack: () => void
  readonly onDeclare: (follows: OwnDeclaration | null) => void
}

export function OwnScreen({ desk, hasDraft, onBack, onDeclare }: OwnScreenProps) {
  const { t } = useWords()
  const text = useText()
  const view = desk.view.value
  const back = (
    <Big quiet onPress={onBack}>
      {t.back}
    </Big>
  )
  switch (view.kind) {
    case 'asking':
      return <Page mark="wait" title={text.asking} />
    case 'no':
      return (
        <Page mark="stop" title={text.not} told={view.told} lead={view.told ? undefined : t.unreachable}>
          {view.told?.code !== 'NEEDS_TLS' && <Big onPress={() => void desk.ask()}>{t.again}</Big>}
          {back}
        </Page>
      )
    case 'accept':
      return <Accept desk={desk} busy={view.busy} />
    case 'matter':
      return <MatterPage view={view} desk={desk} />
    case 'pin':
      return (
        <PinPage told={view.told} busy={view.busy} onPin={pin => void desk.givePin(pin)} onBack={() => desk.back()} />
      )
    case 'page': {
      const { page } = view
      return (
        <main class="page list" data-flow>
          <h1>{text.title}</h1>
          <p class="quiet">{text.asOf(dateTime(page.asOf))}</p>
          <Told told={view.told} />
          <Letters page={page} desk={desk} />
          {page.feedback && <Feedback feedback={page.feedback} desk={desk} hasDraft={hasDraft(MATTER_DRAFT)} />}
          <Standing page={page} />
          <Declarations declarations={page.declarations} hasDraft={hasDraft} onDeclare={onDeclare} />
          <Leaves leaves={page.leaves} />
          <Entries page={page} />
          {back}
        </main>
      )
    }
    default:
      return view satisfies never
  }
}

const useText = () => ownWords[useWords().language]
const two = (part: number): string => String(part).padStart(2, '0')
/** By the phone's own time zone, like its clock. */
function dayOfMillis(at: number): string {
  const date = new Date(at)
  return [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
}
const dateTime = (at: OwnPage['asOf']): string => {
  const date = new Date(at)
  return `${dayOfMillis(at)} ${two(date.getHours())}:${two(date.getMinutes())}`
}

function Told({ told }: { told: Extract<OwnView, { kind: 'page' }>['told'] }) {
  const text = useText()
  const { language } = useWords()
  if (told === null) return null
  const words = typeof told === 'string' ? text.told[told] : language === 'zh' ? told.zh : told.en
  return (
    <p class="warning" role="status">
      {words}
    </p>
  )
}

function Feedback({ feedback, desk, hasDraft }: { feedback: OwnFeedback; desk: OwnDesk; hasDraft: boolean }) {
  const text = useText()
  const { figures, period, stage, acceptedAt, matters } = feedback
  const rows = [
    [text.base, plain(figures.base)],
    [text.contribution, signed(figures.contribution)],
    [text.deduction, plain(figures.deduction)],
    [text.toDate, plain(figures.toDate)],
  ]
  return (
    <section class="card own">
      <h2>{text.feedback(text.period(period), stage === 'compiled' && acceptedAt === null)}</h2>
      <p class="own-total">{text.points(plain(figures.inPeriod))}</p>
      {figures.vetoed && <p class="warning">{text.vetoed}</p>}
      <dl>
        {rows.map(([name = '', value = '']) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {acceptedAt !== null && <p class="state">{text.acceptedOn(dayOfMillis(acceptedAt))}</p>}
      {matters.map(each => (
        <div key={each.matterId} class="own-matter">
          <b>{text.kinds[each.kind]}</b>
          <p class="quiet">{dayOfMillis(each.raisedAt)}</p>
          <p>{each.words === '' ? text.wasByHand : each.words}</p>
          <p class="state">
            {each.answered
              ? text.answered(dayOfMillis(each.answered.at), text.outcomes[each.answered.outcome], each.answered.words)
              : text.waits}
          </p>
        </div>
      ))}
      {stage === 'compiled' ? (
        <Answer desk={desk} accepted={acceptedAt !== null} hasDraft={hasDraft} />
      ) : (
        <p>{text.over}</p>
      )}
    </section>
  )
}

function Answer({ desk, accepted, hasDraft }: { desk: OwnDesk; accepted: boolean; hasDraft: boolean }) {
  const text = useText()
  const choice = (matter: Matter, words: string) => (
    <button type="button" onClick={() => desk.toMatter(matter)}>
      {words}
    </button>
  )
  return (
    <div class="own-acts">
      {!accepted && <Big onPress={() => desk.toAccept()}>{text.accept}</Big>}
      {hasDraft && <p class="warning">{text.begun}</p>}
      <div class="choices">
        {choice('defence', text.defence)}
        {choice('inquiry', text.inquiry)}
      </div>
    </div>
  )
}

/** Agreeing is asked once more, as at a kiosk (KS55). */
function Accept({ desk, busy }: { desk: OwnDesk; busy: boolean }) {
  const text = useText()
  return (
    <main class="page list" data-flow>
      <h1>{text.sure}</h1>
      <p class="lead">{text.sureNote}</p>
      <Big busy={busy} onPress={() => void desk.accept()}>
        {busy ? text.sending : text.accept}
      </Big>
      <Big quiet busy={busy} onPress={() => desk.back()}>
        {text.lookAgain}
      </Big>
    </main>
  )
}

function Leaves({ leaves }: { leaves: readonly OwnLeave[] }) {
  const { t } = useWords()
  const text = useText()
  if (leaves.length === 0) return null
  return (
    <section class="card own">
      <h2>{text.leaves}</h2>
      <ul>
        {leaves.map(each => (
          <li key={each.activityId}>
            <b>{each.title}</b>
            <p class="quiet">{`${each.startsAt.replace('T', ' ')} · ${t.leavePage.reasons[each.reason]}`}</p>
            <p class={`state state-${each.state}`}>{text.leaveStates[each.state]}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** As many at once; the rest behind one touch. */
const ENTRIES_FIRST = 20

function Entries({ page: { entries, earlierEntries } }: { page: OwnPage }) {
  const text = useText()
  const [all, setAll] = useState(false)
  const shown = all ? entries : entries.slice(0, ENTRIES_FIRST)
  return (
    <section class="card own">
      <h2>{text.entries(entries.length)}</h2>
      {entries.length === 0 && <p>{text.noEntries}</p>}
      <ul>
        {shown.map(entry => (
          <Entry key={entry.entryId} entry={entry} />
        ))}
      </ul>
      {shown.length < entries.length && (
        <button type="button" class="wide" onClick={() => setAll(true)}>
          {text.allEntries(entries.length - shown.length)}
        </button>
      )}
      {earlierEntries > 0 && <p class="quiet">{text.earlier(earlierEntries)}</p>}
    </section>
  )
}

function Entry({ entry }: { entry: OwnEntry }) {
  const text = useText()
  const { date, title, points, basisWords, basis, reverses, reversedBy, component, dimension, quantity, unit } = entry
  const facts = [
    date,
    component === 'veto' ? text.veto : text.components[component],
    dimension !== null && text.dimensions[dimension],
    quantity !== 100 && unit !== '' && `${plain(quantity)}${unit}`,
    reverses !== null && text.cancels,
    reversedBy !== null && text.cancelled,
  ]
  return (
    <li class={reversedBy === null ? '' : 'own-gone'}>
      <header>
        <b>{title || text.opening}</b>
        <span>{component === 'veto' ? text.veto : signed(points)}</span>
      </header>
      <p class="quiet">{facts.filter(Boolean).join(' · ')}</p>
      {basis && <p>{text.basis(basis.documentNo, basis.meetingDate)}</p>}
      <p>{basisWords !== '' ? basisWords : basis ? '' : text.noBasis}</p>
    </li>
  )
}
