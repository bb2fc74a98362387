import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as v from 'valibot'
import { must } from '../../../shared/base/check.ts'
import type { MemberId, RecordId, StaffId } from '../../../shared/base/ids.ts'
import { openSealed, sealPublicKey } from '../../../shared/base/seal.ts'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import { cardHash, cardText, proofKey } from '../../../shared/passes/card.ts'
import { GuestBodySchema, GuestWordsSchema } from '../../../shared/passes/guest.ts'
import { MemberActBodySchema } from '../../../shared/passes/member-act.ts'
import { isProven, SignInBodySchema } from '../../../shared/passes/sign-in.ts'
import { parseRecord } from '../../../shared/sync/record.ts'
import { carryOut, choicesOf, pickLeave, pickReason, savePin, takeUp } from '../../../kiosk/state/member.ts'
import type { MemberPage } from '../../../kiosk/state/member-pages.ts'
import type { Screen } from '../../../kiosk/state/screens.ts'
import { OutboxFull, type Outbox } from '../../../kiosk/store/outbox.ts'
import { aKioskApp, type KioskOptions } from '../../fixtures/kiosk-app.ts'
import { memoryOutbox } from '../../fixtures/memory-outbox.ts'
import { aRosterPerson, BRANCH_TAG, idNo, secretNo } from '../../fixtures/passes.ts'
import { anOpenActivity } from '../../fixtures/wire.ts'

/** What a member does at a kiosk after a scan: the real state over the real desk; only the glass is missing. */

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const card = (number: number): string => cardText(secretNo(number), BRANCH_TAG)
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

async function aKiosk(options: KioskOptions = {}) {
  const kiosk = await aKioskApp(options)
  const { app, desk, outbox } = kiosk
  const screen = <K extends Screen['kind']>(kind: K): Extract<Screen, { kind: K }> => {
    const now = app.screen.value
    expect(now.kind).toBe(kind)
    return now as Extract<Screen, { kind: K }>
  }
  const page = <K extends MemberPage['kind']>(kind: K): Extract<MemberPage, { kind: K }> => {
    const now = screen('member').page
    expect(now.kind).toBe(kind)
    return now as Extract<MemberPage, { kind: K }>
  }
  return {
    ...kiosk,
    screen,
    page,
    scan: async (text: string) => {
      app.scan(text, 'card')
      // The words come with an import, which no fake timer waits for.
      const before = app.screen.value
      await vi.waitFor(() => expect(app.screen.value).not.toBe(before), { timeout: 30_000, interval: 1 })
    },
    press: (act: 'signOut' | 'signOutAgain' | 'undo' | 'menu') => takeUp(app, desk, screen('result'), act),
    confirm: () => carryOut(app, desk, page('confirm')),
    records: async () => {
      const rows = await outbox.read(1, 999)
      return rows.map(row => {
        const record = parseRecord(row.text)
        if (!record.ok) throw new Error(record.error)
        return record.value
      })
    },
  }
}

const actOf = (body: unknown) => v.parse(MemberActBodySchema, body)

describe('signing out and taking back', () => {
  test('SG60 signing out is asked once more, kept with the card’s proof, and can be done again later', async () => {
    const { scan, press, confirm, screen, page, records, activityId } = await aKiosk()
    await scan(card(1))
    await pass(6_000)
    await scan(card(1))
    expect(screen('result').acts).toEqual(['signOut', 'undo', 'menu'])
    press('signOut')
    expect(page('confirm').act).toEqual({ kind: 'signOut', activityId })
    expect(await records()).toHaveLength(2)
    await confirm()
    expect(page('done')).toMatchObject({ what: 'signOut', ok: true })
    const record = must((await records())[2], 'record')
    expect(record.kind).toBe('memberAct')
    expect(actOf(record.body)).toMatchObject({ memberId: idNo(1), act: { kind: 'signOut', activityId }, way: 'card' })
    expect(isProven(record, actOf(record.body), proofKey(secretNo(1)))).toBe(true)
    await pass(6_000)
    await scan(card(1))
    expect(screen('result').view).toMatchObject({ say: '您已经签退了', mark: { kind: 'left' } })
    expect(screen('result').acts[0]).toBe('signOutAgain')
  })

  test('SG60 it is offered where hours count or a time to stay is set, else only while the activity runs', async () => {
    const ahead = anOpenActivity(1)
    const later = { start: '2026-11-22T10:20', end: '2026-11-22T12:00' } as never
    const plain = { ...ahead, activity: { ...ahead.activity, ...(later as object) } }
    const actsOf = async (activity: typeof plain) => {
      const { scan, screen } = await aKiosk({ activities: [activity] })
      await scan(card(1))
      await pass(6_000)
      await scan(card(1))
      return screen('result').acts
    }
    expect(await actsOf(plain)).toEqual(['undo', 'menu'])
    expect(await actsOf({ ...plain, activity: { ...plain.activity, byHour: true } })).toContain('signOut')
    const stay = { ...plain.activity, stayUntil: '2026-11-22T11:00' as never }
    expect(await actsOf({ ...plain, activity: stay })).toContain('signOut')
    expect(await actsOf({ ...plain, activity: ahead.activity })).toContain('signOut')
  })

  test('SG61 the fresh tick can be taken back, and the same card signs in again though the hub still counts it', async () => {
    const { scan, press, confirm, screen, page, records, desk, show, activityId } = await aKiosk()
    await scan(card(1))
    expect(screen('result').acts).toEqual(['undo'])
    const [first] = await records()
    press('undo')
    expect(page('confirm').act).toEqual({ kind: 'undo', activityId, undoes: first?.id })
    await confirm()
    const stale = { ...anOpenActivity(1, [1, 2, 3]), presentIds: [idNo<MemberId>(1)] }
    show('activities', { x: stale })
    expect(desk.count(stale).present).toBe(0)
    expect(desk.last(activityId)).toBeNull()
    await pass(1_000)
    await scan(card(1))
    expect(screen('result').view).toMatchObject({ kind: 'accepted' })
    expect((await records()).map(each => each.kind)).toEqual(['signIn', 'memberAct', 'signIn'])
    expect(desk.count(stale).present).toBe(1)
  })

  test('SG61 after ten minutes, or with another card, nothing is taken back', async () => {
    const { scan, screen, desk, records, show, activityId } = await aKiosk()
    await scan(card(1))
    const first = must((await records())[0], 'record').id
    await pass(60_000)
    const anew = aRosterPerson(1, { card: { hash: cardHash(secretNo(77)), serial: '0077' } })
    show('roster', { a: anew, b: aRosterPerson(2) })
    await scan(card(77))
    expect(screen('result').acts).toEqual(['signOut', 'menu'])
    const other = must(screen('result').shown, 'shown')
    expect(await desk.act(other, { kind: 'undo', activityId, undoes: first })).toBe('failed')
    show('roster', { a: aRosterPerson(1), b: aRosterPerson(2) })
    await pass(9 * 60_000 + 1_000)
    await scan(card(1))
    expect(screen('result').acts).toEqual(['signOut', 'menu'])
    const late = must(screen('result').shown, 'shown')
    expect(await desk.act(late, { kind: 'undo', activityId, undoes: first })).toBe('failed')
    expect((await records()).every(each => each.kind === 'signIn')).toBe(true)
  })

  test('SG60 SY91 what could not be kept is said so, and nothing is changed by it', async () => {
    let full = false
    const plain = memoryOutbox('e0'.repeat(16) as never)
    const outbox: Outbox = { ...plain, add: row => (full ? Promise.reject(new OutboxFull('no room')) : plain.add(row)) }
    const { scan, press, confirm, page, desk, activityId } = await aKiosk({ outbox })
    await scan(card(1))
    press('undo')
    full = true
    await confirm()
    expect(page('done')).toMatchObject({ what: 'undo', ok: false })
    expect(desk.last(activityId)?.memberId).toBe(idNo(1))
  })

  test('SG60 what was signed out and taken back is known after a restart', async () => {
    const { scan, press, confirm, outbox, desk } = await aKiosk()
    await scan(card(1))
    press('undo')
    await confirm()
    await scan(card(2))
    await pass(6_000)
    await scan(card(2))
    press('signOut')
    await confirm()
    const again = await aKiosk({ outbox })
    const activity = anOpenActivity(1, [1, 2, 3])
    expect(again.desk.count(activity)).toEqual(desk.count(activity))
    await pass(30_000)
    await again.scan(card(2))
    expect(again.screen('result').acts[0]).toBe('signOutAgain')
  })
})

describe('leave', () => {
  const soon = (number: number, day: string, members: number[]) => {
    const { activity, ...rest } = anOpenActivity(number, members)
    const at = (time: string) => `2026-${day}T${time}` as never
    const times = {
      start: at('15:00'),
      end: at('17:00'),
      opens: at('14:30'),
      lateAfter: at('15:00'),
      closes: at('15:30'),
    }
    return { ...rest, activity: { ...activity, ...times } }
  }
  const coming = [soon(2, '12-01', [1]), soon(3, '11-25', [1, 2]), soon(4, '12-23', [1]), soon(5, '11-24', [2])]

  test('SG62 the member’s own activities of thirty days; asked by a kind of reason; dropped again', async () => {
    const { app, scan, page, desk, confirm, records } = await aKiosk({ activities: coming })
    app.go({ kind: 'member', page: { kind: 'ask', fault: null, leaveFrom: null }, activityId: null })
    await scan(card(1))
    const { shown } = page('menu')
    const choices = choicesOf(app, shown)
    expect(choices.map(each => each.activity.start)).toEqual(['2026-11-25T15:00', '2026-12-01T15:00'])
    const picked = must(choices[0], 'activity')
    pickLeave(app, desk, shown, picked)
    pickReason(app, page('why'), 'family')
    await confirm()
    expect(page('done')).toMatchObject({ what: 'askLeave', ok: true })
    const body = actOf(must((await records())[0], 'record').body)
    const { activityId } = picked.activity
    expect(body.act).toEqual({ kind: 'askLeave', activityId, reason: 'family' })
    expect(desk.leaveOf(idNo<MemberId>(1), picked)).toBe('asked')
    // Again, from the activity itself: it was asked, so it can only be dropped.
    app.go({ kind: 'member', page: { kind: 'ask', fault: null, leaveFrom: activityId }, activityId: null })
    await scan(card(1))
    expect(page('confirm').act).toEqual({ kind: 'dropLeave', activityId })
    await confirm()
    expect(desk.leaveOf(idNo<MemberId>(1), picked)).toBe('none')
    expect(desk.leaveOf(idNo<MemberId>(1), { ...picked, onLeaveIds: [idNo<MemberId>(1)] })).toBe('none')
  })

  test('SG62 leave asked weeks ago is known after a restart; granted leave is said so', async () => {
    const { app, scan, page, desk, outbox } = await aKiosk({ activities: coming })
    app.go({ kind: 'member', page: { kind: 'ask', fault: null, leaveFrom: null }, activityId: null })
    await scan(card(1))
    const far = must(coming[0], 'activity')
    const { activityId } = far.activity
    expect(await desk.act(page('menu').shown, { kind: 'askLeave', activityId, reason: 'illness' })).toBe('kept')
    vi.setSystemTime(Date.now() + 5 * 86_400_000)
    const again = await aKiosk({ activities: coming, outbox })
    expect(again.desk.leaveOf(idNo<MemberId>(1), far)).toBe('asked')
    expect(again.desk.leaveOf(idNo<MemberId>(1), { ...far, onLeaveIds: [idNo<MemberId>(1)] })).toBe('granted')
  })

  test('SG67 a card that is scanned for something else signs nobody in and is not recorded', async () => {
    const { app, scan, page, screen, records } = await aKiosk()
    const ask = () => app.go({ kind: 'member', page: { kind: 'ask', fault: null, leaveFrom: null }, activityId: null })
    ask()
    await scan(card(9))
    expect(page('ask').fault).toContain('本机还不认识这张卡')
    await scan('6901234567892')
    expect(page('ask').fault).toContain('这不是签到卡')
    await scan(card(1))
    page('menu')
    expect(await records()).toEqual([])
    // Their own card once more is nothing new; somebody else's is a sign-in.
    app.scan(card(1), 'card')
    await pass(100)
    page('menu')
    await scan(card(2))
    expect(screen('result').view).toMatchObject({ kind: 'accepted' })
  })
})

describe('who stands before the kiosk', () => {
  test('SG65 the card’s secret is gone with the screen, a minute after the last touch, and after five minutes', async () => {
    const { app, scan, screen, desk, activityId } = await aKiosk()
    const secretOf = () => must(must(screen('result').shown, 'shown').held()?.secret, 'secret')
    await scan(card(1))
    const first = must(screen('result').shown, 'shown')
    const bytes = secretOf()
    expect(JSON.stringify(first)).not.toContain(bytesToHex(bytes))
    app.home()
    expect(first.held()).toBeNull()
    expect([...bytes].every(each => each === 0)).toBe(true)
    expect(await desk.act(first, { kind: 'signOut', activityId })).toBe('failed')

    await pass(6_000)
    await scan(card(1))
    takeUp(app, desk, screen('result'), 'menu')
    const { shown } = screen('member').page as Extract<MemberPage, { kind: 'menu' }>
    await pass(50_000)
    app.touch()
    await pass(50_000)
    expect(shown.held()).not.toBeNull()
    await pass(11_000)
    expect(shown.held()).toBeNull()
    expect(app.screen.value.kind).not.toBe('member')

    await scan(card(1))
    takeUp(app, desk, screen('result'), 'menu')
    const last = (screen('member').page as Extract<MemberPage, { kind: 'menu' }>).shown
    for (let minute = 0; minute < 10; minute++) {
      await pass(29_000)
      app.touch()
    }
    expect(last.held()).not.toBeNull()
    await pass(11_000)
    app.touch()
    expect(last.held()).toBeNull()
  })

  test('SG66 an answer with buttons stays twelve seconds after the last touch; the next card takes over at once', async () => {
    const { app, scan, screen, desk } = await aKiosk()
    await scan(card(1))
    const tick = screen('result')
    await pass(11_000)
    expect(app.screen.value).toBe(tick)
    app.touch()
    await pass(11_000)
    expect(app.screen.value).toBe(tick)
    await pass(2_000)
    expect(app.screen.value.kind).toBe('signIn')
    await scan(card(1))
    await scan(card(2))
    expect(screen('result').shown?.member.memberId).toBe(idNo(2))
    // Also from the middle of somebody's page.
    await pass(6_000)
    await scan(card(2))
    takeUp(app, desk, screen('result'), 'menu')
    const { shown } = screen('member').page as Extract<MemberPage, { kind: 'menu' }>
    await scan(card(1))
    expect(screen('result').shown?.member.memberId).toBe(idNo(1))
    expect(shown.held()).toBeNull()
  })

  test('SG66 a member’s page that nobody touches asks, and is gone a minute after the last touch', async () => {
    const { app, scan, screen, desk } = await aKiosk()
    await scan(card(1))
    await pass(6_000)
    await scan(card(1))
    takeUp(app, desk, screen('result'), 'menu')
    await pass(41_000)
    expect(app.idle.value.kind).toBe('asking')
    await pass(20_000)
    expect(['home', 'attract']).toContain(app.screen.value.kind)
  })
})

describe('the member’s own PIN', () => {
  const wantsPin = () => {
    const each = anOpenActivity(1, [1, 2, 3])
    const signIn = { phone: true, kioskCode: false, card: 'pin', notExpected: 'welcome', capacity: null } as const
    return { ...each, activity: { ...each.activity, signIn } }
  }
  async function withPin(options: KioskOptions = {}) {
    const kiosk = await aKiosk({ activities: [wantsPin()], ...options })
    const { app, desk, scan, page } = kiosk
    const openMenu = async () => {
      app.go({ kind: 'member', page: { kind: 'ask', fault: null, leaveFrom: null }, activityId: null })
      await scan(card(1))
      return page('menu').shown
    }
    return {
      ...kiosk,
      openMenu,
      set: async (next: string, old: string | null) => {
        app.go({ kind: 'member', page: { kind: 'setPin', shown: await openMenu() }, activityId: null })
        await savePin(app, desk, page('setPin'), { next, old })
        return page('done').ok
      },
    }
  }

  test('SG63 SG64 without a PIN staff confirm; once set it counts here at once, and the sign-in says that it was given', async () => {
    const { scan, screen, page, set, desk, records, activityId } = await withPin()
    await scan(card(1))
    expect(screen('result').view).toMatchObject({ say: '请工作人员确认' })
    expect(await set('2580', null)).toBe(true)
    await scan(card(1))
    const { shown } = page('pin')
    expect(await desk.takeWithPin(shown, '2581', null)).toBe('wrongPin')
    expect(desk.pinTries(shown).left).toBe(4)
    const taken = await desk.takeWithPin(shown, '2580', null)
    expect(taken).toMatchObject({ outcome: { code: 'ok' } })
    const last = must((await records()).at(-1), 'record')
    const body = v.parse(SignInBodySchema, last.body)
    expect(body).toMatchObject({ result: 'ok', pin: true, activityId })
    expect(isProven(last, body, proofKey(secretNo(1)))).toBe(true)
    // Nobody reads the PIN out of what is kept.
    expect(JSON.stringify(await records())).not.toContain('2580')
  })

  test('SG63 five wrong in a row pause that card for five minutes, also over a reload; staff confirm all the same', async () => {
    const first = await withPin()
    await first.set('2580', null)
    await first.scan(card(1))
    for (let at = 0; at < 5; at++)
      expect(await first.desk.takeWithPin(first.page('pin').shown, '1470', null)).toBe('wrongPin')
    expect(await first.desk.takeWithPin(first.page('pin').shown, '2580', null)).toBe('paused')
    const again = await withPin({ outbox: first.outbox, device: first.device })
    await again.scan(card(1))
    const { shown } = again.page('pin')
    expect(again.desk.pinTries(shown).pausedMinutes).toBe(5)
    expect(await again.desk.takeWithPin(shown, '2580', null)).toBe('paused')
    const byHand = await again.desk.byHand(idNo<MemberId>(1), again.activityId, idNo<StaffId>(500))
    expect(byHand.outcome.code).toBe('ok')
    await pass(5 * 60_000 + 1_000)
    const later = await again.openMenu()
    expect(await again.desk.checkPin(later, '2580')).toBe('right')
    expect(again.desk.pinTries(later)).toEqual({ left: 5, pausedMinutes: 0 })
  })

  test('SG63 a right one in between forgives the wrong ones, and another card has its own count', async () => {
    const { set, openMenu, desk } = await withPin()
    await set('2580', null)
    const shown = await openMenu()
    for (let at = 0; at < 4; at++) await desk.checkPin(shown, '1470')
    expect(await desk.checkPin(shown, '2580')).toBe('right')
    for (let at = 0; at < 4; at++) expect(await desk.checkPin(shown, '1470')).toBe('wrongPin')
    expect(await desk.checkPin(shown, '2580')).toBe('right')
  })

  test('SG64 changing needs the old one; what the roster says later counts; a new card has none', async () => {
    const { set, openMenu, desk, show } = await withPin()
    await set('2580', null)
    expect(await set('3691', null)).toBe(false)
    expect(await set('3691', '1470')).toBe(false)
    expect(await set('3691', '2580')).toBe(true)
    const shown = await openMenu()
    expect(await desk.checkPin(shown, '2580')).toBe('wrongPin')
    expect(await desk.checkPin(shown, '3691')).toBe('right')
    show('roster', { a: aRosterPerson(1, { pin: 'ab'.repeat(32) }) })
    expect(await desk.checkPin(shown, '3691')).toBe('wrongPin')
    show('roster', { a: aRosterPerson(1, { card: { hash: cardHash(secretNo(77)), serial: '77' } }) })
    expect(desk.hasPin(desk.identify(card(77)).shown ?? shown)).toBe(false)
  })
})

describe('what staff do at the desk', () => {
  test('SG60 SG61 by hand is named after who confirmed it; the same staff takes it back', async () => {
    const { desk, records, activityId } = await aKiosk()
    const staffId = idNo<StaffId>(500)
    const taken = await desk.byHand(idNo<MemberId>(1), activityId, staffId)
    const shown = must(taken.shown, 'shown')
    const undoes = must(desk.mine(shown, activityId).undoes, 'record') satisfies RecordId
    expect(undoes).toBe(taken.recordId)
    expect(await desk.act(shown, { kind: 'undo', activityId, undoes })).toBe('kept')
    const [signIn, undo] = await records()
    expect(v.parse(SignInBodySchema, signIn?.body)).toMatchObject({ way: 'hand', staffId, passHash: null })
    expect(actOf(undo?.body)).toMatchObject({ way: 'hand', staffId, act: { kind: 'undo', undoes } })
  })

  test('SG65 who a guest is can be read by the hub alone', async () => {
    const secret = new Uint8Array(32).fill(7)
    const words = {
      name: { kind: 'typed', text: '外来同志' },
      homeBranch: { kind: 'typed', text: '红旗村' },
      phone: '',
    } as const
    const without = await aKiosk()
    expect(await without.desk.guest(words, without.activityId, null)).toBe('failed')
    const { desk, records, activityId } = await aKiosk({ settings: { sealKey: bytesToHex(sealPublicKey(secret)) } })
    const taken = await desk.guest(words, activityId, idNo<StaffId>(500))
    const record = must((await records())[0], 'record')
    const body = v.parse(GuestBodySchema, record.body)
    expect(taken).toEqual({ slipNo: body.slipNo, at: record.at })
    expect(JSON.stringify(record)).not.toContain('外来')
    const opened = must(openSealed(body.sealed, secret, record.id), 'words')
    expect(v.parse(GuestWordsSchema, JSON.parse(opened))).toEqual(words)
  })
})
