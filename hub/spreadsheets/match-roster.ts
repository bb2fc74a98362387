import type { MemberId } from '../../shared/base/ids.ts'
import type { Member } from '../../shared/people/member.ts'
import type { RosterDraft } from './roster.ts'
import { nameKey, soundId } from './roster-duplicates.ts'
import { sheetProblem, type SheetProblem } from './sheet.ts'

/** What a repeated import would do: who is new, who changes in what, who stands no longer in the file. */

export type MemberField = Exclude<keyof Member, 'memberId' | 'consent'>

export interface Difference {
  readonly field: MemberField
  readonly before: Member[MemberField]
  readonly after: Member[MemberField]
}

export interface RosterMatch {
  readonly added: readonly RosterDraft[]
  readonly updated: readonly {
    readonly draft: RosterDraft
    /** The person as they will be; id and consent are kept. */
    readonly member: Member
    readonly differences: readonly Difference[]
  }[]
  readonly unchanged: readonly Member[]
  /** On the roll but not in the file. Listed, never removed by an import. */
  readonly missing: readonly Member[]
  /** Errors here mean that nothing may be imported. */
  readonly problems: readonly SheetProblem[]
}

/**
 * Pairs each draft with at most one member: by identity number where both have a sound one, else by name, note and
 * birth month, else by number and name. Two sound numbers that differ are two people, whatever their names.
 */
export function matchRoster(drafts: readonly RosterDraft[], existing: readonly Member[]): RosterMatch {
  const pairs = pairUp(drafts, existing)
  const added = drafts.filter(draft => !pairs.has(draft))
  const changes = [...pairs].map(([draft, before]) => {
    const member = merged(before, draft)
    return { draft, member, differences: differencesOf(before, member) }
  })
  const taken = new Set(pairs.values())
  const missing = existing.filter(member => member.status === 'active' && !taken.has(member))
  return {
    added,
    updated: changes.filter(change => change.differences.length > 0),
    unchanged: changes.filter(change => change.differences.length === 0).map(change => change.member),
    missing,
    problems: numbersTaken(
      drafts,
      existing.filter(member => !taken.has(member)),
    ),
  }
}

/** The member that a draft becomes when nobody matches it. A roster tells that somebody is exempt, not since when. */
export function memberFromDraft(draft: RosterDraft, memberId: MemberId): Member {
  const { row: _row, unsaid: _unsaid, exempt, ...rest } = draft
  return { ...rest, memberId, exemption: exempt ? NO_DATES : null, consent: null, status: 'active' }
}

const NO_DATES = { appliedOn: null, decidedOn: null }

type Key = (person: RosterDraft | Member) => string | null

/** Strongest first. A weaker key pairs only those whom no stronger one has paired. */
const KEYS: readonly Key[] = [
  person => soundId(person.idNumber),
  person => nameKey(person),
  person => `${person.memberNo}\u0000${person.name}`,
]

function pairUp(drafts: readonly RosterDraft[], existing: readonly Member[]): Map<RosterDraft, Member> {
  const pairs = new Map<RosterDraft, Member>()
  const taken = new Set<Member>()
  for (const key of KEYS) {
    const members = Map.groupBy(
      existing.filter(member => !taken.has(member)),
      key,
    )
    for (const draft of drafts) {
      const value = key(draft)
      if (pairs.has(draft) || value === null) continue
      const candidates = (members.get(value) ?? []).filter(member => !taken.has(member) && !areTwoPeople(draft, member))
      // Namesakes born in the same month: their own number decides, if any does.
      const member = candidates.find(each => each.memberNo === draft.memberNo) ?? candidates[0]
      if (!member) continue
      pairs.set(draft, member)
      taken.add(member)
    }
  }
  return pairs
}

function areTwoPeople(draft: RosterDraft, member: Member): boolean {
  const [a, b] = [soundId(draft.idNumber), soundId(member.idNumber)]
  return a !== null && b !== null && a !== b
}

/** The member with what the file says. What it leaves open stays, and so does an exemption once decided. */
function merged(before: Member, draft: RosterDraft): Member {
  const said = Object.entries(memberFromDraft(draft, before.memberId)).filter(
    ([field]) => !draft.unsaid.some(open => open === field),
  )
  const exemption = before.exemption ?? (draft.exempt ? NO_DATES : null)
  const category = categoryAfter(before, draft)
  return { ...before, ...Object.fromEntries(said), exemption, category, consent: before.consent }
}

/** A category holds for the whole cycle: a file changes it only by naming another, or by a new exemption. */
function categoryAfter(before: Member, draft: RosterDraft): string {
  if (before.exemption === null && draft.exempt) return 'exempt'
  return draft.unsaid.includes('category') ? before.category : draft.category
}

function differencesOf(before: Member, after: Member): Difference[] {
  const fields = Object.keys(after).filter((field): field is MemberField => field !== 'memberId' && field !== 'consent')
  return fields
    .filter(field => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map(field => ({ field, before: before[field], after: after[field] }))
}

/** A number may not pass to another person while its holder is still on the roll and out of the file. */
function numbersTaken(drafts: readonly RosterDraft[], others: readonly Member[]): SheetProblem[] {
  const holders = new Set(others.map(member => member.memberNo))
  return drafts
    .filter(draft => holders.has(draft.memberNo))
    .map(draft =>
      sheetProblem('error', { row: draft.row, column: '序号' }, 'NUMBER_TAKEN', {
        zh: `序号 ${draft.memberNo} 已经给了另一个人，而那个人不在这张表里。请换一个序号，或把那个人也列入表中。`,
        en: `Number ${draft.memberNo} belongs to somebody who is not in this file. Use another number or list that person too.`,
      }),
    )
}
