import type { ComponentChildren } from 'preact'
import type { LeaveReason } from '../../../shared/activities/leave.ts'
import css from './member.module.css'

/** A picture for each kind of reason: a thermometer, a bus, a tool bag, a house, three dots. */
export const ReasonMark = ({ reason }: { reason: LeaveReason }) => (
  <svg class={css.reason} viewBox="0 0 96 96" aria-hidden="true">
    {DRAWINGS[reason]}
  </svg>
)

const DRAWINGS: Readonly<Record<LeaveReason, ComponentChildren>> = {
  illness: (
    <>
      <path d="M38 56V20a10 10 0 0 1 20 0v36a18 18 0 1 1-20 0z" />
      <path d="M48 34v34M66 26h12M66 40h12" />
    </>
  ),
  away: (
    <>
      <path d="M14 22h68a4 4 0 0 1 4 4v42H10V26a4 4 0 0 1 4-4zM10 50h76M36 22v28M62 22v28" />
      <circle cx="28" cy="72" r="9" />
      <circle cx="68" cy="72" r="9" />
    </>
  ),
  work: <path d="M12 34h72v44H12zM34 34V22h28v12M12 54h28M56 54h28M40 48h16v14H40z" />,
  family: <path d="M10 48L48 16l38 32M20 42v38h56V42M40 80V58h16v22" />,
  other: (
    <>
      <rect x="12" y="16" width="72" height="52" rx="8" />
      <path d="M30 68v14l16-14M32 42h.1M48 42h.1M64 42h.1" />
    </>
  ),
}
