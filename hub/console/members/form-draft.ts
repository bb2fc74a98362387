import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { shippedCategory } from '../../../shared/people/category.ts'
import type { MemberIdentifiers, MemberInput, MemberType } from '../../../shared/people/member.ts'
import { withNote } from '../../../shared/people/names.ts'
import type { Words } from '../text/words.ts'
import type { MemberRow } from './member-row.ts'

/** What the form holds while somebody types; texts as typed, so that nothing jumps. */
export interface MemberDraft {
  readonly memberNo: number | null
  readonly name: string
  readonly nameNote: string
  readonly sex: 'male' | 'female' | 'unknown'
  readonly birth: string
  readonly joined: string
  readonly ethnic: string
  readonly type: MemberType
  readonly category: string
  readonly inPost: boolean
  readonly committee: boolean
  readonly duty: string
  readonly group: string
  readonly floating: boolean
  readonly floatingPlace: string
  readonly exempt: boolean
  readonly appliedOn: PlainDate | null
  readonly decidedOn: PlainDate | null
  readonly consent: boolean
  readonly consentDate: PlainDate | null
  readonly paperRef: string
  readonly status: 'active' | 'left'
  readonly note: string
  /** Null while nobody asked to see the numbers: saving leaves them as they are. */
  readonly identifiers: MemberIdentifiers | null
}

export function draftOf(member: MemberRow): MemberDraft {
  const { memberNo, name, nameNote, sex, ethnic, type, category, inPost, committee, duty, group } = member
  const { floating, floatingPlace, exemption, consent, status, note } = member
  return {
    memberNo,
    name,
    nameNote,
    sex,
    ethnic,
    type,
    category,
    inPost,
    committee,
    duty,
    group,
    floating,
    floatingPlace,
    status,
    note,
    birth: member.birth.replace('-', '.'),
    joined: member.joined.replace('-', '.'),
    exempt: exemption !== null,
    appliedOn: exemption?.appliedOn ?? null,
    decidedOn: exemption?.decidedOn ?? null,
    consent: consent !== null,
    consentDate: consent?.date ?? null,
    paperRef: consent?.paperRef ?? '',
    identifiers: null,
  }
}

/** A new member: the next free number, the most usual answers. */
export function emptyDraft(members: readonly MemberRow[]): MemberDraft {
  return {
    memberNo: Math.max(0, ...members.map(each => each.memberNo)) + 1,
    name: '',
    nameNote: '',
    sex: 'unknown',
    birth: '',
    joined: '',
    ethnic: '汉族',
    type: 'full',
    category: 'noPost',
    inPost: false,
    committee: false,
    duty: '',
    group: '',
    floating: false,
    floatingPlace: '',
    exempt: false,
    appliedOn: null,
    decidedOn: null,
    consent: false,
    consentDate: null,
    paperRef: '',
    status: 'active',
    note: '',
    identifiers: { phone: '', idNumber: '' },
  }
}

/** `1968.06`, `1968年6月`, `196806`, also full-width → `1968-06`; '' for nothing; null for what is no month. */
export function parseMonth(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  if (plain === '') return ''
  const match = /^(19\d\d|20\d\d)[.\-/年]?(1[0-2]|0?[1-9])月?$/.exec(plain)
  return match ? `${match[1]}-${match[2]?.padStart(2, '0')}` : null
}

/** The category that the rules give (PL7). */
export const ruledCategory = (draft: MemberDraft, today: PlainDate): string =>
  shippedCategory({ ...draft, birth: parseMonth(draft.birth) ?? '' }, yearOf(today))

export type DraftErrors = Partial<Record<keyof MemberDraft, string>>

/** What the person is told under each field; empty when the draft may be saved. */
export function errorsOf(
  draft: MemberDraft,
  others: readonly MemberRow[],
  form: Words['members']['form'],
): DraftErrors {
  const holder = others.find(each => each.memberNo === draft.memberNo)
  const found: { [field in keyof MemberDraft]?: string | null } = {
    name: draft.name.trim() === '' ? form.nameNeeded : null,
    memberNo:
      draft.memberNo === null ? form.noNeeded : holder ? form.noTaken(withNote(holder.name, holder.nameNote)) : null,
    birth: parseMonth(draft.birth) === null ? form.badMonth : null,
    joined: parseMonth(draft.joined) === null ? form.badMonth : null,
    group: draft.group.trim() === '' && draft.type !== 'activist' ? form.groupNeeded : null,
    consentDate: draft.consent && draft.consentDate === null ? form.dateNeeded : null,
    paperRef: draft.consent && draft.paperRef.trim() === '' ? form.paperNeeded : null,
  }
  return Object.fromEntries(Object.entries(found).filter(([, sentence]) => sentence !== null)) as DraftErrors
}

export interface RecordInput extends Omit<MemberInput, 'identifiers'> {
  readonly identifiers: MemberIdentifiers | null
}

/** Only for a draft without errors. */
export function inputOf(draft: MemberDraft): RecordInput {
  const { type, category, inPost, committee, floating, status, sex } = draft
  const trimmed = (text: string) => text.trim()
  const { identifiers } = draft
  return {
    record: {
      type,
      category,
      inPost,
      committee,
      floating,
      status,
      memberNo: draft.memberNo ?? 0,
      group: trimmed(draft.group),
      exemption: draft.exempt ? { appliedOn: draft.appliedOn, decidedOn: draft.decidedOn } : null,
      consent:
        draft.consent && draft.consentDate ? { date: draft.consentDate, paperRef: trimmed(draft.paperRef) } : null,
    },
    words: {
      sex,
      name: trimmed(draft.name),
      nameNote: trimmed(draft.nameNote),
      birth: parseMonth(draft.birth) ?? '',
      joined: parseMonth(draft.joined) ?? '',
      ethnic: trimmed(draft.ethnic),
      duty: trimmed(draft.duty),
      floatingPlace: draft.floating ? trimmed(draft.floatingPlace) : '',
      note: trimmed(draft.note),
    },
    identifiers: identifiers && {
      phone: identifiers.phone.normalize('NFKC').replace(/\s/g, ''),
      idNumber: identifiers.idNumber.normalize('NFKC').replace(/\s/g, '').toUpperCase(),
    },
  }
}
