import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as v from 'valibot'
import { must } from '../../../shared/base/check.ts'
import type { MemberId, RecordId, StaffId } from '../../../shared/base/ids.ts'
import { cardText } from '../../../shared/passes/card.ts'
import { MemberActBodySchema } from '../../../shared/passes/member-act.ts'
import { SignInBodySchema } from '../../../shared/passes/sign-in.ts'
import { parseRecord } from '../../../shared/sync/record.ts'
import { keptScreen, type Screen } from '../../../kiosk/state/screens.ts'
import { startDraft } from '../../../kiosk/state/guest-draft.ts'
import { startSession } from '../../../kiosk/state/staff-session.ts'
import { aKioskApp } from '../../fixtures/kiosk-app.ts'
import { BRANCH_TAG, idNo, secretNo } from '../../fixtures/passes.ts'

const STAFF = idNo<StaffId>(0x5a)
const card = (number: number): string => cardText(secretNo(number), BRANCH_TAG)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function inStaffMode() {
  const kiosk = await aKioskApp()
  const { app, activityId } = kiosk
  const session = startSession({ staffId: STAFF, name: '李梅' }, activityId, app.clock.mono())
  app.go({ kind: 'staff', session })
  return { ...kiosk, session }
}

const kindOf = (screen: Screen): Screen['kind'] => screen.kind

describe('staff mode', () => {
  test('SG73 is over two minutes after staff touched the glass last', async () => {
    const { app } = await inStaffMode()
    await vi.advanceTimersByTimeAsync(99_000)
    expect(app.idle.value.kind).toBe('busy')
    app.touch(new Event('pointerdown'))
    await vi.advanceTimersByTimeAsync(101_000)
    expect(app.idle.value).toMatchObject({ kind: 'asking' })
    await vi.advanceTimersByTimeAsync(20_000)
    expect(['home', 'attract']).toContain(kindOf(app.screen.value))
  })

  test('SG73 people who scan their cards do not keep it open, nor does a scanner that types', async () => {
    const { app } = await inStaffMode()
    for (let at = 0; at < 13; at++) {
      app.touch(new Event('keydown'))
      app.scan(card((at % 2) + 1), 'card')
      await vi.advanceTimersByTimeAsync(10_000)
    }
    // The last card was a sign-in at a kiosk that nobody of the staff is at any more.
    expect(keptScreen(app.screen.value)).toBeNull()
  })

  test('SG73 a card scanned meanwhile is its holder’s own sign-in, and staff are back where they were', async () => {
    const { app, outbox, session } = await inStaffMode()
    session.search.value = { by: 'letters', letters: 'wj' }
    app.scan(card(1), 'card')
    await vi.waitFor(() => expect(kindOf(app.screen.value)).toBe('result'), { timeout: 30_000 })
    expect(keptScreen(app.screen.value)).toMatchObject({ kind: 'staff', session })
    const [row] = await outbox.read(1, 1)
    const record = parseRecord(must(row?.text, 'record'))
    expect(record.ok && record.value.body).toMatchObject({ way: 'card', staffId: null, memberId: idNo(1) })
    await vi.advanceTimersByTimeAsync(30_000)
    expect(app.screen.value).toMatchObject({ kind: 'staff', session })
    expect(session.search.value).toEqual({ by: 'letters', letters: 'wj' })
  })

  test('SG73 home, or anything else but a scan, ends it: only a PIN leads back', async () => {
    const { app } = await inStaffMode()
    app.home()
    expect(keptScreen(app.screen.value)).toBeNull()
    app.scan(card(2), 'card')
    await vi.waitFor(() => expect(kindOf(app.screen.value)).toBe('result'), { timeout: 30_000 })
    await vi.advanceTimersByTimeAsync(30_000)
    expect(kindOf(app.screen.value)).toBe('signIn')
  })

  test('SG73 a guest in the middle of writing loses nothing to a card that comes in between', async () => {
    const { app, activityId } = await aKioskApp()
    const draft = startDraft(activityId)
    draft.name.value = { kind: 'typed', text: '赵明' }
    app.go({ kind: 'guest', draft, session: null })
    app.scan(card(1), 'card')
    await vi.waitFor(() => expect(kindOf(app.screen.value)).toBe('result'), { timeout: 30_000 })
    await vi.advanceTimersByTimeAsync(30_000)
    expect(app.screen.value).toEqual({ kind: 'guest', draft, session: null })
  })
})

describe('by hand', () => {
  const bodyOf = async (outbox: Awaited<ReturnType<typeof aKioskApp>>['outbox'], seq: number) => {
    const [row] = await outbox.read(seq, 1)
    const record = parseRecord(must(row?.text, 'record'))
    return must(record.ok ? record.value : null, 'parsed')
  }

  test('SG75 the record names the member and the member of staff who confirmed them', async () => {
    const { desk, outbox, activityId } = await aKioskApp()
    const taken = await desk.byHand(idNo<MemberId>(1), activityId, STAFF)
    expect(taken.outcome.code).toBe('ok')
    const record = await bodyOf(outbox, 1)
    expect(v.parse(SignInBodySchema, record.body)).toMatchObject({
      memberId: idNo(1),
      activityId,
      result: 'ok',
      way: 'hand',
      staffId: STAFF,
      passHash: null,
    })
  })

  test('SG75 who is there, since when; what was confirmed by hand can be taken back for ten minutes', async () => {
    const { app, desk, outbox, activityId } = await aKioskApp()
    const activity = must(app.board.activities.value[0], 'activity')
    await desk.byHand(idNo<MemberId>(1), activityId, STAFF)
    await desk.take(card(2), activityId)
    const present = desk.present(activity)
    expect([...present.keys()]).toEqual([idNo(1), idNo(2)])
    const undoes = must(present.get(idNo<MemberId>(1)), 'by hand').undoes
    expect(undoes).not.toBeNull()
    expect(present.get(idNo<MemberId>(2))?.undoes).toBeNull()
    await vi.advanceTimersByTimeAsync(6_000)
    const again = await desk.byHand(idNo<MemberId>(1), activityId, STAFF)
    expect(again.outcome.code).toBe('already')
    const undo = { kind: 'undo', activityId, undoes: undoes as RecordId } as const
    expect(await desk.act(must(again.shown, 'shown'), undo)).toBe('kept')
    expect([...desk.present(activity).keys()]).toEqual([idNo(2)])
    const act = v.parse(MemberActBodySchema, (await bodyOf(outbox, 4)).body)
    expect(act).toMatchObject({ memberId: idNo(1), act: undo, way: 'hand', staffId: STAFF })
  })

  test('SG75 after ten minutes it is the registrar’s to take back; signing out by hand is for anybody who is there', async () => {
    const { app, desk, activityId } = await aKioskApp()
    const activity = must(app.board.activities.value[0], 'activity')
    await desk.byHand(idNo<MemberId>(1), activityId, STAFF)
    await desk.take(card(2), activityId)
    await vi.advanceTimersByTimeAsync(601_000)
    expect(desk.present(activity).get(idNo<MemberId>(1))?.undoes).toBeNull()
    const shown = must((await desk.byHand(idNo<MemberId>(2), activityId, STAFF)).shown, 'shown')
    expect(await desk.act(shown, { kind: 'signOut', activityId })).toBe('kept')
    expect(desk.present(activity).get(idNo<MemberId>(2))?.outAt).not.toBeNull()
  })
})
