import { useState } from 'preact/hooks'
import type { Told } from './ask.ts'
import { Big } from './parts.tsx'
import { useWords } from './words.ts'

/** The member's own PIN, on the phone's own number pad. In the memory of this page alone, and gone with it. */
export function PinPage(props: {
  /** What was wrong with the last one. */
  readonly told: Told | null
  readonly busy: boolean
  readonly onPin: (pin: string) => void
  readonly onBack: () => void
}) {
  const { told, busy, onPin, onBack } = props
  const { t, language } = useWords()
  const [pin, setPin] = useState('')
  const isWhole = /^\d{4,6}$/.test(pin)
  const go = (event: Event) => {
    event.preventDefault()
    if (!isWhole || busy) return
    setPin('')
    onPin(pin)
  }
  return (
    <main class="page list" data-flow>
      <h1>{t.pin.title}</h1>
      <p class="quiet">{t.pin.note}</p>
      {told && (
        <p class="warning" role="alert">
          {language === 'zh' ? told.zh : told.en}
        </p>
      )}
      <form class="pin" onSubmit={go}>
        <input
          type="password"
          inputMode="numeric"
          autocomplete="off"
          maxLength={6}
          aria-label={t.pin.label}
          value={pin}
          disabled={busy}
          onInput={event => setPin(event.currentTarget.value.normalize('NFKC').replace(/\D/g, ''))}
        />
        <button type="submit" class="big" disabled={!isWhole || busy}>
          {busy ? t.pin.checking : t.pin.go}
        </button>
      </form>
      <p class="quiet">{t.pin.forgot}</p>
      <Big quiet busy={busy} onPress={onBack}>
        {t.leavePage.cancel}
      </Big>
    </main>
  )
}
