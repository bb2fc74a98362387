import type { ComponentChildren } from 'preact'
import { dateOf, type PlainDate } from '../../shared/base/plain-date.ts'
import type { OwnDeclaration, OwnLeave, OwnPage } from '../../shared/own/own-page.ts'
import type { Again } from '../declare/resend.ts'
import { timeOf } from '../text/dates.ts'
import { useOwnText } from '../text/use-own-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions } from '../ui/frame.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { PickList } from '../ui/pick-list.tsx'
import { Tag, type Tone } from '../ui/tag.tsx'
import { signed } from '../../shared/own/own-view.ts'
import { Reading } from './reading.tsx'
import css from './own.module.css'

/** What the member handed in: declarations and wishes for leave, with what became of each. */

export type Paper =
  | { readonly kind: 'declaration'; readonly key: string; readonly declaration: OwnDeclaration }
  | { readonly kind: 'leave'; readonly key: string; readonly leave: OwnLeave }

/** The latest day first, whatever it is. */
export const papersOf = ({ declarations, leaves }: OwnPage): readonly Paper[] =>
  [
    ...declarations.map(each => ({ kind: 'declaration', key: each.declarationId, declaration: each }) as const),
    ...leaves.map(each => ({ kind: 'leave', key: `leave ${each.activityId}`, leave: each }) as const),
  ].sort((a, b) => dayOf(b).localeCompare(dayOf(a)))

const dayOf = (paper: Paper): PlainDate =>
  paper.kind === 'leave' ? dateOf(paper.leave.startsAt) : paper.declaration.date

/** Whether a declaration may be sent again. */
export type AgainOf = (declaration: OwnDeclaration) => Again

interface PaperListProps {
  readonly papers: readonly Paper[]
  readonly againOf: AgainOf
  readonly onOpen: (paper: Paper) => void
  readonly children: ComponentChildren
}

export function PaperList({ papers, againOf, onOpen, children }: PaperListProps) {
  const words = useOwnText().papers
  if (papers.length === 0) {
    return (
      <>
        <div class={css.nothing} role="status">
          <Icon name="doc" />
          <b>{words.none}</b>
          <p>{words.noneNote}</p>
        </div>
        <Actions>{children}</Actions>
      </>
    )
  }
  return (
    <PickList
      label={words.list}
      all={papers}
      keyOf={each => each.key}
      isPicked={() => false}
      onPick={onOpen}
      render={each => <Row paper={each} againOf={againOf} />}
    >
      {children}
    </PickList>
  )
}

interface PaperProps {
  readonly paper: Paper
  readonly againOf: AgainOf
}

function Row({ paper, againOf }: PaperProps) {
  const t = useText()
  const words = useOwnText().papers
  return (
    <span class={css.line}>
      <span class={css.day}>{t.day(dayOf(paper))}</span>
      <span class={css.what}>
        <b data-excerpt>{paper.kind === 'leave' ? words.leave(paper.leave.title) : paper.declaration.title}</b>
      </span>
      <PaperState paper={paper} againOf={againOf} />
    </span>
  )
}

const LOOKS: Readonly<
  Record<OwnDeclaration['state'] | OwnLeave['state'], { readonly tone: Tone; readonly icon: IconName }>
> = {
  waiting: { tone: 'gold', icon: 'clock' },
  askedBack: { tone: 'red', icon: 'object' },
  accepted: { tone: 'ok', icon: 'tick' },
  asked: { tone: 'gold', icon: 'clock' },
  granted: { tone: 'ok', icon: 'tick' },
  refused: { tone: 'stop', icon: 'cross' },
  dropped: { tone: 'stop', icon: 'back' },
}

function PaperState({ paper, againOf }: PaperProps) {
  const words = useOwnText().papers
  if (paper.kind === 'declaration' && againOf(paper.declaration) === 'sent') {
    return (
      <span class={css.worth}>
        <Tag {...LOOKS.waiting} text={words.again.state} />
      </span>
    )
  }
  const text = paper.kind === 'leave' ? words.leaveState[paper.leave.state] : words.state[paper.declaration.state]
  const state = paper.kind === 'leave' ? paper.leave.state : paper.declaration.state
  return (
    <span class={css.worth}>
      <Tag {...LOOKS[state]} text={text} />
    </span>
  )
}

interface PaperReadingProps extends PaperProps {
  readonly onAgain: (declaration: OwnDeclaration) => void
  readonly onBack: () => void
}

export function PaperReading({ paper, againOf, onAgain, onBack }: PaperReadingProps) {
  const t = useText()
  const own = useOwnText()
  const words = own.papers
  const shared = { where: own.points.where, worth: <PaperState paper={paper} againOf={againOf} />, onBack }
  if (paper.kind === 'leave') {
    const { title, startsAt, reason } = paper.leave
    const facts = [`${t.fullDay(dateOf(startsAt))}　${timeOf(startsAt)}`, t.member.leaves.reason[reason]]
    return <Reading {...shared} title={words.leave(title)} facts={facts} parts={[]} />
  }
  const { title, date, points, words: said } = paper.declaration
  const facts = [t.fullDay(date), ...(points === undefined ? [] : [`${signed(points)} ${t.points}`])]
  const part = { title: words.branchSays, text: said === undefined || said === '' ? words.noWords : said }
  const again = againOf(paper.declaration)
  const parts = again === 'never' || again === 'may' ? [part] : [part, words.again[again]]
  const send = (
    <Button kind="primary" icon="doc" label={words.again.button} onPress={() => onAgain(paper.declaration)} />
  )
  return <Reading {...shared} title={title} facts={facts} parts={parts} action={again === 'may' && send} />
}
