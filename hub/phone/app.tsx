import { useEffect, useState } from 'preact/hooks'
import { unreachable } from '../../shared/base/check.ts'
import { CodePage } from './code-page.tsx'
import type { Keep } from './keep.ts'
import { LeavePage } from './leave-page.tsx'
import { MorePage } from './more-page.tsx'
import type { OwnRoom } from './own-page.tsx'
import { Big, Page, Steps } from './parts.tsx'
import { PassPage } from './pass-page.tsx'
import type { Phone } from './phone.ts'
import { en } from './text/en.ts'
import { zh } from './text/zh.ts'
import { Words } from './words.ts'

/** Loaded when it is asked for: sealing and the page's own words are not needed to sign in. */
function OwnLazily({ phone, t }: { phone: Phone; t: typeof zh }) {
  const [Room, setRoom] = useState<typeof OwnRoom | null>(null)
  const [needs] = useState(() => phone.ownDeps())
  useEffect(() => {
    import('./own-page.tsx').then(
      loaded => setRoom(() => loaded.OwnRoom),
      // No hub, no page: the code works without.
      () => phone.show('pass'),
    )
  }, [phone])
  return Room && needs ? (
    <Room needs={needs} onBack={() => phone.show('pass')} />
  ) : (
    <Page mark="wait" title={t.opening} />
  )
}

/** Which page is on the phone. */
export function PhoneApp({ phone, keep }: { phone: Phone; keep: Keep }) {
  const [language, setLanguage] = useState(keep.language())
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    document.title = language === 'zh' ? zh.title : en.title
  }, [language])
  const change = (): void => {
    const next = language === 'zh' ? 'en' : 'zh'
    keep.setLanguage(next)
    setLanguage(next)
  }
  return (
    <Words.Provider value={{ language, t: language === 'zh' ? zh : en }}>
      <Words.Consumer>{({ t }) => <Current phone={phone} t={t} onLanguage={change} />}</Words.Consumer>
    </Words.Provider>
  )
}

function Current({ phone, t, onLanguage }: { phone: Phone; t: typeof zh; onLanguage: () => void }) {
  const view = phone.view.value
  const kept = phone.kept.value
  switch (view.kind) {
    case 'noStorage':
      return (
        <Page mark="stop" title={t.noStorage.title}>
          <Steps steps={t.noStorage.todo} />
        </Page>
      )
    case 'none':
      return (
        <Page mark="phone" title={t.none.title} {...(view.why && { lead: t.none.why[view.why] })}>
          <h2>{t.none.how}</h2>
          <Steps steps={t.none.steps} />
          <p class="quiet">{t.none.note}</p>
          <button type="button" class="plain" onClick={onLanguage}>
            {t.morePage.language}
          </button>
        </Page>
      )
    case 'claiming':
      return <Page mark="wait" title={t.claiming} />
    case 'notClaimed':
      return (
        <Page mark="stop" title={t.notClaimed} told={view.told} lead={view.told ? undefined : t.unreachable}>
          {!view.told && <Big onPress={() => phone.claimAgain()}>{t.again}</Big>}
          {kept?.claimed && (
            <Big quiet onPress={() => phone.show('pass')}>
              {t.back}
            </Big>
          )}
        </Page>
      )
    case 'replace':
      return (
        <Page mark="phone" title={t.replace.title}>
          <p class="lead">{t.replace.now(kept?.offer.memberName ?? '')}</p>
          <p class="lead">{t.replace.next(view.offer.memberName)}</p>
          <Big onPress={() => phone.replace(view.offer)}>{t.replace.yes}</Big>
          <Big quiet onPress={() => phone.show('pass')}>
            {t.replace.no}
          </Big>
        </Page>
      )
    case 'revoked':
      return (
        <Page mark="stop" title={t.revoked} told={view.told}>
          <h2>{t.none.how}</h2>
          <Steps steps={t.none.steps} />
        </Page>
      )
    case 'pass':
      return kept && <PassPage phone={phone} kept={kept} />
    case 'code':
      return <CodePage step={view.step} phone={phone} />
    case 'leave':
      return <LeavePage phone={phone} busy={view.busy} told={view.told} />
    case 'own':
      return <OwnLazily phone={phone} t={t} />
    case 'more':
      return <MorePage phone={phone} onLanguage={onLanguage} />
    default:
      return unreachable(view)
  }
}
