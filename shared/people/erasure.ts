/**
 * Why private words were erased (RV40). One of a list: words about erased words would be the next private words.
 * 本人要求 | 记错了 | 不必要的内容 | 期限到了
 */
export const ERASE_REASONS = ['asked', 'mistaken', 'needless', 'overdue'] as const
export type EraseReason = (typeof ERASE_REASONS)[number]
