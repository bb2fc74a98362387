import * as v from 'valibot'
import { problem, type Problem } from '../base/problem.ts'
import { err, ok, type Result } from '../base/result.ts'
import { CAP_LEVELS, type CapLevel, type Caps, type Item } from './item.ts'
import { dutyProblems } from './duty-check.ts'
import { GRADES, SchemeSchema, type Scheme } from './scheme.ts'
import { SCORED } from './scheme-index.ts'

/** Whether a scheme can be worked with: its shape, and what its parts say about each other (PT14). */

/** @returns the scheme, or everything that is wrong with it; `where` is the path of the member (`items[3].points`) */
export function checkScheme(input: unknown): Result<Scheme, Problem[]> {
  return checkShaped(v.safeParse(SchemeSchema, input))
}

/** The second half of `checkScheme`, for a scheme parsed from its file form. */
export function checkShaped(parsed: v.SafeParseResult<v.GenericSchema<unknown, Scheme>>): Result<Scheme, Problem[]> {
  if (!parsed.success) return err(parsed.issues.map(shapeProblem))
  const problems = crossChecks(parsed.output)
  return problems.length === 0 ? ok(parsed.output) : err(problems)
}

function shapeProblem(issue: v.BaseIssue<unknown>): Problem {
  const where = (v.getDotPath(issue) ?? '').replace(/\.(\d+)/g, '[$1]')
  const place = where === '' ? undefined : where
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const text = { zh: '方案里没有这一项，请检查拼写。', en: 'a scheme has no such member; check the spelling' }
    return problem('SCHEME_MEMBER_UNKNOWN', text, place)
  }
  if (issue.received === 'undefined') {
    return problem('SCHEME_MEMBER_MISSING', { zh: '缺少这一项。', en: 'this member is missing' }, place)
  }
  const zh = `这一项的值不对：应为 ${issue.expected ?? '合格的值'}，实为 ${issue.received}。`
  const en = `expected ${issue.expected ?? 'a valid value'}, found ${issue.received}`
  return problem('SCHEME_VALUE_INVALID', { zh, en }, place)
}

function crossChecks(scheme: Scheme): Problem[] {
  return [
    ...duplicates(scheme),
    ...scheme.items.flatMap(itemProblems),
    ...groupProblems(scheme),
    ...categoryProblems(scheme),
    ...capsProblems(scheme),
    ...limitProblems(scheme),
    ...bandProblems(scheme),
    ...appraisalProblems(scheme),
    ...alertProblems(scheme),
    ...dutyProblems(scheme),
    ...falseDeclarationProblems(scheme),
    ...versionProblems(scheme),
  ]
}

function duplicates({ items, capGroups, categories }: Scheme): Problem[] {
  const twice = (code: string, what: string, en: string, keys: readonly string[], path: (at: number) => string) =>
    keys.flatMap((key, at) =>
      keys.indexOf(key) < at
        ? [problem(code, { zh: `${what}“${key}”重复。`, en: `the ${en} ${key} occurs twice` }, path(at))]
        : [],
    )
  const itemCodes = items.map(each => each.code)
  const groupCodes = capGroups.map(each => each.code)
  const ids = categories.map(each => each.id)
  return [
    ...twice('SCHEME_ITEM_TWICE', '项目编号', 'item code', itemCodes, at => `items[${at}].code`),
    ...twice('SCHEME_GROUP_TWICE', '封顶组编号', 'cap group', groupCodes, at => `capGroups[${at}].code`),
    ...twice('SCHEME_CATEGORY_TWICE', '类别', 'category', ids, at => `categories[${at}].id`),
  ]
}

function itemProblems(item: Item, at: number): Problem[] {
  const where = (member: string) => `items[${at}].${member}`
  const problems: Problem[] = []
  if (item.component === 'veto') {
    if (item.points !== null || CAP_LEVELS.some(level => item.caps[level] !== undefined)) {
      const zh = `一票否决项“${item.code}”不计分，分值和封顶都应为空。`
      problems.push(
        problem(
          'SCHEME_VETO_POINTS',
          { zh, en: `the veto ${item.code} carries no points and no cap` },
          where('points'),
        ),
      )
    }
  } else if (item.points === null) {
    const text = { zh: `项目“${item.code}”没有填分值。`, en: `the item ${item.code} has no points` }
    problems.push(problem('SCHEME_POINTS_MISSING', text, where('points')))
  } else if (item.component === 'deduction' ? item.points >= 0 : item.points <= 0) {
    const zh = `项目“${item.code}”的分值正负不对：扣分项为负数，其余为正数。`
    const en = `the points of ${item.code} must be ${item.component === 'deduction' ? 'negative' : 'positive'}`
    problems.push(problem('SCHEME_POINTS_SIGN', { zh, en }, where('points')))
  }
  if ((item.component === 'deduction' || item.component === 'veto') && item.recordedBy !== 'branch') {
    const zh = `项目“${item.code}”是扣分或一票否决，只能由支部登记。`
    problems.push(
      problem('SCHEME_BRANCH_ONLY', { zh, en: `only the branch may record ${item.code}` }, where('recordedBy')),
    )
  }
  const { least = 0, most = Infinity } = item.quantity ?? {}
  if (least < 0 || most <= 0 || least > most) {
    const text = { zh: `项目“${item.code}”每次数量的范围不对。`, en: `the quantity range of ${item.code} is empty` }
    problems.push(problem('SCHEME_QUANTITY_RANGE', text, where('quantity')))
  }
  return problems
}

function groupProblems({ items, capGroups }: Scheme): Problem[] {
  const itemOf = new Map(items.map(each => [each.code, each]))
  const groupOf = new Map<string, string>()
  return capGroups.flatMap((group, at) => {
    const problems: Problem[] = []
    const say = (code: string, zh: string, en: string, member = 'items') =>
      problems.push(problem(code, { zh, en }, `capGroups[${at}].${member}`))
    for (const code of group.items) {
      const item = itemOf.get(code)
      if (item === undefined) {
        say('SCHEME_GROUP_ITEM_UNKNOWN', `封顶组“${group.code}”里的项目“${code}”不存在。`, `no item ${code}`)
      } else if (item.component === 'veto') {
        say('SCHEME_GROUP_VETO', `一票否决项“${code}”不能封顶。`, `the veto ${code} cannot be capped`)
      }
      if (groupOf.has(code)) {
        const zh = `项目“${code}”出现在两个封顶组里，只能属于一个。`
        say('SCHEME_GROUP_ITEM_SHARED', zh, `the item ${code} is listed in groups twice`)
      }
      groupOf.set(code, group.code)
    }
    const components = new Set(group.items.map(code => itemOf.get(code)?.component).filter(each => each !== undefined))
    if (components.size > 1) {
      const zh = `封顶组“${group.code}”里的项目不属于同一组成部分（基础、贡献、扣分）。`
      say('SCHEME_GROUP_MIXED', zh, `the items of group ${group.code} are of different components`)
    }
    if (itemOf.has(group.code) && !group.items.includes(group.code)) {
      const zh = `封顶组编号“${group.code}”已是另一个项目的编号。`
      say('SCHEME_GROUP_NAME_TAKEN', zh, `${group.code} is the code of an item outside the group`, 'code')
    }
    return problems
  })
}

function categoryProblems(scheme: Scheme): Problem[] {
  const known = new Set(scheme.categories.map(each => each.id))
  const unknown = (ids: 'all' | readonly string[], where: string): Problem[] =>
    (ids === 'all' ? [] : ids)
      .filter(id => !known.has(id))
      .map(id => {
        const text = { zh: `类别“${id}”不在方案的类别里。`, en: `the scheme has no category ${id}` }
        return problem('SCHEME_CATEGORY_UNKNOWN', text, where)
      })
  const granted = scheme.start.mode === 'grant' ? Object.keys(scheme.start.byCategory) : []
  return [
    ...scheme.items.flatMap(({ appliesTo }, at) => unknown(appliesTo, `items[${at}].appliesTo`)),
    ...scheme.alerts.flatMap(({ categories }, at) => unknown(categories, `alerts[${at}].categories`)),
    ...unknown(granted, 'start.byCategory'),
    ...scheme.items.flatMap(({ appliesTo, code }, at) =>
      appliesTo.length > 0
        ? []
        : [
            problem(
              'SCHEME_APPLIES_TO_NOBODY',
              { zh: `项目“${code}”不适用于任何类别。`, en: `the item ${code} applies to nobody` },
              `items[${at}].appliesTo`,
            ),
          ],
    ),
  ]
}

function capsProblems(scheme: Scheme): Problem[] {
  const check = (caps: Caps | undefined, where: string): Problem[] => {
    if (caps === undefined) return []
    if (CAP_LEVELS.some(level => (caps[level] ?? 0) < 0)) {
      const zh = '封顶分不能是负数；扣分的封顶也写正数。'
      return [problem('SCHEME_CAP_NEGATIVE', { zh, en: 'a cap is never negative, not even of deductions' }, where)]
    }
    if (caps.perQuarter !== undefined && scheme.reviewPeriod === 'quarter') {
      const zh = '按季汇总的方案，每季封顶就是每期封顶，请填在每期一栏。'
      return [problem('SCHEME_CAP_QUARTER', { zh, en: 'where the review is quarterly, write perPeriod' }, where)]
    }
    const given = CAP_LEVELS.filter(level => caps[level] !== undefined)
    const wide = given.find((level, at) => at > 0 && (caps[level] ?? 0) < (caps[given[at - 1] ?? level] ?? 0))
    if (wide === undefined) return []
    const narrow = given[given.indexOf(wide) - 1] ?? wide
    const zh = `${LEVEL_NAMES[narrow].zh}封顶高于${LEVEL_NAMES[wide].zh}封顶。`
    const en = `the cap per ${LEVEL_NAMES[narrow].en} is above the cap per ${LEVEL_NAMES[wide].en}`
    return [problem('SCHEME_CAP_ORDER', { zh, en }, where)]
  }
  return [
    ...scheme.items.flatMap(({ caps }, at) => check(caps, `items[${at}].caps`)),
    ...scheme.capGroups.flatMap(({ caps }, at) => check(caps, `capGroups[${at}].caps`)),
    ...check(scheme.componentCaps.base, 'componentCaps.base'),
    ...check(scheme.componentCaps.contribution, 'componentCaps.contribution'),
    ...check(scheme.componentCaps.deduction, 'componentCaps.deduction'),
  ]
}

const LEVEL_NAMES: Readonly<Record<CapLevel, { readonly zh: string; readonly en: string }>> = {
  perMonth: { zh: '每月', en: 'month' },
  perQuarter: { zh: '每季', en: 'quarter' },
  perPeriod: { zh: '每期', en: 'period' },
  perCycle: { zh: '全年', en: 'cycle' },
}

function limitProblems({ floor, totalCap }: Scheme): Problem[] {
  if (floor === null || totalCap === null || floor < totalCap) return []
  const text = { zh: '总分封顶应高于保底分。', en: 'the total cap must be above the floor' }
  return [problem('SCHEME_FLOOR_ABOVE_CAP', text, 'totalCap')]
}

function bandProblems({ bands, gradeShares }: Scheme): Problem[] {
  const problems = bands.flatMap((band, at) => {
    const above = bands[at - 1]
    if (above === undefined) return []
    const ordered = band.from < above.from && GRADES.indexOf(band.grade) >= GRADES.indexOf(above.grade)
    const text = { zh: '等次分段应从高到低排列。', en: 'bands must be ordered, highest first' }
    return ordered ? [] : [problem('SCHEME_BANDS_ORDER', text, `bands[${at}]`)]
  })
  const shares = gradeShares.flatMap(({ most, least }, at) => {
    const beyond = [most, least].some(share => {
      const [part = 0, whole = 1] = (share ?? '0/1').split('/').map(Number)
      return part > whole
    })
    const text = { zh: '比例不能大于1。', en: 'a share is at most the whole' }
    return beyond ? [problem('SCHEME_SHARE_ABOVE_ONE', text, `gradeShares[${at}]`)] : []
  })
  return [...problems, ...shares]
}

function appraisalProblems({ appraisal: { combine, parts } }: Scheme): Problem[] {
  const whole = parts.reduce((sum, part) => sum + part.percent, 0)
  const fits = combine === 'none' ? parts.length === 0 : parts.length > 0 && whole <= 100
  const zh = '评议部分不对：不计评议时应为空；计评议时各部分合计不超过100%。'
  const en = 'without appraisal there are no parts; with it, parts that add up to at most 100 percent'
  return fits ? [] : [problem('SCHEME_APPRAISAL_PARTS', { zh, en }, 'appraisal.parts')]
}

/** A run of periods, and the points of one, exist only where the alert is looked at after each period. */
function alertProblems({ alerts }: Scheme): Problem[] {
  const text = {
    zh: '“连续几期”和“当期积分”只用于每期结束时的提醒。',
    en: 'a run of periods, and the points of one, are for alerts at the end of a period',
  }
  return alerts.flatMap(({ at, measure, inARow }, index) =>
    at === 'cycle' && (measure === 'inPeriod' || inARow !== undefined)
      ? [problem('SCHEME_ALERT_RUN', text, `alerts[${index}]`)]
      : [],
  )
}

/** The item of a false declaration is a deduction that can still be registered when the year begins. */
function falseDeclarationProblems({ falseDeclaration: code, items }: Scheme): Problem[] {
  if (code === undefined) return []
  const item = items.find(each => each.code === code)
  const say = (zh: string, en: string) => [problem('SCHEME_FALSE_ITEM', { zh, en }, 'falseDeclaration')]
  if (item === undefined) return say(`“虚假申报”指定的项目“${code}”不存在。`, `no item ${code}`)
  return item.component === 'deduction'
    ? []
    : say(`“虚假申报”指定的项目“${code}”不是扣分项目。`, `the item ${code} is no deduction`)
}

/** A file must not hold what a program of the version that it names would refuse. */
function versionProblems(scheme: Scheme): Problem[] {
  const needs = membersByVersion(scheme).filter(([version]) => scheme.formatVersion < version)
  return needs.map(([version, where]) => {
    const zh = `格式第${scheme.formatVersion}版的方案没有这一项，请用第${version}版。`
    const en = `format version ${scheme.formatVersion} has no such member; use version ${version}`
    return problem('SCHEME_VERSION_LOW', { zh, en }, where)
  })
}

/** The oldest format that knows everything the scheme has. */
export const formatNeeded = (scheme: Scheme): number =>
  Math.max(1, ...membersByVersion(scheme).map(([version]) => version))

/** The members that not every version knows, with the version that brought each. */
function membersByVersion(scheme: Scheme): (readonly [version: number, where: string])[] {
  const { duties, alerts, items, capGroups, componentCaps, falseDeclaration } = scheme
  const isNewer = (caps: Caps | undefined) => caps?.perMonth !== undefined || caps?.perQuarter !== undefined
  const capsOf = (holders: readonly { readonly caps: Caps }[], name: string) =>
    holders.flatMap(({ caps }, at) => (isNewer(caps) ? [[3, `${name}[${at}].caps`] as const] : []))
  return [
    ...(duties === undefined ? [] : [[2, 'duties'] as const]),
    ...alerts.flatMap((alert, at) =>
      alert.measure !== undefined || alert.inARow !== undefined ? [[2, `alerts[${at}]`] as const] : [],
    ),
    ...(falseDeclaration === undefined ? [] : [[3, 'falseDeclaration'] as const]),
    ...capsOf(items, 'items'),
    ...capsOf(capGroups, 'capGroups'),
    ...SCORED.filter(each => isNewer(componentCaps[each])).map(each => [3, `componentCaps.${each}`] as const),
  ]
}

/**
 * What an amended scheme may not do to the one in force: entries point at its items, so an item is retired and never
 * removed, and what an entry froze (component, dimension) stays what it was (PT16).
 */
export function checkAmendment(before: Scheme, after: Scheme): Problem[] {
  const itemOf = new Map(after.items.map(each => [each.code, each]))
  const lost = before.items.flatMap((item, at) => {
    const now = itemOf.get(item.code)
    if (now === undefined) {
      const zh = `项目“${item.code}”不能删除，请改为停用（填停用日期）。`
      return [problem('SCHEME_ITEM_REMOVED', { zh, en: `retire ${item.code} instead of removing it` }, `items[${at}]`)]
    }
    if (now.component === item.component && now.dimension === item.dimension) return []
    const zh = `项目“${item.code}”的组成部分或维度不能改，请停用它，另立一个新编号。`
    const en = `the component and dimension of ${item.code} are fixed; retire it and add another`
    return [problem('SCHEME_ITEM_RECAST', { zh, en }, `items[${at}]`)]
  })
  const cycle =
    before.cycle === after.cycle && before.reviewPeriod === after.reviewPeriod
      ? []
      : [
          problem(
            'SCHEME_CYCLE_CHANGED',
            { zh: '周期和汇总审核的期限在年中不能改。', en: 'cycle and review period do not change within the cycle' },
            'cycle',
          ),
        ]
  return [...cycle, ...lost]
}
