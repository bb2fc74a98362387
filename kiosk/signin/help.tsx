import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look, Touch } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Name } from '../ui/name.tsx'
import { Steps } from '../ui/steps.tsx'
import css from './help.module.css'

export interface HelpProps {
  readonly contact: { readonly name: string; readonly phone: string; readonly place: string } | null
  readonly onBack: () => void
}

/** Who can help, where they are, what to do meanwhile. */
export function Help({ contact, onBack }: HelpProps) {
  const t = useText()
  return (
    <Frame
      where={t.help.title}
      speech={`${t.help.lead}，${contact?.name ?? t.help.unknown}。${t.help.todo.join('。')}`}
    >
      <Look>
        <Heading title={t.help.title} note={t.help.tips} />
        <section class={css.card}>
          {contact ? (
            <>
              <p>{t.help.lead}</p>
              <h2>
                <Name name={contact.name} />
                <small>{t.comrade}</small>
              </h2>
              <ul>
                <li>
                  <Icon name="phone" />
                  <span>
                    <small>{t.help.phone}</small>
                    <b>{contact.phone}</b>
                  </span>
                </li>
                <li>
                  <Icon name="pin" />
                  <span>
                    <small>{t.help.place}</small>
                    <b>{contact.place}</b>
                  </span>
                </li>
              </ul>
            </>
          ) : (
            <h2>{t.help.unknown}</h2>
          )}
        </section>
      </Look>
      <Touch>
        <Steps title={t.result.youCan} steps={t.help.todo} />
        <Actions>
          <Button kind="primary" icon="back" label={t.back} onPress={onBack} />
        </Actions>
      </Touch>
    </Frame>
  )
}
