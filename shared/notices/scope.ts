import * as v from 'valibot'
import { idSchema, type MemberId } from '../base/ids.ts'
import type { MemberRecord } from '../people/member.ts'
import type { NoticeKind } from './document.ts'

/**
 * Who reads a notice (NT50): 公开, everybody before the board; 党员内部, every Party member of the branch, behind their
 * card; 本人, one person of the roster, behind theirs.
 */
export const SCOPES = ['public', 'members', 'self'] as const
export type ScopeName = (typeof SCOPES)[number]

const MembersScopeSchema = v.object({ is: v.literal('members') })
const SelfScopeSchema = v.object({ is: v.literal('self'), memberId: idSchema<MemberId>() })

export const NoticeScopeSchema = v.variant('is', [
  v.object({ is: v.literal('public') }),
  MembersScopeSchema,
  SelfScopeSchema,
])
export type NoticeScope = v.InferOutput<typeof NoticeScopeSchema>

/** A scope behind a card. */
export const InnerScopeSchema = v.variant('is', [MembersScopeSchema, SelfScopeSchema])
export type InnerScope = v.InferOutput<typeof InnerScopeSchema>

export const PUBLIC: NoticeScope = { is: 'public' }

/**
 * What the procedure has posted (items, points, places) and what people promise before everybody is public by its nature;
 * a letter to one person is words, and no table.
 */
const SCOPES_OF: { readonly [kind in NoticeKind]: readonly ScopeName[] } = {
  items: ['public'],
  periodPoints: ['public'],
  ranking: ['public'],
  pledges: ['public'],
  activity: ['public', 'members'],
  commendation: ['public', 'members'],
  announcement: SCOPES,
}

export const scopesOf = (kind: NoticeKind): readonly ScopeName[] => SCOPES_OF[kind]

/** 入党积极分子 are no Party members yet: they get letters of their own, and nothing that is for members. */
export function isReader(scope: InnerScope, person: Pick<MemberRecord, 'memberId' | 'type' | 'status'>): boolean {
  if (person.status !== 'active') return false
  return scope.is === 'self' ? scope.memberId === person.memberId : person.type !== 'activist'
}

export const isSameScope = (one: NoticeScope, other: NoticeScope): boolean =>
  one.is === other.is && (one.is !== 'self' || (other.is === 'self' && one.memberId === other.memberId))
