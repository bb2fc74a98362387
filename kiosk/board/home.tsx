import type { FeedActivity } from '../../shared/activities/activity.ts'
import { dateOf } from '../../shared/base/plain-date.ts'
import type { BoardDocument } from '../../shared/notices/document.ts'
import { timeOf } from '../text/dates.ts'
import { useText } from '../text/use-text.ts'
import { useChrome } from '../ui/chrome.tsx'
import { Dock } from '../ui/dock.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { StatusLine } from '../ui/status-line.tsx'
import { Feature, type FeatureProps } from './feature.tsx'
import { docsOf, newestOf, noticesOf, stateOf } from './notice-view.ts'
import { PosterSheet } from './poster.tsx'
import { comingActivities, nextSignIn, openForSignIn, posterOf, posterTitle } from './poster-view.ts'
import css from './home.module.css'

/** `points` and `attest` lead to what somebody does, the others to what hangs on the board. */
export type Section = 'notices' | 'items' | 'ranking' | 'activities' | 'points' | 'attest'

export interface HomeProps {
  /** Everything on the board now, already verified and within its dates. */
  readonly documents: readonly BoardDocument[]
  readonly activities: readonly FeedActivity[]
  readonly onSignIn: () => void
  readonly onSection: (section: Section) => void
  /** The rotation: which notice shows, and whether it stands still. The app turns it. */
  readonly feature: Omit<FeatureProps, 'documents'>
}

/** The first screen: what is on today, sign in, what hangs on the board, and the way to each section. */
export function Home({ documents, activities, onSignIn, onSection, feature }: HomeProps) {
  const t = useText()
  const { now, clock } = useChrome()
  const poster = posterOf(activities, now)
  return (
    <main class={css.home}>
      <PosterSheet poster={poster} />
      <p class={css.clock}>
        <b>{timeOf(now)}</b>
        <span>{clock === 'unknown' ? t.status.clockUnknown : t.dayAndWeekday(dateOf(now))}</span>
      </p>
      <SignInCard activities={activities} onSignIn={onSignIn} onActivities={() => onSection('activities')} />
      <Feature documents={documents} {...feature} />
      <Tiles documents={documents} activities={activities} onSection={onSection} />
      <div class={css.foot}>
        <Dock home={false} speech={useHomeSpeech(documents, activities)} help />
        <StatusLine />
      </div>
    </main>
  )
}

/** The one red action of the page. Closed, it says when sign-in opens and leads to the activities instead. */
function SignInCard(props: {
  readonly activities: readonly FeedActivity[]
  readonly onSignIn: () => void
  readonly onActivities: () => void
}) {
  const t = useText()
  const { now, link } = useChrome()
  const open = openForSignIn(props.activities, now)
  const next = nextSignIn(props.activities, now)
  const today = next && dateOf(next.opens) === dateOf(now)
  const note = open
    ? link === 'offline'
      ? t.signIn.offline
      : t.home.signInNote
    : next
      ? today
        ? t.home.laterNote(timeOf(next.opens))
        : t.home.nextSignIn(t.dayAndTime(next.opens))
      : t.home.noneComing
  return (
    <button
      type="button"
      class={open ? css.signIn : `${css.signIn} ${css.shut}`}
      data-primary
      onClick={open ? props.onSignIn : props.onActivities}
    >
      <Icon name={open ? 'card' : 'calendar'} />
      <span class={css.words}>
        <b>{open ? t.home.signIn : today ? t.home.later : t.home.noSignIn}</b>
        <small>{note}</small>
      </span>
      <span class={css.go}>
        <span>{open ? t.home.signInGo : t.home.seeActivities}</span>
        <Icon name="next" />
      </span>
    </button>
  )
}

function Tiles(props: {
  readonly documents: readonly BoardDocument[]
  readonly activities: readonly FeedActivity[]
  readonly onSection: (section: Section) => void
}) {
  const t = useText()
  const { now } = useChrome()
  const notices = noticesOf(props.documents, now)
  const open = notices.filter(each => stateOf(each, now) === 'open').length
  const items = newestOf(props.documents, 'items')
  const ranking = newestOf(props.documents, 'ranking')
  const coming = comingActivities(props.activities, now)
  const today = coming.filter(each => dateOf(each.start) <= dateOf(now)).length
  const tiles: { section: Section; icon: IconName; label: string; note: string; lists?: string }[] = [
    {
      section: 'notices',
      icon: 'notice',
      lists: docsOf(notices),
      label: t.home.notices,
      note:
        open > 0
          ? t.home.noticesOpen(open)
          : notices.length > 0
            ? t.home.noticesStanding(notices.length)
            : t.home.noNotices,
    },
    {
      section: 'items',
      icon: 'items',
      lists: docsOf([items]),
      label: t.home.items,
      note: items ? t.home.itemsNote(items.body.items.length) : t.home.closed,
    },
    {
      section: 'ranking',
      icon: 'rank',
      lists: docsOf([ranking]),
      label: t.home.ranking,
      note: ranking ? t.periodPart(ranking.body.period) : t.home.closed,
    },
    {
      section: 'activities',
      icon: 'calendar',
      label: t.home.activities,
      note:
        today > 0
          ? t.home.activitiesToday(today)
          : coming.length > 0
            ? t.home.activitiesComing(coming.length)
            : t.home.noneSoon,
    },
    { section: 'points', icon: 'me', label: t.home.points, note: t.home.pointsNote },
    { section: 'attest', icon: 'verify', label: t.home.attest, note: t.home.attestNote },
  ]
  return (
    <nav class={css.tiles} aria-label={t.home.sections}>
      {tiles.map(tile => (
        <button type="button" key={tile.section} data-lists={tile.lists} onClick={() => props.onSection(tile.section)}>
          <Icon name={tile.icon} />
          <span>
            <b>{tile.label}</b>
            <small>{tile.note}</small>
          </span>
        </button>
      ))}
    </nav>
  )
}

function useHomeSpeech(documents: readonly BoardDocument[], activities: readonly FeedActivity[]): string {
  const t = useText()
  const { now } = useChrome()
  const next = comingActivities(activities, now)[0]
  const activity = next
    ? `${t.dayAndTime(next.start)}，${posterTitle(next.title, t.activityType[next.type])}，${next.place}。`
    : `${t.home.noneComing}。`
  const notices = noticesOf(documents, now).map(each => `${each.title}。`)
  return activity + notices.join('')
}
