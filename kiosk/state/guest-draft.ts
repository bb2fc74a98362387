import { signal, type Signal } from '@preact/signals'
import type { ActivityId } from '../../shared/base/ids.ts'
import type { Written } from '../../shared/passes/written.ts'

/** What a guest has written so far. Lives in the screen, so that a card scanned meanwhile takes nothing away. */
export interface GuestDraft {
  readonly activityId: Signal<ActivityId | null>
  readonly step: Signal<GuestStep>
  readonly name: Signal<Written | null>
  readonly homeBranch: Signal<Written | null>
  /** Digits; empty: none given. */
  readonly phone: Signal<string>
}

export const GUEST_STEPS = ['name', 'homeBranch', 'phone', 'check'] as const
export type GuestStep = (typeof GUEST_STEPS)[number]

export const startDraft = (activityId: ActivityId | null): GuestDraft => ({
  activityId: signal(activityId),
  step: signal<GuestStep>('name'),
  name: signal<Written | null>(null),
  homeBranch: signal<Written | null>(null),
  phone: signal(''),
})

/** A guest that was taken, as their slip says it. */
export interface Slip {
  readonly slipNo: string
  /** `2026-10-15 14:06`, in the branch's zone. */
  readonly at: string
  readonly activityTitle: string
  readonly place: string
  readonly fullName: string
  readonly name: Written
  readonly homeBranch: Written
}
