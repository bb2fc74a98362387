import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Actions, Frame, Look, Touch } from '../../ui/frame.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Name } from '../../ui/name.tsx'
import { Tag } from '../../ui/tag.tsx'
import css from './member.module.css'

/** One thing that a member can do. */
export interface MenuItem {
  readonly key: string
  readonly icon: IconName
  readonly label: string
  readonly note?: string
  /** What is new there. */
  readonly fresh?: string
  /** Done once in a while: a plain button beside the way back. */
  readonly rare?: boolean
  readonly onPress: () => void
}

export interface MenuProps {
  /** As the room may see it. */
  readonly name: string
  readonly items: readonly MenuItem[]
  readonly onBack: () => void
}

/** What the member who just showed their card can do here. */
export function Menu({ name, items, onBack }: MenuProps) {
  const t = useText()
  const often = items.filter(each => !each.rare)
  const rare = items.filter(each => each.rare)
  return (
    <Frame where={t.member.where} speech={`${t.member.menu.title}${items.map(each => each.label).join('，')}。`} help>
      <Look>
        <Heading title={t.member.menu.title} note={t.member.menu.private} />
        <p class={css.who}>
          <Name name={name} />
          <small>{t.comrade}</small>
        </p>
      </Look>
      <Touch>
        <ul class={often.length > 3 ? `${css.menu} ${css.two}` : css.menu}>
          {often.map(each => (
            <li key={each.key}>
              <button type="button" onClick={each.onPress}>
                <Icon name={each.icon} />
                <span>
                  <b>{each.label}</b>
                  {each.fresh ? <Tag tone="red" icon="notice" text={each.fresh} /> : <small>{each.note}</small>}
                </span>
                <Icon name="next" />
              </button>
            </li>
          ))}
        </ul>
        <Actions grow="wide">
          {rare.map(each => (
            <Button key={each.key} label={each.label} icon={each.icon} onPress={each.onPress} />
          ))}
          <Button label={t.back} icon="back" onPress={onBack} />
        </Actions>
      </Touch>
    </Frame>
  )
}
