import { useText } from '../text/use-text.ts'
import { useChrome } from './chrome.tsx'
import { Icon, type IconName } from './icon.tsx'
import css from './dock.module.css'

interface Tool {
  readonly label: string
  readonly icon: IconName
  readonly onPress: () => void
  readonly pressed?: boolean
  /** The way out, in ink. */
  readonly go?: boolean
}

/** The row of aids at the foot of every screen: the way home, larger letters, contrast, reading aloud, a helping hand. */
export function Dock({ home, speech, help }: { home: boolean; speech: string; help: boolean }) {
  const t = useText()
  const chrome = useChrome()
  const tools: (Tool | false)[] = [
    home && { label: t.dock.home, icon: 'home', onPress: chrome.onHome, go: true },
    { label: t.dock.large, icon: chrome.large ? 'tick' : 'text', onPress: chrome.onLarge, pressed: chrome.large },
    {
      label: t.dock.contrast,
      icon: chrome.contrast ? 'tick' : 'contrast',
      onPress: chrome.onContrast,
      pressed: chrome.contrast,
    },
    chrome.canSpeak && {
      label: chrome.speaking ? t.dock.stopReading : t.dock.read,
      icon: chrome.speaking ? 'pause' : 'speak',
      onPress: () => chrome.onRead(speech),
      pressed: chrome.speaking,
    },
    (help || !chrome.canSpeak) && { label: t.dock.help, icon: 'help', onPress: chrome.onHelp },
  ]
  return (
    <div class={css.dock} role="toolbar" aria-label={t.dock.name}>
      {tools.map(
        tool =>
          tool && (
            <button
              type="button"
              key={tool.icon}
              class={tool.go ? css.go : undefined}
              aria-pressed={tool.pressed}
              onClick={tool.onPress}
            >
              <Icon name={tool.icon} />
              {tool.label}
            </button>
          ),
      )}
    </div>
  )
}
