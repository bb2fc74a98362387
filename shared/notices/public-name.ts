import type { Brand } from '../base/brand.ts'
import { problem, type Problem } from '../base/problem.ts'
import { maskName, withNote } from '../people/names.ts'
import type { BoardDocument } from './document.ts'
import { writtenTexts } from './privacy-lint.ts'

/** A name as it may hang on the wall. Only `publicName` makes one, so that no builder can forget the mask (PR). */
export type PublicName = Brand<string, 'PublicName'>

export interface NamedPerson {
  readonly name: string
  /** Tells namesakes apart; empty for most. */
  readonly nameNote: string
  /** Agreed, on paper, to be named in public. */
  readonly consent: boolean
}

export const publicName = (person: NamedPerson): PublicName =>
  withNote(person.consent ? person.name : maskName(person.name), person.nameNote) as PublicName

/** A name that a written text contains though its bearer has not agreed. */
export interface FoundName {
  readonly name: string
  readonly where: string
}

type Looked = Pick<BoardDocument, 'title' | 'correction' | 'body'>

/**
 * The last look before a document is signed: does it name anybody who has not agreed to be named (PR)? Rows are
 * compared as names, written texts are searched.
 * @param acknowledged names that staff have confirmed to mean nobody of the branch in this text (文明, 和平)
 */
export function nameProblems(
  document: Looked,
  people: readonly NamedPerson[],
  acknowledged: readonly string[],
): Problem[] {
  const closed = closedNames(people)
  const inRows = rowNames(document.body).filter(name => closed.includes(name.replace(/（[^（）]*）$/, '')))
  const inTexts = namesFound(document, people).filter(({ name }) => !acknowledged.includes(name))
  return [...inRows.map(name => notMasked(name)), ...inTexts.map(namedInText)]
}

/** Full names in the rows of what hangs whose bearers do not agree, or no longer (PR37). */
export function exposedNames(document: Pick<BoardDocument, 'body'>, people: readonly NamedPerson[]): readonly string[] {
  const closed = new Set(closedNames(people))
  const names = rowNames(document.body).map(name => name.replace(/（[^（）]*）$/, ''))
  return [...new Set(names.filter(name => closed.has(name)))]
}

/**
 * Every name without consent in the written texts, spaces between characters notwithstanding. Namesakes of somebody who
 * agreed are taken for that person.
 */
export function namesFound(document: Looked, people: readonly NamedPerson[]): FoundName[] {
  const open = openNames(people)
  const closed = closedNames(people)
  return writtenTexts(document).flatMap(({ where, text }) => {
    const plain = withoutOpenNames(squeezed(text), open)
    return closed.filter(name => plain.includes(squeezed(name))).map(name => ({ name, where }))
  })
}

const openNames = (people: readonly NamedPerson[]): ReadonlySet<string> =>
  new Set(people.filter(person => person.consent).map(person => person.name))

function closedNames(people: readonly NamedPerson[]): string[] {
  const open = openNames(people)
  return [...new Set(people.map(person => person.name))].filter(name => name !== '' && !open.has(name))
}

const squeezed = (text: string): string => text.replace(/[\s\u200b-\u200d\u2060\ufeff]/gu, '')

/** So that 王建 is not found inside 王建国, who agreed. */
function withoutOpenNames(text: string, open: ReadonlySet<string>): string {
  const longestFirst = [...open].sort((a, b) => b.length - a.length)
  return longestFirst.reduce((rest, name) => rest.replaceAll(squeezed(name), '\n'), text)
}

function rowNames(body: BoardDocument['body']): string[] {
  switch (body.kind) {
    case 'periodPoints':
      return body.rows.map(row => row.name)
    case 'ranking':
      return body.categories.flatMap(each => [...each.period.rows, ...each.yearToDate.rows].map(({ name }) => name))
    case 'commendation':
      return body.people.map(({ name }) => name)
    case 'pledges':
      return body.rows.map(({ name }) => name)
    case 'items':
    case 'activity':
    case 'announcement':
      return []
  }
}

const notMasked = (name: string): Problem =>
  problem(
    'NAME_NOT_MASKED',
    { zh: `${name}没有同意公开姓名，名单里要遮住。请刷新后重新核对。`, en: `${name} must be masked; check it again.` },
    name,
  )

const namedInText = ({ name, where }: FoundName): Problem =>
  problem(
    'NAME_WITHOUT_CONSENT',
    {
      zh: `写了“${name}”，这位同志没有同意公开姓名。请改写；如果指的不是这位党员，修改时勾选“不是指这位党员”。`,
      en: `The text names ${name}, who has not agreed to be named. Rewrite it, or confirm that somebody else is meant.`,
    },
    where,
  )
