import type { ComponentChildren } from 'preact'
import type { ResultMark } from './view.ts'
import css from './marks.module.css'

const OCTAGON = 'M118 18h136l100 100v136L254 354H118L18 254V118z'

/** The large pictogram of a result. The shape tells the kind of answer even in grey. */
export function Mark({ mark, tone }: { mark: ResultMark; tone: 'ok' | 'wait' | 'stop' }) {
  return (
    <svg class={`${css.mark} ${css[tone]}`} viewBox="0 0 372 372" aria-hidden="true">
      {drawing(mark)}
    </svg>
  )
}

function drawing(mark: ResultMark): ComponentChildren {
  switch (mark.kind) {
    case 'done':
      return (
        <>
          <circle class={css.hair} cx="186" cy="186" r="183" />
          <circle class={css.solid} cx="186" cy="186" r="166" />
          <path class={css.knock} d="M104 192l58 58 112-124" />
        </>
      )
    case 'already':
      return (
        <>
          <rect class={css.plate} x="26" y="26" width="320" height="320" rx="40" />
          <path class={css.stroke} d="M90 196l46 46 86-98M170 226l22 18 92-106" />
        </>
      )
    case 'left':
    case 'undone':
    case 'kept':
      return (
        <>
          <rect class={css.plate} x="26" y="26" width="320" height="320" rx="40" />
          {ON_PLATE[mark.kind]}
        </>
      )
    case 'clock':
    case 'over':
      return <Clock hour={mark.hour} minute={mark.minute} over={mark.kind === 'over'} />
    default:
      return (
        <>
          <path class={css.plate} d={OCTAGON} />
          {INSIDE[mark.kind]}
        </>
      )
  }
}

/** A clock whose hands stand at the opening (or closing) time. */
function Clock({ hour, minute, over }: { hour: number; minute: number; over: boolean }) {
  return (
    <>
      {over ? <path class={css.plate} d={OCTAGON} /> : <circle class={css.plate} cx="186" cy="186" r="172" />}
      <path class={css.tick} d="M186 46v18M186 308v18M46 186h18M308 186h18" />
      <path class={css.hand} d="M186 186V116" transform={`rotate(${(hour % 12) * 30 + minute / 2} 186 186)`} />
      <path class={css.minute} d="M186 186V84" transform={`rotate(${minute * 6} 186 186)`} />
      <circle class={css.dot} cx="186" cy="186" r="17" />
    </>
  )
}

const card = (
  <path
    class={css.line}
    d="M102 126h168a14 14 0 0 1 14 14v96a14 14 0 0 1-14 14H102a14 14 0 0 1-14-14v-96a14 14 0 0 1 14-14zM88 166h196"
  />
)
const strike = (
  <>
    <path class={css.gap} d="M96 286L276 86" />
    <path class={css.line} d="M96 286L276 86" />
  </>
)

/** Who has left, what was taken back, what waits for the branch: done, but not a sign-in. */
const ON_PLATE: Readonly<Record<'left' | 'undone' | 'kept', ComponentChildren>> = {
  left: (
    <>
      <path class={css.line} d="M196 92H104v188h92" />
      <path class={css.stroke} d="M160 186h116M232 138l48 48-48 48" />
    </>
  ),
  undone: <path class={css.stroke} d="M132 92l-44 48 44 48M92 140h122a62 62 0 0 1 0 124h-82" />,
  kept: (
    <>
      <path class={css.line} d="M98 88h176v132l-48 62H98z" />
      <path class={css.line} d="M226 282v-62h48" />
      <path class={css.stroke} d="M130 170l34 34 62-66" />
    </>
  ),
}

/** A phone with room for a sign on its glass. */
const phone = (
  <>
    <rect class={css.line} x="118" y="70" width="136" height="232" rx="18" />
    <path class={css.line} d="M168 276h36" />
  </>
)

type Plain = Exclude<ResultMark['kind'], 'done' | 'already' | 'left' | 'undone' | 'kept' | 'clock' | 'over'>

/** What stands inside the octagon. */
const INSIDE: Readonly<Record<Plain, ComponentChildren>> = {
  cardOff: (
    <>
      {card}
      {strike}
    </>
  ),
  unknown: (
    <>
      <path class={css.line} d="M132 142c4-36 28-54 56-54 32 0 56 20 56 50 0 40-56 42-56 88" />
      <circle class={css.dot} cx="188" cy="278" r="15" />
    </>
  ),
  elsewhere: (
    <>
      <path class={css.line} d="M186 300c-54-56-80-94-80-130a80 80 0 0 1 160 0c0 36-26 74-80 130z" />
      <path class={css.line} d="M160 144l52 52M212 144l-52 52" />
    </>
  ),
  unreadable: (
    <>
      <path
        class={css.line}
        d="M100 104h52v52h-52zM220 104h52v52h-52zM100 218h52v52h-52zM220 222h24M268 222v22M220 268h52"
      />
      <path class={css.gap} d="M84 196c34-26 68 26 102 0s68 26 102 0" />
      <path class={css.line} d="M84 196c34-26 68 26 102 0s68 26 102 0" />
    </>
  ),
  cannotSave: (
    <>
      <path class={css.line} d="M96 172v82a16 16 0 0 0 16 16h148a16 16 0 0 0 16-16v-82M186 92v96" />
      <path class={css.line} d="M150 156l36 36 36-36" />
      {strike}
    </>
  ),
  full: (
    <>
      {[108, 186, 264].map(x => (
        <g key={x}>
          <circle class={css.dot} cx={x} cy="134" r="24" />
          <path class={css.line} d={`M${x - 26} 214v-10a26 26 0 0 1 52 0v10`} />
        </g>
      ))}
      <path class={css.line} d="M76 238h220M96 238v44M276 238v44" />
    </>
  ),
  locked: (
    <>
      <rect class={css.line} x="104" y="166" width="164" height="116" rx="16" />
      <path class={css.line} d="M136 166v-34a50 50 0 0 1 100 0v34" />
      {[146, 186, 226].map(x => (
        <circle key={x} class={css.dot} cx={x} cy="224" r="12" />
      ))}
    </>
  ),
  vouch: (
    <>
      <circle class={css.line} cx="150" cy="132" r="40" />
      <path class={css.line} d="M78 282c4-56 30-84 72-84 20 0 36 6 48 18" />
      <path class={css.stroke} d="M206 244l30 30 56-64" />
    </>
  ),
  cardOnly: (
    <>
      {card}
      <path class={css.line} d="M112 210h56" />
      <circle class={css.dot} cx="246" cy="210" r="12" />
    </>
  ),
  expired: (
    <>
      {phone}
      <circle class={css.line} cx="186" cy="172" r="44" />
      <path class={css.line} d="M186 146v28l20 14" />
    </>
  ),
  replay: (
    <>
      {phone}
      <path class={css.line} d="M150 124h48v48h-48zM198 148h26v52h-52v-28" />
      <path class={css.line} d="M152 234h68" />
    </>
  ),
  unknownPhone: (
    <>
      {phone}
      <path class={css.line} d="M158 146c2-20 14-30 28-30 16 0 28 10 28 26 0 20-28 22-28 46" />
      <circle class={css.dot} cx="186" cy="226" r="12" />
    </>
  ),
  badPhone: (
    <>
      {phone}
      <path class={css.line} d="M152 136l68 68M220 136l-68 68" />
    </>
  ),
  people: (
    <>
      <circle class={css.line} cx="140" cy="140" r="34" />
      <circle class={css.line} cx="240" cy="140" r="34" />
      <path class={css.line} d="M84 268c4-46 26-66 56-66s46 16 52 46M192 248c6-30 22-46 50-46s46 20 50 66" />
    </>
  ),
}
