import { render } from 'preact'
import { NOW } from './gallery/fixtures.ts'
import { isEnglish, text } from './gallery/words.ts'
import { SCREENS, type GalleryScreen } from './gallery/screens.tsx'
import './styles/base.css'
import { TextContext } from './text/use-text.ts'
import { ChromeContext, type Chrome } from './ui/chrome.tsx'
import { Stage } from './ui/stage.tsx'

/**
 * Every screen with its fixture, for looking at (development only).
 * `?screen=<id>&size=large&theme=contrast&lang=en` shows one, as large as the window.
 */
const query = new URLSearchParams(location.search)
const large = query.get('size') === 'large'
const contrast = query.get('theme') === 'contrast'

const chrome: Chrome = {
  branchName: '云溪村党支部',
  placeName: '青禾镇云溪村党群服务中心',
  now: NOW,
  clock: 'synced',
  link: 'online',
  dataAsOf: NOW,
  fingerprint: '7F3A·91C2',
  forked: false,
  missing: 0,
  pending: 0,
  large,
  contrast,
  canSpeak: true,
  speaking: false,
  onHome: () => history.back(),
  onLarge: () => turn('size', large ? '' : 'large'),
  onContrast: () => turn('theme', contrast ? '' : 'contrast'),
  onRead: text => console.info(text),
  onHelp: () => undefined,
  onService: () => console.info('service'),
}

function turn(name: string, value: string): void {
  query.set(name, value)
  location.search = query.toString()
}

const One = ({ screen }: { screen: GalleryScreen }) => (
  <TextContext.Provider value={text}>
    <ChromeContext.Provider value={{ ...chrome, ...screen.chrome }}>
      <Stage>{screen.render()}</Stage>
    </ChromeContext.Provider>
  </TextContext.Provider>
)

const Index = () => (
  <ul style={{ padding: '24px', columns: 3, height: '100%', overflow: 'auto', userSelect: 'text' }}>
    {SCREENS.map(screen => (
      <li key={screen.id}>
        <a href={`?screen=${screen.id}`}>{screen.title}</a> <small>{screen.id}</small>
      </li>
    ))}
  </ul>
)

const root = document.documentElement
root.lang = isEnglish ? 'en' : 'zh-CN'
root.dataset.size = large ? 'large' : 'standard'
root.dataset.theme = contrast ? 'contrast' : 'paper'

/** Puts one screen on the page, freshly mounted; the picture command calls it, so that it loads the page once. */
function showScreen(id: string): void {
  const screen = SCREENS.find(each => each.id === id)
  render(null, document.body)
  if (screen) render(<One screen={screen} />, document.body)
}

Object.assign(window, { galleryScreens: SCREENS.map(each => each.id), showScreen })
const wanted = query.get('screen')
if (wanted === null) render(<Index />, document.body)
else showScreen(wanted)
