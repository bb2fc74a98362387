import type { Millis } from '../../../shared/base/ids.ts'
import { plainDateAt, plainDateTimeAt, type PlainDate } from '../../../shared/base/plain-date.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import type { BoardDocument } from '../../../shared/notices/document.ts'
import type { DayState } from '../../../shared/notices/shown-days.ts'
import { dateName } from '../../../shared/notices/wording.ts'
import { shortDate } from './notice-words.ts'
import { shownWords } from './shown-words.ts'
import './paper.css'
import { FactsTable } from './facts-table.tsx'
import css from './shown-certificate.module.css'

export interface CertificateShowing {
  readonly noticeId: string
  readonly rev: number
  readonly hash: string
  readonly document: BoardDocument
  readonly state: 'up' | 'replaced' | 'expired' | 'withdrawn'
  readonly offAt: Millis | null
  readonly first: { readonly at: Millis; readonly place: string } | null
  readonly last: { readonly at: Millis; readonly place: string } | null
  readonly required: readonly { readonly day: PlainDate; readonly state: DayState; readonly on: readonly string[] }[]
  readonly daysShown: number
  readonly screens: readonly {
    readonly kioskId: string
    readonly place: string
    readonly first: Millis | null
    readonly last: Millis | null
    readonly opened: Millis | null
    readonly days: number
    readonly drop: 'gone' | 'byClock' | 'maybe' | null
  }[]
}

export interface CertificateProps {
  readonly showing: CertificateShowing
  readonly head: { readonly size: number; readonly hash: string }
  readonly madeAt: Millis
  readonly timeZone: string
}

/** 公示证明 on A4: what can be proved, and what cannot, in so many words. */
export function ShownCertificate({ showing, head, madeAt, timeZone }: CertificateProps) {
  const { document } = showing
  const at = (when: Millis) => {
    const moment = plainDateTimeAt(when, timeZone)
    return `${dateName(plainDateAt(when, timeZone))}${moment.slice(11)}`
  }
  return (
    <article class={`paper ${css.certificate}`} lang="zh-CN">
      <h1>{shownWords.title}</h1>
      <p>{showing.first ? shownWords.says(document.title, showing.daysShown) : shownWords.saysNone(document.title)}</p>
      <Facts showing={showing} at={at} madeAt={madeAt} />
      <Screens showing={showing} at={at} />
      {showing.required.length > 0 && <Days showing={showing} />}
      <Honest showing={showing} />
      <p class={css.small}>
        {shownWords.meaning}
        {shownWords.evidence}
      </p>
      <div class={css.ending}>
        <p>{shownWords.sign}</p>
        <p class={css.seal}>
          <span>{document.issuer}</span>
          <span>{shownWords.stamp}</span>
          <span>{dateName(plainDateAt(madeAt, timeZone))}</span>
        </p>
      </div>
      <footer class={css.foot}>
        <span>
          {shownWords.ledger} <b>{fingerprint(head.hash)}</b>
          {shownWords.entries(head.size)}
        </span>
        <span>
          {shownWords.content} <b>{fingerprint(showing.hash)}</b>
        </span>
        <span>
          {shownWords.made} {at(madeAt)}
        </span>
      </footer>
    </article>
  )
}

type At = (when: Millis) => string

function Facts({ showing, at, madeAt }: { showing: CertificateShowing; at: At; madeAt: Millis }) {
  const { document, noticeId, rev, state, offAt, first, last } = showing
  const { noticePeriod, issuer, title, publishedAt } = document
  const [from, to] = [noticePeriod?.days[0], noticePeriod?.days.at(-1)]
  const rows: readonly (readonly [string, string])[] = [
    [shownWords.no, shownWords.noOf(numberOf(noticeId), rev)],
    [shownWords.subject, title],
    [shownWords.issuer, issuer],
    [shownWords.published, at(publishedAt)],
    [
      shownWords.period,
      noticePeriod && from && to
        ? shownWords.periodOf(dateName(from), dateName(to), noticePeriod.days.length)
        : shownWords.noPeriod,
    ],
    [shownWords.until, shownWords.state[state](at(offAt ?? madeAt))],
    [shownWords.first, first ? shownWords.at(at(first.at), first.place) : shownWords.never],
    [shownWords.last, last ? shownWords.at(at(last.at), last.place) : shownWords.never],
  ]
  return <FactsTable facts={rows} class={css.facts ?? ''} />
}

/** The last twelve digits of the id: what is random in it, and short enough to be said aloud; the evidence file has it too. */
const numberOf = (noticeId: string): string => noticeId.slice(-12).toUpperCase()

function Screens({ showing, at }: { showing: CertificateShowing; at: At }) {
  return (
    <section>
      <h2>{shownWords.screens}</h2>
      <table>
        <thead>
          <tr>
            {shownWords.screenColumns.map(column => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {showing.screens.map(({ kioskId, place, first, last, days, opened }) => (
            <tr key={kioskId}>
              <td class={css.start}>{place}</td>
              <td>{first === null ? '—' : at(first)}</td>
              <td>{last === null ? '—' : at(last)}</td>
              <td>{days}</td>
              <td>{opened === null ? '—' : at(opened)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Days({ showing }: { showing: CertificateShowing }) {
  return (
    <section>
      <h2>{shownWords.days}</h2>
      <table>
        <thead>
          <tr>
            {shownWords.dayColumns.map(column => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {showing.required.map(({ day, state, on }) => (
            <tr key={day} class={state === 'shown' ? undefined : css.missing}>
              <td>{dateName(day)}</td>
              <td>{shownWords.states[state]}</td>
              <td class={css.start}>{on.length === 0 ? '—' : on.join('、')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What the paper does not prove, said before anybody signs it. */
function Honest({ showing: { required, screens, document } }: { showing: CertificateShowing }) {
  const wanted = document.noticePeriod?.days.length ?? 0
  const isCutShort = required.length < wanted
  const named = (...states: DayState[]) =>
    required
      .filter(each => states.includes(each.state))
      .map(each => shortDate(each.day))
      .join('、')
  const [gaps, open] = [named('gap'), named('waiting', 'unsure')]
  const running = required.some(each => each.state === 'today' || each.state === 'coming')
  const whole = wanted > 0 && !isCutShort && required.every(each => each.state === 'shown')
  const maybe = screens.filter(each => each.drop === 'maybe').map(each => each.place)
  return (
    <div class={css.honest}>
      {gaps && <p>{shownWords.gaps(gaps)}</p>}
      {open && <p>{shownWords.open(open)}</p>}
      {isCutShort && <p>{shownWords.cutShort(required.length, wanted)}</p>}
      {running && <p>{shownWords.running}</p>}
      {whole && <p>{shownWords.whole}</p>}
      {maybe.length > 0 && <p>{shownWords.drop(maybe.join('、'))}</p>}
    </div>
  )
}
