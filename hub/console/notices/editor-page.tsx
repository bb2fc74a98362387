import { useRef } from 'preact/hooks'
import type { Content } from '../../../shared/notices/content.ts'
import type { NoticeId } from '../../../shared/base/ids.ts'
import type { NoticeKind } from '../../../shared/notices/document.ts'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { PageHead } from '../page-head.tsx'
import { useMutation, useQuery } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { Editor } from './editor.tsx'

/** A new notice of a kind: begins filled in, so that the usual one needs no typing. */
export function NewNotice({ kind }: { kind: NoticeKind }) {
  const { notices } = words()
  const start = useQuery(['notice', 'starter', kind], async () => {
    const [content, choices] = await Promise.all([api.notices.starter.query({ kind }), api.notices.choices.query()])
    return { content, choices }
  })
  const save = useMutation(
    (content: Parameters<typeof api.notices.start.mutate>[0]['content']) => api.notices.start.mutate({ content }),
    () => notices.saved,
  )
  return (
    <>
      <PageHead title={notices.newTitle(notices.kinds[kind])} back={{ href: hrefTo('notices'), label: notices.list }} />
      <Loading of={start}>
        {({ content, choices }) => (
          <Editor
            noticeId={null}
            start={content}
            rev={1}
            choices={choices}
            busy={save.busy}
            problems={save.problems}
            onInsist={null}
            onSave={async written => {
              const saved = await save.run(written)
              return saved.ok ? () => go('notices', saved.value) : null
            }}
          />
        )}
      </Loading>
    </>
  )
}

export function EditNotice({ id }: { id: string }) {
  const { notices } = words()
  const noticeId = id as NoticeId
  const start = useQuery(['notice', id, 'edit'], async () => {
    const [detail, choices] = await Promise.all([api.notices.get.query({ noticeId }), api.notices.choices.query()])
    return { detail, choices }
  })
  const begun = useRef<{ readonly content: Content; readonly version: number; readonly rev: number } | null>(null)
  const { run, busy, problems } = useMutation(
    (input: Parameters<typeof api.notices.edit.mutate>[0]) => api.notices.edit.mutate(input),
    () => notices.saved,
  )
  return (
    <>
      <PageHead title={notices.editTitle} back={{ href: hrefTo('notices', id), label: notices.title }} />
      <Loading of={start}>
        {({ detail, choices }) => {
          // What the writer began with: what somebody else does meanwhile must neither be written over unseen, nor take
          // away what was typed.
          begun.current ??= detail.content && { content: detail.content, version: detail.version, rev: detail.rev }
          const from = begun.current
          if (from === null) return null
          const save = async (content: Content, version: number) => {
            const saved = await run({ noticeId, version, content })
            return saved.ok ? () => go('notices', id) : null
          }
          return (
            <Editor
              noticeId={noticeId}
              start={from.content}
              rev={from.rev}
              choices={choices}
              busy={busy}
              problems={problems}
              onSave={content => save(content, from.version)}
              onInsist={detail.stage === 'draft' ? content => save(content, detail.version) : null}
            />
          )
        }}
      </Loading>
    </>
  )
}
