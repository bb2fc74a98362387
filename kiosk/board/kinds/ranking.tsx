import { useMemo, useRef, useState } from 'preact/hooks'
import { formatHundredths } from '../../../shared/base/hundredths.ts'
import type { RankedList } from '../../../shared/notices/document.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Actions, Frame, Look, Touch } from '../../ui/frame.tsx'
import { Heading, Subheading } from '../../ui/heading.tsx'
import { Name, roomFor } from '../../ui/name.tsx'
import { pageOf, pagesOf } from '../../ui/paging.ts'
import { PersonMarks } from '../../ui/person-marks.tsx'
import { useFit } from '../../ui/use-fit.ts'
import { groupTies, type TieGroup } from '../ranking-view.ts'
import type { ViewProps } from '../view-props.ts'
import css from './ranking.module.css'

/** 分类排名: praise by name, the rest by number; one category at a time. */
export function RankingView({ document, onItems }: ViewProps<'ranking'>) {
  const t = useText()
  const { period, categories } = document.body
  const [category, setCategory] = useState(0)
  const [wholeYear, setWholeYear] = useState(false)
  const [page, setPage] = useState(0)
  const chart = useRef<HTMLDivElement>(null)
  const perPage = useFit(chart)
  const chosen = categories[category] ?? categories[0]
  const list = wholeYear ? chosen?.yearToDate : chosen?.period
  const room = useMemo(() => roomFor(list?.rows.map(row => row.name) ?? []), [list])
  if (!chosen || !list) return null
  const moves = list.rows.some(row => row.movement !== null)
  const pages = pagesOf(list.rows.length, perPage)
  const at = Math.min(page, pages - 1)
  const showYear = (year: boolean) => {
    setWholeYear(year)
    setPage(0)
  }
  const showCategory = (index: number) => {
    setCategory(index)
    setPage(0)
  }
  return (
    <Frame where={t.ranking.title} speech={speechOf(chosen.label, list)}>
      <Look>
        <Heading
          title={chosen.label}
          light={wholeYear ? t.ranking.yearToDate : t.periodPart(period)}
          note={`${t.ranking.note(formatHundredths(list.scaleMax))}${moves ? t.ranking.moves : ''}${(wholeYear && document.body.starts) || ''}`}
          aside={pages > 1 ? t.pageOf(at + 1, pages) : undefined}
        />
        <div class={css.chart} ref={chart} data-names={room} data-moves={moves ? '' : undefined}>
          {list.rows.length === 0 && <p class={css.nobody}>{t.ranking.nobody}</p>}
          {groupTies(pageOf(list.rows, at, perPage)).map(group => (
            <Place key={`${group.place} ${group.rows[0]?.name}`} group={group} scaleMax={list.scaleMax} />
          ))}
        </div>
        <Bands list={list} />
      </Look>
      <Touch>
        <Categories
          labels={categories.map(each => ({ id: each.id, label: each.label, size: each.period.size }))}
          chosen={category}
          onChoose={showCategory}
        />
        <Actions grow="wide">
          <Button
            label={t.ranking.thisPeriod(t.periodPart(period))}
            pressed={!wholeYear}
            onPress={() => showYear(false)}
          />
          <Button label={t.ranking.yearToDate} pressed={wholeYear} onPress={() => showYear(true)} />
          {pages === 1 && <Button label={t.ranking.how} icon="items" onPress={onItems} />}
          {pages > 1 && (
            <Button
              label={at === pages - 1 ? t.previousPage : t.nextPage}
              iconAfter={at === pages - 1 ? 'prev' : 'next'}
              onPress={() => setPage(at === pages - 1 ? at - 1 : at + 1)}
            />
          )}
        </Actions>
      </Touch>
    </Frame>
  )
}

/** Voice never speaks a score or a rank (design language §8): the page is named, its content is not read. */
const speechOf = (label: string, list: RankedList): string => `${label}，共${list.size}人。`

/** One place; people with equal points stand in one bracket. */
function Place({ group, scaleMax }: { group: TieGroup; scaleMax: number }) {
  const t = useText()
  const tone =
    group.place === 1
      ? `${css.group} ${css.top} ${css.first}`
      : group.place <= 3
        ? `${css.group} ${css.top}`
        : css.group
  return (
    <div class={tone}>
      <div class={group.tied ? `${css.place} ${css.tied}` : css.place}>
        <b>{group.place}</b>
        {group.tied && <em>{t.ranking.tied}</em>}
      </div>
      <div>
        {group.rows.map((row, at) => (
          <div class={css.row} key={at}>
            <Name name={row.name} />
            {row.movement && <i class={css.move}>{t.ranking.movement[row.movement]}</i>}
            <div class={css.track}>
              <div class={css.fill} style={{ width: `${Math.max(22, Math.min(100, (row.points / scaleMax) * 100))}%` }}>
                {formatHundredths(row.points)}
                <i>{t.points}</i>
              </div>
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}

/** The others: named ranges and head counts, never a name, never a last place. */
function Bands({ list }: { list: RankedList }) {
  const t = useText()
  const others = list.bands.reduce((sum, each) => sum + each.count, 0)
  if (others === 0) return null
  return (
    <section class={css.bands}>
      <Subheading>{t.ranking.others(others)}</Subheading>
      <div>
        {list.bands.map((band, at) => (
          <div key={at} class={css.band}>
            <p>
              <b>{bandText(band, t.ranking)}</b>
              <span>{t.people(band.count)}</span>
            </p>
            {band.count <= 12 && <PersonMarks present={band.count} total={band.count} tone="gold" />}
          </div>
        ))}
      </div>
    </section>
  )
}

function bandText(band: RankedList['bands'][number], words: ReturnType<typeof useText>['ranking']): string {
  if (band.from === null) return band.to === null ? '' : words.upTo(formatHundredths(band.to))
  return band.to === null
    ? words.from(formatHundredths(band.from))
    : words.between(formatHundredths(band.from), formatHundredths(band.to))
}

/** Even rows of tabs: six stand three by three. */
const tabColumns = (count: number): number => (count <= 4 ? Math.max(1, count) : Math.ceil(count / 2))

function Categories(props: {
  readonly labels: readonly { readonly id: string; readonly label: string; readonly size: number }[]
  readonly chosen: number
  readonly onChoose: (index: number) => void
}) {
  const t = useText()
  return (
    <div class={css.choose}>
      <p>{t.ranking.another}</p>
      <div
        class={css.tabs}
        style={{ '--tabs': tabColumns(props.labels.length) }}
        role="tablist"
        aria-label={t.ranking.another}
      >
        {props.labels.map((each, at) => (
          <button
            type="button"
            role="tab"
            key={each.id}
            aria-selected={at === props.chosen}
            onClick={() => props.onChoose(at)}
          >
            <b>{each.label}</b>
            <small>{t.people(each.size)}</small>
          </button>
        ))}
      </div>
    </div>
  )
}
