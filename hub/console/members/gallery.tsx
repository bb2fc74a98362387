import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { CardsPaper } from '../../pages/papers/cards.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import { CareSection, type CareOfMember } from './care-section.tsx'
import { Drawer } from './drawer.tsx'
import { ImportPreview, type RosterPreview } from './import-preview.tsx'
import { inStrokeOrder, type MemberRow } from './member-row.ts'
import { MemberTable } from './member-table.tsx'
import { EnrolPhoneView } from './enrol-phone-dialog.tsx'
import { PhoneList, type PhoneRow } from './phones.tsx'
import css from './members.module.css'

/** The roster's views with fixtures: long names, rare characters, every mark and every state of a card. */

const NAMES = '丁一 王建国 王建国 阿依古丽·买买提 陈𬸪 努尔买买提·阿卜杜热合曼 欧阳德顺 石磊 吴㛃'.split(' ')
const CATEGORIES = [
  { id: 'noPost', label: '无职党员' },
  { id: 'exempt', label: '免于积分' },
]

export const aMember = (name: string, at: number): MemberRow => ({
  memberId: `gallery-${at}` as MemberId,
  memberNo: at + 1,
  name,
  nameNote: name === '王建国' ? (at === 1 ? '大' : '小') : '',
  type: at === 7 ? 'probationary' : 'full',
  category: at === 4 ? 'exempt' : 'noPost',
  inPost: false,
  committee: at === 1,
  group: '第一党小组',
  floating: at === 3,
  floatingPlace: at === 3 ? '新疆维吾尔自治区乌鲁木齐市天山区' : '',
  exemption: at === 4 ? { appliedOn: null, decidedOn: '2026-01-04' as PlainDate } : null,
  consent: at % 3 === 0 ? { date: '2026-01-04' as PlainDate, paperRef: '同意公开姓名登记表（2026）第3页' } : null,
  status: at === 8 ? 'left' : 'active',
  sex: 'female',
  birth: '1968-06',
  joined: '1991-07',
  ethnic: '汉族',
  duty: '支部书记、村委会主任、村务监督委员会委员',
  note: '',
  strokeKey: String(at),
  pinyin: '',
  pin: at % 3 === 0,
  card: at % 3 === 2 ? null : { ...CARD, serial: `00001${at}`, state: at % 3 === 0 ? 'printed' : 'issued' },
})

const CARD = {
  cardHash: '',
  memberId: '' as MemberId,
  serial: '',
  state: 'printed',
  revokedWhy: null,
  issuedAt: Date.parse('2026-10-15T09:10+08:00'),
} as const

const MEMBERS = NAMES.map(aMember)
const nothing = () => undefined

const Roster = ({ shown }: { shown: MemberRow | null }) => (
  <>
    <PageHead title={words().members.title} />
    <div class={shown ? css.withDrawer : css.alone}>
      <Card class={css.tableCard} padded={false} title={words().members.list.order}>
        <MemberTable
          rows={inStrokeOrder(MEMBERS)}
          categories={CATEGORIES}
          narrow={shown !== null}
          chosen={new Set()}
          onChoose={nothing}
          onOpen={nothing}
          onLost={nothing}
          onIssue={nothing}
          empty=""
        />
      </Card>
      {shown && (
        <Drawer
          member={shown}
          categories={CATEGORIES}
          onClose={nothing}
          onEdit={nothing}
          onLost={nothing}
          onIssue={nothing}
          care={<CareSection care={CARE} />}
          phones={<PhoneList phones={PHONES} active onEnrol={nothing} onRevoke={nothing} />}
        />
      )}
    </div>
  </>
)

const CARE: CareOfMember = {
  posts: ['矛盾调解岗', '环境卫生岗'],
  helpers: [{ helper: '王建国', since: '2026-03-01' as PlainDate }],
  helps: [],
  lastTalk: '2026-09-20' as PlainDate,
}

const PHONES: readonly PhoneRow[] = [
  {
    ref: '0123456789' as PhoneRow['ref'],
    state: 'active',
    via: 'kiosk',
    claimedAt: Date.parse('2026-10-15T09:10+08:00') as Millis,
    revokedAt: null,
    revokedWhy: null,
  },
  {
    ref: '9876543210' as PhoneRow['ref'],
    state: 'revoked',
    via: 'console',
    claimedAt: Date.parse('2026-03-02T15:40+08:00') as Millis,
    revokedAt: Date.parse('2026-10-15T09:08+08:00') as Millis,
    revokedWhy: 'replaced',
  },
]

const Enrol = ({ done }: { done: boolean }) => (
  <EnrolPhoneView
    name="阿依古丽·买买提"
    urls={{ plain: 'http://192.168.31.108:8090/phone/', tls: 'https://192.168.31.108:8443/phone/' }}
    fragment={`#e=${'A'.repeat(90)}`}
    leftMs={8 * 60_000 + 12_000}
    done={done}
    problems={null}
    onAgain={nothing}
    onClose={nothing}
  />
)

const problem = (row: number, column: string, severity: 'error' | 'warning', zh: string) => ({
  code: `GALLERY_${row}`,
  zh,
  en: 'Correct it, e.g. 1968.06; the column counts and the row is left as it is.',
  where: `第${row}行「${column}」`,
  severity,
  row,
  column,
})

const PREVIEW: RosterPreview = {
  token: null,
  columns: { memberNo: '序号', name: '党员姓名', birth: '出生年月', type: '人员类别', group: '所在党小组' },
  ignored: ['毕业学校', '特长'],
  skipped: [
    { row: 1, reason: 'beforeHeader' },
    { row: 27, reason: 'blank' },
    { row: 51, reason: 'total' },
  ],
  problems: [
    problem(8, '出生年月', 'error', '没有这个日期。请改正，例如写成 1968.06。'),
    problem(40, '身份证号', 'warning', '身份证号被表格软件当成数字，末几位已丢失，没有导入。请改成文本格式重新输入。'),
  ],
  blocked: true,
  added: [],
  updated: [],
  unchanged: 43,
  missing: [],
}

const Preview = () => (
  <>
    <PageHead title={words().members.title} />
    <div class={css.fill}>
      <ImportPreview
        preview={PREVIEW}
        fileName="青溪村党员花名册（2026年10月）.xlsx"
        categories={CATEGORIES}
        busy={false}
        why={null}
        problems={null}
        onConfirm={nothing}
        onCancel={nothing}
      />
    </div>
  </>
)

const Cards = () => {
  const { cards } = words().members
  return (
    <main>
      <CardsPaper
        cards={NAMES.map((name, at) => ({
          serial: `00001${at}`,
          name,
          nameNote: at === 1 ? '大' : '',
          branchName: '中共青禾镇青溪村支部委员会',
          text: '9'.repeat(49),
          printed: Array.from({ length: 7 }, () => '9999999').join(' '),
        }))}
        words={{ title: cards.branchCard, serial: cards.serial, lost: cards.lostLine }}
      />
    </main>
  )
}

export const MEMBER_SCREENS = [
  { id: 'members', page: 'members', render: () => <Roster shown={null} /> },
  { id: 'member', page: 'members', render: () => <Roster shown={MEMBERS[3] ?? null} /> },
  { id: 'member-phone', page: 'members', render: () => <Enrol done={false} /> },
  { id: 'member-phone-done', page: 'members', render: () => <Enrol done /> },
  { id: 'members-import', page: 'members', render: () => <Preview /> },
  { id: 'paper-cards', page: null, render: () => <Cards /> },
] as const
