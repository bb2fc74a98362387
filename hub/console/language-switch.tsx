import { language, setLanguage } from '../pages/language.ts'
import { words } from './text/words.ts'
import css from './shell.module.css'

/** Chinese ↔ English, named in the language it leads to. */
export function LanguageSwitch() {
  return (
    <button
      type="button"
      class={css.language}
      lang={language.value === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => setLanguage(language.value === 'zh' ? 'en' : 'zh')}
    >
      {words().shell.otherLanguage}
    </button>
  )
}
