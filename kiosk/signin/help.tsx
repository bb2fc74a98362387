import { useStaffText } from '../text/use-staff-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look, Touch } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Name } from '../ui/name.tsx'
import css from './help.module.css'

export interface HelpProps {
  readonly contact: { readonly name: string; readonly phone: string; readonly place: string } | null
  /** 忘带卡: staff confirm. */
  readonly onStaff: () => void
  /** 外来党员 write themselves in. */
  readonly onGuest: () => void
  /** 卡刷不出来: the digits on it. */
  readonly onType: () => void
  readonly onBack: () => void
}

/** Which of the few cases it is, each one touch away; and who can help, where they are. */
export function Help({ contact, onStaff, onGuest, onType, onBack }: HelpProps) {
  const t = useText()
  const words = useStaffText().staff.help
  return (
    <Frame
      where={t.help.title}
      speech={`${t.help.lead}，${contact?.name ?? t.help.unknown}。${[words.forgot, words.code, words.guest].join('。')}`}
    >
      <Look>
        <Heading title={t.help.title} note={words.ask} />
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
        <div class={css.choices}>
          <Button icon="cardoff" label={words.forgot} note={words.forgotNote} onPress={onStaff} />
          <Button icon="keypad" label={words.code} note={words.codeNote} onPress={onType} />
          <Button icon="people" label={words.guest} note={words.guestNote} onPress={onGuest} />
        </div>
        <Actions>
          <Button kind="primary" icon="back" label={t.back} onPress={onBack} />
        </Actions>
      </Touch>
    </Frame>
  )
}
