import { TextQr } from './text-qr.tsx'
import css from './ringed-qr.module.css'

/**
 * A code for phones' cameras with a ring around it that shrinks while the code lasts. The ring stands outside the white
 * margin that a reader needs; in the last seconds it thickens, and nothing blinks.
 * @param share of its life that is left, 0 to 1
 */
export const RingedQr = ({ text, label, share }: { text: string; label: string; share: number }) => (
  <div class={css.box}>
    <div class={css.square}>
      <svg class={share < LAST ? `${css.ring} ${css.last}` : css.ring} viewBox="0 0 100 100" aria-hidden="true">
        <rect class={css.track} x="1.5" y="1.5" width="97" height="97" rx="4" />
        <rect
          class={css.left}
          x="1.5"
          y="1.5"
          width="97"
          height="97"
          rx="4"
          pathLength={100}
          stroke-dasharray={`${Math.max(0, Math.min(1, share)) * 100} 100`}
        />
      </svg>
      <TextQr class={css.qr} text={text} label={label} />
    </div>
  </div>
)

const LAST = 1 / 4
