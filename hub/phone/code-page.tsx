import { unreachable } from '../../shared/base/check.ts'
import type { Telling } from './ask.ts'
import { Big, Page, Steps, type Mark } from './parts.tsx'
import type { CodeStep, Phone } from './phone.ts'
import { useWords } from './words.ts'

/** Signing in by the code on a kiosk: what it is for, one tap, what came of it. */
export function CodePage({ step, phone }: { step: CodeStep; phone: Phone }) {
  const { t, language } = useWords()
  const back = () => phone.show('pass')
  switch (step.kind) {
    case 'opening':
      return <Page mark="wait" title={t.code.opening} />
    case 'ready':
    case 'signing':
      return (
        <Page mark="phone" title={step.title} lead={step.place}>
          <p class="name">{t.hello(phone.kept.value?.offer.memberName ?? '')}</p>
          <Big busy={step.kind === 'signing'} onPress={() => phone.sign()}>
            {step.kind === 'signing' ? t.code.signing : t.code.sign}
          </Big>
          <Big quiet onPress={back}>
            {t.back}
          </Big>
        </Page>
      )
    case 'told': {
      const { title, detail, todo } = language === 'zh' ? step.telling.zh : step.telling.en
      return (
        <Page mark={markOf(step.telling)} title={title} {...(detail && { lead: detail })}>
          {todo.length > 0 && <Steps steps={todo} />}
          <Big onPress={back}>{t.code.done}</Big>
        </Page>
      )
    }
    case 'no':
      return (
        <Page mark="stop" title={t.code.not} told={step.told} lead={step.told ? undefined : t.unreachable}>
          {step.again && <Big onPress={step.again}>{t.again}</Big>}
          <Big quiet onPress={back}>
            {t.back}
          </Big>
        </Page>
      )
    default:
      return unreachable(step)
  }
}

function markOf({ shape, tone }: Telling): Mark {
  if (tone === 'done') return shape === 'square' ? 'already' : 'done'
  return tone === 'wait' && shape === 'clock' ? 'wait' : 'stop'
}
