import { useState } from 'preact/hooks'
import type { MemberId, Millis, RecordId, StaffId } from '../../shared/base/ids.ts'
import type { Written } from '../../shared/passes/written.ts'
import { GuestForm, type GuestFormProps } from '../guest/form.tsx'
import { SlipView } from '../guest/slip.tsx'
import { Pin } from '../service/pin.tsx'
import { Help } from '../signin/help.tsx'
import { StaffNames } from '../staff/door.tsx'
import { PersonDialog } from '../staff/person-dialog.tsx'
import { PickActivity } from '../staff/pick-activity.tsx'
import type { RollRow, RollState } from '../staff/roll-view.ts'
import { Roll, type RollProps } from '../staff/roll.tsx'
import type { Search } from '../state/staff-session.ts'
import * as f from './fixtures.ts'
import { NAMED_ROWS } from './fixture-roll.ts'
import type { GalleryScreen } from './screens.tsx'
import { staffText } from './words.ts'

/** Staff and guests at the kiosk. */

const nothing = () => undefined
const timeText = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)

const ROWS = NAMED_ROWS
const HUGE: readonly RollRow[] = Array.from({ length: 5_000 }, (_, at) => {
  const row = ROWS[Math.floor((at * ROWS.length) / 5_000)] as RollRow
  return {
    ...row,
    memberId: `${row.memberId}-${at}` as MemberId,
    apart: { cardTail: String(1_000 + at), group: `第${(at % 9) + 1}党小组` },
  }
})

function stateOf(memberId: MemberId): RollState {
  const at = ROWS.findIndex(each => memberId.startsWith(each.memberId))
  if (at % 5 === 1) return { kind: 'onLeave' }
  if (at % 3 !== 0) return { kind: 'notYet' }
  const came = (f.nowMillis - at * 61_000) as Millis
  return { kind: 'present', at: came, outAt: at % 2 === 1 ? f.nowMillis : null, undoes: null }
}

function RollScreen({ search: first, ...more }: Partial<RollProps> & { search?: Search }) {
  const [search, onSearch] = useState<Search>(first ?? { by: 'letters', letters: '' })
  return (
    <Roll
      staffName="李梅"
      activityTitle="重阳敬老 情暖邻里"
      count={{ present: 27, expected: 46 }}
      rows={ROWS}
      stateOf={stateOf}
      timeText={timeText}
      last={null}
      onPick={nothing}
      onAnother={nothing}
      onGuest={nothing}
      onFinish={nothing}
      {...more}
      search={search}
      onSearch={onSearch}
    />
  )
}

const LAST = { memberId: 'x' as MemberId, name: '王建国', what: 'in', at: '14:36:08' } as const
const WANG = ROWS.find(each => each.name === '王建国') as RollRow
const CAME: RollState = { kind: 'present', at: f.nowMillis, outAt: null, undoes: 'r' as RecordId }

const withDialog = (asked: Parameters<typeof PersonDialog>[0]['asked']) => (
  <>
    <RollScreen />
    <PersonDialog
      asked={asked}
      busy={false}
      onConfirm={nothing}
      onSignOut={nothing}
      onUndo={nothing}
      onClose={nothing}
    />
  </>
)

/** 王小明 as a finger writes it, more or less. */
const NAME: Written = {
  kind: 'drawn',
  strokes: [
    [80, 120, 250, 112],
    [92, 210, 236, 204],
    [164, 116, 162, 300],
    [60, 306, 272, 296],
    [430, 100, 432, 280, 414, 304, 392, 290],
    [372, 160, 352, 196, 322, 232],
    [478, 158, 508, 190, 530, 236],
    [620, 130, 622, 270],
    [620, 130, 706, 124, 702, 270],
    [622, 196, 700, 192],
    [624, 264, 700, 260],
    [756, 110, 756, 220, 740, 280, 716, 318],
    [756, 110, 850, 104, 850, 296, 832, 310, 812, 296],
    [760, 170, 844, 166],
    [758, 228, 846, 224],
  ],
}
const BRANCH: Written = { kind: 'typed', text: '河东镇柳林村党支部' }

const form = (more: Partial<GuestFormProps>) => (
  <GuestForm
    activityTitle="重阳敬老 情暖邻里"
    step="name"
    name={null}
    homeBranch={null}
    phone=""
    sending={{ kind: 'no' }}
    onStep={nothing}
    onName={nothing}
    onHomeBranch={nothing}
    onPhone={nothing}
    onSend={nothing}
    onLeave={nothing}
    {...more}
  />
)

const SLIP = {
  slipNo: '048317',
  at: '2026-10-15 14:36',
  activityTitle: '重阳敬老 情暖邻里',
  place: '党群服务中心二楼会议室',
  fullName: '中共青禾镇云溪村支部委员会',
  name: NAME,
  homeBranch: BRANCH,
}

const STAFF = ['李梅', '方志远', '努尔买买提·阿卜杜热合曼尼亚孜'].map(name => ({
  door: name,
  staffId: name as StaffId,
  name,
}))
const pinWords = (name: string) => ({
  where: staffText.staff.title,
  title: staffText.staff.pinOf(name),
  note: staffText.staff.pinNote,
  unset: staffText.staff.unset,
})

export const STAFF_SCREENS: readonly GalleryScreen[] = [
  {
    id: 'help',
    title: '请人帮忙',
    render: () => (
      <Help contact={f.HELP_CONTACT} onStaff={nothing} onGuest={nothing} onType={nothing} onBack={nothing} />
    ),
  },
  {
    id: 'staff-names',
    title: '工作人员：选名字',
    render: () => <StaffNames staff={STAFF} onPick={nothing} onBack={nothing} />,
  },
  {
    id: 'staff-pin',
    title: '工作人员：确认密码',
    render: () => (
      <Pin words={pinWords('李梅')} state={{ kind: 'wrong', triesLeft: 2 }} onSubmit={nothing} onBack={nothing} />
    ),
  },
  {
    id: 'staff-pin-locked',
    title: '工作人员：锁住了',
    render: () => (
      <Pin words={pinWords('')} state={{ kind: 'locked', minutesLeft: 10 }} onSubmit={nothing} onBack={nothing} />
    ),
  },
  { id: 'staff-roll', title: '代签到名单', render: () => <RollScreen /> },
  {
    id: 'staff-roll-done',
    title: '代签到：刚确认一位',
    chrome: { link: 'offline', pending: 3 },
    render: () => <RollScreen last={LAST} search={{ by: 'letters', letters: 'w' }} />,
  },
  {
    id: 'staff-roll-huge',
    title: '代签到：5000 人、重名',
    render: () => (
      <RollScreen
        rows={HUGE}
        search={{ by: 'surname', surname: null }}
        count={{ present: 1_274, expected: 5_000 }}
        onAnother={undefined}
      />
    ),
  },
  {
    id: 'staff-roll-nobody',
    title: '代签到：没有这样的名字',
    render: () => <RollScreen search={{ by: 'letters', letters: 'wjgq' }} />,
  },
  {
    id: 'staff-confirm',
    title: '确认到场',
    render: () => withDialog({ kind: 'person', row: WANG, state: { kind: 'notYet' } }),
  },
  {
    id: 'staff-present',
    title: '已经签到：签退、撤销',
    render: () => withDialog({ kind: 'person', row: WANG, state: CAME }),
  },
  {
    id: 'staff-activity',
    title: '选一场活动',
    render: () => (
      <PickActivity
        where="代签到　李梅"
        title={staffText.staff.pickActivity}
        all={f.ACTIVITIES.slice(0, 3)}
        none=""
        noneNote=""
        onPick={nothing}
        onBack={nothing}
      />
    ),
  },
  {
    id: 'staff-no-activity',
    title: '今天没有活动',
    render: () => (
      <PickActivity
        where="代签到"
        title=""
        all={[]}
        none={staffText.staff.noActivity}
        noneNote={staffText.staff.noActivityNote}
        onPick={nothing}
        onBack={nothing}
      />
    ),
  },
  { id: 'guest-name', title: '外来党员：写姓名', render: () => form({}) },
  { id: 'guest-name-drawn', title: '外来党员：写好了', render: () => form({ name: NAME }) },
  {
    id: 'guest-branch-typed',
    title: '外来党员：键盘输入支部',
    render: () => form({ step: 'homeBranch', name: NAME, homeBranch: BRANCH }),
  },
  {
    id: 'guest-phone',
    title: '外来党员：电话',
    render: () => form({ step: 'phone', name: NAME, homeBranch: BRANCH, phone: '13800000000' }),
  },
  {
    id: 'guest-check',
    title: '外来党员：核对',
    render: () => form({ step: 'check', name: NAME, homeBranch: BRANCH, phone: '13800000000' }),
  },
  {
    id: 'guest-waiting',
    title: '外来党员：排队',
    render: () => form({ step: 'check', name: NAME, homeBranch: BRANCH, sending: { kind: 'waiting', seconds: 24 } }),
  },
  {
    id: 'guest-failed',
    title: '外来党员：没存下来',
    render: () => form({ step: 'check', name: NAME, homeBranch: BRANCH, sending: { kind: 'failed' } }),
  },
  { id: 'slip', title: '出勤凭条', render: () => <SlipView slip={SLIP} onFinish={nothing} /> },
  {
    id: 'slip-print',
    title: '出勤凭条：可打印',
    render: () => <SlipView slip={SLIP} onPrint={nothing} onFinish={nothing} />,
  },
]
