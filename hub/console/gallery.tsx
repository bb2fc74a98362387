import '../pages/base.css'
import { render } from 'preact'
import { must } from '../../shared/base/check.ts'
import { setLanguage } from '../pages/language.ts'
import { Toasts } from '../pages/ui/toast.tsx'
import { AT, HUB_STATE, TODOS } from './gallery/fixtures.ts'
import { SCREENS, type GalleryScreen } from './gallery/screens.tsx'
import { hubState } from './hub-state.ts'
import { freshAt } from './live.ts'
import { findKeysFrom } from './parts/find-keys.ts'
import { Frame, PageBody } from './shell.tsx'
import { clock } from './today.ts'
import { TodosContext } from './today/use-todos.ts'

/**
 * Every view of the console with its fixture, for looking at (development only). `?screen=<id>&lang=en` shows one;
 * without, a list.
 */

const query = new URLSearchParams(location.search)
if (query.has('lang')) setLanguage(query.get('lang') === 'en' ? 'en' : 'zh')
hubState.value = HUB_STATE
freshAt.value = AT
clock.value = AT
findKeysFrom(() => Promise.resolve([]))

function One({ screen }: { screen: GalleryScreen }) {
  if (screen.page === null) return screen.render()
  return (
    <TodosContext.Provider value={{ list: TODOS, failed: [], refresh: () => undefined }}>
      <Frame account={{ displayName: '方志远', role: 'secretary' }} current={screen.page} onLogOut={() => undefined}>
        <PageBody>{screen.render()}</PageBody>
      </Frame>
    </TodosContext.Provider>
  )
}

const Index = () => (
  <main>
    <ul style={{ padding: '24px', columns: 3 }}>
      {SCREENS.map(screen => (
        <li key={screen.id}>
          <a href={`?screen=${screen.id}`}>{screen.id}</a>
        </li>
      ))}
    </ul>
  </main>
)

const wanted = SCREENS.find(each => each.id === query.get('screen'))
Object.assign(window, { galleryScreens: SCREENS.map(each => each.id) })
render(
  <>
    {wanted ? <One screen={wanted} /> : <Index />}
    <Toasts />
  </>,
  must(document.getElementById('app'), '#app'),
)
