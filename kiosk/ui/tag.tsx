import { Icon, type IconName } from './icon.tsx'
import css from './tag.module.css'

export type Tone = 'red' | 'gold' | 'ok' | 'stop'

/** A state in shape + word, then colour. */
export const Tag = ({ text, tone, icon }: { text: string; tone: Tone; icon?: IconName }) => (
  <span class={`${css.tag} ${css[tone]}`}>
    {icon && <Icon name={icon} />}
    {text}
  </span>
)
