import css from './name.module.css'

/** How much room the longest of some names wants: most have two to four characters, some eight, a few fifteen. */
export function roomFor(names: readonly string[]): 'short' | 'middle' | 'long' {
  const longest = names.reduce((most, name) => Math.max(most, [...name].length), 0)
  return longest <= 4 ? 'short' : longest <= 8 ? 'middle' : 'long'
}

/** A person's name of 2 to 15 characters; long ones get smaller letters and may break after a middle dot. */
export function Name({ name }: { name: string }) {
  const length = [...name].length
  const size = length <= 4 ? undefined : length <= 8 ? css.middle : css.long
  const parts = name.split(/(?<=[·•‧])/u)
  return (
    <span class={size ? `${css.name} ${size}` : css.name}>
      {parts.map((part, at) => (
        <span key={at}>
          {at > 0 && <wbr />}
          {part}
        </span>
      ))}
    </span>
  )
}
