import * as v from 'valibot'
import { ActivitySchema, type Activity } from '../../shared/activities/activity.ts'

/** A theme day of everybody; sign-in from half an hour before until a quarter past. */
export const anActivity = (day: string, start: string, end: string): Activity =>
  v.parse(ActivitySchema, {
    activityId: '0199e3a0-0000-7000-8000-000000000001',
    code: 'A001',
    type: 'themePartyDay',
    title: '重阳敬老 情暖邻里',
    start: `${day}T${start}`,
    end: `${day}T${end}`,
    place: '党群服务中心二楼会议室',
    expected: { kind: 'allMembers' },
    itemCode: null,
    opens: `${day}T${shifted(start, -30)}`,
    lateAfter: `${day}T${start}`,
    closes: `${day}T${shifted(start, 15)}`,
  })

function shifted(time: string, minutes: number): string {
  const at = new Date(Date.parse(`2000-01-01T${time}:00Z`) + minutes * 60_000)
  return at.toISOString().slice(11, 16)
}
