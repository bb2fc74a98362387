import type { MemberAct } from './member-act.ts'

/** What is said aloud once a member's act is kept, at most two seconds; and before it. */

export const ACT_SPOKEN: Readonly<Record<Exclude<MemberAct['kind'], 'readInner'>, string>> = {
  signOut: '签退记下了，请慢走。',
  undo: '撤销好了，可以重新刷卡。',
  askLeave: '请假记下了，等支部同意。',
  dropLeave: '请假撤回了。',
  setPin: '个人密码设好了。',
  seeFigures: '请核对积分。',
  acceptFigures: '记下了，谢谢核对。',
  raiseMatter: '记下了，支部会答复您。',
}

/** Before the member has shown who they are. */
export const SHOW_CARD_SPOKEN = '请刷党员卡。'
export const WRONG_PIN_SPOKEN = '密码不对，请再按一次。'
