import { useState } from 'preact/hooks'
import type { BoardDocument } from '../../shared/notices/document.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { useChrome } from '../ui/chrome.tsx'
import { Empty } from '../ui/empty.tsx'
import { Frame, Look } from '../ui/frame.tsx'
import { PickList } from '../ui/pick-list.tsx'
import { DayStrip, ProgressWords } from './days.tsx'
import { docsOf, leadOf, noticesOf, progressOf } from './notice-view.ts'
import { StateTag } from './state-tag.tsx'
import css from './notices.module.css'

export interface NoticesProps {
  readonly documents: readonly BoardDocument[]
  readonly onOpen: (document: BoardDocument) => void
}

/** 公示公告: the picked notice in short above, all of them to press below. */
export function Notices({ documents, onOpen }: NoticesProps) {
  const t = useText()
  const { now } = useChrome()
  const all = noticesOf(documents, now)
  const [pickedId, setPickedId] = useState<string | null>(null)
  const picked = all.find(each => each.docId === pickedId) ?? all[0]
  if (!picked) {
    return (
      <Frame where={t.home.notices} speech={`${t.notice.none}。`} layout="center">
        <Empty icon="notice" title={t.notice.none} note={t.notice.noneNote} />
      </Frame>
    )
  }
  return (
    <Frame where={t.home.notices} speech={all.map(each => `${each.title}。`).join('')}>
      <Look>
        <Summary document={picked} />
      </Look>
      <div class={css.below} data-lists={docsOf(all)}>
        <PickList
          label={t.notice.list}
          all={all}
          keyOf={each => each.docId}
          isPicked={each => each === picked}
          onPick={each => (each === picked ? onOpen(each) : setPickedId(each.docId))}
          render={each => (
            <>
              <StateTag document={each} />
              <span class={css.title} data-excerpt>
                {each.title}
              </span>
            </>
          )}
        >
          <Button kind="primary" label={t.notice.read} icon="notice" onPress={() => onOpen(picked)} />
        </PickList>
      </div>
    </Frame>
  )
}

/** The head of one notice: whose, what, when; its first lines. */
function Summary({ document }: { document: BoardDocument }) {
  const t = useText()
  const { now } = useChrome()
  const progress = progressOf(document, now)
  const lead = leadOf(document)
  return (
    <article class={css.summary}>
      <h1>
        <small>{document.issuer}</small>
        {document.title}
      </h1>
      <div class={css.wenwu} />
      <p class={css.lead} data-excerpt>
        {lead}
      </p>
      <p class={css.foot}>
        {progress ? <ProgressWords progress={progress} /> : <span />}
        <span>{t.notice.publishedOn(t.fullDay(document.publishedOn))}</span>
      </p>
      {progress && <DayStrip progress={progress} />}
    </article>
  )
}
