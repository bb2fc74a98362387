import { useCallback, useState } from 'preact/hooks'
import { dateOf, type PlainDateTime } from '../../shared/base/plain-date.ts'
import { turnoutText } from '../../shared/notices/build-activity.ts'
import type { InnerDocument } from '../../shared/notices/inner-document.ts'
import activity from '../board/kinds/activity.module.css'
import text from '../board/kinds/announcement.module.css'
import people from '../board/kinds/people.module.css'
import { SheetPaper } from '../board/sheet-paper.tsx'
import type { Letter } from '../state/inner.ts'
import { useInnerText } from '../text/use-inner-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Flow } from '../ui/flow.tsx'
import { Actions, Frame, Look, Touch } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Name } from '../ui/name.tsx'
import { Pager } from '../ui/pager.tsx'
import { PickList } from '../ui/pick-list.tsx'
import { Tag } from '../ui/tag.tsx'
import css from './own.module.css'

export interface LettersProps {
  readonly letters: readonly Letter[]
  /** Named by the page, and not on this machine yet. */
  readonly waiting: number
  readonly onOpen: (letter: Letter) => void
  readonly onBack: () => void
}

/** 通知和来信: what is for members, and what is for this one, newest first. */
export function Letters({ letters, waiting, onOpen, onBack }: LettersProps) {
  const t = useText()
  const words = useInnerText()
  return (
    <Frame where={words.where} speech={words.spoken} help>
      <Look>
        <Heading title={words.title} note={words.titleNote} />
        {waiting > 0 && (
          <p class={css.offline} role="status">
            <Icon name="clock" />
            {words.waiting(waiting)}
          </p>
        )}
        <Sum letters={letters} hasNote={waiting === 0} />
      </Look>
      {letters.length === 0 ? (
        <Touch>
          <Actions>
            <Button label={t.back} icon="back" onPress={onBack} />
          </Actions>
        </Touch>
      ) : (
        <div class={`${css.below} ${css.letters}`}>
          <PickList
            label={words.list}
            all={letters}
            keyOf={each => each.document.docId}
            isPicked={() => false}
            onPick={onOpen}
            render={each => <Row letter={each} />}
          >
            <Button label={t.back} icon="back" onPress={onBack} />
          </PickList>
        </div>
      )}
    </Frame>
  )
}

/** To be read from two steps away: whether there is anything new. */
function Sum({ letters, hasNote }: { letters: readonly Letter[]; hasNote: boolean }) {
  const words = useInnerText()
  const unread = letters.filter(each => each.isNew).length
  const [said, note] =
    letters.length === 0
      ? [words.none, words.noneNote]
      : [unread > 0 ? words.unread(unread) : words.allSeen, words.whoReads]
  return (
    <div class={css.nothing} role="status">
      <Icon name={letters.length > 0 && unread === 0 ? 'tick' : 'notice'} />
      <b>{said}</b>
      {hasNote && <p>{note}</p>}
    </div>
  )
}

function Row({ letter: { document, isNew } }: { letter: Letter }) {
  const t = useText()
  const words = useInnerText()
  const isSelf = document.scope.is === 'self'
  return (
    <>
      <span class={css.day}>{t.day(document.publishedOn)}</span>
      <span class={css.what}>
        <b data-excerpt>{document.title}</b>
        <small>{isSelf ? words.self : words.members}</small>
      </span>
      <span class={css.worth}>
        {isNew ? (
          <Tag tone="red" icon="notice" text={words.isNew} />
        ) : (
          <Tag tone="stop" icon="tick" text={words.seen} />
        )}
      </span>
    </>
  )
}

export interface LetterSheetProps {
  readonly document: InnerDocument
  /** In the branch's zone. */
  readonly now: PlainDateTime
  readonly onBack: () => void
}

/** One of them as a sheet, large, over as many pages as it needs. It says whose eyes it is for, and is never read aloud. */
export function LetterSheet({ document, now, onBack }: LetterSheetProps) {
  const t = useText()
  const words = useInnerText()
  const [page, setPage] = useState(0)
  const [pages, setPages] = useState(1)
  const onPages = useCallback((count: number) => {
    setPages(count)
    setPage(at => Math.min(at, count - 1))
  }, [])
  const { scope, shownUntil } = document
  const [whose, note] = scope.is === 'self' ? [words.self, words.selfNote] : [words.members, words.membersNote]
  return (
    <Frame where={words.where} speech={words.readSpoken} help>
      <Look>
        <SheetPaper document={document} page={page} letter={document.docId}>
          <Flow page={page} onPages={onPages}>
            <Body document={document} />
          </Flow>
        </SheetPaper>
      </Look>
      <Touch>
        <section class={css.whose}>
          <Icon name="lock" />
          <p>
            <b>{whose}</b>
            <span>{note}</span>
            {pages > 1 && <span>{t.pageOf(page + 1, pages)}</span>}
            {shownUntil !== null && shownUntil >= dateOf(now) && <span>{words.until(t.day(shownUntil))}</span>}
          </p>
        </section>
        <Actions grow="wide">
          {pages > 1 && <Pager page={page} pages={pages} onPage={setPage} />}
          <Button kind="primary" icon="back" label={words.back} onPress={onBack} />
        </Actions>
      </Touch>
    </Frame>
  )
}

function Body({ document: { body } }: { document: InnerDocument }) {
  switch (body.kind) {
    case 'announcement':
      return <Paragraphs all={body.paragraphs} />
    case 'activity':
      return (
        <>
          <ActivityFacts body={body} />
          <Paragraphs all={body.paragraphs} />
        </>
      )
    case 'commendation':
      return (
        <>
          <p class={people.intro}>{body.intro}</p>
          {body.people.map(({ name, category, deed }, at) => (
            <section key={at} class={people.praised}>
              <h2>
                <Name name={name} />
                <small>{category}</small>
              </h2>
              <p>{deed}</p>
            </section>
          ))}
        </>
      )
    default:
      // Of no kind that is published behind the card.
      return null
  }
}

const Paragraphs = ({ all }: { all: readonly string[] }) => (
  <>
    {all.map((each, at) => (
      <p key={at} class={text.paragraph}>
        {each}
      </p>
    ))}
  </>
)

function ActivityFacts({ body }: { body: Extract<InnerDocument['body'], { kind: 'activity' }> }) {
  const words = useText().kinds.activity
  const facts = [
    { key: words.time, value: body.time },
    { key: words.place, value: body.place },
    { key: words.audience, value: body.audience },
    { key: words.turnout, value: body.turnout ? turnoutText(body.turnout) : '' },
  ].filter(each => each.value !== '')
  return (
    <dl class={activity.facts}>
      {facts.map(({ key, value }) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
