import { useState } from 'preact/hooks'
import { api } from '../../api.ts'
import { Loading } from '../../loading.tsx'
import { PageHead } from '../../page-head.tsx'
import { useQuery } from '../../query.ts'
import { hrefTo } from '../../router.ts'
import { words } from '../../text/words.ts'
import { versionsOf } from '../cycles.ts'
import { BoardDialog } from '../publish-dialog.tsx'
import { Editor } from './editor.tsx'

/** Opens the draft of a year: the kept one, else the newest version, else the built-in scheme. */
export function SchemeEditorPage({ cycle }: { cycle: number }) {
  const { items } = words()
  const [published, setPublished] = useState(false)
  const start = useQuery(['scheme', 'editor', cycle], async () => {
    const [edit, published] = await Promise.all([api.scheme.edit.query({ cycle }), api.scheme.published.query()])
    return { ...edit, versions: versionsOf(published, cycle) }
  })
  const { data } = start
  if (!data) {
    return (
      <>
        <PageHead title={items.editor.title(cycle)} back={{ href: hrefTo('scheme'), label: items.editor.back }} />
        <Loading of={start}>{() => null}</Loading>
      </>
    )
  }
  // What somebody else saved or published meanwhile does not take away what is typed here.
  return (
    <>
      <Editor cycle={cycle} {...data} onPublished={() => setPublished(true)} />
      {published && <BoardDialog cycle={cycle} afterPublishing onClose={() => setPublished(false)} />}
    </>
  )
}
