import type { ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import { fingerprint } from '../../shared/journal/chain.ts'
import type { BoardDocument } from '../../shared/notices/document.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { useChrome } from '../ui/chrome.tsx'
import { Actions, Frame, Look, Touch } from '../ui/frame.tsx'
import { Pager } from '../ui/pager.tsx'
import { DayStrip, ProgressWords } from './days.tsx'
import { isOpenToObjections, progressOf } from './notice-view.ts'
import { Objecting } from './objecting.ts'
import { SheetPaper } from './sheet-paper.tsx'
import css from './notice-sheet.module.css'

export interface NoticeSheetProps {
  readonly document: BoardDocument
  readonly page: number
  readonly pages: number
  readonly onPage: (page: number) => void
  readonly onBack: () => void
  readonly speech: string
  /** What stands on this page of the sheet. */
  readonly children: ComponentChildren
  /** A line about the content, e.g. 46 名党员. */
  readonly extent?: string
  readonly orderNote?: string
  readonly maskNote?: boolean
}

/** A notice as it would hang on the wall: heading closed by the two rules, body, signature; its period and its pages below. */
export function NoticeSheet(props: NoticeSheetProps) {
  const t = useText()
  const { document, page, pages } = props
  return (
    <Frame where={t.home.notices} speech={props.speech}>
      <Look>
        <SheetPaper document={document} page={page} aside={props.orderNote ?? t.notice.place(document.contact.place)}>
          {props.children}
        </SheetPaper>
      </Look>
      <Touch>
        <Period document={document} />
        <Actions grow="wide">
          {pages > 1 && <Pager page={page} pages={pages} onPage={props.onPage} />}
          <ObjectButton document={document} />
          <Button kind="line" icon="notice" label={t.notice.list} onPress={props.onBack} />
        </Actions>
        <div class={css.proof}>
          <p>
            <b>{t.pageOf(page + 1, pages)}</b>
            {props.extent && <span>{props.extent}</span>}
            {props.maskNote && <span>{t.notice.masked}</span>}
          </p>
          <p>
            {t.notice.checkFingerprint} <b>{fingerprint(document.asOfJournal.hash)}</b>
          </p>
        </div>
      </Touch>
    </Frame>
  )
}

/** 我有异议: while the notice is in its period. */
function ObjectButton({ document }: { document: BoardDocument }) {
  const t = useText()
  const { now } = useChrome()
  const onObject = useContext(Objecting)
  if (!onObject || !isOpenToObjections(document, now)) return null
  return <Button icon="object" label={t.notice.object} onPress={onObject} />
}

function Period({ document }: { document: BoardDocument }) {
  const t = useText()
  const { now } = useChrome()
  const progress = progressOf(document, now)
  const last = document.noticePeriod?.days.at(-1)
  if (!progress || !last || !document.noticePeriod) return null
  return (
    <section class={css.period}>
      <p>
        <ProgressWords progress={progress} />
        <span>{t.notice.closesAt(`${t.day(last)} ${document.noticePeriod.endsAt}`)}</span>
      </p>
      <DayStrip progress={progress} />
    </section>
  )
}
