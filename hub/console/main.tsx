import '../pages/base.css'
import { effect } from '@preact/signals'
import { render } from 'preact'
import { must } from '../../shared/base/check.ts'
import { language } from '../pages/language.ts'
import { App } from './app.tsx'
import { startClock } from './today.ts'
import { startRouter } from './router.ts'
import { refreshSession, startIdleWatch } from './session.ts'

/** The console's start: language, address, idle watch, then whoever is logged in. */

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
})
startClock()
startRouter()
startIdleWatch()
void refreshSession()
render(<App />, must(document.getElementById('app'), '#app'))
