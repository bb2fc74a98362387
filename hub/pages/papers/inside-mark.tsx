import { scopeOf, type NoticeDocument } from '../../../shared/notices/inner-document.ts'
import { paperWords } from './notice-words.ts'
import css from './notice.module.css'

/** Whose eyes it is for, before anything else: who finds the sheet knows that it is not for the wall. */
export function InsideMark({ document }: { document: NoticeDocument }) {
  const { is } = scopeOf(document)
  if (is === 'public') return null
  return (
    <p class={css.inside}>
      <b>{paperWords.inside[is].name}</b>
      {paperWords.inside[is].says}
    </p>
  )
}
