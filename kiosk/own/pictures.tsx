import type { ComponentChildren } from 'preact'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { OwnPage } from '../../shared/own/own-page.ts'
import type { DimensionKey } from '../../shared/points/scheme-index.ts'
import { useOwnText } from '../text/use-own-text.ts'
import { useText } from '../text/use-text.ts'
import { Subheading } from '../ui/heading.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Tag } from '../ui/tag.tsx'
import {
  componentBars,
  dimensionBars,
  plain,
  signed,
  trendOf,
  type Bar,
  type Stretch,
} from '../../shared/own/own-view.ts'
import css from './own.module.css'

/** The pictures of the own page: the sum and the place, the periods, what it is made of, the four dimensions. */

export function SumSheet({ page }: { page: OwnPage }) {
  const t = useText()
  const words = useOwnText().points
  const { standing, place } = page
  if (!standing) return null
  const total = plain(standing.total)
  return (
    <section class={css.sum}>
      <div class={css.total}>
        <h2>{words.total}</h2>
        <p class={total.length > 5 ? css.longest : total.length > 3 ? css.long : css.big}>
          <span data-own="total">{total}</span>
          <small>{t.points}</small>
        </p>
        {standing.vetoed ? (
          <Tag tone="stop" icon="alert" text={words.vetoed} />
        ) : (
          <small>{fromAndTo(standing, words)}</small>
        )}
      </div>
      <div class={css.place}>
        <h2>{words.place}</h2>
        <p class={place && place.place > 99 ? css.nthLong : css.nth}>{place ? words.nth(place.place) : '—'}</p>
        <small>{place ? (place.tied ? words.tied(place.of) : words.among(place.of)) : words.noPlace}</small>
      </div>
      <Trend page={page} />
    </section>
  )
}

/** 年初 100 分起，满分 120: between which ends the total moves, where there are any. */
function fromAndTo(
  { start, totalCap }: NonNullable<OwnPage['standing']>,
  words: ReturnType<typeof useOwnText>['points'],
) {
  return [start === 0 ? '' : words.startedAt(plain(start)), totalCap === null ? '' : words.full(plain(totalCap))]
    .filter(each => each !== '')
    .join(' · ')
}

function Trend({ page }: { page: OwnPage }) {
  const t = useText()
  const words = useOwnText().points
  const { bars, zero } = trendOf(page)
  const spoken = bars.map(each => `${t.periodPart(each.period)} ${plain(each.points)}`).join('，')
  return (
    <div class={css.trend}>
      <h2>{words.trend}</h2>
      <div class={css.columns} role="img" aria-label={`${words.trend}：${spoken}`}>
        {bars.map(each => (
          <div key={each.period} class={each.isNow ? css.now : undefined}>
            <b>{plain(each.points)}</b>
            <div class={css.column}>
              <i
                class={each.points < 0 ? css.minus : undefined}
                style={{ top: `${each.top}%`, height: `${each.height}%` }}
              />
              <u style={{ top: `${zero}%` }} />
            </div>
            <span>{each.isNow ? words.now : (words.trendShort[each.period.slice(5)] ?? words.year)}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

/** Base, what was added, what was taken, each against its cap. */
export function Components({ stretch, title, start }: { stretch: Stretch; title: string; start: Hundredths }) {
  const t = useText()
  const words = useOwnText().points
  const sum = plain(stretch.total)
  return (
    <BarSheet title={title} note={start === 0 ? words.sum(sum) : words.sumWithStart(sum, plain(start))} caps>
      {componentBars(stretch).map(bar => (
        <BarRow key={bar.key} bar={bar} label={t.component[bar.key]}>
          {capText(words, bar)}
        </BarRow>
      ))}
    </BarSheet>
  )
}

function capText(words: ReturnType<typeof useOwnText>['points'], { recorded, counted, cap }: Bar<string>): string {
  if (cap === null) return words.noCap
  return recorded === counted ? words.cap(plain(cap)) : words.capped(plain(recorded), plain(cap))
}

const DIMENSION_ICONS: Readonly<Record<DimensionKey, IconName>> = {
  political: 'dim1',
  discipline: 'dim2',
  role: 'dim3',
  character: 'dim4',
  none: 'ledger',
}

export function Dimensions({ stretch }: { stretch: Stretch }) {
  const words = useOwnText().points
  const bars = dimensionBars(stretch)
  const longest = Math.max(0, ...bars.map(each => Math.abs(each.counted))) as Hundredths
  return (
    <BarSheet title={words.dimensions} note={longest === 0 ? '' : words.longest(plain(longest))}>
      {bars.map(bar => (
        <BarRow key={bar.key} bar={bar} icon={DIMENSION_ICONS[bar.key]} label={words.dimension[bar.key]} />
      ))}
    </BarSheet>
  )
}

interface BarSheetProps {
  readonly title: string
  readonly note: string
  /** Each bar says its cap in words. */
  readonly caps?: boolean
  readonly children: ComponentChildren
}

function BarSheet({ title, note, caps = false, children }: BarSheetProps) {
  return (
    <section class={css.bars}>
      <div class={css.barsHead}>
        <Subheading>{title}</Subheading>
        <small>{note}</small>
      </div>
      <ul class={caps ? css.withCaps : undefined}>{children}</ul>
    </section>
  )
}

interface BarRowProps {
  readonly bar: Bar<string>
  readonly icon?: IconName
  readonly label: string
  /** What stands under the bar's number. */
  readonly children?: ComponentChildren
}

/** What is below nothing is outlined, so that it reads without colour. */
const BarRow = ({ bar, icon, label, children }: BarRowProps) => (
  <li data-bar={bar.key}>
    <b class={css.barLabel}>
      {icon && <Icon name={icon} />}
      {label}
    </b>
    <div class={css.track}>
      <i class={bar.counted < 0 ? css.minus : undefined} style={{ width: `${bar.share}%` }} />
    </div>
    <b class={css.value}>{bar.key === 'base' ? plain(bar.counted) : signed(bar.counted)}</b>
    {children !== undefined && <small>{children}</small>}
  </li>
)
