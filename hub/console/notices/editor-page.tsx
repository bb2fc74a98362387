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
  const save = useMutation(
    (input: Parameters<typeof api.notices.edit.mutate>[0]) => api.notices.edit.mutate(input),
    () => notices.saved,
  )
  return (
    <>
      <PageHead title={notices.editTitle} back={{ href: hrefTo('notices', id), label: notices.title }} />
      <Loading of={start}>
        {({ detail, choices }) =>
          detail.content && (
            <Editor
              noticeId={noticeId}
              start={detail.content}
              rev={detail.rev}
              choices={choices}
              busy={save.busy}
              problems={save.problems}
              onSave={async content => {
                const saved = await save.run({ noticeId, version: detail.version, content })
                return saved.ok ? () => go('notices', id) : null
              }}
            />
          )
        }
      </Loading>
    </>
  )
}
