import { useEffect, useState } from 'preact/hooks'
import type { NoticeId } from '../../../shared/base/ids.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import type { Content } from '../../../shared/notices/content.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, MoreLink } from '../../pages/ui/card.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { offlineWhy } from '../offline.tsx'
import { hrefTo, useUnsaved } from '../router.ts'
import { words } from '../text/words.ts'
import type { NoticeChoices } from './api-types.ts'
import { elsewhere, NoticeFields } from './fields.tsx'
import { PaperPreview } from './paper-preview.tsx'
import { usePreview } from './use-preview.ts'
import css from './notices.module.css'

interface EditorProps {
  readonly noticeId: NoticeId | null
  readonly start: Content
  readonly rev: number
  readonly choices: NoticeChoices
  readonly busy: boolean
  /** What the hub said to the last attempt to save. */
  readonly problems: readonly Problem[] | null
  /** @returns where to go once it is saved, or null when it was not */
  readonly onSave: (content: Content) => Promise<(() => void) | null>
  /** The same, over what somebody else wrote meanwhile; null: it cannot be. */
  readonly onInsist: ((content: Content) => Promise<(() => void) | null>) | null
}

/** The words on the left, what they become on the right, and what is wrong with it between the two. */
export function Editor({ noticeId, start, rev, choices, busy, problems, onSave, onInsist }: EditorProps) {
  const { notices } = words()
  const [content, setContent] = useState(start)
  const [leaveTo, setLeaveTo] = useState<(() => void) | null>(null)
  const live = usePreview(noticeId, content)
  useUnsaved(leaveTo === null && JSON.stringify(content) !== JSON.stringify(start))
  // After the mark “unsaved” is gone: leaving before would ask.
  useEffect(() => leaveTo?.(), [leaveTo])
  const save = async (how: EditorProps['onSave']) => {
    const leave = await how(content)
    if (leave) setLeaveTo(() => leave)
  }
  const found = live.preview?.problems ?? []
  const isChanged = problems?.some(each => each.code === 'NOTICE_CHANGED') ?? false
  const untitled = content.title.trim() === ''
  return (
    <div class={css.halves}>
      <div class={css.formSide}>
        <Card title={notices.form}>
          <NoticeFields
            content={content}
            rev={rev}
            choices={choices}
            problems={found}
            names={live.preview?.names ?? []}
            onChange={setContent}
          />
        </Card>
        <ProblemList problems={live.refused ?? problems} />
        <ProblemList problems={elsewhere(found)} title={notices.problemsTitle} />
        <div class={css.acts}>
          <Button
            kind="primary"
            busy={busy}
            why={untitled ? notices.name : offlineWhy()}
            onClick={() => void save(onSave)}
          >
            {notices.save}
          </Button>
          {isChanged && (
            <>
              <MoreLink href={hrefTo('notices', noticeId ?? '')} newTab>
                {notices.seeTheirs}
              </MoreLink>
              {onInsist && (
                <Button busy={busy} onClick={() => void save(onInsist)}>
                  {notices.insist}
                </Button>
              )}
            </>
          )}
        </div>
      </div>
      <PaperPreview document={live.preview?.document ?? null} hash={null} stale={live.stale} />
    </div>
  )
}
