import { dateOf } from '../../shared/base/plain-date.ts'
import { timeOf } from '../text/dates.ts'
import { useText } from '../text/use-text.ts'
import { useChrome } from '../ui/chrome.tsx'
import { Icon } from '../ui/icon.tsx'
import { Lintel } from '../ui/lintel.tsx'
import { Landscape } from './poster-art.tsx'
import { posterTitle, seasonOf, type Countdown, type Poster } from './poster-view.ts'
import css from './poster.module.css'

/** The red door: today's activity (or the next one), with the countdown as the sun over the hills. */
export function PosterSheet({ poster }: { poster: Poster }) {
  const { placeName } = useChrome()
  return (
    <section class={css.poster}>
      <Landscape />
      <Lintel where={placeName} bare />
      {poster.kind === 'none' ? <Quiet heldToday={poster.heldToday} /> : <Announced poster={poster} />}
    </section>
  )
}

function Announced({ poster }: { poster: Exclude<Poster, { kind: 'none' }> }) {
  const t = useText()
  const { activity } = poster
  const type = t.activityType[activity.type]
  const title = posterTitle(activity.title, type)
  const kicker =
    poster.kind === 'running'
      ? t.home.running(type)
      : poster.kind === 'coming'
        ? t.home.today(type)
        : t.home.coming(t.dayAndWeekday(dateOf(activity.start)), type)
  return (
    <div class={css.hero}>
      <div class={css.text}>
        {poster.kind === 'later' && (
          <p class={css.today}>{poster.heldToday ? t.home.activityOver : t.home.noActivity}</p>
        )}
        <p class={css.kicker}>
          <i />
          {kicker}
        </p>
        <h1 class={sizeOf(title)}>{title}</h1>
        <p class={css.fact}>
          <Icon name="clock" />
          <b>{t.activities.runsFrom(timeOf(activity.start), timeOf(activity.end))}</b>
        </p>
        {activity.place && (
          <p class={css.fact}>
            <Icon name="pin" />
            <span>{activity.place}</span>
          </p>
        )}
      </div>
      <Sun countdown={poster.countdown} toEnd={poster.kind === 'running'} />
    </div>
  )
}

function Quiet({ heldToday }: { heldToday: boolean }) {
  const t = useText()
  const { now } = useChrome()
  return (
    <div class={css.hero}>
      <div class={css.text}>
        <p class={css.kicker}>
          <i />
          {heldToday ? t.home.activityOver : t.home.noActivity}
        </p>
        <h1 class={`${css.xl} ${css.quiet}`}>{t.home.seasonal[seasonOf(now)]}</h1>
      </div>
    </div>
  )
}

/** Titles run from four to eighty characters; the letters shrink in steps so that none is cut. */
function sizeOf(title: string): string | undefined {
  const length = [...title.replaceAll(' ', '')].length
  if (length <= 8) return css.xl
  if (length <= 12) return css.l
  if (length <= 20) return css.m
  return length <= 40 ? css.s : css.xs
}

function Sun({ countdown, toEnd }: { countdown: Countdown; toEnd: boolean }) {
  const t = useText()
  const unit = t.home[countdown.unit]
  const spoken = toEnd ? t.home.toEndSpoken(countdown.count, unit) : t.home.toStartSpoken(countdown.count, unit)
  return (
    <div class={css.sun} role="timer" aria-label={spoken}>
      <svg viewBox="0 0 300 300" aria-hidden="true">
        <circle class={css.disc} cx="150" cy="150" r="140" />
        <circle class={css.track} cx="150" cy="150" r="134" />
        <circle
          class={css.arc}
          cx="150"
          cy="150"
          r="134"
          pathLength={100}
          stroke-dasharray={`${countdown.left * 100} 100`}
          transform="rotate(-90 150 150)"
        />
      </svg>
      <div aria-hidden="true">
        <span>{toEnd ? t.home.toEnd : t.home.toStart}</span>
        <b>{countdown.count}</b>
        <span>{unit}</span>
      </div>
    </div>
  )
}
