import type { MemberId } from '../../../shared/base/ids.ts'
import { rangeOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { problem, type Problem } from '../../../shared/base/problem.ts'
import { commendationBody } from '../../../shared/notices/build-commendation.ts'
import { pledgesBody } from '../../../shared/notices/build-pledges.ts'
import { contentScope, type ContentOf } from '../../../shared/notices/content.ts'
import type { BodyOf } from '../../../shared/notices/document.ts'
import { PLEDGES } from '../../../shared/notices/wording.ts'
import { withNote } from '../../../shared/people/names.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { inStrokeOrder } from '../activities/attendance-views.ts'
import type { Names, Office, Reads } from '../ports.ts'
import { praiseList } from '../points/praise.ts'
import { mustScheme, schemeInForce } from '../points/scheme.ts'

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
  return inStrokeOrder(members, names).map(({ memberId, memberNo, name, nameNote, category, consent }) => ({
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
 * Of the praise list of a period, those who agreed to be named and for whose deeds somebody else vouches. Who is on it for
 * their points alone is in the ranking already.
 */
export async function praised(
  office: Pick<Office, 'store'>,
  period: Period,
): Promise<ContentOf<'commendation'>['people']> {
  const found = (await praiseList(office, period)).filter(each => each.consent && each.deeds !== '')
  return found.map(({ memberId, deeds }) => ({ memberId, deed: `${deeds.slice(0, 199)}。` }))
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
  // Consent is to be named before everybody; members call each other by their names.
  const isInner = contentScope(content).is !== 'public'
  const people = found.map(({ member, pick }) => ({
    ...named(names, member),
    ...(isInner ? { consent: true } : {}),
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
