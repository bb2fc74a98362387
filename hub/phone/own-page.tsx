import { useEffect, useMemo, useState } from 'preact/hooks'
import { formatHundredths, type Hundredths } from '../../shared/base/hundredths.ts'
import { OWN_WORDS_TYPED } from '../../shared/passes/own-words.ts'
import type { OwnDeclaration, OwnEntry, OwnFeedback, OwnPage } from '../../shared/own/own-page.ts'
import { Declarations, DeclareRoom } from './declare-page.tsx'
import { createOwn, type OwnDeps, type OwnDesk, type OwnView } from './own.ts'
import { Big, Page } from './parts.tsx'
import { ownWords } from './text/own.ts'
import { useWords } from './words.ts'

/** 我的积分 on the phone: the standing, the feedback of the period, every entry with its basis. */
export function OwnRoom({ deps, onBack }: { deps: OwnDeps; onBack: () => void }) {
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
  return <OwnScreen desk={desk} onBack={onBack} onDeclare={follows => setDeclaring({ follows })} />
}

export function OwnScreen(props: {
  readonly desk: OwnDesk
  readonly onBack: () => void
  readonly onDeclare: (follows: OwnDeclaration | null) => void
}) {
  const { desk, onBack } = props
  const { t } = useWords()
  const text = useText()
  const view = desk.view.value
  const back = (
    <Big quiet onPress={onBack}>
      {t.back}
    </Big>
  )
  if (view.kind === 'asking') return <Page mark="wait" title={text.asking} />
  if (view.kind === 'no') {
    const isPlain = view.told?.code === 'NEEDS_TLS'
    return (
      <Page mark="stop" title={text.not} told={view.told} lead={view.told ? undefined : t.unreachable}>
        {!isPlain && <Big onPress={() => void desk.ask()}>{t.again}</Big>}
        {back}
      </Page>
    )
  }
  const { page } = view
  return (
    <main class="page list" data-flow>
      <h1>{text.title}</h1>
      <p class="quiet">{text.asOf(dateTime(page.asOf))}</p>
      <Told told={view.told} />
      {page.feedback && <Feedback feedback={page.feedback} desk={desk} busy={view.busy} />}
      <Standing page={page} />
      <Declarations declarations={page.declarations} onDeclare={props.onDeclare} />
      <Entries page={page} />
      {back}
    </main>
  )
}

const useText = () => ownWords[useWords().language]
/** By the phone's own time zone, like its clock. */
function dateTime(at: OwnPage['asOf']): string {
  const [date, two] = [new Date(at), (part: number) => String(part).padStart(2, '0')]
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}
const sum = (points: Hundredths): string => formatHundredths(points)
const signed = (points: Hundredths): string => (points > 0 ? `+${sum(points)}` : sum(points))

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

function Standing({ page }: { page: OwnPage }) {
  const text = useText()
  const { standing, place, quarters, category } = page
  if (!standing) {
    return (
      <section class="card">
        <p>{text.notScored}</p>
      </section>
    )
  }
  const { base, contribution, deduction } = standing.toDate.components
  const rows = [
    ...(standing.start === 0 ? [] : [[text.start, sum(standing.start)] as const]),
    [text.base, sum(base.counted)],
    [text.contribution, signed(contribution.counted)],
    [text.deduction, sum(deduction.counted)],
    ...quarters.map(each => [text.period(each.period), signed(each.inPeriod)] as const),
  ]
  return (
    <section class="card own">
      <h2>{text.year}</h2>
      <p class="own-total">{text.points(sum(standing.total))}</p>
      {place && <p>{text.place(category.label, place.place, place.of, place.tied)}</p>}
      <dl>
        {rows.map(([name = '', value = '']) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Feedback({ feedback, desk, busy }: { feedback: OwnFeedback; desk: OwnDesk; busy: boolean }) {
  const text = useText()
  const { figures, period, stage, acceptedAt, matters } = feedback
  return (
    <section class="card own">
      <h2>{text.feedback(text.period(period), stage === 'compiled' && acceptedAt === null)}</h2>
      <p class="own-total">{text.points(signed(figures.inPeriod))}</p>
      <p>{text.parts(sum(figures.base), signed(figures.contribution), sum(figures.deduction))}</p>
      {acceptedAt !== null && <p class="state">{text.told.accepted}</p>}
      {matters.map(each => (
        <div key={each.matterId} class="own-matter">
          <b>{text.kinds[each.kind]}</b>
          {each.words !== '' && <p>{each.words}</p>}
          <p class="state">
            {each.answered ? `${text.outcomes[each.answered.outcome]}：${each.answered.words}` : text.waits}
          </p>
        </div>
      ))}
      {stage === 'compiled' ? <Answer desk={desk} busy={busy} accepted={acceptedAt !== null} /> : <p>{text.over}</p>}
    </section>
  )
}

function Answer({ desk, busy, accepted }: { desk: OwnDesk; busy: boolean; accepted: boolean }) {
  const { t } = useWords()
  const text = useText()
  const [matter, setMatter] = useState<'defence' | 'inquiry' | null>(null)
  const [words, setWords] = useState('')
  if (busy) return <p class="state">{text.sending}</p>
  if (matter === null) {
    return (
      <div class="own-acts">
        {!accepted && <Big onPress={() => void desk.accept()}>{text.accept}</Big>}
        <div class="choices">
          <button type="button" onClick={() => setMatter('defence')}>
            {text.defence}
          </button>
          <button type="button" onClick={() => setMatter('inquiry')}>
            {text.inquiry}
          </button>
        </div>
      </div>
    )
  }
  const send = () => {
    setMatter(null)
    setWords('')
    void desk.raise(matter, words)
  }
  return (
    <div class="own-acts">
      <label>
        {text.kinds[matter]}
        <textarea
          rows={4}
          maxLength={OWN_WORDS_TYPED}
          value={words}
          placeholder={text.wordsHint}
          onInput={event => setWords(event.currentTarget.value)}
        />
      </label>
      <p class="quiet">{text.wordsNote}</p>
      <div class="choices">
        <button type="button" disabled={words.trim() === ''} onClick={send}>
          {text.send}
        </button>
        <button type="button" class="plain" onClick={() => setMatter(null)}>
          {t.leavePage.cancel}
        </button>
      </div>
    </div>
  )
}

function Entries({ page }: { page: OwnPage }) {
  const text = useText()
  return (
    <section class="card own">
      <h2>{text.entries}</h2>
      {page.entries.length === 0 && <p>{text.noEntries}</p>}
      <ul>
        {page.entries.map(entry => (
          <Entry key={entry.entryId} entry={entry} />
        ))}
      </ul>
      {page.earlierEntries > 0 && <p class="quiet">{text.earlier(page.earlierEntries)}</p>}
    </section>
  )
}

function Entry({ entry }: { entry: OwnEntry }) {
  const text = useText()
  const { date, title, points, basisWords, basis, reverses, reversedBy, component } = entry
  return (
    <li class={reversedBy === null ? '' : 'own-gone'}>
      <header>
        <b>{title || text.opening}</b>
        <span>{component === 'veto' ? text.veto : signed(points)}</span>
      </header>
      <p class="quiet">
        {[date, reverses !== null && text.cancels, reversedBy !== null && text.cancelled].filter(Boolean).join(' · ')}
      </p>
      {basis && <p>{text.basis(basis.documentNo, basis.meetingDate)}</p>}
      {basisWords !== '' && <p>{basisWords}</p>}
    </li>
  )
}
