import type { Brand } from '../base/brand.ts'

/** Talks (谈心谈话), helpers (帮扶联系人) and private reminders: between the branch and one member, on no wall. */

export type TalkId = Brand<string, 'TalkId'>
export type HelpId = Brand<string, 'HelpId'>

/** 积分偏低 | 本人申辩 | 日常谈心 | 思想困难 | 其他 */
export const TALK_REASONS = ['low', 'defence', 'routine', 'worries', 'other'] as const
export type TalkReason = (typeof TALK_REASONS)[number]

/** How the private reminder reached the member, `letter`: on their own page; or that people decided that none is needed. */
export const WAYS_REMINDED = ['person', 'slip', 'talk', 'letter', 'notNeeded'] as const
export type WayReminded = (typeof WAYS_REMINDED)[number]
