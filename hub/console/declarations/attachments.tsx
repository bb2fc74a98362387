import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import * as v from 'valibot'
import { DrawingSchema } from '../../../shared/declarations/attachment.ts'
import { Icon } from '../../pages/ui/icon.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { pathOf, viewBoxOf } from '../../../shared/passes/strokes.ts'
import { useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import type { AttachmentRow } from './model.ts'
import css from './declarations.module.css'

/** Where an attachment's bytes are; the gallery has its own. */
export const AttachmentUrl = createContext((id: string): string => `/console/attachments/${id}`)

/** What came with it: pictures to look at, voices to hear, handwriting drawn again; what was put aside says why. */
export function Attachments({ all }: { all: readonly AttachmentRow[] }) {
  const { declarations } = words()
  if (all.length === 0) return null
  return (
    <section class={css.said}>
      <h3>{declarations.attached}</h3>
      <ul class={css.attachments}>
        {all.map(each => (
          <li key={each.attachmentId}>
            <Attachment one={each} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Attachment({ one }: { one: AttachmentRow }) {
  const { declarations } = words()
  const urlOf = useContext(AttachmentUrl)
  if (one.state === 'waiting') return <Tag tone="wait">{declarations.onItsWay}</Tag>
  if (one.state === 'aside') {
    return (
      <Tag tone="plain" icon="alert">
        {one.why ? declarations.aside[one.why] : declarations.erased}
      </Tag>
    )
  }
  const url = urlOf(one.attachmentId)
  switch (one.type) {
    case 'photo':
      return (
        <a class={css.photo} href={url} target="_blank" rel="noreferrer" title={declarations.enlarge}>
          <img src={url} alt={declarations.photo} loading="lazy" />
          <span>
            <Icon name="search" />
            {declarations.enlarge}
          </span>
        </a>
      )
    case 'voice':
      return (
        <div class={css.voice}>
          <span>
            <Icon name="speak" />
            {one.ms === null ? declarations.voice : declarations.voiceLength((one.ms / 1000).toFixed(0))}
          </span>
          <audio controls preload="none" src={url} aria-label={declarations.voice} />
        </div>
      )
    case 'drawing':
      return <Drawing id={one.attachmentId} url={url} />
  }
}

/** Strokes as the hub keeps them, drawn by us: nothing that a sender made is ever run. */
function Drawing({ id, url }: { id: string; url: string }) {
  const { declarations } = words()
  const strokes = useQuery(['attachment', id], async () => {
    const answer = await fetch(url)
    const parsed = answer.ok ? v.safeParse(DrawingSchema, await answer.json()) : null
    return parsed?.success ? parsed.output.strokes : []
  })
  if (!strokes.data) return null
  if (strokes.data.length === 0) return <Tag tone="plain">{declarations.erased}</Tag>
  return (
    <svg class={css.drawing} viewBox={viewBoxOf(strokes.data)} role="img" aria-label={declarations.drawing}>
      <path d={pathOf(strokes.data)} />
    </svg>
  )
}
