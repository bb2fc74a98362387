import type { ComponentChildren } from 'preact'
import { turnoutText } from '../../../shared/notices/build-activity.ts'
import { formatHundredths, type Hundredths } from '../../../shared/base/hundredths.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import type { BodyOf, RankedList } from '../../../shared/notices/document.ts'
import type { NoticeDocument } from '../../../shared/notices/inner-document.ts'
import { dateName, periodPart } from '../../../shared/notices/wording.ts'
import {
  bandText,
  capText,
  COMPONENT,
  DIMENSION,
  EVIDENCE,
  MOVEMENT,
  noteOf,
  PLEDGE_STATE,
  paperWords,
  RECORDER,
  shortDate,
  worth,
} from './notice-words.ts'
import { InsideMark } from './inside-mark.tsx'
import './paper.css'
import css from './notice.module.css'

export interface NoticePaperProps {
  readonly document: NoticeDocument
  /** SHA-256 of the document's text; absent while it may still change. */
  readonly hash?: string | null | undefined
}

/**
 * A notice in official form on A4: the printed twin of what the board shows, and the preview in the console. It draws
 * the document and nothing else, so what is seen here is what hangs.
 */
export function NoticePaper({ document, hash }: NoticePaperProps) {
  const { rev, correction, title, issuer } = document
  return (
    <article class={`paper ${css.notice}`} lang="zh-CN">
      <InsideMark document={document} />
      <header class={css.head}>
        <p class={css.issuer}>{issuer}</p>
        <h1>{title}</h1>
        <i class={css.wenwu} aria-hidden="true" />
      </header>
      {correction !== null && (
        <p class={css.correction}>
          <b>{paperWords.correction(rev)}</b>
          {correction}
        </p>
      )}
      <Body document={document} />
      <div class={css.closing}>
        <div class={css.whole}>
          <Note body={document.body} />
          <Ending document={document} />
          <Foot document={document} hash={hash ?? null} />
        </div>
      </div>
    </article>
  )
}

function Body({ document }: { document: NoticeDocument }) {
  const { body } = document
  switch (body.kind) {
    case 'announcement':
      return (
        <div class={css.text}>
          {body.paragraphs.map((text, at) => (
            <p key={at}>{text}</p>
          ))}
        </div>
      )
    case 'activity':
      return <ActivityPart body={body} />
    case 'periodPoints':
      return <PointsTable body={body} />
    case 'ranking':
      return <Ranking body={body} />
    case 'commendation':
      return <Commendation body={body} />
    case 'pledges':
      return <Pledges body={body} />
    case 'items':
      return <Items body={body} />
  }
}

function ActivityPart({ body }: { body: BodyOf<'activity'> }) {
  const { time, place, audience, turnout, paragraphs } = body
  const { activity } = paperWords
  const facts = [
    [activity.time, time],
    [activity.place, place],
    [activity.audience, audience],
    [activity.turnout, turnout && turnoutText(turnout)],
  ]
  return (
    <div class={css.text}>
      {facts.map(([label, text]) => text && <p key={label}>{`${label}：${text}`}</p>)}
      {paragraphs.map((text, at) => (
        <p key={at}>{text}</p>
      ))}
    </div>
  )
}

function PointsTable({ body }: { body: BodyOf<'periodPoints'> }) {
  return (
    <>
      <div class={css.text}>
        <p>{body.intro}</p>
      </div>
      <table class={css.points}>
        <thead>
          <tr>
            {paperWords.columns.map(column => (
              <th key={column}>{column}</th>
            ))}
            <th>{paperWords.sumOf(periodPart(body.period))}</th>
            <th>{paperWords.yearTotal}</th>
          </tr>
        </thead>
        <tbody>
          {body.rows.map(row => (
            <tr key={row.order}>
              <td>{row.order}</td>
              <td class={css.name}>{row.name}</td>
              <td>{row.category}</td>
              <td class={css.sum}>{number(row.periodTotal)}</td>
              <td>{number(row.yearTotal)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Commendation({ body }: { body: BodyOf<'commendation'> }) {
  return (
    <>
      <div class={css.text}>
        <p>{body.intro}</p>
      </div>
      <table class={css.people}>
        <thead>
          <tr>
            {paperWords.commendationColumns.map(column => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.people.map((person, at) => (
            <tr key={at}>
              <td class={css.name}>{person.name}</td>
              <td>{person.category}</td>
              <td class={css.start}>{person.deed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Pledges({ body }: { body: BodyOf<'pledges'> }) {
  const withPosts = body.rows.some(row => row.post !== '')
  const { name, post, pledge, state } = paperWords.pledgeColumns[body.variant]
  return (
    <>
      <div class={css.text}>
        <p>{body.intro}</p>
      </div>
      <table class={css.people}>
        <thead>
          <tr>
            <th>{paperWords.number}</th>
            <th>{name}</th>
            {withPosts && <th>{post}</th>}
            <th>{pledge}</th>
            <th>{state}</th>
          </tr>
        </thead>
        <tbody>
          {body.rows.map(row => (
            <tr key={row.order}>
              <td>{row.order}</td>
              <td class={css.name}>{row.name}</td>
              {withPosts && <td>{row.post}</td>}
              <td class={css.start}>{row.pledge}</td>
              <td>{PLEDGE_STATE[row.state]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Ranking({ body }: { body: BodyOf<'ranking'> }) {
  return (
    <>
      {body.categories.map(category => (
        <section key={category.id} class={css.category}>
          <h2>
            {category.label}
            <small>{paperWords.people(category.period.size)}</small>
          </h2>
          <div class={css.lists}>
            <RankedTable title={periodPart(body.period)} list={category.period} />
            <RankedTable title={paperWords.year} list={category.yearToDate} />
          </div>
        </section>
      ))}
    </>
  )
}

/** How to read the table; it stands with the signature, so that this never stands alone. */
function Note({ body }: { body: NoticeDocument['body'] }) {
  const text = noteOf(body)
  return text === '' ? null : <p class={css.note}>{text}</p>
}

function RankedTable({ title, list }: { title: string; list: RankedList }) {
  const others = list.bands.reduce((count, band) => count + band.count, 0)
  const bands = list.bands.map(band => `${bandText(band)} ${paperWords.people(band.count)}`.trim()).join('，')
  return (
    <div>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th>{paperWords.place}</th>
            <th>{paperWords.name}</th>
            <th>{paperWords.points}</th>
          </tr>
        </thead>
        <tbody>
          {list.rows.map((row, at) => (
            <tr key={at}>
              <td>
                {row.place}
                {row.tied && <small>{paperWords.tied}</small>}
              </td>
              <td class={css.name}>
                {row.name}
                {row.movement && <small class={css.move}>{MOVEMENT[row.movement]}</small>}
              </td>
              <td>{number(row.points)}</td>
            </tr>
          ))}
          {list.rows.length === 0 && (
            <tr>
              <td colSpan={3}>{paperWords.nobodyNamed}</td>
            </tr>
          )}
        </tbody>
      </table>
      {others > 0 && list.rows.length > 0 && (
        <p class={css.others}>
          {paperWords.others(others)}
          {bands}
        </p>
      )}
    </div>
  )
}

function Items({ body }: { body: BodyOf<'items'> }) {
  const components = (['base', 'contribution', 'deduction', 'veto'] as const).filter(component =>
    body.items.some(item => item.component === component),
  )
  return (
    <>
      <p class={css.note}>{paperWords.effective(dateName(body.effectiveFrom), body.schemeVersion)}</p>
      {components.map(component => (
        <section key={component} class={css.category}>
          <h2>{COMPONENT[component]}</h2>
          <table class={css.items}>
            <colgroup>
              {['8%', '32%', '12%', '13%', '12%', '12%', '11%'].map((width, at) => (
                <col key={at} style={{ width }} />
              ))}
            </colgroup>
            <thead>
              <tr>
                {paperWords.itemColumns.map(column => (
                  <th key={column}>{column}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {body.items
                .filter(item => item.component === component)
                .map(item => (
                  <ItemRow key={item.code} item={item} />
                ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  )
}

function ItemRow({ item }: { item: BodyOf<'items'>['items'][number] }) {
  const shared = item.capSharedWith.filter(code => code !== item.code)
  const small = [
    item.note,
    shared.length > 0 ? paperWords.sharedWith(shared) : '',
    item.appliesTo.length > 0 ? paperWords.appliesTo(item.appliesTo) : '',
  ].filter(part => part !== '')
  return (
    <tr>
      <td>{item.code}</td>
      <td class={css.start}>
        {item.title}
        {small.length > 0 && <small>{small.join('；')}</small>}
      </td>
      <td>{DIMENSION[item.dimension]}</td>
      <td>{worth(item)}</td>
      <td>{capText(item)}</td>
      <td>{EVIDENCE[item.evidence]}</td>
      <td>{RECORDER[item.recordedBy]}</td>
    </tr>
  )
}

/** Period and contact on the left, who signs and when on the right. */
function Ending({ document }: { document: NoticeDocument }) {
  const { noticePeriod, contact, issuer, publishedOn } = document
  const last = noticePeriod?.days.at(-1)
  return (
    <>
      {noticePeriod && last && (
        <p class={css.period}>
          {paperWords.period}
          {paperWords.periodRange(shortDate(noticePeriod.days[0] ?? last), shortDate(last), noticePeriod.days.length)}
          {paperWords.closes(noticePeriod.endsAt)}
        </p>
      )}
      <div class={css.ending}>
        <div>
          {contact.name && <Line label={paperWords.contact}>{contact.name}</Line>}
          {contact.phone && <Line label={paperWords.phone}>{contact.phone}</Line>}
          {contact.place && <Line label={paperWords.at}>{contact.place}</Line>}
        </div>
        <div class={css.sign}>
          <p>{issuer}</p>
          <p>{dateName(publishedOn)}</p>
        </div>
      </div>
    </>
  )
}

const Line = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <p>
    {label}
    {children}
  </p>
)

/** By these marks a villager can compare the paper with the screen, and both with the journal. */
function Foot({ document, hash }: { document: NoticeDocument; hash: string | null }) {
  const { asOfJournal, rev } = document
  return (
    <footer class={css.foot}>
      <span>
        {paperWords.ledger} <b>{fingerprint(asOfJournal.hash)}</b>
        {paperWords.entries(asOfJournal.size)}
      </span>
      {hash && (
        <span>
          {paperWords.content} <b>{fingerprint(hash)}</b>
        </span>
      )}
      <span>{paperWords.revision(rev)}</span>
    </footer>
  )
}

const number = (points: Hundredths): string => formatHundredths(points).replace('-', '−')
