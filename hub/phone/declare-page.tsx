import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { photoOfFile, type PhotoNote } from '../../kiosk/media/photo.ts'
import { usePhotoUrl } from '../../kiosk/media/player.ts'
import { formatHundredths, type Hundredths } from '../../shared/base/hundredths.ts'
import { amountsOf } from '../../shared/declarations/amounts.ts'
import { DECLARED_TEXT_MAX } from '../../shared/declarations/declaration.ts'
import { DRAWING_BYTES, DRAWING_PAGES } from '../../shared/declarations/drawing.ts'
import type { OwnDeclaration } from '../../shared/own/own-page.ts'
import { DIMENSIONS } from '../../shared/points/item.ts'
import {
  createDeclare,
  declareDraft,
  isWhole,
  itemOf,
  type DeclareDesk,
  type DeclareView,
  type Filling,
  type Offer,
} from './declare.ts'
import type { OwnDeps } from './own.ts'
import { Big, Page } from './parts.tsx'
import { PinPage } from './pin-page.tsx'
import { declareWords } from './text/declare.ts'
import { Playback, VoiceField } from './voice-field.tsx'
import { useWords } from './words.ts'
import { WriteField, Written } from './write-field.tsx'

/** 我要申报 on the phone: what, when, how many, words, handwriting, a voice, a picture; shown back before it is sent. */

const useText = () => declareWords[useWords().language]
const points = (value: Hundredths): string => formatHundredths(value)

/** On the own page: what became of each, and the way to another one. */
export function Declarations(props: {
  readonly declarations: readonly OwnDeclaration[]
  /** Whether something of this was begun here. */
  readonly hasDraft: (about: string) => boolean
  readonly onDeclare: (follows: OwnDeclaration | null) => void
}) {
  const { declarations, hasDraft, onDeclare } = props
  const text = useText()
  return (
    <section class="card own">
      <h2>{text.list}</h2>
      {declarations.length === 0 && <p>{text.none}</p>}
      <ul>
        {declarations.map(each => (
          <li key={each.declarationId}>
            <header>
              <b>{each.title || each.code || text.byHand}</b>
              {each.points !== undefined && <span>+{points(each.points)}</span>}
            </header>
            <p class="quiet">{each.date}</p>
            <p class={`state state-${each.state}`}>{text.states[each.state]}</p>
            {each.words && <p>{text.says(each.words)}</p>}
            {each.state === 'askedBack' && (
              <button type="button" class="wide" onClick={() => onDeclare(each)}>
                {hasDraft(declareDraft(each.declarationId)) ? text.goOn : text.again}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Big onPress={() => onDeclare(null)}>{hasDraft(declareDraft(null)) ? text.goOn : text.start}</Big>
    </section>
  )
}

export function DeclareRoom(props: {
  readonly deps: OwnDeps
  readonly follows: OwnDeclaration | null
  readonly onBack: () => void
}) {
  const { deps, follows, onBack } = props
  const desk = useMemo(() => createDeclare(deps, follows?.declarationId ?? null, follows ?? {}), [deps, follows])
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
      {text.back}
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
          {follows?.words && <p class="warning">{text.says(follows.words)}</p>}
          <Form view={view} desk={desk} />
          <p class={view.isKept ? 'quiet' : 'warning'}>{view.isKept ? text.kept : text.notKept}</p>
          <button type="button" class="plain" onClick={() => desk.throwAway()}>
            {text.throwAway}
          </button>
          {back}
        </main>
      )
    case 'checking':
      return <Check view={view} desk={desk} />
    case 'pin':
      return (
        <PinPage told={view.told} busy={view.busy} onPin={pin => void desk.send(pin)} onBack={() => desk.change()} />
      )
    case 'sent':
      return (
        <Page mark="done" title={text.sent} lead={text.sentLead}>
          <Big onPress={onBack}>{text.done}</Big>
        </Page>
      )
    default:
      return view satisfies never
  }
}

function Form({
  view: { offer, filling },
  desk,
}: {
  view: Extract<DeclareView, { kind: 'filling' }>
  desk: DeclareDesk
}) {
  const text = useText()
  const item = itemOf(offer, filling)
  const fill = (change: Partial<Filling>) => desk.put(change)
  return (
    <section class="card own own-acts">
      <label>
        {text.item}
        <Items offer={offer} code={filling.code} onCode={code => fill({ code })} />
      </label>
      {item && <p class="quiet">{text.worth(points(item.points), item.unit)}</p>}
      <label>
        {text.date}
        <input
          type="date"
          value={filling.date}
          max={offer.today}
          onInput={event => fill({ date: event.currentTarget.value })}
        />
      </label>
      <Amount offer={offer} filling={filling} onAmount={quantity => fill({ quantity })} />
      <p class="part">{text.more}</p>
      <label>
        {text.text}
        <textarea
          rows={3}
          maxLength={DECLARED_TEXT_MAX}
          value={filling.text}
          placeholder={text.hint}
          onInput={event => fill({ text: event.currentTarget.value })}
        />
      </label>
      <Opened title={text.writing.title} isOpen={filling.pages.length > 0}>
        <WriteField
          pages={filling.pages}
          onPages={pages => fill({ pages })}
          pagesMax={DRAWING_PAGES}
          bytesMax={DRAWING_BYTES}
        />
      </Opened>
      <VoiceField note={filling.voice} onNote={voice => fill({ voice })} />
      <Photo photo={filling.photo} onPhoto={photo => fill({ photo })} />
      <button type="button" class="big" disabled={!isWhole(offer, filling)} onClick={() => desk.check()}>
        {text.next}
      </button>
    </section>
  )
}

/** A part that few need: one touch opens it. */
export function Opened(props: {
  readonly title: string
  readonly isOpen: boolean
  readonly children: ComponentChildren
}) {
  const [open, setOpen] = useState(props.isOpen)
  if (open) return <>{props.children}</>
  return (
    <button type="button" class="wide" onClick={() => setOpen(true)}>
      {props.title}
    </button>
  )
}

function Amount(props: {
  readonly offer: Offer
  readonly filling: Filling
  readonly onAmount: (quantity: Hundredths) => void
}) {
  const { offer, filling, onAmount } = props
  const text = useText()
  const item = itemOf(offer, filling)
  const amounts = item && amountsOf(item)
  if (!item || !amounts) return null
  const { least, most, step } = amounts
  const { quantity } = filling
  const put = (next: number) => onAmount(Math.min(most, Math.max(least, next)) as Hundredths)
  return (
    <div class="amount" role="group" aria-label={text.quantity(item.unit)}>
      <span class="part">{text.quantity(item.unit)}</span>
      <button type="button" aria-label={text.less} disabled={quantity <= least} onClick={() => put(quantity - step)}>
        −
      </button>
      <output>{points(quantity)}</output>
      <button type="button" aria-label={text.moreOf} disabled={quantity >= most} onClick={() => put(quantity + step)}>
        +
      </button>
    </div>
  )
}

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

function Photo({ photo, onPhoto }: { photo: PhotoNote | null; onPhoto: (photo: PhotoNote | null) => void }) {
  const text = useText()
  const [bad, setBad] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    const small = await photoOfFile(file)
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
          <button type="button" class="wide" onClick={() => onPhoto(null)}>
            {text.photoOff}
          </button>
        </>
      )}
    </>
  )
}

function Picture({ photo }: { photo: PhotoNote }) {
  const text = useText()
  const url = usePhotoUrl(photo)
  return <img class="declared-photo" src={url ?? ''} alt={text.photoTaken} />
}

function Check({ view, desk }: { view: Extract<DeclareView, { kind: 'checking' }>; desk: DeclareDesk }) {
  const text = useText()
  const { language } = useWords()
  const { busy, told, offer, filling, mayBeTwo } = view
  const item = itemOf(offer, filling)
  const said = told === 'unreachable' ? text.unreachable : told && (language === 'zh' ? told.zh : told.en)
  if (!item) return null
  return (
    <main class="page list" data-flow>
      <h1>{text.check}</h1>
      {(said || mayBeTwo) && (
        <p class="warning" role="alert">
          {said || text.mayBeTwo}
        </p>
      )}
      <section class="card own">
        <h2>{item.title}</h2>
        <p>{filling.date}</p>
        {amountsOf(item) && <p>{`${points(filling.quantity)} ${item.unit}`}</p>}
        {filling.text.trim() !== '' && <p>{filling.text.trim()}</p>}
        <Written pages={filling.pages} />
        {filling.voice && <Playback note={filling.voice} />}
        {filling.photo && <Picture photo={filling.photo} />}
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
