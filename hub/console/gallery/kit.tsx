import { useState } from 'preact/hooks'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { PlainDate, PlainDateTime } from '../../../shared/base/plain-date.ts'
import { problem } from '../../../shared/base/problem.ts'
import { pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState, Facts, MoreLink } from '../../pages/ui/card.tsx'
import { DateField, DateTimeField } from '../../pages/ui/dates.tsx'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { FileDrop } from '../../pages/ui/file-drop.tsx'
import { Help } from '../../pages/ui/help.tsx'
import {
  actionsClass,
  Checkbox,
  formClass,
  PointsField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  wideClass,
} from '../../pages/ui/inputs.tsx'
import { PeoplePicker, PersonPicker } from '../../pages/ui/person-picker.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Rail } from '../../pages/ui/rail.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { Table } from '../../pages/ui/table.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { toast } from '../../pages/ui/toast.tsx'
import { PageHead } from '../page-head.tsx'
import { LINES, PEOPLE, type Line } from './fixtures.ts'

/** Every part of the kit in the states it can have. */

export function KitControls() {
  return (
    <>
      <PageHead title="部件" tools={<Buttons />} />
      <Rail
        label="步骤"
        steps={[
          { id: '1', label: '汇总', note: '10月8日', state: 'done', lines: <p>46 人全部核算</p> },
          { id: '2', label: '公示', note: '10月14—20日', state: 'now', lines: <p>第2天／共5个工作日</p> },
          { id: '3', label: '归档', note: '10月21日起', state: 'next' },
        ]}
      />
      <FormCard />
      <PeopleCard />
      <ProblemList
        problems={[
          problem('BIRTH', { zh: '没有 1971年13月 这个月份。', en: 'No such month.' }, '第8行「出生年月」'),
          problem('TWICE', { zh: '序号 12 出现了两次。', en: 'Number 12 comes twice.' }, '第14行「序号」'),
        ]}
      />
      <Card title="没有内容时" side={<MoreLink href="#/">看全部</MoreLink>}>
        <EmptyState icon="people" text="名册里还没有党员。" action={<Button kind="primary">导入党员名册</Button>} />
      </Card>
    </>
  )
}

const Buttons = () => (
  <>
    <Button kind="primary" onClick={() => toast('已保存', { undo: () => toast('已撤销') })}>
      保存
    </Button>
    <Button kind="line">同意</Button>
    <Button icon="printer">打印</Button>
    <Button busy>导入</Button>
    <Button why="异议答复后才能归档">归档</Button>
    <Button kind="link">退出</Button>
    <Tag tone="ok">正常</Tag>
    <Tag tone="wait">离线 26 分钟</Tag>
    <Tag tone="stop">要检查</Tag>
    <Tag tone="red">公示中</Tag>
    <Tag tone="plain">本人</Tag>
  </>
)

function FormCard() {
  const [text, setText] = useState('结对帮扶独居老人')
  const [points, setPoints] = useState<Hundredths | null>(250 as Hundredths)
  const [date, setDate] = useState<PlainDate | null>('2026-10-15' as PlainDate)
  const [at, setAt] = useState<PlainDateTime | null>('2026-10-15T14:30' as PlainDateTime)
  const [kind, setKind] = useState<'add' | 'deduct'>('add')
  const [seen, setSeen] = useState(true)
  return (
    <Card
      title={
        <>
          登记积分
          <Help word="登记">把一件事记进积分台账。登记以后不能改，写错了另记一条冲销。</Help>
        </>
      }
    >
      <div class={formClass}>
        <TextField required label="事项" value={text} onChange={setText} hint="公开屏上显示" />
        <TextField label="材料编号" value="" onChange={setText} error="请填写这一项。" />
        <DateField label="日期" value={date} onChange={setDate} />
        <DateTimeField label="开始" value={at} onChange={setAt} />
        <PointsField label="分值" value={points} onChange={setPoints} hint="可以有小数，例如 0.5" />
        <Select
          label="方面"
          value={null}
          options={[
            { value: 'political', label: '政治合格' },
            { value: 'discipline', label: '执行纪律合格' },
          ]}
          onChange={() => undefined}
        />
        <RadioGroup
          label="加分还是扣分"
          value={kind}
          options={[
            { value: 'add', label: '加分' },
            { value: 'deduct', label: '扣分', note: '要写依据' },
          ]}
          onChange={setKind}
        />
        <Checkbox label="本人已知晓" note="口头告知也算，写上日期" checked={seen} onChange={setSeen} />
        <TextArea class={wideClass} label="说明" value="每周三上门，帮老人打扫、买菜。" onChange={setText} />
        <div class={actionsClass}>
          <Button kind="primary">登记</Button>
          <Button>取消</Button>
        </div>
      </div>
    </Card>
  )
}

function PeopleCard() {
  const [one, setOne] = useState<string | null>('黄秀英')
  const [several, setSeveral] = useState<readonly string[]>(['张建国', '许国平'])
  const [file, setFile] = useState<File | null>(null)
  return (
    <Card title="选人和选文件">
      <div class={formClass}>
        <PersonPicker label="党员" people={PEOPLE} value={one} onChange={setOne} />
        <PeoplePicker label="参加的人" people={PEOPLE} values={several} onChange={setSeveral} />
        <div class={wideClass}>
          <FileDrop
            label="党员名册"
            hint="最大 10 MB，第一张表"
            file={file}
            onFile={setFile}
            kinds={['.xlsx', '.csv']}
            maxBytes={10 * 1024 * 1024}
          />
        </div>
      </div>
    </Card>
  )
}

const COLUMNS = [
  {
    id: 'no',
    head: '序号',
    align: 'end',
    width: '80px',
    sortBy: (line: Line) => line.no,
    cell: (line: Line) => line.no,
  },
  {
    id: 'name',
    head: '姓名',
    width: '160px',
    sortBy: (line: Line) => line.name,
    cell: (line: Line) => <b>{line.name}</b>,
  },
  { id: 'group', head: '党小组', sortBy: (line: Line) => line.group, cell: (line: Line) => line.group },
  {
    id: 'points',
    head: '合计',
    align: 'end',
    width: '120px',
    sortBy: (line: Line) => line.points,
    cell: (line: Line) => pointsText(line.points as Hundredths),
  },
] as const

export function KitTable() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(['2', '5']))
  const [typed, setTyped] = useState('')
  const [tab, setTab] = useState<'all' | 'left'>('all')
  const rows = LINES.filter(line => line.name.includes(typed))
  return (
    <>
      <PageHead title="五千行的表" tools={<FindBox value={typed} onChange={setTyped} placeholder="查找姓名" />} />
      <Tabs
        label="范围"
        tabs={[
          { id: 'all', label: '在册', count: rows.length },
          { id: 'left', label: '已转出' },
        ]}
        current={tab}
        onChange={setTab}
      />
      <Card title="全体党员" padded={false} fill>
        <Table
          fill
          label="全体党员"
          columns={COLUMNS}
          rows={rows}
          keyOf={line => String(line.no)}
          chosen={chosen}
          onChoose={setChosen}
          onOpen={line => toast(line.name)}
          toneOf={line => (line.no === 3 ? 'struck' : line.no === 4 ? 'quiet' : line.no === 6 ? 'marked' : null)}
          empty="没有找到这位同志。"
        />
      </Card>
    </>
  )
}

export function KitDialog() {
  return (
    <>
      <PageHead title="确认" />
      <Facts
        items={[
          ['支部码', '73950'],
          ['时区', 'Asia/Shanghai'],
        ]}
      />
      <ConfirmDialog
        title="发布第三季度积分公示"
        consequences={[
          '3 台公开屏马上显示，公示期 10月14日 到 10月20日。',
          '发布后不能改，只能发更正或撤下，都要写原因。',
          '指纹 7F3A·91C2 会印在公示上。',
        ]}
        confirm="发布"
        onConfirm={() => toast('已发布')}
        onCancel={() => toast('没有发布')}
      />
    </>
  )
}
