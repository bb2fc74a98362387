import type { PledgeVariant } from '../../shared/notices/document.ts'
import { DocumentView } from '../board/views.tsx'
import { activityNotice, pledges } from './fixtures.ts'
import type { GalleryScreen } from './screens.tsx'

/** The kinds of notices that look like another one and say something else: every sort of pledge, an activity to come. */

const nothing = () => undefined

type Said = readonly [post: string, pledge: string, state: 'standing' | 'underWay' | 'kept']

const PLEDGED: Readonly<Record<Exclude<PledgeVariant, 'posts'>, readonly [title: string, ...Said[]]>> = {
  promises: [
    '2026年党员承诺践诺公开',
    ['支部委员', '年底前帮三组装好两公里路灯，费用全部公开。', 'underWay'],
    ['', '把自家门前的水沟清干净，并看好左右两家的。', 'kept'],
  ],
  areas: [
    '2026年党员责任区公开',
    ['一组东片12户', '每月走访一遍，老人、病人每周看一次，有事当天报支部。', 'standing'],
    ['文化广场和村口停车场', '卫生、车辆停放和夜间照明都管，坏了三天内修好。', 'standing'],
  ],
  models: [
    '2026年党员示范岗公开',
    ['便民服务窗口', '群众来办事，一次说清、当天办完。', 'standing'],
    ['村卫生室', '每月给行动不便的老人上门量血压。', 'underWay'],
  ],
  threeShows: [
    '2026年“三亮三比三评”公开',
    ['综合治理', '亮身份、亮职责、亮承诺；比服务、比作风、比实绩。', 'standing'],
    ['', '亮身份：家门口挂党员户牌，邻里纠纷先来找我。', 'kept'],
  ],
}

/** As published, whatever kind the fixture is of. */
const [posts, walk] = [pledges.body, activityNotice.body]
const rows = posts.kind === 'pledges' ? posts.rows : []

const pledgesOf = (variant: keyof typeof PLEDGED) => {
  const [title, ...said] = PLEDGED[variant]
  const now = rows.slice(0, 7).map((row, at) => {
    const [post = '', pledge = '', state = 'standing'] = said[at % said.length] ?? []
    return { ...row, post, pledge, state }
  })
  const intro = '经本人认领、支部党员大会同意，现予以公开，请群众监督。'
  return { ...pledges, title, body: { kind: 'pledges', variant, cycle: 2026, intro, rows: now } } as const
}

const activityBefore = {
  ...activityNotice,
  title: '关于开展“敬老月”志愿服务的公告',
  body:
    walk.kind === 'activity'
      ? {
          ...walk,
          turnout: null,
          paragraphs: ['请带上手套和雨衣。上午八点在幸福院门口集合，自己去不了的，给一楼窗口打电话。'],
        }
      : walk,
}

export const NOTICE_SCREENS: readonly GalleryScreen[] = [
  ...(['promises', 'areas', 'models', 'threeShows'] as const).map(variant => ({
    id: `notice-pledges-${variant}`,
    title: PLEDGED[variant][0],
    render: () => <DocumentView document={pledgesOf(variant)} onBack={nothing} onItems={nothing} />,
  })),
  {
    id: 'notice-activity-before',
    title: '活动公告：还没有开始',
    render: () => <DocumentView document={activityBefore} onBack={nothing} onItems={nothing} />,
  },
]
