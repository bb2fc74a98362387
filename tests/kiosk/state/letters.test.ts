import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { MemberId, Millis, NoticeId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { InnerDocument } from '../../../shared/notices/inner-document.ts'
import type { InnerKey } from '../../../shared/own/inner-key.ts'
import { sealInner } from '../../../shared/own/inner.ts'
import { cardText } from '../../../shared/passes/card.ts'
import { startOf } from '../../../shared/sync/feed.ts'
import type { StreamEpoch } from '../../../shared/sync/fields.ts'
import type { App } from '../../../kiosk/state/app.ts'
import { lookAtLetters, noteLetterRead, unreadOf } from '../../../kiosk/state/inner.ts'
import { openLetters, openMenu } from '../../../kiosk/state/member.ts'
import type { ShownHandle } from '../../../kiosk/state/shown.ts'
import { aKioskApp, type KioskOptions } from '../../fixtures/kiosk-app.ts'
import { memoryOutbox } from '../../fixtures/memory-outbox.ts'
import { anOwnPage, bringEnvelope } from '../../fixtures/own-page.ts'
import { BRANCH_TAG, idNo, randomOf, secretNo } from '../../fixtures/passes.ts'

/** Notices and letters at the kiosk: the real state, from real sealed texts; only the glass is missing. */

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const docId = (number: number) => idNo<NoticeId>(0xd000 + number)
const keyNo = (number: number) => String(number).padStart(64, 'a')

const aLetter = (number: number, change: Partial<InnerDocument> = {}): InnerDocument => ({
  type: 'inner',
  scope: { is: 'members' },
  salt: '0'.repeat(32),
  docId: docId(number),
  rev: 1,
  title: `第${number}份`,
  issuer: '中共青禾镇云溪村支部委员会',
  publishedAt: 1_795_312_800_000 as Millis,
  publishedOn: '2026-11-20' as PlainDate,
  noticePeriod: null,
  shownUntil: null,
  contact: { name: '李梅', phone: '0000-8265-131', place: '一楼窗口' },
  correction: null,
  asOfJournal: { size: 120, hash: 'a'.repeat(64) },
  body: { kind: 'announcement', paragraphs: ['周五晚上开会。'] },
  ...change,
})

/** Brings the feed `inner`, and an own page that opens what `keys` says. */
function bring(app: App, letters: readonly InnerDocument[], keys: readonly InnerKey[], rev = 1): void {
  const items = new Map(
    letters.map((each, at) => {
      const text = sealInner(each, keyNo(at + 1), randomOf(at + 1))
      return [each.docId as string, { id: each.docId, rev: 1, text }]
    }),
  )
  app.board.show('inner', { cursor: startOf(1), asOf: 1, items }, true)
  bringEnvelope(app, secretNo(1), anOwnPage({ inner: [...keys] }), { rev })
}
const keyTo = (number: number, change: Partial<InnerKey> = {}): InnerKey => ({
  docId: docId(number),
  rev: 1,
  key: keyNo(number),
  read: false,
  ...change,
})

async function aKiosk(options: KioskOptions = {}) {
  const kiosk = await aKioskApp(options)
  const { app, desk } = kiosk
  return {
    ...kiosk,
    show(number = 1): ShownHandle {
      const shown = must(desk.identify(cardText(secretNo(number), BRANCH_TAG)).shown, 'a known card')
      openMenu(app, shown)
      return shown
    },
    look(shown: ShownHandle) {
      const sight = lookAtLetters(app, desk, shown)
      if (sight.kind !== 'letters') throw new Error(sight.kind)
      return sight
    },
  }
}

describe('notices and letters behind the card', () => {
  test('NT57 the card opens what its page names, without the hub; what is on its way or of another revision waits', async () => {
    const { app, show, look } = await aKiosk()
    bring(app, [aLetter(1), aLetter(2, { rev: 2 }), aLetter(3)], [keyTo(1), keyTo(2), keyTo(9)])
    expect(app.link.value.kind).toBe('offline')
    const shown = show()
    const { letters, waiting } = look(shown)
    expect(letters.map(each => each.document.title)).toEqual(['第1份'])
    expect(waiting).toBe(2)
    // What the page does not name is on this machine and stays shut.
    bring(app, [aLetter(1), aLetter(2), aLetter(3)], [keyTo(2), keyTo(1)], 2)
    expect(look(shown).letters.map(each => each.document.title)).toEqual(['第2份', '第1份'])
  })

  test('NT57 without a card, after it and on a kiosk that is no longer the branch’s there is nothing', async () => {
    const { app, desk, show } = await aKiosk()
    bring(app, [aLetter(1)], [keyTo(1)])
    const shown = show()
    openLetters(app, shown)
    expect(lookAtLetters(app, desk, shown).kind).toBe('letters')
    app.home()
    expect(lookAtLetters(app, desk, shown)).toEqual({ kind: 'gone' })
    const again = show()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(lookAtLetters(app, desk, again)).toEqual({ kind: 'gone' })
    const third = show()
    app.board.clear()
    expect(lookAtLetters(app, desk, third)).toEqual({ kind: 'none' })
    expect(app.board.innerText(docId(1))).toBeNull()
  })

  test('NT53 what is over by its date is hidden by a clock that can be believed', async () => {
    const { app, show, look } = await aKiosk()
    const today = app.clock.now.value.slice(0, 10) as PlainDate
    const letters = [aLetter(1, { shownUntil: '2020-01-01' as PlainDate }), aLetter(2, { shownUntil: today })]
    bring(app, letters, [keyTo(1), keyTo(2)])
    const isGood = app.clock.trust.value !== 'unknown'
    expect(look(show()).letters).toHaveLength(isGood ? 1 : 2)
    expect(isGood).toBe(true)
  })

  test('NT56 NT57 opened is noted once, in one record, and is known after a restart; what the hub knows is no news', async () => {
    const outbox = memoryOutbox('e0'.repeat(16) as StreamEpoch)
    const { app, desk, show, look } = await aKiosk({ outbox })
    bring(app, [aLetter(1), aLetter(2)], [keyTo(1), keyTo(2, { read: true })])
    const shown = show()
    expect(unreadOf(app, desk, shown)).toBe(1)
    const [first, second] = look(shown).letters
    await noteLetterRead(desk, shown, must(first, 'a letter'))
    await noteLetterRead(desk, shown, must(first, 'a letter'))
    await noteLetterRead(desk, shown, must(second, 'a letter'))
    expect(unreadOf(app, desk, shown)).toBe(0)
    const rows = await outbox.read(1, 99)
    expect(rows.map(each => JSON.parse(each.text).body.act)).toEqual([
      { kind: 'readInner', noticeId: docId(1), rev: 1 },
    ])
    expect(rows[0]?.text).not.toContain('第1份')
    const next = await aKiosk({ outbox })
    bring(next.app, [aLetter(1), aLetter(2)], [keyTo(1), keyTo(2, { read: true })])
    expect(unreadOf(next.app, next.desk, next.show())).toBe(0)
    // A correction is news again.
    bring(next.app, [aLetter(1, { rev: 2 })], [keyTo(1, { rev: 2 })], 2)
    expect(unreadOf(next.app, next.desk, next.show())).toBe(1)
    expect(next.desk.past(idNo<MemberId>(2)).read.size).toBe(0)
  })
})
