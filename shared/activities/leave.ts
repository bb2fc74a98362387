/** Why somebody asks leave: a kind, never the particulars (病假、外出、工作、家事、其他). */
export const LEAVE_REASONS = ['illness', 'away', 'work', 'family', 'other'] as const
export type LeaveReason = (typeof LEAVE_REASONS)[number]
