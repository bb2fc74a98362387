import { formatHundredths } from '../../shared/base/hundredths.ts'
import type { MemberId } from '../../shared/base/ids.ts'
import { rangeOf, yearOf, type Period, type PlainDate } from '../../shared/base/plain-date.ts'
import { problem, type Problem } from '../../shared/base/problem.ts'
import { commendationBody } from '../../shared/notices/build-commendation.ts'
import { pledgesBody } from '../../shared/notices/build-pledges.ts'
import type { ContentOf } from '../../shared/notices/content.ts'
import type { BodyOf } from '../../shared/notices/document.ts'
import { PLEDGES } from '../../shared/notices/wording.ts'
import { withNote } from '../../shared/people/names.ts'
import type { MemberView } from '../../shared/people/member.ts'
import type { Entry } from '../../shared/points/entry.ts'
import type { Scheme } from '../../shared/points/scheme.ts'
import type { Names, Reads } from './ports.ts'
import { mustScheme, schemeInForce, schemeOfPeriod } from './scheme.ts'

/** Notices that show people who were picked for them: 光荣榜, and what members have taken on. */

/** Somebody who can be picked. */
export interface NoticePerson {
  readonly memberId: MemberId
  readonly memberNo: number
  readonly name: string
  readonly nameNote: string
  /** The category's label. */
  readonly category: string
  readonly consent: boolean
  /** Lower-case pinyin initials, to be found by. */
  readonly initials: string
}

/** Everybody of the branch, in stroke order. */
export async function noticePeople(names: Names, read: Reads, today: PlainDate): Promise<readonly NoticePerson[]> {
  const scheme = await schemeInForce(read, today)
  const labels = labelsOf(scheme?.scheme ?? null)
  const members = (await read.people.all()).filter(member => member.status !== 'left')
  return members
    .map(member => ({ member, strokes: names.strokeKey(member.name) }))
    .sort((a, b) => (a.strokes < b.strokes ? -1 : a.strokes > b.strokes ? 1 : 0))
    .map(({ member: { memberId, memberNo, name, nameNote, category, consent } }) => ({
      memberId,
      memberNo,
      name,
      nameNote,
      category: labels.get(category) ?? category,
      consent: consent !== null,
      initials: names.pinyinInitials(name),
    }))
}

/**
 * Whom a period gives reason to praise, with what they did: those who agreed to be named and have bonus entries for
 * which somebody else vouches (证实, a certificate, a decision). Titles of items alone: notes are private.
 */
export async function praised(read: Reads, period: Period): Promise<ContentOf<'commendation'>['people']> {
  const { scheme } = await schemeOfPeriod(read, period)
  const { from, to } = rangeOf(period)
  const entries = (await read.ledger.ofCycle(yearOf(period))).filter(({ date }) => date >= from && date <= to)
  const cancelled = new Set(entries.map(each => each.reverses))
  const counted = entries.filter(
    each => each.reverses === null && !cancelled.has(each.entryId) && isPraise(each, scheme),
  )
  const byMember = Map.groupBy(counted, each => each.memberId)
  return (await read.people.all()).flatMap(({ memberId, consent, status }) => {
    const own = byMember.get(memberId)
    if (!own || consent === null || status === 'left') return []
    return [{ memberId, deed: deedOf(own, scheme) }]
  })
}

const isPraise = ({ component, itemCode, points }: Entry, scheme: Scheme): boolean => {
  const item = scheme.items.find(each => each.code === itemCode)
  return component === 'contribution' && points > 0 && item !== undefined && VOUCHED.includes(item.evidence)
}

const VOUCHED: readonly Scheme['items'][number]['evidence'][] = ['attestation', 'certificate', 'decision']

/** 调解矛盾纠纷2件、好人好事1次 */
function deedOf(entries: readonly Entry[], scheme: Scheme): string {
  const parts = [...Map.groupBy(entries, each => each.itemCode)].map(([code, own]) => {
    const item = scheme.items.find(each => each.code === code)
    const amount = own.reduce((sum, each) => sum + each.quantity, 0)
    return `${(item?.title ?? '').replace(/（[^）]*）/g, '')}${formatHundredths(amount as Entry['quantity'])}${item?.unit ?? ''}`
  })
  return `${parts.join('、').slice(0, 199)}。`
}

const labelsOf = (scheme: Scheme | null): ReadonlyMap<string, string> =>
  new Map((scheme?.categories ?? []).map(({ id, label }) => [id, label]))

type Made<Kind extends 'commendation' | 'pledges'> = {
  readonly body: BodyOf<Kind>
  readonly problems: readonly Problem[]
}

/** @throws Refusal SCHEME_NONE */
export async function commendationOf(
  read: Reads,
  names: Names,
  content: ContentOf<'commendation'>,
): Promise<Made<'commendation'>> {
  const { scheme } = await mustScheme(read, rangeOf(content.period).to)
  const labels = labelsOf(scheme)
  const { found, problems } = await pickedOf(read, content.people)
  const people = found.map(({ member, pick }) => ({
    ...named(names, member),
    category: labels.get(member.category) ?? member.category,
    deed: pick.deed,
  }))
  const wrong: Problem[] = []
  if (content.people.length === 0) wrong.push(NOBODY_PICKED)
  if (people.some(each => each.deed.trim() === '')) wrong.push(DEED_MISSING)
  const closed = people.filter(each => !each.consent).map(each => withNote(each.name, each.nameNote))
  const body = commendationBody(people, content.period, content.opening.trim())
  return { body, problems: [...problems, ...wrong, ...closed.map(notAgreed)] }
}

export async function pledgesOf(read: Reads, names: Names, content: ContentOf<'pledges'>): Promise<Made<'pledges'>> {
  const { found, problems } = await pickedOf(read, content.rows)
  const people = found.map(({ member, pick: { post, pledge, state } }) => ({
    ...named(names, member),
    post,
    pledge,
    state,
  }))
  const wrong: Problem[] = []
  if (content.rows.length === 0) wrong.push(NOBODY_PICKED)
  if (people.some(each => each.pledge.trim() === '')) wrong.push(pledgeMissing(content.variant))
  const body = pledgesBody(people, content.variant, content.cycle, content.opening.trim())
  return { body, problems: [...problems, ...wrong] }
}

async function pickedOf<Pick extends { readonly memberId: MemberId }>(read: Reads, picks: readonly Pick[]) {
  const members = new Map((await read.people.all()).map(member => [member.memberId, member]))
  const found = picks.flatMap(pick => {
    const member = members.get(pick.memberId)
    return member && member.status !== 'left' ? [{ member, pick }] : []
  })
  return { found, problems: found.length < picks.length ? [GONE] : [] }
}

const named = (names: Names, { name, nameNote, consent }: MemberView) => ({
  name,
  nameNote,
  consent: consent !== null,
  strokeKey: names.strokeKey(name),
})

const NOBODY_PICKED = problem(
  'NOTICE_NOBODY_PICKED',
  { zh: '请至少选一个人。', en: 'Choose at least one person.' },
  'people',
)
const DEED_MISSING = problem(
  'NOTICE_DEED_MISSING',
  { zh: '请给每个人写一句事迹。', en: 'Write for each person what they did.' },
  'people',
)
const GONE = problem(
  'NOTICE_PERSON_GONE',
  { zh: '选的人里有的已经不在名册上，请去掉。', en: 'Somebody chosen is no longer on the roster.' },
  'people',
)
const pledgeMissing = (variant: ContentOf<'pledges'>['variant']): Problem =>
  problem(
    'NOTICE_PLEDGE_MISSING',
    { zh: `${PLEDGES[variant].name}：请给每个人写明内容。`, en: 'Write for each person what they have taken on.' },
    'people',
  )
const notAgreed = (name: string): Problem =>
  problem(
    'COMMENDATION_NO_CONSENT',
    {
      zh: `${name}没有同意公开姓名，不能上光荣榜。请先征得本人同意并登记，或者去掉。`,
      en: `${name} has not agreed to be named: record the consent, or take the person out.`,
    },
    'people',
  )
