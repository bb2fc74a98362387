import type { ComponentChildren } from 'preact'
import { posterTitle } from '../board/poster-view.ts'
import { timeOf } from '../text/dates.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { useChrome } from '../ui/chrome.tsx'
import { Empty } from '../ui/empty.tsx'
import { Frame, Look, Touch } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Tag } from '../ui/tag.tsx'
import { CameraFrame } from './camera-frame.tsx'
import { CountSheet } from './count-sheet.tsx'
import type { SignInView } from './view.ts'
import css from './sign-in.module.css'

export interface SignInProps {
  readonly view: SignInView
  /** The live picture, placed by the app; nothing while there is none. */
  readonly video?: ComponentChildren
  readonly onType: () => void
  readonly onHelp: () => void
  readonly onAnother: () => void
  /** Leave, and whatever else a member may want. */
  readonly onMember: () => void
  /** The code for members' phones; null where this activity does without. */
  readonly onPhones?: (() => void) | null
}

/** Hold the card here: camera, scan slot, and who has come so far. */
export function SignIn({ view, video, onType, onHelp, onAnother, onMember, onPhones = null }: SignInProps) {
  const t = useText()
  const { now, link } = useChrome()
  const { activity, camera, slot } = view
  const type = t.activityType[activity.type]
  const late = now > activity.lateAfter
  const folded = camera === 'denied' || camera === 'none'
  return (
    <Frame where={t.signIn.where(type)} speech={`${activity.title}。${t.signIn.aim}。`}>
      <Look>
        <Heading
          title={posterTitle(activity.title, type)}
          note={t.signIn.facts(activity.place, timeOf(activity.start), timeOf(activity.opens), timeOf(activity.closes))}
          aside={
            late ? (
              <Tag tone="gold" icon="clock" text={t.signIn.lateNow} />
            ) : (
              <Tag tone="ok" icon="tick" text={t.signIn.open} />
            )
          }
        />
        <CameraFrame state={camera} slot={slot} video={video} />
        {slot && !folded && (
          <p class={css.slot}>
            <Icon name="scan" />
            <span>{t.signIn.slot}</span>
            <Icon name="down" />
          </p>
        )}
      </Look>
      <Touch>
        {link === 'offline' && (
          <p class={css.offline}>
            <Icon name="offline" />
            {t.signIn.offline}
          </p>
        )}
        <CountSheet count={view.count} last={view.last} />
        <div class={css.actions}>
          {onPhones && <Button label={t.phone.scanMe} icon="phone" onPress={onPhones} />}
          <Button label={t.signIn.typeCode} icon="keypad" onPress={onType} />
          <Button label={t.signIn.help} icon="help" onPress={onHelp} />
          <Button label={t.member.go} icon="me" onPress={onMember} />
          {view.others && <Button label={t.signIn.another} icon="calendar" onPress={onAnother} />}
        </div>
      </Touch>
    </Frame>
  )
}

/** Nothing to sign in to now: when the next one opens. */
export function NoSignIn(props: {
  readonly next: { readonly when: string; readonly title: string } | null
  readonly onActivities: () => void
  readonly onMember: () => void
}) {
  const t = useText()
  const { onHelp } = useChrome()
  const { next, onActivities, onMember } = props
  return (
    <Frame where={t.home.signInGo} speech={`${t.signIn.none}。`} layout="center">
      <Empty
        icon="clock"
        title={t.signIn.none}
        note={next ? t.signIn.noneNext(next.when, next.title) : t.activities.none}
      >
        <p>{t.signIn.noneNote}</p>
      </Empty>
      <div class={css.pair}>
        <Button icon="help" label={t.signIn.help} onPress={onHelp} />
        <Button icon="me" label={t.member.go} onPress={onMember} />
        <Button kind="line" icon="calendar" label={t.signIn.seeActivities} onPress={onActivities} />
      </div>
    </Frame>
  )
}
