import { useId, useState } from 'preact/hooks'
import { fileSize } from '../format.ts'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import { FieldNote } from './field.tsx'
import { Icon } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import css from './file-drop.module.css'

export interface FileDropProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly file: File | null
  readonly onFile: (file: File) => void
  /** Endings with the dot, lower case: ['.xlsx', '.csv']. */
  readonly kinds: readonly string[]
  readonly maxBytes: number
  readonly error?: string | null | undefined
  readonly busy?: boolean | undefined
}

/** Takes one file by drag or by choosing; refuses a wrong kind or size before anything is read. */
export function FileDrop(props: FileDropProps) {
  const { label, hint, file, onFile, kinds, maxBytes, busy = false } = props
  const id = useId()
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const take = (next: File | null | undefined) => {
    if (!next || busy) return
    const why = refusalOf(next, kinds, maxBytes)
    setRefused(why)
    if (!why) onFile(next)
  }
  const error = refused ?? props.error
  return (
    <div
      class={cx(css.drop, over && css.over)}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer?.files[0])
      }}
    >
      <Icon name={file ? 'doc' : 'upload'} class={css.mark} />
      <div class={css.words}>
        <b>{label}</b>
        {file ? (
          <span>
            {file.name} · {fileSize(file.size)}
          </span>
        ) : (
          <span>{kitWords().dropHere}</span>
        )}
        <FieldNote id={`${id}-h`} hint={hint} error={error} />
      </div>
      <input
        id={id}
        class={css.input}
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        accept={kinds.join(',')}
        onChange={event => {
          take(event.currentTarget.files?.[0])
          // The same file chosen again, after it was mended, must count as a new choice.
          event.currentTarget.value = ''
        }}
      />
      <Button busy={busy} onClick={() => document.getElementById(id)?.click()}>
        {file ? kitWords().changeFile : kitWords().pickFile}
      </Button>
    </div>
  )
}

function refusalOf(file: File, kinds: readonly string[], maxBytes: number): string | null {
  if (!kinds.some(kind => file.name.toLowerCase().endsWith(kind))) return kitWords().fileWrongKind(kinds.join('、'))
  return file.size > maxBytes ? kitWords().fileTooBig(fileSize(maxBytes)) : null
}
