import { describe, expect, test } from 'vitest'
import { points } from '../../../../shared/base/hundredths.ts'
import type { RecordId } from '../../../../shared/base/ids.ts'
import { cancelActivity, planActivity } from '../../../../hub/office/activities/activities.ts'
import { signInWall } from '../../../../hub/office/activities/attendance-views.ts'
import { elsewhereOf, recordElsewhere } from '../../../../hub/office/activities/elsewhere.ts'
import {
  guestLines,
  guestPhone,
  listGuest,
  strikeGuest,
  transcribeGuest,
} from '../../../../hub/office/activities/guests.ts'
import { reverseEntry } from '../../../../hub/office/points/ledger.ts'
import { verifyDatabase } from '../../../../hub/store/verify.ts'
import { anActivityInput, aWorkingOffice, day } from '../../../fixtures/branch.ts'
import { aFolder } from '../../../fixtures/hub.ts'
import { aGuest } from '../../../fixtures/kiosk-facts.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

const typed = (text: string) => ({ kind: 'typed', text }) as const
const drawn = { kind: 'drawn', strokes: [[10, 10, 90, 90]] } as const
const drawnHand = { kind: 'drawn', strokes: drawn.strokes.map(each => [...each]) } as const

describe('guests', () => {
  test('AT66 guests stand apart: neither expected nor present, in the order they came, with their slips', async () => {
    const office = await aWorkingOffice()
    const activityId = await planActivity(office, office.by, anActivityInput())
    await aGuest(office, activityId, { name: typed('周海英'), homeBranch: typed('柳湾村党支部'), slipNo: '000123' })
    office.clock.advance(60_000)
    const guest = { name: '马建军', homeBranch: '供销社党支部', phone: '13800138000' }
    const { slipNo } = await listGuest(office, office.by, activityId, guest)
    expect(slipNo).toMatch(/^\d{6}$/)
    const lines = await guestLines(office.store.read, activityId)
    expect(lines.map(each => [each.name, each.slipNo, each.way, each.hasPhone])).toEqual([
      [typed('周海英'), '000123', 'kiosk', false],
      [typed('马建军'), slipNo, 'console', true],
    ])
    const wall = await signInWall(office.store.read, activityId)
    expect([wall.attendance, wall.expectedIds.length]).toEqual([[], 3])
  })

  test('AT66 handwriting is read by a person, the strokes stay; read again, the last reading counts', async () => {
    const office = await aWorkingOffice()
    const activityId = await planActivity(office, office.by, anActivityInput())
    const words = { name: drawnHand, homeBranch: drawnHand }
    const guestId = await aGuest(office, activityId, { ...words, slipNo: '000001' } as never)
    await transcribeGuest(office, office.by, guestId, { name: '周海鹰', homeBranch: '柳湾' })
    await transcribeGuest(office, office.by, guestId, { name: '周海英', homeBranch: '柳湾村党支部' })
    expect(await guestLines(office.store.read, activityId)).toMatchObject([
      { name: drawnHand, read: { name: '周海英', homeBranch: '柳湾村党支部' } },
    ])
  })

  test('AT66 a struck guest is listed no more, and nobody is struck or read twice over', async () => {
    const office = await aWorkingOffice()
    const activityId = await planActivity(office, office.by, anActivityInput())
    const { guestId } = await listGuest(office, office.by, activityId, { name: '甲', homeBranch: '乙', phone: '' })
    await strikeGuest(office, office.by, guestId, '是本支部党员')
    expect(await guestLines(office.store.read, activityId)).toEqual([])
    expect(await codesOf(strikeGuest(office, office.by, guestId, '再划一次'))).toEqual(['GUEST_UNKNOWN'])
    const nobody = '01900000-0000-7000-8000-00000000abcd' as RecordId
    expect(await codesOf(transcribeGuest(office, office.by, nobody, { name: '甲', homeBranch: '乙' }))).toEqual([
      'GUEST_UNKNOWN',
    ])
    await cancelActivity(office, office.by, activityId, '')
    const late = listGuest(office, office.by, activityId, { name: '甲', homeBranch: '乙', phone: '' })
    expect(await codesOf(late)).toEqual(['ACTIVITY_CANCELLED'])
  })

  test('AT66 the journal holds neither name nor branch nor telephone; the telephone is in words of its own', async () => {
    using folder = aFolder()
    const path = `${folder.path}/branch.db`
    const office = await aWorkingOffice([{}], { path })
    const activityId = await planActivity(office, office.by, anActivityInput())
    const guest = { name: '马建军', homeBranch: '供销社党支部', phone: '13800138000' }
    const { guestId } = await listGuest(office, office.by, activityId, guest)
    await transcribeGuest(office, office.by, guestId, { name: '马建国', homeBranch: '供销社党支部' })
    const { read } = office.store
    const text = (await read.journal.lines(1, 1000)).map(each => each.line).join('\n')
    for (const secret of ['马建', '供销社', '13800138000']) expect(text).not.toContain(secret)
    const kept = await read.guests.one(guestId)
    expect(kept && (await read.words.get(kept.wordsId))).not.toContain('138')
    expect(await guestPhone(read, guestId)).toBe('13800138000')
    expect((await verifyDatabase(path, { rebuild: true })).faults).toEqual([])
    await office.store.close()
  })
})

describe('elsewhere', () => {
  const slip = (office: Awaited<ReturnType<typeof aWorkingOffice>>, change: object = {}) => ({
    memberId: office.idOf(1),
    date: day('2026-10-12'),
    itemCode: 'B05',
    quantity: points(1),
    hostBranch: '东海市临港工业园区综合党支部',
    what: '10月主题党日',
    slipNo: '407318',
    ...change,
  })

  test('AT67 a slip becomes an entry by the branch with the slip as its evidence', async () => {
    const office = await aWorkingOffice([{ floating: true, category: 'floating' }, {}])
    await recordElsewhere(office, office.by, slip(office))
    const [entry] = await office.store.read.ledger.ofMember(office.idOf(1), 2026)
    expect(entry).toMatchObject({ points: 100, source: 'certificate', recordedBy: 'branch', date: '2026-10-12' })
    expect(await elsewhereOf(office.store.read, 2026)).toMatchObject([
      { words: { slipNo: '407318', what: '10月主题党日' }, reversed: false, itemCode: 'B05', points: 100 },
    ])
    const lines = (await office.store.read.journal.lines(1, 1000)).map(each => each.line).join('\n')
    expect(lines).not.toContain('临港')
  })

  test('AT67 the same slip of the same host counts once, however it is typed and whoever brings it; another host’s is another', async () => {
    const office = await aWorkingOffice()
    const entryId = await recordElsewhere(office, office.by, slip(office))
    const again = slip(office, {
      memberId: office.idOf(2),
      slipNo: ' ４０７３１８ ',
      hostBranch: '东海市临港工业园区 综合党支部',
    })
    expect(await codesOf(recordElsewhere(office, office.by, again))).toEqual(['SLIP_USED'])
    await recordElsewhere(office, office.by, slip(office, { hostBranch: '西岭村党支部' }))
    expect(await elsewhereOf(office.store.read, 2026)).toHaveLength(2)
    // Reversed, it gives nothing, and the right person may bring it.
    await reverseEntry(office, office.by, { entryId, date: day('2026-11-22'), reason: '记错人' })
    await recordElsewhere(office, office.by, again)
    expect((await elsewhereOf(office.store.read, 2026)).map(each => each.reversed).sort()).toEqual([false, false, true])
  })

  test('AT67 what the ledger refuses leaves no slip behind', async () => {
    const office = await aWorkingOffice()
    expect(await codesOf(recordElsewhere(office, office.by, slip(office, { date: day('2026-12-01') })))).toEqual([
      'ENTRY_IN_FUTURE',
    ])
    expect(await codesOf(recordElsewhere(office, office.by, slip(office, { itemCode: 'Z99' })))).toEqual([
      'ENTRY_ITEM_UNKNOWN',
    ])
    expect(await elsewhereOf(office.store.read, 2026)).toEqual([])
    await recordElsewhere(office, office.by, slip(office))
  })
})
