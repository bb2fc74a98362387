import { useEffect, useMemo } from 'preact/hooks'
import { usePhotoUrl, usePlayer } from '../media/player.ts'
import { dateOf } from '../../shared/base/plain-date.ts'
import { DRAWING_BYTES, DRAWING_PAGES } from '../../shared/declarations/drawing.ts'
import { shownName } from '../../shared/passes/sentences.ts'
import { touchDeclare, type DeclarePage } from '../declare/acts.ts'
import { Amount } from '../declare/amount.tsx'
import { Check } from '../declare/check.tsx'
import type { DeclareDraft, DeclareTouch } from '../declare/declare-flow.ts'
import { More } from '../declare/more.tsx'
import { amountsOf } from '../../shared/declarations/amounts.ts'
import { offerFor, shelvesOf, type Offer } from '../declare/offers.ts'
import { PhotoRoom } from '../declare/photo-note.tsx'
import { PickDay } from '../declare/pick-day.tsx'
import { PickItem } from '../declare/pick-item.tsx'
import { VoiceRoom } from '../declare/voice-note.tsx'
import { Write } from '../declare/write.tsx'
import type { App } from '../state/app.ts'
import { openMenu, openOwn } from '../state/member.ts'
import type { SignInDesk } from '../state/sign-in.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Frame } from '../ui/frame.tsx'
import css from '../declare/declare.module.css'
import { PinGate } from './member-pin-rooms.tsx'

/** 我要申报: the member has shown their card; each page is one step of the draft. */

interface DeclareRoomProps {
  readonly page: DeclarePage
  readonly app: App
  readonly desk: SignInDesk
}

export function DeclareRoom(props: DeclareRoomProps) {
  const { page, app } = props
  const t = useText()
  const words = useDeclareText()
  const { member } = page.shown
  const documents = app.board.documents.value
  const today = dateOf(app.clock.now.value)
  const offer = useMemo(() => offerFor(documents, member.category, today), [documents, member.category, today])
  const hasKey = app.board.settings.value?.sealKey !== undefined
  if (offer && hasKey) return <Steps {...props} offer={offer} />
  const [title, note] = hasKey ? [words.none, words.noneNote] : [words.noKey, words.noKeyNote]
  return (
    <Frame where={words.where} speech={`${title}。${note}`} layout="center" help>
      <Empty icon="items" title={title} note={note} />
      <div class={css.alone}>
        <Button kind="primary" icon="back" label={t.back} onPress={() => leaveDeclaring(app, page)} />
      </div>
    </Frame>
  )
}

/** Back to where they came from. */
const leaveDeclaring = (app: App, { draft, shown }: DeclarePage): void =>
  draft.value.follows ? openOwn(app, shown) : openMenu(app, shown)

type StepProps = DeclareRoomProps & { readonly offer: Offer }

function Steps(props: StepProps) {
  const { page, app, desk, offer } = props
  const { shown } = page
  const t = useText()
  const words = useDeclareText()
  const draft = page.draft.value
  const go = (touch: DeclareTouch) => void touchDeclare(app, page, offer, touch)
  const back = () => go({ kind: 'back' })
  const next = () => go({ kind: 'next' })
  const name = shownName(shown.member)
  const shelves = useMemo(() => shelvesOf(offer.items, app.memory.facts.declared), [offer, app])
  const { item, date } = draft
  if (draft.step === 'item' || !item) {
    const leave = () => (draft.isChanging ? back() : leaveDeclaring(app, page))
    return (
      <PickItem
        name={name}
        shelves={shelves}
        picked={item}
        onPick={each => go({ kind: 'item', item: each })}
        onBack={leave}
      />
    )
  }
  const day = date ? t.dayAndWeekday(date) : ''
  const amounts = amountsOf(item)
  switch (draft.step) {
    case 'day':
      return (
        <PickDay
          title={item.title}
          offer={offer}
          today={dateOf(app.clock.now.value)}
          picked={date}
          onPick={each => go({ kind: 'day', day: each })}
          onBack={back}
        />
      )
    case 'amount':
      return amounts ? (
        <Amount
          title={item.title}
          day={day}
          asked={draft.follows?.words}
          unit={item.unit}
          amounts={amounts}
          quantity={draft.quantity}
          onAmount={quantity => go({ kind: 'amount', quantity })}
          onNext={next}
          onBack={back}
        />
      ) : null
    case 'more':
      return (
        <More
          draft={draft}
          title={item.title}
          day={day}
          onOpen={step => go({ kind: 'open', step })}
          onNext={next}
          onBack={back}
        />
      )
    case 'words':
      return (
        <Write
          where={words.where}
          {...words.words}
          about={item.title}
          aboutNote={day}
          pages={draft.words}
          pagesMax={DRAWING_PAGES}
          bytesMax={DRAWING_BYTES}
          onPages={pages => go({ kind: 'words', words: pages })}
          onDone={next}
        />
      )
    case 'voice':
      return (
        <VoiceRoom
          where={words.where}
          note={draft.voice}
          onNote={voice => go({ kind: 'voice', voice })}
          onDone={next}
        />
      )
    case 'photo':
      return (
        <PhotoRoom
          where={words.where}
          photo={draft.photo}
          onPhoto={photo => go({ kind: 'photo', photo })}
          onDone={next}
        />
      )
    case 'pin':
      return (
        <PinGate
          app={app}
          desk={desk}
          shown={shown}
          where={words.where}
          note={words.pin.note}
          go={words.pin.go}
          onBack={back}
        >
          {() => <Given onGiven={() => go({ kind: 'pinGiven' })} />}
        </PinGate>
      )
    default:
      return <CheckRoom {...props} draft={draft} go={go} />
  }
}

/** The PIN was right: on to sending. */
function Given({ onGiven }: { onGiven: () => void }) {
  useEffect(onGiven)
  return null
}

function CheckRoom({
  page,
  desk,
  draft,
  go,
}: StepProps & { readonly draft: DeclareDraft; readonly go: (touch: DeclareTouch) => void }) {
  const photo = usePhotoUrl(draft.photo)
  const player = usePlayer(draft.voice)
  const send = () => {
    player.stop()
    go({ kind: 'send', hasPin: desk.hasPin(page.shown) })
  }
  return (
    <Check
      draft={draft}
      photo={photo}
      isPlaying={player.isPlaying}
      onPlay={player.turn}
      onChange={step => go({ kind: 'change', step })}
      onSend={send}
      onBack={() => go({ kind: 'back' })}
    />
  )
}
