import { dateOf } from '../../shared/base/plain-date.ts'
import type { InnerDocument } from '../../shared/notices/inner-document.ts'
import { openInner } from '../../shared/own/inner.ts'
import type { App } from './app.ts'
import { lookAtOwn, type OwnSight } from './own.ts'
import { innerMark } from './own-said.ts'
import type { ShownHandle } from './shown.ts'
import type { SignInDesk } from './sign-in.ts'

/** Notices for members and letters to one, opened by what the member's own page says (NT57). Kept nowhere. */

export interface Letter {
  readonly document: InnerDocument
  /** Opened neither here nor, as far as the hub said, anywhere else. */
  readonly isNew: boolean
}

export type LettersSight =
  | Exclude<OwnSight, { readonly kind: 'page' }>
  /** Newest first. `waiting`: the page names them, and they are not on this machine, or not in this revision. */
  | { readonly kind: 'letters'; readonly letters: readonly Letter[]; readonly waiting: number }

export function lookAtLetters(app: App, desk: SignInDesk, shown: ShownHandle): LettersSight {
  const sight = lookAtOwn(app, shown)
  if (sight.kind !== 'page') return sight
  const today = dateOf(app.clock.now.value)
  const isClockGood = app.clock.trust.value !== 'unknown'
  const read = desk.past(shown.member.memberId).read
  const letters: Letter[] = []
  let waiting = 0
  for (const key of sight.page.inner) {
    const text = app.board.innerText(key.docId)
    const document = text === null ? null : openInner(text, key)
    if (!document) waiting += 1
    else if (!isClockGood || document.shownUntil === null || document.shownUntil >= today) {
      letters.push({ document, isNew: !key.read && !read.has(innerMark(document.docId, document.rev)) })
    }
  }
  return { kind: 'letters', letters, waiting }
}

/** How many the member has not opened yet; 0 where nothing can be said. */
export function unreadOf(app: App, desk: SignInDesk, shown: ShownHandle): number {
  const sight = lookAtLetters(app, desk, shown)
  return sight.kind === 'letters' ? sight.letters.filter(each => each.isNew).length : 0
}

/** It was on the glass before the member: recorded once. */
export async function noteLetterRead(desk: SignInDesk, shown: ShownHandle, { document, isNew }: Letter): Promise<void> {
  const { docId: noticeId, rev } = document
  if (isNew) await desk.act(shown, { kind: 'readInner', noticeId, rev })
}
