import type { ComponentChildren } from 'preact'
import type { Told } from './ask.ts'
import { useWords } from './words.ts'

/** The few parts that every page of the phone is made of. */

export type Mark = 'done' | 'already' | 'wait' | 'stop' | 'phone'

/** Shape and colour say the same: a circle is done, a square already, a clock wait, an octagon not this way. */
function MarkSign({ mark }: { mark: Mark }) {
  return (
    <svg class={`mark mark-${mark}`} viewBox="0 0 48 48" aria-hidden="true">
      {mark === 'already' ? (
        <rect x="4" y="4" width="40" height="40" rx="6" />
      ) : mark === 'stop' ? (
        <path d="M15 4h18l11 11v18L33 44H15L4 33V15z" />
      ) : mark === 'phone' ? (
        <rect x="12" y="3" width="24" height="42" rx="5" />
      ) : (
        <circle cx="24" cy="24" r="21" />
      )}
      {(mark === 'done' || mark === 'already') && <path class="line" d="M14 25l7 7 13-15" />}
      {mark === 'wait' && <path class="line" d="M24 13v12l8 5" />}
      {mark === 'stop' && <path class="line" d="M24 13v14M24 33.500v1" />}
      {mark === 'phone' && <path class="line" d="M21 39h6" />}
    </svg>
  )
}

export function Page(props: {
  readonly mark: Mark
  readonly title: string
  readonly lead?: string | undefined
  /** What the hub said, in the language of the page. */
  readonly told?: Told | null
  readonly children?: ComponentChildren
}) {
  const { language } = useWords()
  const { mark, title, lead, told, children } = props
  return (
    <main class="page" data-flow aria-live="polite">
      <MarkSign mark={mark} />
      <h1>{title}</h1>
      {lead && <p class="lead">{lead}</p>}
      {told && <p class="lead">{language === 'zh' ? told.zh : told.en}</p>}
      {children}
    </main>
  )
}

export function Steps({ steps }: { steps: readonly string[] }) {
  if (steps.length === 1) return <p>{steps[0]}</p>
  return (
    <ol class="steps">
      {steps.map(step => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}

export const Big = (props: {
  readonly onPress: () => void
  readonly quiet?: boolean
  readonly busy?: boolean
  readonly children: ComponentChildren
}) => (
  <button type="button" class={props.quiet ? 'big quiet-button' : 'big'} disabled={props.busy} onClick={props.onPress}>
    {props.children}
  </button>
)
