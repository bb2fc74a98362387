import { must } from '../../shared/base/check.ts'
import { addDays, dayOfWeek, instantOf, type Period, type PlainDateTime } from '../../shared/base/plain-date.ts'
import type { Content } from '../../shared/notices/content.ts'
import { hashOf } from '../../shared/base/bytes.ts'
import { starterContent } from '../office/notices/starters.ts'
import {
  approveNotice,
  checkNotice,
  frozenText,
  mustNotice,
  publishNotice,
  startNotice,
} from '../office/notices/notices.ts'
import { DEMO_ZONE, type Happening, type Stage } from './stage.ts'

/** What hangs on the demo's wall, each prepared by the registrar and approved by the secretary. */

async function post({ office, registrar, secretary }: Stage, content: Content): Promise<void> {
  const { read } = office.store
  const noticeId = await startNotice(office, registrar, content)
  const { version } = await mustNotice(read, noticeId)
  await checkNotice(office, registrar, { noticeId, version })
  const text = must(await frozenText(read, await mustNotice(read, noticeId)), 'a checked document')
  const hash = hashOf(text)
  await approveNotice(office, secretary, { noticeId, hash })
  await publishNotice(office, secretary, { noticeId, hash })
}

export async function postItems(stage: Stage, cycle: number): Promise<void> {
  await post(stage, await starterContent(stage.office, stage.office.store.read, 'items', { cycle }))
}

export async function postResults(stage: Stage, period: Period): Promise<void> {
  for (const kind of ['periodPoints', 'ranking', 'commendation'] as const) {
    const content = await starterContent(stage.office, stage.office.store.read, kind, { period })
    // A quarter may give no reason to praise anybody by name.
    if (content.kind !== 'commendation' || content.people.length > 0) await post(stage, content)
  }
}

/** Begun on the last working day before today, so that today, or the next working day, is within it. */
export function noticeInItsPeriod(stage: Stage): Happening {
  let publishOn = addDays(stage.today, -1)
  while (dayOfWeek(publishOn) > 5) publishOn = addDays(publishOn, -1)
  const frame = { kind: 'announcement' as const, publishOn, correction: null, notPeople: [] }
  const posts: readonly Content[] = [
    {
      ...frame,
      title: '拟推荐“积分示范岗”人选公示',
      noticeDays: 5,
      shownUntil: addDays(publishOn, 14),
      paragraphs: PARAGRAPHS,
    },
    {
      ...frame,
      title: '冬季开放时间调整的通知',
      noticeDays: null,
      shownUntil: addDays(publishOn, 30),
      paragraphs: OPENING_HOURS,
    },
  ]
  return {
    at: instantOf(`${publishOn}T09:30` as PlainDateTime, DEMO_ZONE),
    async run() {
      await postPledges(stage)
      for (const each of posts) await post(stage, each)
    },
  }
}

/** Six members without an office and the posts they have taken on. */
async function postPledges(stage: Stage): Promise<void> {
  const { read } = stage.office.store
  const members = (await read.people.all()).filter(each => each.category === 'noPost' && each.status === 'active')
  const content = await starterContent(stage.office, read, 'pledges', { variant: 'posts' })
  if (content.kind !== 'pledges') return
  const rows = DUTIES.flatMap((duty, at) => {
    const member = members[at * 2]
    return member ? [{ memberId: member.memberId, ...duty }] : []
  })
  await post(stage, { ...content, rows })
}

const DUTIES = [
  { post: '水渠管护岗', pledge: '每周巡查二组、三组水渠一次，发现堵塞当天清理，汛期夜里值守。', state: 'standing' },
  { post: '矛盾调解岗', pledge: '一年调解邻里纠纷不少于六件，调解不了的三天内报支部。', state: 'underWay' },
  { post: '政策宣传岗', pledge: '每月入户讲一次医保、养老政策，帮老人办认证。', state: 'standing' },
  { post: '环境卫生岗', pledge: '包干文化广场和公交站，每逢赶集日打扫一次。', state: 'standing' },
  { post: '路灯维护岗', pledge: '把三组文化广场的六盏坏路灯换好。', state: 'kept' },
  { post: '助老服务岗', pledge: '结对两位独居老人，每周上门一次，代买药、代缴费。', state: 'underWay' },
] as const

const PARAGRAPHS = [
  '经党小组推荐、支部委员会研究，拟在村党群服务中心、二组水渠、三组文化广场设立三个积分示范岗，由近三个季度积分靠前、群众反映好的同志轮流负责。',
  '三个岗位的职责是：每周巡查一次，发现垃圾堆放、水渠堵塞、路灯损坏等情况，当天联系处理；每月在本栏公布一次办理结果。',
  '对岗位设置和推荐办法有不同意见的，可在公示期内到一楼便民服务窗口当面反映，也可以打电话。反映的情况支部会逐条答复。',
]

const OPENING_HOURS = [
  '天气转冷，村党群服务中心从下周起调整开放时间：上午八点半到十一点半，下午两点到五点。活动日按活动通知的时间开放。',
  '年纪大、走路不方便的同志，可以打一楼窗口的电话，由值班人员上门办理。',
]
