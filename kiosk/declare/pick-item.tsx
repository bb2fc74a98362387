import { useState } from 'preact/hooks'
import { formatHundredths } from '../../shared/base/hundredths.ts'
import type { PublishedItem } from '../board/items-view.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Name } from '../ui/name.tsx'
import { PickList } from '../ui/pick-list.tsx'
import { Steps } from '../ui/steps.tsx'
import type { Shelf, Shelved } from './offers.ts'
import css from './declare.module.css'

interface PickItemProps {
  /** As the room may see it. */
  readonly name: string
  readonly shelves: readonly Shelved[]
  readonly picked: PublishedItem | null
  readonly onPick: (item: PublishedItem) => void
  readonly onBack: () => void
}

/** Which item: what is declared most, then dimension by dimension. */
export function PickItem({ name, shelves, picked, onPick, onBack }: PickItemProps) {
  const t = useText()
  const words = useDeclareText()
  const [wanted, setShelf] = useState<Shelf>('often')
  const shelf = shelves.find(each => each.shelf === wanted) ?? shelves[0]
  if (!shelf) {
    return (
      <Frame where={words.where} speech={`${words.none}。${words.noneNote}`} layout="center" help>
        <Empty icon="items" title={words.none} note={words.noneNote} />
        <div class={css.alone}>
          <Button kind="primary" icon="back" label={t.back} onPress={onBack} />
        </div>
      </Frame>
    )
  }
  return (
    <Frame
      where={words.where}
      speech={`${words.item.title}${shelf.items.map(each => `${each.title}。`).join('')}`}
      help
    >
      <Look>
        <Heading title={words.item.title} note={words.item.note} />
        <p class={css.who}>
          <Name name={name} />
          <small>{t.comrade}</small>
        </p>
        <div class={css.steps}>
          <Steps steps={words.steps} />
        </div>
      </Look>
      <div class={css.below}>
        <div class={css.tabs} role="group" aria-label={words.item.pick}>
          {shelves.map(each => (
            <button
              type="button"
              key={each.shelf}
              aria-pressed={each.shelf === shelf.shelf}
              onClick={() => setShelf(each.shelf)}
            >
              {words.item.shelf[each.shelf]}
            </button>
          ))}
        </div>
        <PickList
          key={shelf.shelf}
          label={words.item.pick}
          all={shelf.items}
          keyOf={each => each.code}
          isPicked={each => each.code === picked?.code}
          onPick={onPick}
          render={each => <ItemRow item={each} />}
        >
          <Button label={t.back} icon="back" onPress={onBack} />
        </PickList>
      </div>
    </Frame>
  )
}

function ItemRow({ item: { title, points, unit } }: { item: PublishedItem }) {
  const words = useDeclareText()
  return (
    <>
      <b class={[...title].length > 15 ? `${css.item} ${css.long}` : css.item}>{title}</b>
      {points !== null && <span class={css.points}>{words.item.points(formatHundredths(points), unit)}</span>}
    </>
  )
}
