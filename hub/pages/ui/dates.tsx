import { useState } from 'preact/hooks'
import {
  parsePlainDate,
  parsePlainDateTime,
  type PlainDate,
  type PlainDateTime,
} from '../../../shared/base/plain-date.ts'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { kitWords } from './kit-words.ts'
import css from './field.module.css'

export interface DateFieldProps extends FieldProps {
  readonly value: PlainDate | null
  readonly onChange: (value: PlainDate | null) => void
  readonly min?: PlainDate
  readonly max?: PlainDate
}

/** A day, by keyboard or from the browser's calendar. */
export function DateField(props: DateFieldProps) {
  return (
    <Field {...props}>
      {attrs => (
        <input
          {...attrs}
          class={css.control}
          type="date"
          value={props.value ?? ''}
          min={props.min}
          max={props.max}
          onInput={event => props.onChange(parsePlainDate(event.currentTarget.value))}
        />
      )}
    </Field>
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
  // The value may be set from outside; what is typed and means the same (or is not yet a time) stays as typed.
  const { day, time } = joined(typed.day, typed.time) === value ? typed : splitAt(value)
  const change = (nextDay: string, nextTime: string) => {
    setTyped({ day: nextDay, time: nextTime })
    onChange(joined(nextDay, nextTime))
  }
  const badTime = left && time !== '' && parseTime(time) === null
  return (
    <Field {...props} error={props.error ?? (badTime ? kitWords().badTime : null)}>
      {attrs => (
        <div class={css.row}>
          <input
            {...attrs}
            class={css.control}
            type="date"
            value={day}
            onInput={event => change(event.currentTarget.value, time)}
          />
          <input
            class={cx(css.control, css.time)}
            aria-label={`${props.label} ${kitWords().time}`}
            aria-invalid={badTime}
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

const joined = (day: string, time: string): PlainDateTime | null => parsePlainDateTime(`${day}T${parseTime(time)}`)

const splitAt = (value: PlainDateTime | null) => ({ day: value?.slice(0, 10) ?? '', time: value?.slice(11) ?? '' })
