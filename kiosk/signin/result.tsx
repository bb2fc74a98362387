import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Frame, Look, Touch } from '../ui/frame.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Name } from '../ui/name.tsx'
import { Ring } from '../ui/ring.tsx'
import { Steps } from '../ui/steps.tsx'
import { CountSheet } from './count-sheet.tsx'
import { Mark } from './marks.tsx'
import type { AcceptedView, RefusedView, ResultAct, ResultView } from './view.ts'
import css from './result.module.css'

export interface ResultProps {
  readonly view: ResultView
  /** Second line of the lintel, e.g. 主题党日签到. */
  readonly where: string
  /** Seconds until the screen goes back by itself, and out of how many. */
  readonly secondsLeft: number
  readonly secondsOf: number
  /** What the member may do now; see `ResultAct`. */
  readonly acts: readonly ResultAct[]
  readonly onAct: (act: ResultAct) => void
  readonly onDone: () => void
  readonly onHelp: () => void
}

/** The answer to a scan: one mark, one sentence, what to do now. */
export function Result(props: ResultProps) {
  return props.view.kind === 'accepted' ? (
    <Accepted {...props} view={props.view} />
  ) : (
    <Refused {...props} view={props.view} />
  )
}

function Accepted(props: ResultProps & { view: AcceptedView }) {
  const { view, where, secondsLeft, secondsOf, acts, onAct, onDone, onHelp } = props
  const t = useText()
  return (
    <Frame where={where} speech={`${view.name ?? t.result.unnamed}${t.comrade}，${t.result.done}。`}>
      <Look>
        <div class={css.answer} role="status" aria-live="assertive">
          <Mark mark={{ kind: 'done' }} tone="ok" />
          <div class={css.words}>
            <Who name={view.name} large />
            <p class={css.done}>{t.result.done}</p>
            <p class={css.detail}>
              <b>{view.at}</b>
              <span>{t.result.way[view.way]}</span>
              {view.order !== null && <span>{t.result.order(view.order)}</span>}
            </p>
            <p class={css.activity}>
              {view.activityTitle}
              {view.place && ` · ${view.place}`}
            </p>
          </div>
        </div>
      </Look>
      <Touch>
        {view.count && <CountSheet count={view.count} compact={view.notes.length > 0} />}
        {view.notes.map(note => (
          <p class={css.note} key={note.text}>
            <Icon name={note.icon} />
            {note.text}
          </p>
        ))}
        <div class={css.actions}>
          {acts.includes('undo') ? (
            <Button label={t.result.notMe} onPress={() => onAct('undo')} />
          ) : (
            <Button label={t.result.help} icon="help" onPress={onHelp} />
          )}
          <button type="button" class={css.finish} data-primary onClick={onDone}>
            {t.result.finish}
            <Ring secondsLeft={secondsLeft} of={secondsOf} />
          </button>
        </div>
      </Touch>
    </Frame>
  )
}

function Refused(props: ResultProps & { view: RefusedView }) {
  const { view, where, secondsLeft, secondsOf, acts, onAct, onDone, onHelp } = props
  const t = useText()
  return (
    <Frame where={where} speech={`${view.say}。${view.detail}。`} help={acts.length > 0}>
      <Look>
        <div class={css.answer} role="status" aria-live="assertive">
          <Mark mark={view.mark} tone={view.tone} />
          <div class={css.words}>
            {view.name !== null && <Who name={view.name} />}
            <p class={css.say}>{view.say}</p>
            <p class={css.detail}>{view.detail}</p>
          </div>
        </div>
      </Look>
      <Touch>
        <Steps {...(acts.length > 1 ? {} : { title: t.result.youCan })} steps={view.steps} />
        {acts.length > 1 && (
          <div class={css.acts}>
            {acts.map(act => (
              <ActButton key={act} act={act} onAct={onAct} />
            ))}
          </div>
        )}
        <div class={css.actions}>
          {acts.length === 0 && <Button label={t.result.help} icon="help" onPress={onHelp} />}
          {acts.length === 1 && acts.map(act => <ActButton key={act} act={act} onAct={onAct} />)}
          <button type="button" class={css.finish} data-primary onClick={onDone}>
            {t.result.understood}
            <Ring secondsLeft={secondsLeft} of={secondsOf} />
          </button>
        </div>
      </Touch>
    </Frame>
  )
}

function Who({ name, large }: { name: string | null; large?: boolean }) {
  const t = useText()
  return (
    <p class={large ? `${css.who} ${css.whoLarge}` : css.who}>
      {name === null ? <b>{t.result.unnamed}</b> : <Name name={name} />}
      {name !== null && <small>{t.comrade}</small>}
    </p>
  )
}

const ACT_ICONS: Readonly<Record<ResultAct, IconName>> = {
  signOut: 'exit',
  signOutAgain: 'exit',
  undo: 'retry',
  menu: 'me',
}

function ActButton({ act, onAct }: { act: ResultAct; onAct: (act: ResultAct) => void }) {
  const t = useText()
  const labels = {
    signOut: t.member.signOut,
    signOutAgain: t.member.signOutAgain,
    undo: t.member.undo,
    menu: t.member.more,
  }
  return <Button kind="line" label={labels[act]} icon={ACT_ICONS[act]} onPress={() => onAct(act)} />
}
