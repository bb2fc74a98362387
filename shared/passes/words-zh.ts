import type { FeedActivity } from '../activities/activity.ts'
import type { RosterPerson } from '../people/roster.ts'
import type { SignInFlag } from './decide.ts'
import type { Catalogue } from './outcome.ts'
import { spokenTime } from './spoken-time.ts'
import { clock, isToday, notes, placeOf, timeOf, when } from './word-parts.ts'

/** What is read and heard in Chinese after a scan. */

const HELP_ZH = '点“请人帮忙”，工作人员当场登记'

/** A name without consent is not spoken either. */
const spokenName = (member: RosterPerson): string => (member.consent ? `${member.name}同志` : '这位同志')

const seatZh = (activity: FeedActivity | null): string =>
  `请到${placeOf(activity) || '会场'}${activity?.activity.type === 'volunteerService' ? '集合' : '就座'}`

const FLAG_ZH = {
  clockUnsure: '机器时间还没有校准，签到已记下，时间由工作人员核对',
  outsideWindow: '',
  activityUnsure: '是哪一次活动，由工作人员核对',
  notExpected: '这次活动没有安排您，欢迎您来',
  codeTime: '手机和本机的时间对不上，签到已记下，由工作人员核对',
  overCapacity: '名额已经满了，照样给您记下了',
  onLeave: '您请过假，今天来了，也记下了',
} satisfies Record<SignInFlag, string>

export const ZH: Catalogue = {
  ok: ({ member, activity, flags }, { offline }) => ({
    title: '签到成功',
    detail: offline ? '没有网络，签到已记在本机，联网后自动上传' : activity ? activity.activity.title : '',
    todo: [...notes(flags, FLAG_ZH), seatZh(activity)],
    spoken: `${spokenName(member)}，签到成功。`,
  }),
  already: ({ activity, since, outAt, again, member }, context) =>
    again === 'same'
      ? {
          title: '签到成功',
          detail: activity ? activity.activity.title : '',
          todo: [seatZh(activity)],
          spoken: `${spokenName(member)}，签到成功。`,
        }
      : outAt !== null
        ? {
            title: '您已经签退了',
            detail: `签退时间 ${timeOf(clock(outAt, context))}`,
            todo: ['还没走？走的时候再签退一次，以最后一次为准'],
            spoken: '您已经签退了。',
          }
        : {
            title: '您已经签过到了',
            detail:
              since === null ? '签到已经登记好了，不用再刷' : `签到时间 ${timeOf(clock(since, context))}，不用再刷`,
            todo: [seatZh(activity), '要办别的事，请点下面的按钮'],
            spoken: '您已经签过到了，请就座。',
          },
  notOpenYet: ({ activity, opensAt }, { now }) => ({
    title: '还没到签到时间',
    detail: `${when(opensAt, now).zh} 开始签到`,
    todo: [
      ...(isToday(opensAt, now) ? [`先到${placeOf(activity) || '会场'}坐一坐，喝口水`] : []),
      `${when(opensAt, now).zh} 以后再刷一次`,
      '这次不算签到，也不影响积分',
    ],
    spoken: isToday(opensAt, now) ? `还没到签到时间，${spokenTime(opensAt)}开始。` : '还没到签到时间。',
  }),
  closed: ({ closesAt }, { now }) => ({
    title: '签到时间已经过了',
    detail: `${when(closesAt, now).zh} 结束签到`,
    todo: ['来了就是到了：请找工作人员说明，当场登记', '您刷过的时间已记下，可以查到'],
    spoken: '签到时间已经过了，请找工作人员登记。',
  }),
  notExpected: ({ activity }) => ({
    title: '这次活动没有安排您参加',
    detail: activity.activity.title,
    todo: ['名单不对？请找工作人员核对', HELP_ZH],
    spoken: '这次活动没有安排您，请找工作人员核对。',
  }),
  noActivity: ({ nextOpens }, { now }) => ({
    title: '现在没有可以签到的活动',
    detail: nextOpens === null ? '' : `下一次 ${when(nextOpens, now).zh} 开始签到`,
    todo: ['近期的活动在“活动安排”里', '应该有活动？请找工作人员核对'],
    spoken: '现在没有可以签到的活动。',
  }),
  unknownCard: () => ({
    title: '本机还不认识这张卡',
    detail: '刷卡已经记下，联网后自动核对',
    todo: [HELP_ZH, '新卡要等本机联网一次才认识'],
    spoken: '本机还不认识这张卡，请找工作人员帮忙。',
  }),
  revoked: ({ phone }) =>
    phone
      ? {
          title: '这部手机的码已停用',
          detail: '这次没有签到',
          todo: ['请刷党员卡', `没带卡？${HELP_ZH}`, '还想用手机签到？请工作人员重新绑定'],
          spoken: '这部手机的码停用了，请刷卡，或找工作人员。',
        }
      : {
          title: '这张卡已挂失',
          detail: '报过挂失，或已换发新卡，这次没有签到',
          todo: ['请用新卡签到', `没有新卡？${HELP_ZH}`, '捡到的卡，请交给工作人员，谢谢您'],
          spoken: '这张卡已挂失，请找工作人员帮忙。',
        },
  notMember: () => ({
    title: '这张卡现在不在本支部名册上',
    detail: '可能已转到别的支部，这次没有签到',
    todo: ['请找工作人员核对名册', '外来的同志，请工作人员当场登记'],
    spoken: '名册上没有这张卡，请找工作人员帮忙。',
  }),
  damaged: () => ({
    title: '没看清',
    detail: '',
    todo: ['把卡拿平，方块码对准，再试一次', '擦一擦卡面；还不行，可以输入卡上的数字', HELP_ZH],
    spoken: '没看清，请把卡拿平，再试一次。',
  }),
  wrongBranch: () => ({
    title: '这是别的支部的卡',
    detail: '这次没有签到',
    todo: ['请用本支部发的卡', '外来的同志，请工作人员当场登记'],
    spoken: '这是别的支部的卡，请找工作人员帮忙。',
  }),
  notAPass: () => ({
    title: '这不是签到卡',
    detail: '码里的内容没有保存',
    todo: ['请出示党员卡上的方块码', HELP_ZH],
    spoken: '这不是签到卡，请刷党员卡。',
  }),
  unknownVersion: () => ({
    title: '这张卡比本机的程序新',
    detail: '本机还读不懂，这次没有签到',
    todo: [HELP_ZH, '请工作人员给本机更新程序'],
    spoken: '本机读不懂这张新卡，请找工作人员帮忙。',
  }),
  full: ({ activity, capacity }) => ({
    title: '名额已经满了',
    detail: `${activity.activity.title}，共${capacity}个名额`,
    todo: ['请找工作人员看看能不能加座', '这次没有签到，也不影响积分'],
    spoken: '名额已经满了，请找工作人员。',
  }),
  weakPass: ({ need }) =>
    need === 'pin'
      ? {
          title: '请输入个人密码',
          detail: '这次活动要卡加密码',
          todo: ['在屏幕上按您的个人密码', `忘了密码？${HELP_ZH}`],
          spoken: '请输入个人密码。',
        }
      : need === 'card'
        ? {
            title: '这次活动请刷卡',
            detail: '手机码这次不算',
            todo: ['请刷您的党员卡', `没带卡？${HELP_ZH}`],
            spoken: '这次活动请刷党员卡。',
          }
        : {
            title: '请工作人员确认',
            detail: '这次活动要工作人员当面确认',
            todo: [HELP_ZH, '您已经到了，本机已记下'],
            spoken: '请工作人员当面确认。',
          },
  expired: () => ({
    title: '这个手机码过时了',
    detail: '手机码每30秒换一次',
    todo: ['请在手机上打开签到码，再刷一次', '还不行？手机的时间可能不准，请直接刷卡', HELP_ZH],
    spoken: '手机码过时了，请再刷一次。',
  }),
  replay: () => ({
    title: '这个码已经用过了',
    detail: '同一个码只能用一次',
    todo: ['刚才已经签上的，不用再刷，请就座', '没签上？等手机换出新码，再刷一次', '也可以直接刷卡'],
    spoken: '这个码用过了，请等新码再刷。',
  }),
  unknownPhone: () => ({
    title: '本机还不认识这部手机',
    detail: '刷码已经记下，联网后自动核对',
    todo: ['请刷党员卡，马上就能签上', `没带卡？${HELP_ZH}`, '新绑定的手机，要等本机联网一次才认识'],
    spoken: '本机还不认识这部手机，请刷卡，或找工作人员。',
  }),
  badPass: () => ({
    title: '这个手机码不对',
    detail: '这次没有签到',
    todo: ['请重新打开手机签到码，再刷一次', '还不行？手机的时间可能不准，请直接刷卡', HELP_ZH],
    spoken: '手机码不对，请重新打开再刷。',
  }),
  failed: () => ({
    title: '没有记下来',
    detail: '本机存不了数据，这次没有签到',
    todo: ['请再刷一次', `还不行，${HELP_ZH}`],
    spoken: '没有记下来，请找工作人员帮忙。',
  }),
}
