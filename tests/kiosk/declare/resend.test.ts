import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import { must } from '../../../shared/base/check.ts'
import type { MemberId, Millis, RecordId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { sealPublicKey } from '../../../shared/base/seal.ts'
import { DeclarationBodySchema } from '../../../shared/declarations/declaration.ts'
import type { OwnDeclaration } from '../../../shared/own/own-page.ts'
import { cardText } from '../../../shared/passes/card.ts'
import { parseRecord } from '../../../shared/sync/record.ts'
import { touchDeclare, type DeclarePage } from '../../../kiosk/declare/acts.ts'
import type { DeclareDraft, DeclareTouch } from '../../../kiosk/declare/declare-flow.ts'
import { offerFor } from '../../../kiosk/declare/offers.ts'
import { againOf, draftAgain } from '../../../kiosk/declare/resend.ts'
import { resentOf } from '../../../kiosk/state/own-said.ts'
import { openDeclare } from '../../../kiosk/state/member.ts'
import { OutboxFull, type Outbox, type RowMark } from '../../../kiosk/store/outbox.ts'
import { itemsOnBoard, pointsOnBoard, someone, TODAY } from '../../fixtures/declaring.ts'
import { aKioskApp } from '../../fixtures/kiosk-app.ts'
import { memoryDevice, memoryOutbox } from '../../fixtures/memory-outbox.ts'
import { seededRandom } from '../../fixtures/office.ts'
import { BRANCH_TAG, idNo, secretNo } from '../../fixtures/passes.ts'

/** 补充再报: what the branch asked back is sent again, from the button to the disk, and offered once. */

const sealKey = bytesToHex(sealPublicKey(seededRandom(77)(32)))
const offer = must(offerFor([itemsOnBoard], 'noPost', TODAY), 'offer')
const ID = idNo<RecordId>(0xdec1)
const asked = (change: Partial<OwnDeclaration> = {}): OwnDeclaration => ({
  declarationId: ID,
  code: 'C03',
  title: '',
  date: '2026-10-06' as PlainDate,
  sentAt: 1 as Millis,
  state: 'askedBack',
  words: '请说一下是哪一户。',
  ...change,
})
const NONE: ReadonlySet<string> = new Set()

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

async function aKiosk(outbox: Outbox = memoryOutbox('e0'.repeat(16) as never)) {
  const kiosk = await aKioskApp({ settings: { sealKey }, outbox, device: memoryDevice() })
  const { app, desk } = kiosk
  return {
    ...kiosk,
    /** The touch on 补充再报, or on 我要申报. */
    begin(draft?: DeclareDraft): DeclarePage {
      openDeclare(app, must(desk.identify(cardText(secretNo(1), BRANCH_TAG)).shown, 'shown'), draft)
      const screen = app.screen.value
      if (screen.kind !== 'member' || screen.page.kind !== 'declare') throw new Error('not declaring')
      return screen.page
    },
    async send(page: DeclarePage): Promise<void> {
      const go = (touch: DeclareTouch) => touchDeclare(app, page, offer, touch)
      for (let at = 0; at < 2 && page.draft.value.step !== 'check'; at += 1) await go({ kind: 'next' })
      await go({ kind: 'send', hasPin: false })
    },
    bodies: async () => {
      const rows = await outbox.read(1, 99)
      return rows.map(({ text }) => {
        const record = parseRecord(text)
        if (!record.ok) throw new Error(record.error)
        return v.parse(DeclarationBodySchema, record.value.body)
      })
    },
  }
}

describe('what may be sent again', () => {
  test('KS63 what the branch asked back may be, and nothing else; item and day must still be open', () => {
    expect(againOf(asked(), NONE, offer)).toBe('may')
    for (const state of ['waiting', 'accepted', 'refused'] as const) {
      expect(againOf(asked({ state }), NONE, offer)).toBe('never')
    }
    // Not on offer: a deduction, an item that left the board.
    for (const code of ['X01', 'C99']) expect(againOf(asked({ code: code as never }), NONE, offer)).toBe('noItem')
    // The quarter's points hang on the board; last year is over; tomorrow has not come.
    const settled = must(offerFor([itemsOnBoard, pointsOnBoard('2026-Q3')], 'noPost', TODAY), 'offer')
    const september = asked({ date: '2026-09-30' as PlainDate })
    expect(againOf(september, NONE, offer)).toBe('may')
    expect(againOf(september, NONE, settled)).toBe('noDay')
    for (const date of ['2025-12-31', '2026-10-16']) {
      expect(againOf(asked({ date: date as PlainDate }), NONE, offer)).toBe('noDay')
    }
    // The flow itself says that nothing hangs here.
    expect(againOf(asked(), NONE, null)).toBe('may')
    expect(againOf(asked({ declarationId: 'no id' }), NONE, offer)).toBe('never')
  })

  test('KS63 the page opens with item and day as they were; the amount is asked for where there is one', () => {
    const plain = draftAgain(someone, asked(), offer)
    expect(plain).toMatchObject({ step: 'more', item: { code: 'C03' }, date: '2026-10-06', schemeVersion: 3 })
    expect(plain.follows).toEqual({ declarationId: ID, words: '请说一下是哪一户。' })
    expect(draftAgain(someone, asked({ code: 'C02' }), offer)).toMatchObject({ step: 'amount', item: { code: 'C02' } })
    expect(draftAgain(someone, asked({ code: null }), offer)).toMatchObject({ step: 'item', follows: plain.follows })
  })
})

describe('from the button to the disk', () => {
  test('KS63 what is sent again names what was asked back, once; what is declared beside it names nothing', async () => {
    const { app, desk, begin, send, bodies } = await aKiosk()
    const page = begin(draftAgain(someone, asked(), offer))
    // Nothing is sent before it was shown once more.
    await touchDeclare(app, page, offer, { kind: 'send', hasPin: false })
    expect(await bodies()).toEqual([])
    await Promise.all([send(page), send(page)])
    expect(app.screen.value).toMatchObject({ kind: 'kept', what: 'declared' })
    expect(await bodies()).toMatchObject([{ follows: ID, itemCode: 'C03', date: '2026-10-06' }])
    expect(againOf(asked(), desk.past(someone).resent, offer)).toBe('sent')
    const fresh = begin()
    const item = must(
      offer.items.find(each => each.code === 'C03'),
      'C03',
    )
    await touchDeclare(app, fresh, offer, { kind: 'item', item })
    await touchDeclare(app, fresh, offer, { kind: 'day', day: TODAY })
    await send(fresh)
    expect((await bodies()).map(each => each.follows)).toEqual([ID, null])
  })

  test('KS63 it is not offered a second time, over a restart weeks later too, until the page says otherwise', async () => {
    const outbox = memoryOutbox('e0'.repeat(16) as never)
    const { begin, send } = await aKiosk(outbox)
    await send(begin(draftAgain(someone, asked(), offer)))
    // The power went, and came back three weeks later.
    const older = (mark: RowMark): RowMark => ({ ...mark, at: (mark.at - 21 * 86_400_000) as Millis })
    const marks: Outbox['marks'] = async since => (await outbox.marks(since)).map(older)
    const { desk } = await aKiosk({ ...outbox, marks })
    const resent = desk.past(someone).resent
    expect(againOf(asked(), resent, offer)).toBe('sent')
    // Nobody else's page says so, nor does it count as a sign-in.
    expect(desk.past(idNo<MemberId>(2)).resent).toEqual(NONE)
    // The branch decided after all, or asked back what was sent in its place.
    expect(againOf(asked({ state: 'accepted' }), resent, offer)).toBe('never')
    expect(againOf(asked({ declarationId: idNo<RecordId>(0xdec2) }), resent, offer)).toBe('may')
  })

  test('KS63 a twin that looks at the member alone, or at any mark, is found', () => {
    const marks: RowMark[] = [
      { memberId: someone, activityId: null, at: 1 as Millis, act: 'resent', follows: ID },
      { memberId: idNo<MemberId>(2), activityId: null, at: 1 as Millis, act: 'resent', follows: idNo<RecordId>(9) },
      { memberId: someone, activityId: null, at: 1 as Millis, act: 'undo', undoes: idNo<RecordId>(8) },
    ]
    type Of = typeof resentOf
    const holds = (of: Of): boolean => {
      const found = of(marks, someone)
      return found.has(ID) && !found.has(idNo<RecordId>(9)) && !found.has(idNo<RecordId>(8))
    }
    const anybody: Of = all => new Set(all.flatMap(each => each.follows ?? []))
    const anything: Of = (all, memberId) =>
      new Set(all.flatMap(each => (each.memberId === memberId ? (each.follows ?? each.undoes ?? []) : [])))
    expect(holds(resentOf)).toBe(true)
    expect(holds(anybody)).toBe(false)
    expect(holds(anything)).toBe(false)
  })

  test('KS63 what the disk did not take was not sent again, and stays offered', async () => {
    const full: Outbox = { ...memoryOutbox('e0'.repeat(16) as never), addAll: () => Promise.reject(new OutboxFull()) }
    const { desk, begin, send } = await aKiosk(full)
    const page = begin(draftAgain(someone, asked(), offer))
    await send(page)
    expect(page.draft.value).toMatchObject({ step: 'check', fault: 'noRoom', follows: { declarationId: ID } })
    expect(againOf(asked(), desk.past(someone).resent, offer)).toBe('may')
  })
})
