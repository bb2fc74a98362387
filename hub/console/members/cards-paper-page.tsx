import { useState } from 'preact/hooks'
import { CARDS_PER_SHEET, CardsPaper } from '../../pages/papers/cards.tsx'
import { missingCharacters } from '../../pages/papers/glyphs.ts'
import { Button } from '../../pages/ui/button.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { batchesOf } from './batches.ts'
import { PrintedDialog } from './printed-dialog.tsx'

/** The print view of one batch of cards: `#/cards-paper/1`. Only this window ever holds their secrets. */
export function CardsPaperPage({ rest }: PageProps) {
  const { cards: text } = words().members
  const [asking, setAsking] = useState(false)
  // Not asked again by itself: the sheets on screen must stay those that were sent to the printer.
  const [turn, setTurn] = useState(0)
  const waiting = useQuery(['cards-paper', turn], () => api.members.cardsToPrint.query())
  const back = { href: hrefTo('members', 'cards'), label: text.back }
  return (
    <Loading of={waiting}>
      {all => {
        const batches = batchesOf(all)
        const at = Math.min(Math.max(1, Number(rest[0]) || 1), Math.max(1, batches.length))
        const batch = batches[at - 1] ?? []
        if (batch.length === 0) {
          return (
            <>
              <PaperBar back={back} />
              <EmptyState icon="printer" text={text.none} />
            </>
          )
        }
        return (
          <>
            <PaperBar
              back={back}
              title={[
                batches.length > 1 && text.batchName(at, batches.length),
                text.batch(batch.length, Math.ceil(batch.length / CARDS_PER_SHEET)),
              ]
                .filter(Boolean)
                .join(' · ')}
              note={text.scale}
              more={<Button onClick={() => setAsking(true)}>{text.printed}</Button>}
              print={text.print}
              warning={warningFor(batch)}
            />
            <main>
              <CardsPaper cards={batch} words={{ title: text.branchCard, serial: text.serial, lost: text.lostLine }} />
            </main>
            {asking && (
              <PrintedDialog
                serials={batch.map(each => each.serial)}
                onClose={() => setAsking(false)}
                onDone={() => {
                  setAsking(false)
                  setTurn(turn + 1)
                }}
              />
            )}
          </>
        )
      }}
    </Loading>
  )
}

/**
 * Names the cards whose names this PC cannot draw, with the character's number, as the character itself would not show.
 * The font is read from the page, so that it is the one the paper is printed in.
 */
function warningFor(batch: readonly { readonly serial: string; readonly name: string }[]): string | null {
  const { cards } = words().members
  const family = getComputedStyle(document.documentElement).getPropertyValue('--hei')
  const found = batch.flatMap(({ serial, name }) => {
    const missing = missingCharacters(name, family)
    return missing.length > 0 ? [`${serial} ${name}（${missing.map(codeOf).join('、')}）`] : []
  })
  return found.length > 0 ? cards.missingGlyphs(found.join('、')) : null
}

const codeOf = (character: string): string => `U+${character.codePointAt(0)?.toString(16).toUpperCase() ?? ''}`
