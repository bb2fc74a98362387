import type { ComponentChildren } from 'preact'
import type { OwnEntry, OwnPage } from '../../shared/own/own-page.ts'
import { useOwnText } from '../text/use-own-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions } from '../ui/frame.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { PickList } from '../ui/pick-list.tsx'
import { Tag } from '../ui/tag.tsx'
import { isGuarded, plain, signed } from '../../shared/own/own-view.ts'
import { Reading } from './reading.tsx'
import css from './own.module.css'

/** Every entry, newest first; one touch opens its basis. */
export function Entries({
  page: { entries, earlierEntries },
  onOpen,
  children,
}: {
  page: OwnPage
  onOpen: (entry: OwnEntry) => void
  children: ComponentChildren
}) {
  const words = useOwnText().points
  if (entries.length === 0) {
    return (
      <>
        <div class={css.nothing} role="status">
          <Icon name="ledger" />
          <b>{words.none}</b>
          <p>{words.noneNote}</p>
        </div>
        <Actions>{children}</Actions>
      </>
    )
  }
  return (
    <PickList
      label={earlierEntries > 0 ? words.older(earlierEntries) : words.listTitle}
      all={entries}
      keyOf={each => each.entryId}
      isPicked={() => false}
      onPick={onOpen}
      render={each => <Row entry={each} />}
    >
      {children}
    </PickList>
  )
}

function Row({ entry }: { entry: OwnEntry }) {
  const t = useText()
  const words = useOwnText().points
  const second = isGuarded(entry) ? words.guarded : entry.basisWords
  return (
    <span class={css.line}>
      <span class={css.day}>{t.day(entry.date)}</span>
      <span class={css.what}>
        <b data-excerpt>{titleOf(words, entry)}</b>
        {second !== '' && <small data-excerpt>{second}</small>}
      </span>
      <Worth entry={entry} />
    </span>
  )
}

/** What it is worth; outlined where it takes away, struck where it was taken back. */
function Worth({ entry }: { entry: OwnEntry }) {
  const t = useText()
  const words = useOwnText().points
  const { reversedBy, reverses, component, points } = entry
  const css1 = reversedBy ? css.struck : points < 0 ? css.taken : undefined
  return (
    <span class={css.worth}>
      <b class={css1}>
        {component === 'veto' ? words.veto : signed(points)}
        {component !== 'veto' && <small>{t.points}</small>}
      </b>
      {reversedBy && <Tag tone="stop" text={words.reversed} />}
      {!reversedBy && reverses && <Tag tone="gold" text={words.reversal} />}
    </span>
  )
}

const titleOf = (words: ReturnType<typeof useOwnText>['points'], { title, code }: OwnEntry): string =>
  title === '' && code === null ? words.opening : title

/** Asked before the facts behind a deduction or a veto are on the glass. */
export function MayOthersLook({ onYes, onNo }: { onYes: () => void; onNo: () => void }) {
  const words = useOwnText().points
  return (
    <Dialog title={words.askTitle} text={words.askText}>
      <Button label={words.askNo} icon="back" onPress={onNo} />
      <Button kind="primary" label={words.askYes} icon="tick" onPress={onYes} />
    </Dialog>
  )
}

/** One entry with its basis. */
export function EntryReading({ entry, onBack }: { entry: OwnEntry; onBack: () => void }) {
  const t = useText()
  const words = useOwnText().points
  const { quantity, unit, component, dimension, basis, basisWords } = entry
  const kind = component === 'veto' ? words.veto : t.component[component]
  const document = basis && words.document(basis.documentNo, t.day(basis.meetingDate))
  return (
    <Reading
      where={words.where}
      title={titleOf(words, entry)}
      facts={[
        t.fullDay(entry.date),
        ...(quantity === 100 || unit === '' ? [] : [words.quantity(plain(quantity), unit)]),
        dimension === null ? kind : `${words.dimension[dimension]}　${kind}`,
      ]}
      worth={<Worth entry={entry} />}
      parts={[{ title: words.basis, text: [document, basisWords].filter(Boolean).join('。') || words.noBasis }]}
      onBack={onBack}
    />
  )
}
