import { useRef, useState } from 'preact/hooks'
import {
  parsePlainDate,
  parsePlainDateTime,
  type PlainDate,
  type PlainDateTime,
} from '../../../shared/base/plain-date.ts'
import { cx } from './cx.ts'
import { Field, type ControlAttrs, type FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import css from './field.module.css'

export interface DateFieldProps extends FieldProps {
  readonly value: PlainDate | null
  readonly onChange: (value: PlainDate | null) => void
  /** First and last day that may be given; another one counts as none. */
  readonly min?: PlainDate | undefined
  readonly max?: PlainDate | undefined
}

/** A day: typed as 2026-10-1 or 20261001 or 2026年10月1日, or picked from the browser's calendar. */
export function DateField(props: DateFieldProps) {
  const { value, onChange, min, max } = props
  const parse = (text: string): PlainDate | null => {
    const day = parseDay(text)
    return day && (!min || day >= min) && (!max || day <= max) ? day : null
  }
  const [typed, setTyped] = useState('')
  const [left, setLeft] = useState(false)
  // The value may be set from outside; typed text that means the same, or nothing yet, stays as typed.
  const text = parse(typed) === value ? typed : (value ?? '')
  const change = (next: string) => {
    setTyped(next)
    onChange(parse(next))
  }
  const bad = left && text !== '' && parse(text) === null
  const why = parseDay(text) ? kitWords().dateBetween(min ?? null, max ?? null) : kitWords().badDate
  return (
    <Field {...props} error={props.error ?? (bad ? why : null)}>
      {attrs => <DayBox attrs={attrs} text={text} min={min} max={max} onText={change} onLeave={() => setLeft(true)} />}
    </Field>
  )
}

/** The text box with its calendar. Own text, because a browser writes dates as its own language wants. */
function DayBox(props: {
  attrs: ControlAttrs
  text: string
  min?: PlainDate | undefined
  max?: PlainDate | undefined
  onText: (text: string) => void
  onLeave: () => void
}) {
  const { attrs, text, onText, onLeave } = props
  const picker = useRef<HTMLInputElement>(null)
  const leave = () => {
    onLeave()
    const day = parseDay(text)
    if (day) onText(day)
  }
  return (
    <div class={css.day}>
      <input
        {...attrs}
        class={css.control}
        inputMode="numeric"
        autocomplete="off"
        placeholder="2026-10-01"
        value={text}
        onInput={event => onText(event.currentTarget.value)}
        onBlur={leave}
      />
      <button
        type="button"
        class={css.pick}
        tabIndex={-1}
        aria-label={kitWords().pickDate}
        onClick={() => picker.current?.showPicker()}
      >
        <Icon name="calendar" />
      </button>
      <input
        ref={picker}
        class={css.picker}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        min={props.min}
        max={props.max}
        value={parseDay(text) ?? ''}
        onInput={event => onText(event.currentTarget.value)}
      />
    </div>
  )
}

export interface DateTimeFieldProps extends FieldProps {
  readonly value: PlainDateTime | null
  readonly onChange: (value: PlainDateTime | null) => void
}

/** A day and a 24-hour time, in the branch's own time zone. */
export function DateTimeField(props: DateTimeFieldProps) {
  const { value, onChange } = props
  const [typed, setTyped] = useState({ day: '', time: '' })
  const [left, setLeft] = useState(false)
  const { day, time } = joined(typed.day, typed.time) === value ? typed : splitAt(value)
  const change = (nextDay: string, nextTime: string) => {
    setTyped({ day: nextDay, time: nextTime })
    onChange(joined(nextDay, nextTime))
  }
  const bad =
    left && time !== '' && parseTime(time) === null
      ? kitWords().badTime
      : left && day !== '' && parseDay(day) === null
        ? kitWords().badDate
        : null
  return (
    <Field {...props} error={props.error ?? bad}>
      {attrs => (
        <div class={css.row}>
          <DayBox attrs={attrs} text={day} onText={next => change(next, time)} onLeave={() => setLeft(true)} />
          <input
            class={cx(css.control, css.time)}
            aria-label={`${props.label} ${kitWords().time}`}
            aria-invalid={bad === kitWords().badTime}
            inputMode="numeric"
            autocomplete="off"
            placeholder="14:30"
            value={time}
            onInput={event => change(day, event.currentTarget.value)}
            onBlur={() => {
              setLeft(true)
              setTyped({ day, time: parseTime(time) ?? time })
            }}
          />
        </div>
      )}
    </Field>
  )
}

/** `2026-10-1`, `2026.10.1`, `2026/10/1`, `20261001`, `2026年10月1日`, also full-width; null for no day. */
export function parseDay(text: string): PlainDate | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[年月./]/g, '-')
    .replace(/日$/, '')
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(plain)
  const [, year, month = '', day = ''] = match ?? []
  return match ? parsePlainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) : null
}

/** `14:30`, `1430`, `9:05`, also with full-width signs → `HH:MM`; null for anything else. */
export function parseTime(text: string): string | null {
  const match = /^(\d{1,2})[:.]?(\d\d)$/.exec(
    text
      .normalize('NFKC')
      .replace(/[：點点时]/g, ':')
      .trim(),
  )
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2])]
  return match && hours < 24 && minutes < 60 ? `${String(hours).padStart(2, '0')}:${match[2]}` : null
}

const joined = (day: string, time: string): PlainDateTime | null =>
  parsePlainDateTime(`${parseDay(day)}T${parseTime(time)}`)

const splitAt = (value: PlainDateTime | null) => ({ day: value?.slice(0, 10) ?? '', time: value?.slice(11) ?? '' })
