import { useRef, useState } from 'preact/hooks'
import { formatHundredths } from '../../../shared/base/hundredths.ts'
import type { Component, Dimension } from '../../../shared/points/item.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Actions, Frame, Look, Touch } from '../../ui/frame.tsx'
import { Heading } from '../../ui/heading.tsx'
import { pageOf, pagesOf } from '../../ui/paging.ts'
import { useFit } from '../../ui/use-fit.ts'
import { countItems, firstCell, itemsOf, type Cell, type PublishedItem } from '../items-view.ts'
import { ItemsMatrix } from '../items-matrix.tsx'
import type { ViewProps } from '../view-props.ts'
import css from './items.module.css'

/** 积分项目: the cards of one cell above, the matrix of four dimensions × four components below. */
export function ItemsView({ document }: ViewProps<'items'>) {
  const t = useText()
  const { items, cycle } = document.body
  const [cell, setCell] = useState<Cell>(() => firstCell(items))
  const [page, setPage] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const perPage = useFit(list)
  const all = itemsOf(items, cell)
  const pages = pagesOf(all.length, perPage)
  const at = Math.min(page, pages - 1)
  const shown = pageOf(all, at, perPage)
  const from = at * perPage + 1
  const pick = (dimension: Dimension, component: Component) => {
    setCell({ dimension, component })
    setPage(0)
  }
  const next = Math.min(perPage, all.length - (at + 1) * perPage)
  return (
    <Frame where={t.items.edition(cycle)} speech={speechOf(all, t.dimension[cell.dimension])}>
      <Look>
        <Heading
          title={t.dimension[cell.dimension]}
          light={t.component[cell.component]}
          note={t.items.explain[cell.component]}
          aside={t.items.count(from, from + shown.length - 1, all.length)}
        />
        <div class={css.cards} ref={list}>
          {shown.map(item => (
            <ItemCard key={item.code} item={item} />
          ))}
        </div>
      </Look>
      <Touch>
        <ItemsMatrix counts={countItems(items)} cell={cell} onPick={pick} />
        <Actions>
          <Button label={t.previousPage} icon="prev" disabled={at === 0} onPress={() => setPage(at - 1)} />
          <Button
            label={next > 0 ? t.items.more(next) : t.nextPage}
            iconAfter="next"
            disabled={next <= 0}
            onPress={() => setPage(at + 1)}
          />
        </Actions>
      </Touch>
    </Frame>
  )
}

const speechOf = (items: readonly PublishedItem[], dimension: string): string =>
  `${dimension}。${items.map(each => each.title).join('。')}`

/** One item: what it is worth, then the cap, the evidence and who records it. */
function ItemCard({ item }: { item: PublishedItem }) {
  const t = useText()
  const who = item.appliesTo.length === 0 ? t.items.everybody : t.items.appliesTo(item.appliesTo.join('、'))
  return (
    <article class={css.card}>
      <div class={css.top}>
        <Score item={item} />
        <div class={css.title}>
          <h2>{item.title}</h2>
          <p>
            {t.items.code(item.code)}　{who}
          </p>
        </div>
      </div>
      <dl>
        <div>
          <dt>{capLabel(item, t.items)}</dt>
          <dd>{capText(item, t.items)}</dd>
        </div>
        <div>
          <dt>{t.items.evidence}</dt>
          <dd>{t.evidence[item.evidence]}</dd>
        </div>
        <div>
          <dt>{t.items.recorder}</dt>
          <dd>{t.recorder[item.recordedBy]}</dd>
        </div>
      </dl>
      {item.note && (
        <p class={css.note} data-excerpt>
          {t.items.note(item.note)}
        </p>
      )}
    </article>
  )
}

function Score({ item }: { item: PublishedItem }) {
  const t = useText()
  if (item.points === null) return <div class={`${css.score} ${css.outlined}`}>{t.items.vetoMark}</div>
  const text = formatHundredths(item.points)
  return (
    <div class={item.points < 0 ? `${css.score} ${css.outlined}` : css.score}>
      {item.points < 0 ? text.replace('-', '−') : `+${text}`}
      <small>{t.items.per(item.unit)}</small>
    </div>
  )
}

type Words = ReturnType<typeof useText>['items']

const capLabel = (item: PublishedItem, words: Words): string =>
  item.component === 'veto' ? words.effect : item.component === 'deduction' ? words.capDeduction : words.cap

function capText(item: PublishedItem, words: Words): string {
  if (item.component === 'veto') return words.vetoEffect
  const caps = (['perMonth', 'perQuarter', 'perPeriod', 'perCycle'] as const).flatMap(level => {
    const cap = item.caps[level]
    return cap === undefined ? [] : [words[level](formatHundredths(cap))]
  })
  const limit = caps.join('，') || (item.component === 'deduction' ? words.noCapDeduction : words.noCap)
  const others = item.capSharedWith.filter(code => code !== item.code)
  return others.length > 0 ? `${limit}，${words.shared(others.join('、'))}` : limit
}
