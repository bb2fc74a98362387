import { servedHours, statusOf, type Attended, type AttendanceStatus } from '../../shared/activities/attendance.ts'
import type { LeaveReason } from '../../shared/activities/leave.ts'
import type { ActivityId, MemberId, Millis } from '../../shared/base/ids.ts'
import { dateOf, plainDateTimeAt, type PlainDate } from '../../shared/base/plain-date.ts'
import { withNote } from '../../shared/people/names.ts'
import type { MemberView } from '../../shared/people/member.ts'
import type { Written } from '../../shared/passes/written.ts'
import { inStrokeOrder } from '../office/activities/attendance-views.ts'
import { guestLines, type GuestLine } from '../office/activities/guests.ts'
import type { Names, Reads } from '../office/ports.ts'
import { attendedBy, rollOf, type Roll } from '../office/activities/roll.ts'
import { writeXlsx, type OutCell } from '../spreadsheets/write.ts'
import { MIME, type ExportFile } from './file.ts'

/** The sign-in sheet (签到表) as a workbook: who came, guests apart, and the activity's head (AT68). */

const PEOPLE_COLUMNS = [
  { title: '序号', width: 7 },
  { title: '姓名', width: 14 },
  { title: '类别', width: 10 },
  { title: '党小组', width: 14 },
  { title: '签到时间', width: 11 },
  { title: '方式', width: 8 },
  { title: '签退时间', width: 11 },
  { title: '时长（小时）', width: 13 },
  { title: '情况', width: 14 },
  { title: '备注', width: 20 },
]

const GUEST_COLUMNS = [
  { title: '序号', width: 7 },
  { title: '姓名', width: 14 },
  { title: '所在党支部', width: 34 },
  { title: '到场时间', width: 11 },
  { title: '凭条号', width: 10 },
]

/** @throws Refusal ACTIVITY_UNKNOWN */
export async function exportSignInSheet(read: Reads, names: Names, activityId: ActivityId): Promise<ExportFile> {
  const roll = await rollOf(read, activityId)
  const attended = attendedBy(roll)
  const people = inStrokeOrder(
    (await read.people.all()).filter(each => isListed(attended.get(each.memberId))),
    names,
  )
  const guests = await guestLines(read, activityId)
  const day = dateOf(roll.activity.start)
  const bytes = await writeXlsx([
    {
      name: '签到表',
      columns: PEOPLE_COLUMNS,
      rows: people.map((person, at) => personRow(person, at + 1, roll, attended)),
    },
    {
      name: '来宾',
      columns: GUEST_COLUMNS,
      rows: guests.map((guest, at) => guestRow(guest, at + 1, roll.timeZone, day)),
    },
    { name: '活动', columns: HEAD_COLUMNS, rows: headRows(roll, attended, guests.length) },
  ])
  const title = roll.activity.title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').slice(0, 40)
  return { name: `签到表-${day}-${title}.xlsx`, mime: MIME.xlsx, bytes }
}

/** Nobody is listed who had no business there and did not come. */
const isListed = (attended: Attended | undefined): boolean => attended !== undefined && attended.state !== 'notMissed'

function personRow(
  person: MemberView,
  no: number,
  roll: Roll,
  attended: ReadonlyMap<MemberId, Attended>,
): readonly OutCell[] {
  const came = roll.attendance.find(each => each.memberId === person.memberId)
  const now = attended.get(person.memberId)
  const day = dateOf(roll.activity.start)
  const hours = came && roll.activity.byHour === true ? servedHours(roll.activity, came, roll.timeZone) : null
  const leave = roll.leaves.find(each => each.memberId === person.memberId)
  const excused = now?.state === 'onLeave' && leave ? LEAVE_WORDS[leave.reason as LeaveReason] : ''
  return [
    no,
    withNote(person.name, person.nameNote),
    TYPE_WORDS[person.type],
    person.group,
    came ? clockText(came.at, roll.timeZone, day) : '',
    came ? WAY_WORDS[came.way] : '',
    came?.outAt ? clockText(came.outAt, roll.timeZone, day) : '',
    hours === null ? null : hours / 100,
    now ? STATUS_WORDS[statusOf(now)] : '',
    now?.state === 'absent' ? (now.confirmed ? '无故缺席（已核实）' : '待核实') : excused,
  ]
}

const TYPE_WORDS: Readonly<Record<MemberView['type'], string>> = {
  full: '正式',
  probationary: '预备',
  activist: '积极分子',
}

const WAY_WORDS = { card: '刷卡', phone: '手机', code: '扫屏', hand: '代录' } as const

const LEAVE_WORDS: Readonly<Record<LeaveReason, string>> = {
  illness: '病假',
  away: '外出',
  work: '工作',
  family: '家事',
  other: '其他',
}

const STATUS_WORDS: Readonly<Record<AttendanceStatus, string>> = {
  onTime: '出勤',
  late: '迟到',
  leftEarly: '早退',
  lateAndLeftEarly: '迟到、早退',
  madeUp: '补课',
  onLeave: '请假',
  absent: '缺席',
  notExpectedPresent: '应到以外',
  notMissed: '',
}

/** `09:05`, with its day where that is another than the activity's. */
function clockText(at: Millis, timeZone: string, day: PlainDate): string {
  const local = plainDateTimeAt(at, timeZone)
  return dateOf(local) === day ? local.slice(11) : local.slice(5).replace('T', ' ')
}

function guestRow(guest: GuestLine, no: number, timeZone: string, day: PlainDate): readonly OutCell[] {
  const read = (written: Written | null, transcript: string | undefined) =>
    transcript ?? (written?.kind === 'typed' ? written.text : written ? '（手写）' : '（已删除）')
  return [
    no,
    read(guest.name, guest.read?.name),
    read(guest.homeBranch, guest.read?.homeBranch),
    clockText(guest.at, timeZone, day),
    guest.slipNo,
  ]
}

const HEAD_COLUMNS = [
  { title: '内容', width: 14 },
  { title: '说明', width: 40 },
]

function headRows(roll: Roll, attended: ReadonlyMap<MemberId, Attended>, guests: number): readonly OutCell[][] {
  const { activity } = roll
  const count = (state: Attended['state']) => [...attended.values()].filter(each => each.state === state).length
  return [
    ['活动名称', activity.title],
    ['编号', activity.code],
    ['开始', activity.start.replace('T', ' ')],
    ['结束', activity.end.replace('T', ' ')],
    ['地点', activity.place],
    ['应到', roll.expectedIds.length],
    ['实到', count('present')],
    ['补课', count('madeUp')],
    ['请假', count('onLeave')],
    ['缺席', count('absent')],
    ['来宾', guests],
  ]
}
