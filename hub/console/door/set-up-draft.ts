import type { Problem } from '../../../shared/base/problem.ts'

/** What the wizard gathers; one flat record so that each step changes its own lines. */
export interface SetUpDraft {
  readonly code: string
  readonly branchName: string
  readonly fullName: string
  readonly placeName: string
  readonly contactName: string
  readonly contactPhone: string
  readonly contactPlace: string
  readonly displayName: string
  readonly loginName: string
  readonly password: string
  readonly repeat: string
}

export const EMPTY: SetUpDraft = {
  code: '',
  branchName: '',
  fullName: '',
  placeName: '',
  contactName: '',
  contactPhone: '',
  contactPlace: '',
  displayName: '',
  loginName: '',
  password: '',
  repeat: '',
}

export const STEPS = ['branch', 'contact', 'secretary', 'check'] as const
export type Step = (typeof STEPS)[number]

export interface StepProps {
  readonly draft: SetUpDraft
  readonly change: (part: Partial<SetUpDraft>) => void
  readonly codeNeeded: boolean
  /** Fields left empty are named only after somebody tried to go on. */
  readonly missing: (field: keyof SetUpDraft) => string | null
  readonly problems: readonly Problem[] | null
}
