import css from './ring.module.css'

/** A small ring that empties: seconds until the screen moves on by itself. */
export const Ring = ({ secondsLeft, of }: { secondsLeft: number; of: number }) => (
  <span class={css.ring}>
    <svg viewBox="0 0 76 76" aria-hidden="true">
      <circle class={css.track} cx="38" cy="38" r="33" />
      <circle
        class={css.arc}
        cx="38"
        cy="38"
        r="33"
        pathLength={100}
        stroke-dasharray={`${Math.max(0, Math.min(1, secondsLeft / of)) * 100} 100`}
        transform="rotate(-90 38 38)"
      />
    </svg>
    <span>{Math.max(0, Math.ceil(secondsLeft))}</span>
  </span>
)
