import { formatHundredths } from '../../shared/base/hundredths.ts'
import { DIMENSIONS } from '../../shared/points/item.ts'
import { ACTIVITY_TYPES, type ActivityType } from '../../shared/activities/activity.ts'
import type { OverdueStep } from '../office/overdue.ts'
import { oversightOf, type Oversight } from '../office/oversight.ts'
import type { Office } from '../office/ports.ts'
import { writeXlsx, type OutCell, type OutTable } from '../spreadsheets/write.ts'
import { MIME, type ExportFile } from './file.ts'
import { DIMENSION_WORDS } from './words.ts'

/** 总览 as a workbook for people who calculate: figures as figures, one tab for each part of the page. */
export async function exportOversight(office: Office, cycle: number): Promise<ExportFile> {
  const year = await oversightOf(office, office.store.read, cycle)
  const bytes = await writeXlsx([turnout(year), points(year), usual(year), overdue(year)])
  return { name: `总览-${cycle}.xlsx`, mime: MIME.xlsx, bytes }
}

const TYPE_OUT: Readonly<Record<ActivityType, string>> = {
  generalMeeting: '党员大会',
  committeeMeeting: '支委会',
  groupMeeting: '党小组会',
  partyLecture: '党课',
  themePartyDay: '主题党日',
  volunteerService: '志愿服务',
  organizationLifeMeeting: '组织生活会',
  democraticAppraisal: '民主评议',
  other: '其他',
}

const labelOf = ({ categories }: Oversight, id: string): string => categories.find(each => each.id === id)?.label ?? id
const number = (value: Parameters<typeof formatHundredths>[0]): number => Number(formatHundredths(value))

function turnout(year: Oversight): OutTable {
  const order = (type: ActivityType) => ACTIVITY_TYPES.indexOf(type)
  const cells = year.participation.cells.toSorted(
    (a, b) => a.month - b.month || order(a.type) - order(b.type) || (a.category < b.category ? -1 : 1),
  )
  return {
    name: '参加活动',
    columns: ['月份', '活动类型', '类别', '应到人次', '实到人次', '请假人次', '自愿参加人次'].map(title => ({ title })),
    rows: cells.map(each => [
      each.month,
      TYPE_OUT[each.type],
      labelOf(year, each.category),
      each.expected,
      each.came,
      each.onLeave,
      each.extra,
    ]),
  }
}

function points(year: Oversight): OutTable {
  const rows = (year.points ?? []).flatMap(({ period, running, ofCategory }) =>
    ofCategory.map((each): OutCell[] => [
      period,
      running ? '进行中' : '已结束',
      labelOf(year, each.category),
      each.people,
      ...DIMENSIONS.map(dimension => number(each.dimensions[dimension])),
      number(each.total),
    ]),
  )
  const titles = ['期别', '状态', '类别', '人数', ...DIMENSIONS.map(each => DIMENSION_WORDS[each]), '合计']
  return { name: '四个合格积分', columns: titles.map(title => ({ title })), rows }
}

function usual(year: Oversight): OutTable {
  const titles = ['序号', '姓名', '类别', '本期', '平常（中位数）', '一步', '相差步数', '以前期数']
  return {
    name: '和平常不一样',
    columns: titles.map(title => ({ title })),
    rows: (year.usual?.far ?? []).map(each => [
      each.memberNo,
      each.name,
      labelOf(year, each.category),
      number(each.now),
      number(each.median),
      number(each.spread),
      each.steps,
      each.earlier,
    ]),
  }
}

const STEP_OUT: Readonly<Record<OverdueStep['kind'], string>> = {
  compile: '汇总',
  settle: '审定',
  publish: '公示',
  close: '公示期满办结',
  archive: '归档',
  answer: '答复申辩、问询、异议',
  notice: '已核对的公告上屏',
  activity: '结束活动登记',
  declaration: '答复申报、证实',
}

function overdue(year: Oversight): OutTable {
  const about = (step: OverdueStep): string => {
    if ('period' in step) return step.period
    return 'title' in step ? step.title : `${step.count} 件`
  }
  return {
    name: '到期未办',
    columns: [{ title: '事项', width: 22 }, { title: '关于', width: 36 }, { title: '应办日期' }, { title: '过了几天' }],
    rows: year.overdue.map(step => [STEP_OUT[step.kind], about(step), step.due, step.days]),
  }
}
