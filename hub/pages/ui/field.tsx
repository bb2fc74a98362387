import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import css from './field.module.css'

/** What every field of a form shares. */
export interface FieldProps {
  readonly label: string
  /** One quiet line that says what to write. */
  readonly hint?: ComponentChildren | undefined
  /** What is wrong and what to do; shown under the field and read aloud. */
  readonly error?: string | null | undefined
  readonly required?: boolean | undefined
  /** A term's explanation behind a small “?” (see `Help`). */
  readonly help?: ComponentChildren | undefined
  readonly class?: string | undefined
  /** What the hub calls this field where it refuses something: the cursor is put here then. */
  readonly at?: string | undefined
}

/** What the control inside a field must carry so that label, hint and error belong to it. */
export interface ControlAttrs {
  readonly id: string
  readonly 'aria-describedby': string
  readonly 'aria-invalid': boolean
  readonly 'aria-required': boolean
  readonly 'data-at'?: string | undefined
}

/** Label above, control, hint or error below. Always the same height order, so forms do not jump sideways. */
export function Field(props: FieldProps & { readonly children: (attrs: ControlAttrs) => ComponentChildren }) {
  const { label, hint, error, required = false, help, at, children } = props
  const id = useId()
  const said = { 'aria-describedby': `${id}-h`, 'aria-invalid': Boolean(error), 'aria-required': required }
  const attrs = { id, ...said, 'data-at': at }
  return (
    <div class={cx(css.field, props.class)}>
      <div class={css.label}>
        <label for={id}>{label}</label>
        {required && <span class={css.needed}>{kitWords().needed}</span>}
        {help}
      </div>
      {children(attrs)}
      <FieldNote id={`${id}-h`} hint={hint} error={error} />
    </div>
  )
}

/** The line under a control: the error while there is one, else the hint. */
export function FieldNote({ id, hint, error }: { id: string } & Pick<FieldProps, 'hint' | 'error'>) {
  return (
    <div id={id} class={error ? css.error : css.hint} aria-live="polite">
      {error ? (
        <>
          <Icon name="alert" />
          {error}
        </>
      ) : (
        hint
      )}
    </div>
  )
}
