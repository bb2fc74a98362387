import { expect, test } from 'vitest'
import {
  cancelActivity,
  confirmAttendance,
  planActivity,
  setLeave,
} from '../../../../hub/office/activities/activities.ts'
import { closeActivity } from '../../../../hub/office/activities/closing.ts'
import { starterContent } from '../../../../hub/office/notices/starters.ts'
import { publishedDocument } from '../../../../hub/office/notices/board.ts'
import { approveNotice, checkNotice, publishNotice, startNotice } from '../../../../hub/office/notices/notices.ts'
import { must } from '../../../../shared/base/check.ts'
import type { ActivityId } from '../../../../shared/base/ids.ts'
import type { Content } from '../../../../shared/notices/content.ts'
import { anActivityInput, aWorkingOffice, moment } from '../../../fixtures/branch.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

/** 活动公告: before an activity and after it. Today is 2026-11-22. */

type Working = Awaited<ReturnType<typeof aWorkingOffice>>

const plan = (office: Working, day: string, title: string) => {
  const at = (clock: string) => moment(`2026-11-${day}T${clock}`)
  const times = {
    start: at('09:00'),
    end: at('11:00'),
    opens: at('08:00'),
    lateAfter: at('09:00'),
    closes: at('11:00'),
  }
  return planActivity(office, office.by, anActivityInput({ ...times, title, code: `A${day}` }))
}

const about = (office: Working, activityId?: ActivityId) =>
  starterContent(office, office.store.read, 'activity', { activityId })

async function putUp(office: Working, content: Content) {
  const { by } = office
  const noticeId = await startNotice(office, by, content)
  const version = must(await office.store.read.notices.one(noticeId), 'the notice').version
  const hash = await checkNotice(office, by, { noticeId, version })
  await approveNotice(office, by, { noticeId, hash })
  await publishNotice(office, by, { noticeId, hash })
  return (await publishedDocument(office.store.read, noticeId, 1)).body
}

test('NT49 the next activity is offered, and its notice says when, where and for whom until its day', async () => {
  const office = await aWorkingOffice()
  await plan(office, '20', '十一月主题党日')
  const coming = await plan(office, '26', '冬训动员')
  const content = await about(office)
  expect(content).toMatchObject({
    activityId: coming,
    title: '关于开展“冬训动员”的通知',
    shownUntil: '2026-11-26',
    noticeDays: null,
  })
  expect(await putUp(office, { ...content, paragraphs: ['请带好笔记本。', ''] } as Content)).toEqual({
    kind: 'activity',
    activityId: coming,
    name: '冬训动员',
    time: '2026年11月26日（星期四）9:00—11:00',
    place: '二楼会议室',
    audience: '全体党员',
    turnout: null,
    paragraphs: ['请带好笔记本。'],
  })
  expect(await codesOf(putUp(office, await about(office, coming)))).toEqual(['NOTICE_SUBJECT_SHOWN'])
})

test('NT49 once it is closed, it says how many came and names nobody', async () => {
  const office = await aWorkingOffice()
  const activityId = await plan(office, '20', '十一月主题党日')
  await confirmAttendance(office, office.by, activityId, [office.idOf(1)])
  await setLeave(office, office.by, activityId, office.idOf(2), 'illness')
  await closeActivity(office, office.by, activityId)
  const content = await about(office)
  expect(content.title).toBe('“十一月主题党日”情况公开')
  const body = await putUp(office, content)
  expect(body).toMatchObject({ turnout: { expected: 3, present: 1, onLeave: 1 }, paragraphs: [] })
  expect(JSON.stringify(body)).not.toContain('党员1')
})

test('NT49 an activity that was called off has no notice, and one that nobody knows is refused', async () => {
  const office = await aWorkingOffice()
  expect(await codesOf(about(office))).toEqual(['NOTICE_NO_ACTIVITY'])
  const activityId = await plan(office, '26', '冬训动员')
  const content = await about(office)
  await cancelActivity(office, office.by, activityId, '下大雪')
  expect(await codesOf(putUp(office, content))).toContain('NOTICE_ACTIVITY_CANCELLED')
})
