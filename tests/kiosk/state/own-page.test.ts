import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as v from 'valibot'
import { signal } from '@preact/signals'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import { must } from '../../../shared/base/check.ts'
import type { MatterId, MemberId, Millis } from '../../../shared/base/ids.ts'
import { openSealed, sealPublicKey } from '../../../shared/base/seal.ts'
import { cardText, proofKey } from '../../../shared/passes/card.ts'
import { MemberActBodySchema } from '../../../shared/passes/member-act.ts'
import { readOwnWords } from '../../../shared/passes/own-words.ts'
import { isProven } from '../../../shared/passes/sign-in.ts'
import { parseRecord } from '../../../shared/sync/record.ts'
import type { MatterDraft } from '../../../kiosk/state/member-pages.ts'
import { askToResume, openFeedback, openMenu, openOwn, openRaise, scanOnPage } from '../../../kiosk/state/member.ts'
import { acceptFigures, feedbackNow, lookAtOwn, noteSeen, sendMatter } from '../../../kiosk/state/own.ts'
import { hasUnsent } from '../../../kiosk/state/screens.ts'
import type { ShownHandle } from '../../../kiosk/state/shown.ts'
import { OutboxFull, type Outbox } from '../../../kiosk/store/outbox.ts'
import { aKioskApp, type KioskOptions } from '../../fixtures/kiosk-app.ts'
import { memoryDevice, memoryOutbox } from '../../fixtures/memory-outbox.ts'
import { anOwnFeedback, anOwnMatter, anOwnPage, bringEnvelope } from '../../fixtures/own-page.ts'
import { aRosterPerson, BRANCH_TAG, idNo, secretNo } from '../../fixtures/passes.ts'

/** A member's own page at the kiosk: the real state over the real desk, from a real envelope; only the glass is missing. */

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const HUB_SECRET = new Uint8Array(32).fill(7)
const sealKey = bytesToHex(sealPublicKey(HUB_SECRET))
const memberId = idNo<MemberId>(1)
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const ABOUT = { period: anOwnFeedback().period, no: anOwnFeedback().no }

async function aKiosk(options: KioskOptions = {}) {
  const kiosk = await aKioskApp({ ...options, settings: { sealKey, ...options.settings } })
  const { app, desk, outbox } = kiosk
  return {
    ...kiosk,
    /** The card on the page that asks for it; the menu comes. */
    async show(number = 1): Promise<ShownHandle> {
      const { shown } = desk.identify(cardText(secretNo(number), BRANCH_TAG))
      const handle = must(shown, 'a known card')
      openMenu(app, handle)
      return handle
    },
    records: async () => {
      const rows = await outbox.read(1, 999)
      return rows.map(row => {
        const record = parseRecord(row.text)
        if (!record.ok) throw new Error(record.error)
        return { ...record.value, text: row.text }
      })
    },
    look: (shown: ShownHandle) => {
      const sight = lookAtOwn(app, shown)
      if (sight.kind !== 'page') throw new Error(sight.kind)
      return sight
    },
  }
}

/** Two strokes, and one on a second page. */
const PAGES = [
  [
    [100, 100, 300, 120],
    [200, 50, 210, 400],
  ],
  [[50, 50, 400, 410]],
]

const STROKE = must(PAGES[0]?.[0], 'a stroke').join('\n')

function writing(shown: ShownHandle, app: Awaited<ReturnType<typeof aKiosk>>['app']): MatterDraft {
  openRaise(app, shown, ABOUT)
  const screen = app.screen.value
  if (screen.kind !== 'member' || screen.page.kind !== 'raise') throw new Error('not the page to write on')
  screen.page.draft.pages.value = PAGES
  return screen.page.draft
}

describe('what the card opens', () => {
  test('KS50 the page comes from the envelope alone, with the hub’s time when nothing newer was known', async () => {
    const { app, show, look } = await aKiosk()
    expect(app.link.value.kind).toBe('offline')
    const page = anOwnPage()
    bringEnvelope(app, secretNo(1), page, { asOf: page.asOf + 90_000 })
    const shown = await show()
    expect(look(shown)).toEqual({ kind: 'page', page, asOf: page.asOf + 90_000 })
    // A newer envelope takes its place while the page is on the glass.
    const newer = anOwnPage({ place: { place: 2, of: 28, tied: false } })
    bringEnvelope(app, secretNo(1), newer, { rev: 2 })
    expect(look(shown).page).toEqual(newer)
  })

  test('KS50 it is opened once for each envelope that came', async () => {
    const { app, show, look } = await aKiosk()
    bringEnvelope(app, secretNo(1), anOwnPage())
    const shown = await show()
    expect(look(shown).page).toBe(look(shown).page)
  })

  test('KS53 no envelope, another card’s, a damaged one, and an old revision are told apart from a page', async () => {
    const { app, show } = await aKiosk()
    const shown = await show()
    expect(lookAtOwn(app, shown)).toEqual({ kind: 'none' })
    // Sealed for a card of another secret: what an old card meets, or one the kiosk does not know the page of yet.
    bringEnvelope(app, secretNo(99), anOwnPage())
    expect(lookAtOwn(app, shown)).toEqual({ kind: 'shut' })
    const text = bringEnvelope(app, secretNo(1), anOwnPage())
    expect(lookAtOwn(app, shown).kind).toBe('page')
    bringEnvelope(app, secretNo(1), anOwnPage(), { rev: 2, text })
    expect(lookAtOwn(app, shown)).toEqual({ kind: 'shut' })
    bringEnvelope(app, secretNo(1), anOwnPage(), { rev: 3, text: 'own1.AAAA' })
    expect(lookAtOwn(app, shown)).toEqual({ kind: 'shut' })
    // Somebody else's envelope under this member's name.
    const other = anOwnPage({ memberId: idNo<MemberId>(2) })
    const foreign = bringEnvelope(app, secretNo(1), other, { rev: 4 })
    bringEnvelope(app, secretNo(1), anOwnPage(), { rev: 4, text: foreign })
    expect(lookAtOwn(app, shown)).toEqual({ kind: 'shut' })
  })

  test('KS53 a kiosk that is no longer the branch’s forgets every envelope', async () => {
    const { app, show } = await aKiosk()
    bringEnvelope(app, secretNo(1), anOwnPage())
    const shown = await show()
    app.board.clear()
    expect(lookAtOwn(app, shown)).toEqual({ kind: 'none' })
  })
})

describe('nothing stays', () => {
  const leaving = {
    'back to the board': (app: Awaited<ReturnType<typeof aKiosk>>['app']) => app.home(),
    'a minute without a touch': () => pass(60_000),
    'help is asked for': (app: Awaited<ReturnType<typeof aKiosk>>['app']) =>
      app.go({ kind: 'help', back: { kind: 'home' } }),
  }
  for (const [how, leave] of Object.entries(leaving)) {
    test(`KS56 ${how}: the page, the words and the secret are gone`, async () => {
      const { app, show, look } = await aKiosk()
      bringEnvelope(app, secretNo(1), anOwnPage())
      const shown = await show()
      openOwn(app, shown)
      const held = must(shown.held(), 'held')
      look(shown)
      writing(shown, app)
      expect(shown.opened()).not.toBeNull()
      expect(textOf(app.screen)).toContain(STROKE)
      await leave(app)
      await pass(1_000)
      expect(app.screen.value.kind).not.toBe('member')
      expect(shown.opened()).toBeNull()
      expect(shown.held()).toBeNull()
      expect([...must(held.secret, 'secret')].every(each => each === 0)).toBe(true)
      expect(lookAtOwn(app, shown)).toEqual({ kind: 'gone' })
      expect(textOf(app)).not.toContain(STROKE)
      expect(textOf(app)).not.toContain('王家湾')
    })
  }

  test('KS56 a twin that keeps the opened page beside the handle is found by the same look', async () => {
    const { app, show, look } = await aKiosk()
    bringEnvelope(app, secretNo(1), anOwnPage())
    const shown = await show()
    const leaky = { ...app, lastPage: look(shown).page }
    app.home()
    expect(textOf(leaky)).toContain('王家湾')
  })

  test('KS56 another card takes over at once', async () => {
    const { app, show, look } = await aKiosk()
    bringEnvelope(app, secretNo(1), anOwnPage())
    const shown = await show()
    openOwn(app, shown)
    look(shown)
    app.scan(cardText(secretNo(2), BRANCH_TAG), 'card')
    await vi.waitFor(() => expect(app.screen.value.kind).toBe('result'), { timeout: 30_000, interval: 1 })
    expect(shown.opened()).toBeNull()
  })

  test('KS56 five minutes are the most, and as long again for whoever writes; not twice', async () => {
    const { app, show, look } = await aKiosk()
    bringEnvelope(app, secretNo(1), anOwnPage())
    const touchFor = async (seconds: number) => {
      for (let at = 0; at < seconds; at += 10) {
        app.touch()
        await pass(10_000)
      }
    }
    const reader = await show()
    await touchFor(290)
    expect(look(reader).kind).toBe('page')
    await touchFor(20)
    expect(lookAtOwn(app, reader)).toEqual({ kind: 'gone' })
    const writer = await show()
    await touchFor(280)
    openRaise(app, writer, ABOUT)
    await touchFor(280)
    expect(look(writer).kind).toBe('page')
    openFeedback(app, writer)
    openRaise(app, writer, ABOUT)
    await touchFor(40)
    expect(lookAtOwn(app, writer)).toEqual({ kind: 'gone' })
  })
})

describe('written when the time of the card is up', () => {
  const raising = (app: Awaited<ReturnType<typeof aKiosk>>['app']) => {
    const screen = app.screen.value
    return screen.kind === 'member' && screen.page.kind === 'raise' ? screen.page : null
  }
  /** As the member's room does it. */
  const timeIsUp = (app: Awaited<ReturnType<typeof aKiosk>>['app']) => {
    const { draft, shown } = must(raising(app), 'a page to write on')
    shown.drop()
    askToResume(app, { kind: 'raise', memberId: shown.member.memberId, draft }, '')
    const screen = app.screen.value
    if (screen.kind !== 'member') throw new Error('not asked')
    return screen
  }
  const written = async () => {
    const kiosk = await aKiosk()
    const { app, show } = kiosk
    openRaise(app, await show(), ABOUT)
    expect(hasUnsent(app.screen.value)).toBe(false)
    must(raising(app), 'page').draft.pages.value = [[[1, 2, 31_337, 4]]]
    expect(hasUnsent(app.screen.value)).toBe(true)
    return kiosk
  }

  test('KS68 a dispute waits for the same card, goes on there, and is warned about before an idle screen goes', async () => {
    const { app, desk } = await written()
    const asked = timeIsUp(app)
    expect(hasUnsent(asked)).toBe(true)
    expect(scanOnPage(app, desk, asked, cardText(secretNo(1), BRANCH_TAG))).toBe(true)
    const page = must(raising(app), 'page')
    expect(page.draft.pages.value).toEqual([[[1, 2, 31_337, 4]]])
    expect(page.shown.held()).not.toBeNull()
  })

  test('KS68 KS56 with another card, or when nobody comes, a dispute is gone from the memory', async () => {
    const other = await written()
    scanOnPage(other.app, other.desk, timeIsUp(other.app), cardText(secretNo(2), BRANCH_TAG))
    expect(raising(other.app)).toBeNull()
    expect(textOf(other.app)).not.toContain('31337')
    const left = await written()
    timeIsUp(left.app)
    await pass(61_000)
    expect(left.app.screen.value.kind).not.toBe('member')
    expect(textOf(left.app)).not.toContain('31337')
  })
})

/** Whatever can be reached from a value: through signals, maps and closures' visible parts. */
function textOf(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (typeof value !== 'object' || value === null || seen.has(value)) return ''
  seen.add(value)
  const parts: unknown[] = value instanceof Map || value instanceof Set ? [...value] : Object.values(value)
  if ('peek' in value && typeof value.peek === 'function') parts.push(value.peek())
  return parts.map(each => textOf(each, seen)).join('\n')
}

describe('seen, agreed, disputed', () => {
  test('KS54 figures that were on the glass are told once, proven by the card; a look at the points tells nothing', async () => {
    const { app, desk, show, look, records } = await aKiosk()
    bringEnvelope(app, secretNo(1), anOwnPage())
    const shown = await show()
    openOwn(app, shown)
    const now = () => feedbackNow(must(look(shown).page.feedback, 'feedback'), desk.said(memberId, ABOUT))
    expect(await records()).toEqual([])
    expect(now().toSee).toBe(true)
    const first = now()
    await Promise.all([noteSeen(desk, shown, first), noteSeen(desk, shown, first)])
    await noteSeen(desk, shown, now())
    const [record, ...more] = await records()
    expect(more).toEqual([])
    const body = v.parse(MemberActBodySchema, record?.body)
    expect(body).toMatchObject({ memberId, act: { kind: 'seeFigures', ...ABOUT }, way: 'card' })
    expect(isProven(must(record, 'record'), body, proofKey(secretNo(1)))).toBe(true)
    expect(now().toSee).toBe(false)
  })

  test('KS54 what the hub knows they were told, and what is settled, is not told again; a new compile is', async () => {
    const told = anOwnFeedback({ told: { how: 'person', at: 1 as Millis } })
    const nothing = { seen: false, acceptedAt: null, raised: [] }
    expect(feedbackNow(told, nothing).toSee).toBe(false)
    expect(feedbackNow(anOwnFeedback({ stage: 'settled' }), nothing)).toMatchObject({ toSee: false, mayRaise: false })
    const { app, desk, show, look, records } = await aKiosk()
    bringEnvelope(app, secretNo(1), anOwnPage())
    const shown = await show()
    const now = () => {
      const feedback = must(look(shown).page.feedback, 'feedback')
      return feedbackNow(feedback, desk.said(memberId, feedback))
    }
    await noteSeen(desk, shown, now())
    bringEnvelope(app, secretNo(1), anOwnPage({ feedback: anOwnFeedback({ no: 130 }) }), { rev: 2 })
    expect(now().toSee).toBe(true)
    await noteSeen(desk, shown, now())
    expect((await records()).map(each => v.parse(MemberActBodySchema, each.body).act)).toEqual([
      { kind: 'seeFigures', ...ABOUT },
      { kind: 'seeFigures', ...ABOUT, no: 130 },
    ])
  })

  test('KS55 KS58 agreeing is one record, stands on the page at once, and over a restart', async () => {
    const outbox = memoryOutbox('e0'.repeat(16) as never)
    const { app, desk, show, records } = await aKiosk({ outbox })
    bringEnvelope(app, secretNo(1), anOwnPage())
    const shown = await show()
    openFeedback(app, shown)
    await acceptFigures(app, desk, shown, ABOUT, true)
    expect(app.screen.value).toMatchObject({ kind: 'member', page: { kind: 'done', what: 'acceptFigures', ok: true } })
    expect(shown.opened()).toBeNull()
    const [record] = await records()
    expect(v.parse(MemberActBodySchema, record?.body).act).toEqual({ kind: 'acceptFigures', ...ABOUT, pin: true })
    // The power went; the same disk, a new start.
    const again = await aKiosk({ outbox, device: memoryDevice() })
    bringEnvelope(again.app, secretNo(1), anOwnPage())
    const { page } = again.look(await again.show())
    const now = feedbackNow(must(page.feedback, 'feedback'), again.desk.said(memberId, ABOUT))
    expect(now).toMatchObject({ mayAccept: false, mayRaise: true })
    expect(now.said.acceptedAt).toBe(record?.at)
    // Figures compiled anew were not agreed with.
    expect(again.desk.said(memberId, { ...ABOUT, no: 130 }).acceptedAt).toBeNull()
  })

  test('KS55 KS57 a dispute leaves sealed to the hub about its own record, and only the hub reads the strokes', async () => {
    const { app, desk, show, records } = await aKiosk()
    bringEnvelope(app, secretNo(1), anOwnPage())
    const shown = await show()
    const draft = writing(shown, app)
    draft.matter.value = 'inquiry'
    expect(await sendMatter(app, desk, shown, draft, false)).toBe('sent')
    const record = must((await records())[0], 'record')
    const { act } = v.parse(MemberActBodySchema, record.body)
    if (act.kind !== 'raiseMatter') throw new Error(act.kind)
    expect(act).toMatchObject({ ...ABOUT, matter: 'inquiry', pin: false })
    const words = readOwnWords(must(openSealed(act.sealed, HUB_SECRET, record.id), 'words'))
    expect(words).toEqual({ drawn: PAGES })
    expect(openSealed(act.sealed, HUB_SECRET, 'another record')).toBeNull()
    expect(record.text).not.toContain('100,100')
    expect(record.text).not.toContain('张')
    expect(record.text).not.toContain('7125')
    expect(app.screen.value).toMatchObject({ page: { kind: 'done', what: 'raiseMatter', ok: true } })
  })

  test('KS58 what was raised here waits on the page until the hub’s page names the same matter', async () => {
    const { app, desk, show, records } = await aKiosk()
    bringEnvelope(app, secretNo(1), anOwnPage())
    const shown = await show()
    await sendMatter(app, desk, shown, writing(shown, app), false)
    const { id } = must((await records())[0], 'record')
    const { raised } = desk.said(memberId, ABOUT)
    expect(raised).toMatchObject([{ matterId: id, kind: 'defence' }])
    // Of another compile of the same period too; of another period not.
    expect(desk.said(memberId, { ...ABOUT, no: 999 }).raised).toHaveLength(1)
    expect(desk.said(memberId, { ...ABOUT, period: '2026-Q2' as never }).raised).toEqual([])
    expect(desk.said(idNo<MemberId>(2), ABOUT).raised).toEqual([])
    const { mattersOf } = await import('../../../kiosk/own/matters.ts')
    const kept = mattersOf(anOwnFeedback(), desk.said(memberId, ABOUT))
    expect(kept).toMatchObject([{ key: id, state: 'kept' }])
    const known = anOwnFeedback({ matters: [anOwnMatter(1, { matterId: id as string as MatterId })] })
    expect(mattersOf(known, desk.said(memberId, ABOUT))).toMatchObject([{ key: id, state: 'waiting' }])
  })

  test('KS55 a full disk keeps what was written before the member, and nothing says that it was sent', async () => {
    const full: Outbox = {
      ...memoryOutbox('e0'.repeat(16) as never),
      add: () => Promise.reject(new OutboxFull()),
    }
    const { app, desk, show } = await aKiosk({ outbox: full })
    bringEnvelope(app, secretNo(1), anOwnPage())
    const shown = await show()
    const draft = writing(shown, app)
    const screen = app.screen.value
    expect(await sendMatter(app, desk, shown, draft, false)).toBe('failed')
    expect(app.screen.value).toBe(screen)
    expect(draft.pages.value).toEqual(PAGES)
    expect(desk.said(memberId, ABOUT).raised).toEqual([])
  })

  test('KS55 without the hub’s key, with empty pages or a card gone cold nothing is recorded', async () => {
    const { app, desk, show, records } = await aKiosk({ settings: { sealKey: undefined as never } })
    bringEnvelope(app, secretNo(1), anOwnPage())
    expect(await sendMatter(app, desk, await show(), aDraft(PAGES), false)).toBe('failed')
    const other = await aKiosk()
    const shown = await other.show()
    expect(await sendMatter(other.app, other.desk, shown, aDraft([[]]), false)).toBe('failed')
    shown.drop()
    expect(await sendMatter(other.app, other.desk, shown, aDraft(PAGES), false)).toBe('failed')
    expect(await records()).toEqual([])
    expect(await other.records()).toEqual([])
  })

  test('KS55 whoever left before the record was written is not called back to the glass', async () => {
    const { app, desk, show, records } = await aKiosk()
    bringEnvelope(app, secretNo(1), anOwnPage())
    const shown = await show()
    openFeedback(app, shown)
    const accepting = acceptFigures(app, desk, shown, ABOUT, false)
    app.home()
    await accepting
    expect(app.screen.value).toEqual({ kind: 'home' })
    // The card's secret went with the screen: nothing is agreed to behind anybody's back.
    expect(await records()).toEqual([])
  })
})

const aDraft = (pages: typeof PAGES | [][]): MatterDraft => ({
  about: ABOUT,
  step: signal<MatterDraft['step']['value']>('check'),
  matter: signal<MatterDraft['matter']['value']>('defence'),
  pages: signal(pages),
})

test('KS55 a phone’s code opens no own page: only a card has the key', async () => {
  const { app } = await aKiosk({ people: [aRosterPerson(1)] })
  bringEnvelope(app, secretNo(1), anOwnPage())
  const byPhone = { member: aRosterPerson(1), held: () => ({ secret: null }), opened: () => null } as never
  expect(lookAtOwn(app, byPhone)).toEqual({ kind: 'shut' })
})
