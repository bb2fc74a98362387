import { useEffect, useRef, useState } from 'preact/hooks'
import * as v from 'valibot'
import type { NoticeId } from '../../../shared/base/ids.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import { ContentSchema, type Content } from '../../../shared/notices/content.ts'
import { api, call } from '../api.ts'
import type { NoticePreview } from './api-types.ts'

/** A pause in typing after which the preview is drawn anew. */
const PAUSE_MS = 400

export interface LivePreview {
  readonly preview: NoticePreview | null
  /** What the hub refused altogether (no connection). */
  readonly refused: readonly Problem[] | null
  /** The preview is of an older text. */
  readonly stale: boolean
}

/** Asks the hub what the draft would become, while it is being written. */
export function usePreview(noticeId: NoticeId | null, content: Content): LivePreview {
  const [state, setState] = useState<LivePreview & { readonly text: string }>({
    preview: null,
    refused: null,
    stale: true,
    text: '',
  })
  const text = JSON.stringify(content)
  const turn = useRef(0)
  useEffect(() => {
    const mine = ++turn.current
    // The text stands for the content: the same words in a new object are nothing new.
    const parsed = v.safeParse(ContentSchema, JSON.parse(text))
    if (!parsed.success) return
    const timer = setTimeout(async () => {
      const answer = await call(() => api.notices.preview.mutate({ noticeId, content: parsed.output }))
      if (mine !== turn.current) return
      setState(before =>
        answer.ok
          ? { preview: answer.value, refused: null, stale: false, text }
          : { ...before, refused: answer.error, text },
      )
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, noticeId])
  return { preview: state.preview, refused: state.refused, stale: state.text !== text }
}
