import { points } from '../base/hundredths.ts'
import { FORMAT_VERSION, type Alert, type CapGroup, type Duties, type Scheme, type SchemeCategory } from './scheme.ts'
import { COMMUNITY_ROWS } from './template-community.ts'
import { itemOf } from './template-row.ts'
import { VILLAGE_ROWS } from './template-village.ts'

/**
 * The schemes a new branch begins with. They accrue from 0, base duties add up to 60 a year, contributions count up to
 * 40, the total never shows below 0.
 */

const capGroup = (code: string, items: string[], capPerYear: number, note: string): CapGroup => ({
  code,
  items,
  caps: { perCycle: points(capPerYear) },
  note,
})

const CAP_GROUPS: readonly CapGroup[] = [
  capGroup('C01', ['C01', 'C02'], 10, '志愿服务按次、按时长合并封顶'),
  capGroup('C21', ['C21A', 'C21B'], 3, '同一项目的两档'),
  capGroup('C23', ['C23A', 'C23B'], 10, '同一项目的两档'),
]

const CATEGORIES: readonly SchemeCategory[] = [
  { id: 'inPost', label: '在职党员', ranked: true, graded: true },
  { id: 'noPost', label: '无职党员', ranked: true, graded: true },
  { id: 'olderNoPost', label: '年老党员', ranked: true, graded: true },
  { id: 'floating', label: '流动党员', ranked: true, graded: true },
  // Who can hardly leave the house; no word of illness hangs on a wall.
  { id: 'frail', label: '居家党员', ranked: true, graded: true },
  { id: 'probationary', label: '预备党员', ranked: true, graded: false },
  { id: 'activist', label: '入党积极分子', ranked: true, graded: false },
  { id: 'exempt', label: '免于积分', ranked: false, graded: false },
]

/** 设岗定责: nine posts that suit most branches, for members without an office. */
// prettier-ignore
const POSTS: readonly (readonly [id: string, label: string, duty: string])[] = [
  ['policy', '政策宣传岗', '把党的政策和村里的决定讲给邻居听，收集大家的疑问带回来'],
  ['mediation', '矛盾调解岗', '发现家庭、邻里纠纷及时劝解，劝不下来的报支部'],
  ['cleanliness', '环境卫生岗', '带头打扫房前屋后，看护一片公共区域的卫生'],
  ['safety', '安全隐患排查岗', '留意用电、用火、道路和房屋隐患，看到就报，盯到解决'],
  ['opinion', '社情民意收集岗', '每月走访几户人家，把难处和建议记下来交给支部'],
  ['civility', '文明新风岗', '带头简办红白事，劝导攀比和迷信'],
  ['order', '治安维护岗', '参加巡防，提醒防骗防盗，遇到情况马上报告'],
  ['finance', '村务财务监督岗', '看村务、财务公开是否按时、属实，有疑问当面提出'],
  ['science', '科技示范岗', '先学先试新技术、新品种，手把手教给邻居'],
]

/** What a community calls otherwise. */
const COMMUNITY_POSTS: Readonly<Record<string, readonly [label: string, duty: string]>> = {
  policy: ['政策宣传岗', '把党的政策和社区的决定讲给邻居听，收集大家的疑问带回来'],
  cleanliness: ['环境卫生岗', '带头爱护楼道和院子，看护一片公共区域的卫生'],
  finance: ['居务财务监督岗', '看居务、财务公开是否按时、属实，有疑问当面提出'],
  science: ['便民服务岗', '教邻居用手机办事、交费、挂号，帮不会用的人代办'],
}

function dutiesOf(kind: TemplateKind): Duties {
  const posts = POSTS.map(([id, label, duty]) => {
    const [name, does] = (kind === 'community' ? COMMUNITY_POSTS[id] : undefined) ?? [label, duty]
    return { id, label: name, duty: does, items: ['B09'] }
  })
  return { categories: ['noPost', 'olderNoPost'], posts }
}

/** Two low quarters in a row are a reason to sit down together; the bar of those who are away follows their shorter list. */
const ALERTS: readonly Alert[] = [
  lowAlert(7, ['inPost', 'noPost', 'olderNoPost', 'probationary']),
  lowAlert(4, ['floating', 'frail']),
]

function lowAlert(below: number, categories: string[]): Alert {
  return { label: '谈心提醒', at: 'period', below: points(below), categories, measure: 'inPeriod', inARow: 2 }
}

export const TEMPLATE_KINDS = ['village', 'community'] as const
export type TemplateKind = (typeof TEMPLATE_KINDS)[number]

/** The built-in scheme for a cycle; a fresh value each time, free to be edited. @param cycle calendar year */
export function templateScheme(cycle: number, kind: TemplateKind = 'village'): Scheme {
  const rows = kind === 'village' ? VILLAGE_ROWS : COMMUNITY_ROWS
  return {
    format: 'branch-board-scheme',
    formatVersion: FORMAT_VERSION,
    title: `${cycle}年度党员积分管理方案`,
    cycle,
    reviewPeriod: 'quarter',
    start: { mode: 'accrue' },
    floor: points(0),
    totalCap: null,
    componentCaps: { base: { perCycle: points(60) }, contribution: { perCycle: points(40) } },
    appraisal: { combine: 'none', parts: [] },
    veto: 'scoreToZero',
    categories: CATEGORIES.map(each => ({ ...each })),
    duties: dutiesOf(kind),
    falseDeclaration: 'X19',
    bands: [
      { grade: 'excellent', from: points(80) },
      { grade: 'qualified', from: points(60) },
      { grade: 'basicallyQualified', from: points(45) },
      { grade: 'unqualified', from: points(0) },
    ],
    gradeShares: [{ grades: ['excellent'], most: '1/3' }],
    alerts: ALERTS.map(each => ({ ...each, categories: each.categories === 'all' ? 'all' : [...each.categories] })),
    ranking: { public: true, topN: 5 },
    items: rows.map(itemOf),
    capGroups: CAP_GROUPS.map(each => ({ ...each, items: [...each.items], caps: { ...each.caps } })),
  }
}
