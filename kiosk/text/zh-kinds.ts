import type { PledgeState, PledgeVariant } from '../../shared/notices/document.ts'

/** 光荣榜, and what members have taken on. */
export const zhKinds = {
  activity: { name: '活动公告', time: '时间', place: '地点', audience: '参加人员', turnout: '到会情况' },
  commendation: '光荣榜',
  people: (count: number) => `${count} 名同志`,
  pledges: {
    promises: '承诺践诺',
    posts: '设岗定责',
    areas: '责任区',
    models: '示范岗',
    threeShows: '三亮三比三评',
  } satisfies Record<PledgeVariant, string> as Record<PledgeVariant, string>,
  /** What the short line of a row names. */
  post: {
    promises: '身份',
    posts: '岗位',
    areas: '责任区',
    models: '示范岗',
    threeShows: '岗位',
  } satisfies Record<PledgeVariant, string> as Record<PledgeVariant, string>,
  state: {
    standing: '长期坚持',
    underWay: '正在办',
    kept: '已办到',
  } satisfies Record<PledgeState, string> as Record<PledgeState, string>,
  rows: (count: number) => `${count} 项`,
}
