import { OWN_WORDS_PAGES, OWN_WORDS_TYPED } from '../../shared/passes/own-words.ts'
import { matterWords, pagesBytes, type OwnDesk, type OwnView } from './own.ts'
import { Opened } from './declare-page.tsx'
import { Big } from './parts.tsx'
import { ownWords } from './text/own.ts'
import { useWords } from './words.ts'
import { WriteField, Written } from './write-field.tsx'

/** 申辩、问询 on the phone: typed or by finger, shown back before it is sent. */
export function MatterPage({ view, desk }: { view: Extract<OwnView, { kind: 'matter' }>; desk: OwnDesk }) {
  const { language } = useWords()
  const text = ownWords[language]
  const { draft, busy, told, step, isKept } = view
  const said = told && (
    <p class="warning" role="alert">
      {language === 'zh' ? told.zh : told.en}
    </p>
  )
  if (step === 'check') {
    return (
      <main class="page list" data-flow>
        <h1>{text.look}</h1>
        {said}
        <section class="card own">
          <h2>{text.kinds[draft.matter]}</h2>
          {draft.typed.trim() !== '' && <p>{draft.typed.trim()}</p>}
          <Written pages={draft.pages} />
        </section>
        <p class="quiet">{text.wordsNote}</p>
        <Big busy={busy} onPress={() => void desk.raise()}>
          {busy ? text.sending : text.send}
        </Big>
        <Big quiet busy={busy} onPress={() => desk.step('write')}>
          {text.change}
        </Big>
      </main>
    )
  }
  return (
    <main class="page list" data-flow>
      <h1>{text.kinds[draft.matter]}</h1>
      <p class="quiet">{text.tips}</p>
      {said}
      <section class="card own own-acts">
        <label>
          {text.typed}
          <textarea
            rows={4}
            maxLength={OWN_WORDS_TYPED}
            value={draft.typed}
            placeholder={text.wordsHint}
            onInput={event => desk.write({ typed: event.currentTarget.value })}
          />
        </label>
        <Opened title={text.byFinger} isOpen={draft.pages.length > 0}>
          <WriteField
            pages={draft.pages}
            onPages={pages => desk.write({ pages })}
            pagesMax={OWN_WORDS_PAGES}
            bytesMax={pagesBytes(draft.typed)}
          />
        </Opened>
        <button type="button" class="big" disabled={!matterWords(draft)} onClick={() => desk.step('check')}>
          {text.toCheck}
        </button>
      </section>
      <p class={isKept ? 'quiet' : 'warning'}>{isKept ? text.kept : text.notKept}</p>
      <div class="choices">
        <button type="button" onClick={() => desk.back()}>
          {text.later}
        </button>
        <button type="button" class="plain" onClick={() => desk.throwAway()}>
          {text.throwAway}
        </button>
      </div>
    </main>
  )
}
