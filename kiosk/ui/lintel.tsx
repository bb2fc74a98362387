import { useRef } from 'preact/hooks'
import { dateOf } from '../../shared/base/plain-date.ts'
import { timeOf } from '../text/dates.ts'
import { useText } from '../text/use-text.ts'
import { useChrome } from './chrome.tsx'
import { fingerDown, fingerUp, NO_GESTURE } from './secret-gesture.ts'
import css from './lintel.module.css'

/** The red beam over every page: whose board, which page, what time. @param bare without its own ground, on the poster. */
export function Lintel({ where, bare }: { where: string; bare?: boolean }) {
  const t = useText()
  const { branchName, now, clock, onService } = useChrome()
  const gesture = useRef(NO_GESTURE)
  const lift = (event: PointerEvent) => {
    const { state, done } = fingerUp(gesture.current, event.timeStamp)
    gesture.current = state
    if (done) onService()
  }
  return (
    <header class={bare ? `${css.lintel} ${css.bare}` : css.lintel}>
      <div
        class={css.who}
        onPointerDown={event => {
          gesture.current = fingerDown(gesture.current, event.timeStamp)
        }}
        onPointerUp={lift}
      >
        <b>{t.boardOf(branchName)}</b>
        <span>{where}</span>
      </div>
      <div class={css.when}>
        <b>{timeOf(now)}</b>
        <span>{clock === 'unknown' ? t.status.clockUnknown : t.dayAndWeekday(dateOf(now))}</span>
      </div>
    </header>
  )
}
