import { unreachable } from '../base/check.ts'
import type { Expected } from './activity.ts'

/** Who should come, as a notice on the wall says it; people who were named are not named there. */
export function audienceOf(expected: Expected): string {
  switch (expected.kind) {
    case 'allMembers':
      return '全体党员'
    case 'committee':
      return '支部委员'
    case 'eachGroup':
      return '全体党员，各党小组分别开'
    case 'groups':
      return expected.groups.join('、')
    case 'volunteers':
      return '自愿参加，欢迎群众'
    case 'named':
      return '已经通知到本人'
    default:
      return unreachable(expected)
  }
}
