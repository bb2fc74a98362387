import { useEffect, useMemo, useState } from 'preact/hooks'
import { formatHundredths, type Hundredths } from '../../shared/base/hundredths.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import { DECLARED_TEXT_MAX } from '../../shared/declarations/declaration.ts'
import type { OwnDeclaration } from '../../shared/own/own-page.ts'
import type { DeclarableItem } from './ask.ts'
import { createDeclare, type DeclareDesk, type DeclareView, type Filled, type Offer } from './declare.ts'
import type { OwnDeps } from './own.ts'
import { Big, Page } from './parts.tsx'
import { shrunk } from './photo.ts'
import { declareWords } from './text/declare.ts'
import { useWords } from './words.ts'

/** 我要申报 on the phone: what, when, how many, a few words, a picture; shown back before it is sent. */

const useText = () => declareWords[useWords().language]
const points = (value: Hundredths): string => formatHundredths(value)

/** On the own page: what became of each, and the way to another one. */
export function Declarations(props: {
  readonly declarations: readonly OwnDeclaration[]
  readonly onDeclare: (follows: OwnDeclaration | null) => void
}) {
  const text = useText()
  return (
    <section class="card own">
      <h2>{text.list}</h2>
      {props.declarations.length === 0 && <p>{text.none}</p>}
      <ul>
        {props.declarations.map(each => (
          <li key={each.declarationId}>
            <header>
              <b>{each.title || each.code}</b>
              {each.points !== undefined && <span>+{points(each.points)}</span>}
            </header>
            <p class="quiet">{each.date}</p>
            <p class="state">{text.states[each.state]}</p>
            {each.words && <p>{each.words}</p>}
            {each.state === 'askedBack' && (
              <button type="button" class="plain" onClick={() => props.onDeclare(each)}>
                {text.again}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Big onPress={() => props.onDeclare(null)}>{text.start}</Big>
    </section>
  )
}

export function DeclareRoom(props: {
  readonly deps: OwnDeps
  readonly follows: OwnDeclaration | null
  readonly onBack: () => void
}) {
  const { deps, follows, onBack } = props
  const followed = follows?.declarationId ?? null
  const desk = useMemo(() => createDeclare(deps, followed), [deps, followed])
  useEffect(() => void desk.ask(), [desk])
  return <DeclareScreen desk={desk} follows={follows} onBack={onBack} />
}

export function DeclareScreen(props: {
  readonly desk: DeclareDesk
  readonly follows: OwnDeclaration | null
  readonly onBack: () => void
}) {
  const { desk, follows, onBack } = props
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
          {!view.told && <Big onPress={() => void desk.ask()}>{t.again}</Big>}
          {back}
        </Page>
      )
    case 'filling':
      return (
        <main class="page list" data-flow>
          <h1>{text.title}</h1>
          {follows?.words && <p class="warning">{follows.words}</p>}
          <Form offer={view.offer} filled={view.filled} follows={follows} onFilled={filled => desk.check(filled)} />
          {back}
        </main>
      )
    case 'checking':
      return <Check view={view} desk={desk} />
    case 'sent':
      return (
        <Page mark="done" title={text.sent} lead={text.sentLead}>
          <Big onPress={onBack}>{text.done}</Big>
        </Page>
      )
  }
}

function Form(props: {
  readonly offer: Offer
  readonly filled: Filled | null
  readonly follows: OwnDeclaration | null
  readonly onFilled: (filled: Filled) => void
}) {
  const { offer, filled, follows } = props
  const text = useText()
  const [code, setCode] = useState(filled?.item.code ?? follows?.code ?? '')
  const [date, setDate] = useState<string>(filled?.date ?? follows?.date ?? offer.today)
  const [count, setCount] = useState(filled ? points(filled.quantity) : '1')
  const [words, setWords] = useState(filled?.text ?? '')
  const [photo, setPhoto] = useState(filled?.photo ?? null)
  const item = offer.items.find(each => each.code === code)
  const quantity = Math.round(Number(count) * 100) as Hundredths
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(date) && date <= offer.today
  const isWhole = item !== undefined && isDay && quantity > 0 && (words.trim() !== '' || photo !== null)
  const next = () => {
    if (item) props.onFilled({ item, date: date as PlainDate, quantity, text: words.trim(), photo })
  }
  return (
    <section class="card own own-acts">
      <label>
        {text.item}
        <Items offer={offer} code={code} onCode={setCode} />
      </label>
      {item && <p class="quiet">{text.worth(points(item.points), item.unit)}</p>}
      <label>
        {text.date}
        <input type="date" value={date} max={offer.today} onInput={event => setDate(event.currentTarget.value)} />
      </label>
      {item && (
        <label>
          {text.quantity(item.unit)}
          <input
            type="number"
            min="0.5"
            step="0.5"
            inputMode="decimal"
            value={count}
            onInput={event => setCount(event.currentTarget.value)}
          />
        </label>
      )}
      <label>
        {text.text}
        <textarea
          rows={4}
          maxLength={DECLARED_TEXT_MAX}
          value={words}
          placeholder={text.hint}
          onInput={event => setWords(event.currentTarget.value)}
        />
      </label>
      <Photo photo={photo} onPhoto={setPhoto} />
      <button type="button" class="big" disabled={!isWhole} onClick={next}>
        {text.next}
      </button>
    </section>
  )
}

const DIMENSIONS = ['political', 'discipline', 'character', 'role'] as const

function Items({ offer, code, onCode }: { offer: Offer; code: string; onCode: (code: string) => void }) {
  const text = useText()
  return (
    <select value={code} onChange={event => onCode(event.currentTarget.value)}>
      <option value="">{text.pick}</option>
      {DIMENSIONS.map(dimension => (
        <optgroup key={dimension} label={text.dimensions[dimension]}>
          {offer.items
            .filter(each => each.dimension === dimension)
            .map(each => (
              <option key={each.code} value={each.code}>
                {each.title}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  )
}

function Photo({ photo, onPhoto }: { photo: Uint8Array | null; onPhoto: (photo: Uint8Array | null) => void }) {
  const text = useText()
  const [bad, setBad] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    const small = await shrunk(file)
    setBad(small === null)
    if (small) onPhoto(small)
  }
  return (
    <>
      <label class="declared-take">
        {photo ? text.photoAgain : text.photo}
        <input type="file" accept="image/*" onChange={event => void take(event.currentTarget.files?.[0])} />
      </label>
      {bad && (
        <p class="warning" role="alert">
          {text.photoBad}
        </p>
      )}
      {photo && (
        <>
          <Picture photo={photo} />
          <button type="button" class="plain" onClick={() => onPhoto(null)}>
            {text.photoOff}
          </button>
        </>
      )}
    </>
  )
}

function Picture({ photo }: { photo: Uint8Array }) {
  const url = useMemo(() => URL.createObjectURL(new Blob([photo.slice()], { type: 'image/jpeg' })), [photo])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return <img class="declared-photo" src={url} alt="" />
}

function Check({ view, desk }: { view: Extract<DeclareView, { kind: 'checking' }>; desk: DeclareDesk }) {
  const text = useText()
  const { language } = useWords()
  const { busy, told, filled } = view
  const said = told === 'unreachable' ? text.unreachable : told && (language === 'zh' ? told.zh : told.en)
  return (
    <main class="page list" data-flow>
      <h1>{text.check}</h1>
      {said && (
        <p class="warning" role="alert">
          {said}
        </p>
      )}
      <section class="card own">
        <h2>{filled.item.title}</h2>
        <p>{filled.date}</p>
        <p>{amount(filled)}</p>
        {filled.text !== '' && <p>{filled.text}</p>}
        {filled.photo && <Picture photo={filled.photo} />}
      </section>
      <Big busy={busy} onPress={() => void desk.send()}>
        {busy ? text.sending : text.send}
      </Big>
      <Big quiet busy={busy} onPress={() => desk.change()}>
        {text.change}
      </Big>
    </main>
  )
}

const amount = ({ quantity, item }: { quantity: Hundredths; item: DeclarableItem }): string =>
  `${points(quantity)} ${item.unit}`
