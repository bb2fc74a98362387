import css from './name.module.css'

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
