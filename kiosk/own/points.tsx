import { useState } from 'preact/hooks'
import type { PlainDateTime } from '../../shared/base/plain-date.ts'
import { dateOf } from '../../shared/base/plain-date.ts'
import type { OwnDeclaration, OwnEntry, OwnPage } from '../../shared/own/own-page.ts'
import { timeOf } from '../text/dates.ts'
import { useOwnText } from '../text/use-own-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look, Touch } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Entries, EntryReading, MayOthersLook } from './entries.tsx'
import { isGuarded } from '../../shared/own/own-view.ts'
import { PaperList, PaperReading, papersOf, type AgainOf, type Paper } from './papers.tsx'
import { Components, Dimensions, SumSheet } from './pictures.tsx'
import css from './own.module.css'

export interface OwnPointsProps {
  /** As the room may see it. */
  readonly name: string
  readonly page: OwnPage
  /** In the branch's zone. */
  readonly asOf: PlainDateTime
  readonly offline: boolean
  /** The period whose figures wait for the member; null: none. */
  readonly toCheck: string | null
  readonly againOf: AgainOf
  readonly onAgain: (declaration: OwnDeclaration) => void
  readonly onFeedback: () => void
  readonly onBack: () => void
  /** For the gallery alone. */
  readonly at?: Place
}

/** What stands below the sum, or before it. Kept by the component alone, so that it goes with the page. */
type Place =
  | { readonly kind: 'period' | 'year' | 'entries' | 'papers' }
  | { readonly kind: 'ask' | 'entry'; readonly entry: OwnEntry }
  | { readonly kind: 'paper'; readonly paper: Paper }

/** 我的积分: one page to look at, and lists behind two buttons. */
export function OwnPoints(props: OwnPointsProps) {
  const words = useOwnText().points
  const { page, againOf } = props
  const [place, go] = useState<Place>(props.at ?? { kind: 'period' })
  const toSum = () => go({ kind: 'period' })
  const open = (entry: OwnEntry) => go({ kind: isGuarded(entry) ? 'ask' : 'entry', entry })
  if (place.kind === 'entry') return <EntryReading entry={place.entry} onBack={() => go({ kind: 'entries' })} />
  if (place.kind === 'paper') {
    const toPapers = () => go({ kind: 'papers' })
    return <PaperReading paper={place.paper} againOf={againOf} onAgain={props.onAgain} onBack={toPapers} />
  }
  const lower =
    place.kind === 'papers' ? (
      <PaperList papers={papersOf(page)} againOf={againOf} onOpen={paper => go({ kind: 'paper', paper })}>
        <Button label={words.pictures} icon="me" onPress={toSum} />
      </PaperList>
    ) : place.kind === 'entries' || place.kind === 'ask' ? (
      <Entries page={page} onOpen={open}>
        <Button label={words.pictures} icon="me" onPress={toSum} />
      </Entries>
    ) : null
  return (
    <>
      <Frame where={words.where} speech={words.spoken} help>
        <Look>
          <Whose {...props} />
          <SumSheet page={page} />
          {!lower && <ComponentsOf page={page} kind={place.kind} />}
        </Look>
        {lower ? <div class={css.below}>{lower}</div> : <Below {...props} place={place} onGo={go} />}
      </Frame>
      {place.kind === 'ask' && (
        <MayOthersLook onYes={() => go({ kind: 'entry', entry: place.entry })} onNo={() => go({ kind: 'entries' })} />
      )}
    </>
  )
}

/** Who, in which category, as of when, and whether the hub could have said more. */
function Whose({ name, page, asOf, offline }: OwnPointsProps) {
  const t = useText()
  const words = useOwnText().points
  const when = words.asOf(`${t.day(dateOf(asOf))} ${timeOf(asOf)}`)
  return (
    <div>
      <Heading
        title={name}
        {...([...name].length > 8 ? {} : { light: t.comrade })}
        note={`${page.category.label}　${when}`}
      />
      {offline && (
        <p class={css.offline} role="status">
          <Icon name="offline" />
          {words.offline}
        </p>
      )}
    </div>
  )
}

function ComponentsOf({ page: { standing }, kind }: { page: OwnPage; kind: Place['kind'] }) {
  const words = useOwnText().points
  if (!standing) return null
  const isYear = kind === 'year'
  return (
    <Components
      stretch={isYear ? standing.toDate : standing.inPeriod}
      title={isYear ? words.inYear : words.inPeriod}
      start={isYear ? standing.start : (0 as typeof standing.start)}
    />
  )
}

function Below(props: OwnPointsProps & { readonly place: Place; readonly onGo: (place: Place) => void }) {
  const t = useText()
  const words = useOwnText().points
  const { page, place, onGo, toCheck, onFeedback, onBack } = props
  const isYear = place.kind === 'year'
  const { standing } = page
  return (
    <Touch>
      {standing && <Dimensions stretch={isYear ? standing.toDate : standing.inPeriod} />}
      <Actions>
        <Button label={words.entries(page.entries.length)} icon="items" onPress={() => onGo({ kind: 'entries' })} />
        <Button label={words.papers(papersOf(page).length)} icon="doc" onPress={() => onGo({ kind: 'papers' })} />
      </Actions>
      <Actions>
        <Button label={t.back} icon="back" onPress={onBack} />
        <Button
          label={isYear ? words.seePeriod : words.seeYear}
          icon="calendar"
          onPress={() => onGo({ kind: isYear ? 'period' : 'year' })}
        />
        {toCheck !== null && (
          <Button kind="primary" label={words.check} note={toCheck} icon="object" onPress={onFeedback} />
        )}
      </Actions>
    </Touch>
  )
}
