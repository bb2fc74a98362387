import { useState } from 'preact/hooks'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { EntryId, MemberId, Millis, RecordId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import { ClosingGroups } from './closing-dialog.tsx'
import { EMPTY_CLOSING, type ClosingDraft, type Preview } from './closing-draft.ts'
import { ElsewhereTable, SlipForm, type ElsewhereRow } from './elsewhere-page.tsx'
import { draftOf } from './form-draft.ts'
import { SettingsFields } from './form-settings.tsx'
import { anActivity, at, WALL } from './gallery-fixtures.ts'
import { GuestTable, type GuestRow } from './guests-card.tsx'
import { SlipOf } from './slip-paper-page.tsx'
import css from './attendance.module.css'

/** Settings, closing, guests and slips with the same afternoon's fixtures. */

const m = (no: number) => `m${no}` as MemberId

const SERVICE = anActivity(15, {
  type: 'volunteerService',
  title: '志愿服务：秋收帮工',
  itemCode: 'C02',
  byHour: true,
  stayUntil: at(15, '16:30'),
})

const ITEM = { code: 'C02', title: '参加志愿服务（按时长）', points: 100 as Hundredths, unit: '小时' }

const DEDUCTIONS = [
  { code: 'X02', title: '无故缺席主题党日', points: -300 as Hundredths, unit: '次' },
  { code: 'X04', title: '迟到、早退', points: -50 as Hundredths, unit: '次' },
]

const late = { state: 'present', late: true, leftEarly: false, expected: true } as const

const PREVIEW: Preview = {
  lineup: WALL.attendance.map(({ memberId, outAt }, order) => ({
    memberId,
    credit:
      order === 4
        ? { kind: 'credited' }
        : outAt
          ? { kind: 'units', quantity: 150 as Hundredths }
          : { kind: 'hoursMissing' },
    hours: outAt ? (150 as Hundredths) : null,
  })),
  attended: [
    ...[m(10), m(11)].map(memberId => ({ memberId, attended: late })),
    { memberId: m(7), attended: { ...late, late: false, leftEarly: true } },
    { memberId: m(0), attended: { state: 'absent', confirmed: false } },
    { memberId: m(4), attended: { state: 'absent', confirmed: false } },
    { memberId: m(8), attended: { state: 'onLeave' } },
    { memberId: m(12), attended: { state: 'madeUp' } },
  ],
  leaveAsked: WALL.leaveAsked,
  item: ITEM,
  deductionItems: DEDUCTIONS,
  lastItems: { late: 'X04', leftEarly: null, absent: 'X02' },
  deducted: [],
  stale: [{ memberId: m(1), entryId: 'e1' as EntryId, why: 'absent' }],
}

function Closing({ hourly }: { hourly: boolean }) {
  const [draft, setDraft] = useState<ClosingDraft>({
    ...EMPTY_CLOSING,
    absent: new Set([m(0)]),
    late: new Set([m(10)]),
  })
  const { activities, attendance } = words()
  const wall = { ...WALL, planned: { ...WALL.planned, activity: hourly ? SERVICE : WALL.planned.activity } }
  const preview: Preview = hourly
    ? PREVIEW
    : {
        ...PREVIEW,
        lineup: PREVIEW.lineup.map(each => ({ ...each, credit: { kind: 'units', quantity: 100 as Hundredths } })),
      }
  return (
    <Dialog
      width="wide"
      title={activities.closing.title(wall.planned.activity.title)}
      onClose={() => undefined}
      actions={
        <>
          <span class={css.sum}>{attendance.closing.sum(9, 2)}</span>
          <Button>取消</Button>
          <Button kind="primary">{activities.closing.confirm}</Button>
        </>
      }
    >
      <ClosingGroups wall={wall} preview={preview} draft={draft} setDraft={setDraft} mayDeduct />
    </Dialog>
  )
}

function Settings() {
  const [draft, setDraft] = useState(draftOf({ ...SERVICE, signIn: { ...RULES, capacity: 40 } }))
  return (
    <Dialog width="wide" title={words().activities.form.edit} onClose={() => undefined}>
      <SettingsFields open draft={draft} error={() => null} change={part => setDraft({ ...draft, ...part })} />
    </Dialog>
  )
}

const RULES = { phone: true, kioskCode: true, card: 'enough', notExpected: 'welcome', capacity: null } as const

const guest = (no: number, change: Partial<GuestRow> = {}): GuestRow => ({
  guestId: `g${no}` as RecordId,
  at: Date.parse(`2026-10-15T14:${40 + no}+08:00`) as Millis,
  slipNo: String(407_318 + no * 1234),
  name: { kind: 'typed', text: '周海英' },
  homeBranch: { kind: 'typed', text: '白石镇柳湾村党支部' },
  read: null,
  hasPhone: false,
  way: 'kiosk',
  struck: false,
  ...change,
})

const HAND = {
  kind: 'drawn' as const,
  strokes: [
    [60, 60, 40, 180, 20, 300],
    [60, 60, 200, 62, 205, 300],
    [90, 130, 170, 128],
    [130, 90, 130, 180],
    [80, 190, 180, 188],
    [95, 230, 95, 290, 165, 290, 165, 230, 95, 230],
    [330, 60, 320, 150, 270, 300],
    [330, 100, 420, 300],
    [470, 90, 590, 88],
    [530, 40, 528, 180, 470, 300],
    [530, 180, 600, 300],
  ],
}

const GUESTS: readonly GuestRow[] = [
  guest(1, { hasPhone: true }),
  guest(2, { name: HAND, homeBranch: { kind: 'typed', text: '青禾镇供销社党支部' } }),
  guest(3, { name: HAND, read: { name: '周大林', homeBranch: '南岭乡石桥村党支部' }, homeBranch: HAND }),
  guest(4, { way: 'console', name: { kind: 'typed', text: '努尔买买提·阿卜杜热合曼' } }),
]

const Guests = () => (
  <>
    <PageHead title={WALL.planned.activity.title} />
    <Card title={words().attendance.guests.title} side={<Button size="small">{words().attendance.guests.add}</Button>}>
      <GuestTable activityId={WALL.planned.activity.activityId} rows={GUESTS} onOpen={() => undefined} />
    </Card>
  </>
)

const slip = (no: number, change: Partial<ElsewhereRow> = {}): ElsewhereRow => ({
  elsewhereId: `s${no}` as RecordId,
  memberId: m(no),
  date: `2026-0${no}-12` as PlainDate,
  entryId: `e${no}` as EntryId,
  words: { hostBranch: '东海市临港工业园区综合党支部', what: `${no}月主题党日`, slipNo: `20260${no}12` },
  itemCode: 'B05',
  points: 100 as Hundredths,
  reversed: no === 3,
  ...change,
})

const Elsewhere = () => {
  const { elsewhere: text } = words().attendance
  return (
    <>
      <PageHead title={text.title} />
      <div class={css.elsewhere}>
        <Card title={text.add}>
          <SlipForm members={[]} onDone={() => undefined} />
        </Card>
        <Card title={text.list(2026)} padded={false} fill>
          <ElsewhereTable rows={[slip(5), slip(4), slip(3)]} members={[]} />
        </Card>
      </div>
    </>
  )
}

const Slip = () => (
  <main>
    <SlipOf wall={WALL} guest={guest(1)} />
  </main>
)

export const ATTENDANCE_SCREENS = [
  { id: 'activity-settings', page: 'activities', render: () => <Settings /> },
  { id: 'activity-closing', page: 'activities', render: () => <Closing hourly={false} /> },
  { id: 'activity-closing-hours', page: 'activities', render: () => <Closing hourly /> },
  { id: 'activity-guests', page: 'activities', render: () => <Guests /> },
  { id: 'activity-elsewhere', page: 'activities', render: () => <Elsewhere /> },
  { id: 'paper-slip', page: null, render: () => <Slip /> },
] as const
