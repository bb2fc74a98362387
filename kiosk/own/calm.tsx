import { useOwnText } from '../text/use-own-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { useChrome } from '../ui/chrome.tsx'
import { Empty } from '../ui/empty.tsx'
import { Actions, Frame } from '../ui/frame.tsx'
import css from './own.module.css'

/** Why there is nothing to show, and what to do now (KS53). */
export function Calm({
  why,
  onBack,
}: {
  why: 'none' | 'shut' | 'noReview' | 'notScored' | 'noKey'
  onBack: () => void
}) {
  const t = useText()
  const words = useOwnText()
  const { onHelp } = useChrome()
  const [title, note] =
    why === 'noKey' ? [words.raise.noKey, words.raise.noKeyNote] : [words.calm[why], words.calm[`${why}Note`]]
  return (
    <Frame where={words.points.where} speech={`${title}。${note}`} layout="center">
      <div class={css.calmly}>
        <Empty icon={why === 'noReview' || why === 'notScored' ? 'me' : 'clock'} title={title} note={note} />
      </div>
      <Actions>
        <Button label={t.dock.help} icon="help" onPress={onHelp} />
        <Button kind="primary" label={t.back} icon="back" onPress={onBack} />
      </Actions>
    </Frame>
  )
}
