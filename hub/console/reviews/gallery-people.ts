import type { MemberId } from '../../../shared/base/ids.ts'
import type { TableMember } from '../../../shared/points/standings-table.ts'
import type { Consents } from '../standings/ranking-paper-page.tsx'

/** Enough people for bands, ties and masks, a long and a rare name among them. */
const NAMES =
  '丁一 于大海 马长林 王建国 王建国 方志远 邓小兰 田玉兰 冯为民 吕秀英 刘桂兰 许国平 孙桂香 李秀英 吴㛃 陈𬸪 张伟 欧阳德顺 赵德才 阿依古丽·买买提'.split(
    ' ',
  )

export const RANK_MEMBERS: readonly TableMember[] = NAMES.map((name, at) => ({
  memberId: `gallery-${at}` as MemberId,
  memberNo: at + 1,
  name,
  nameNote: name === '王建国' ? (at === 3 ? '大' : '小') : '',
  category: at < 5 ? 'inPost' : 'noPost',
  exempt: false,
}))

export const consentOf = (members: readonly TableMember[]): Consents =>
  members.map(({ memberId }, at) => ({ memberId, consent: at % 3 === 0 ? null : {} }))
