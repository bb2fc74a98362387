import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { formatHundredths, parseHundredths, type Hundredths } from '../../../shared/base/hundredths.ts'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { kitWords } from './kit-words.ts'
import css from './field.module.css'

/** Layout of a form: two columns of fields; a child with `wide` takes both. */
export const formClass = css.form ?? ''
export const wideClass = css.wide ?? ''
export const actionsClass = css.actions ?? ''

export interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Shown as dots. */
  readonly secret?: boolean | undefined
  readonly autocomplete?: string | undefined
  readonly placeholder?: string | undefined
  readonly maxLength?: number | undefined
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | undefined
  readonly readOnly?: boolean | undefined
  readonly autofocus?: boolean | undefined
  readonly onBlur?: (() => void) | undefined
}

export function TextField(props: TextFieldProps) {
  const { onChange, secret = false, autocomplete = 'off' } = props
  return (
    <Field {...props}>
      {attrs => {
        const common = {
          ...attrs,
          class: css.control,
          value: props.value,
          autocomplete,
          placeholder: props.placeholder,
          maxLength: props.maxLength,
          inputMode: props.inputMode,
          readOnly: props.readOnly,
          autofocus: props.autofocus,
          onInput: (event: InputEvent & { readonly currentTarget: HTMLInputElement }) =>
            onChange(event.currentTarget.value),
          onBlur: props.onBlur,
        }
        return secret ? <input {...common} type="password" /> : <input {...common} />
      }}
    </Field>
  )
}

export function TextArea(props: FieldProps & TextValue & { readonly rows?: number; readonly placeholder?: string }) {
  return (
    <Field {...props}>
      {attrs => (
        <textarea
          {...attrs}
          class={css.control}
          rows={props.rows ?? 3}
          maxLength={props.maxLength}
          placeholder={props.placeholder}
          value={props.value}
          onInput={event => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

interface TextValue {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly maxLength?: number | undefined
}

/**
 * A field whose text and value differ: what is typed stays as typed; `onChange` gets the value, or null while the text
 * is empty or no value. `bad` is said under the field once the person has left it.
 */
export interface ParsedFieldProps<T> extends FieldProps {
  readonly value: T | null
  readonly onChange: (value: T | null) => void
  readonly unit?: string | undefined
  readonly autofocus?: boolean | undefined
}

interface Parsing<T> {
  readonly format: (value: T) => string
  readonly parse: (text: string) => T | null
  readonly bad: string
}

function ParsedField<T>(props: ParsedFieldProps<T> & Parsing<T> & { readonly inputMode: 'numeric' | 'decimal' }) {
  const { value, onChange, unit, format, parse, bad, inputMode } = props
  const [typed, setTyped] = useState('')
  const [left, setLeft] = useState(false)
  // The value may be set from outside (a form that loads, a reset); typed text that means the same stays as typed.
  const text = parse(typed) === value ? typed : value === null ? '' : format(value)
  const wrong = text.trim() !== '' && parse(text) === null
  const change = (next: string) => {
    setTyped(next)
    onChange(parse(next))
  }
  return (
    <Field {...props} error={props.error ?? (left && wrong ? bad : null)}>
      {attrs => (
        <div class={css.row}>
          <input
            {...attrs}
            class={cx(css.control, css.num)}
            value={text}
            inputMode={inputMode}
            autocomplete="off"
            autofocus={props.autofocus}
            onInput={event => change(event.currentTarget.value)}
            onBlur={() => setLeft(true)}
          />
          {unit && <span class={css.unit}>{unit}</span>}
        </div>
      )}
    </Field>
  )
}

/** Decimal text ↔ hundredths of a point. Takes full-width digits; `null` means empty or not a number. */
export function PointsField(props: ParsedFieldProps<Hundredths>) {
  return (
    <ParsedField
      unit={kitWords().points}
      {...props}
      format={formatHundredths}
      parse={parseHundredths}
      bad={kitWords().badPoints}
      inputMode="decimal"
    />
  )
}

/** A whole number within `min`…`max`. */
export function NumberField(props: ParsedFieldProps<number> & { readonly min: number; readonly max: number }) {
  const { min, max } = props
  return (
    <ParsedField
      {...props}
      format={String}
      parse={text => parseWhole(text, min, max)}
      bad={kitWords().badNumber(min, max)}
      inputMode="numeric"
    />
  )
}

function parseWhole(text: string, min: number, max: number): number | null {
  const plain = text.normalize('NFKC').trim()
  if (!/^-?\d{1,9}$/.test(plain)) return null
  const value = Number(plain)
  return value >= min && value <= max ? value : null
}

export interface Option<T extends string> {
  readonly value: T
  readonly label: string
  readonly note?: ComponentChildren | undefined
}

export interface SelectProps<T extends string> extends FieldProps {
  readonly value: T | null
  readonly options: readonly Option<T>[]
  readonly onChange: (value: T) => void
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { value, options, onChange } = props
  const pick = (text: string) => {
    const option = options.find(each => each.value === text)
    if (option) onChange(option.value)
  }
  return (
    <Field {...props}>
      {attrs => (
        <select {...attrs} class={css.control} value={value ?? ''} onChange={event => pick(event.currentTarget.value)}>
          {value === null && (
            <option value="" disabled>
              {kitWords().choose}
            </option>
          )}
          {options.map(option => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export interface CheckboxProps {
  readonly label: ComponentChildren
  readonly note?: ComponentChildren | undefined
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean | undefined
  readonly class?: string | undefined
}

export function Checkbox({ label, note, checked, onChange, disabled, class: extra }: CheckboxProps) {
  return (
    <label class={cx(css.check, extra)}>
      <input
        type="checkbox"
        class={css.box}
        checked={checked}
        disabled={disabled}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {note && <small>{note}</small>}
      </span>
    </label>
  )
}

/** A choice of a few, all in view. `stacked` puts one under the other, for options with a note. */
export function RadioGroup<T extends string>(props: SelectProps<T> & { readonly stacked?: boolean }) {
  const { value, options, onChange, stacked } = props
  return (
    <Field {...props}>
      {attrs => (
        <div role="radiogroup" aria-label={props.label} class={cx(css.options, stacked && css.stacked)}>
          {options.map((option, at) => (
            <label key={option.value} class={css.option}>
              <input
                {...(at === 0 ? { id: attrs.id } : {})}
                type="radio"
                class={css.box}
                name={`${attrs.id}-group`}
                checked={value === option.value}
                onChange={() => onChange(option.value)}
              />
              <span>
                {option.label}
                {option.note && <small>{option.note}</small>}
              </span>
            </label>
          ))}
        </div>
      )}
    </Field>
  )
}
