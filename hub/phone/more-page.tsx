import { useState } from 'preact/hooks'
import { Big } from './parts.tsx'
import type { Phone } from './phone.ts'
import { useWords } from './words.ts'

/** The other way to sign in, a new phone, and taking the code off this one. */
export function MorePage({ phone, onLanguage }: { phone: Phone; onLanguage: () => void }) {
  const { t } = useWords()
  const { morePage: text } = t
  const [sure, setSure] = useState(false)
  const { reached, safe } = phone.news.value
  const entries = [
    [text.scan, text.scanNote],
    ...(isSecureContext ? [[text.install, text.installNote]] : []),
    [text.change, text.changeNote],
    ...(safe ? [] : [[`${t.own} · ${t.leave}`, text.safeAt]]),
  ]
  return (
    <main class="page list" data-flow>
      <h1>{text.title}</h1>
      {entries.map(([title = '', note = '']) => (
        <section key={title} class="card">
          <h2>{title}</h2>
          <p>{note}</p>
        </section>
      ))}
      <section class="card">
        <h2>{text.forget}</h2>
        <p>{sure ? text.forgetSure : text.forgetNote}</p>
        {sure && reached !== true && <p class="warning">{text.forgetOffline}</p>}
        {sure ? (
          <div class="choices">
            <button type="button" class="stop" onClick={() => phone.forget()}>
              {text.yes}
            </button>
            <button type="button" onClick={() => setSure(false)}>
              {text.no}
            </button>
          </div>
        ) : (
          <button type="button" class="plain" onClick={() => setSure(true)}>
            {text.forget}
          </button>
        )}
      </section>
      <p class="quiet">{text.privacy}</p>
      <Big onPress={() => phone.show('pass')}>{t.back}</Big>
      <button type="button" class="plain" onClick={onLanguage}>
        {text.language}
      </button>
    </main>
  )
}
