import { byStrokes } from '../people/names.ts'
import type { BodyOf, PledgeState, PledgeVariant } from './document.ts'
import { publicName, type NamedPerson } from './public-name.ts'

/** Somebody with what they took on. */
export interface PledgedPerson extends NamedPerson {
  /** Sorts as plain text in 姓氏笔画 order; made by the hub. */
  readonly strokeKey: string
  readonly post: string
  readonly pledge: string
  readonly state: PledgeState
}

/** 承诺践诺、设岗定责、责任区、示范岗、三亮三比三评 (NT44): a row per pledge, in stroke order, masked without consent. */
export const pledgesBody = (
  people: readonly PledgedPerson[],
  variant: PledgeVariant,
  cycle: number,
  intro: string,
): BodyOf<'pledges'> => ({
  kind: 'pledges',
  variant,
  cycle,
  intro,
  rows: people.toSorted(byStrokes).map((person, at) => ({
    order: at + 1,
    name: publicName(person),
    masked: !person.consent,
    post: person.post.trim(),
    pledge: person.pledge.trim(),
    state: person.state,
  })),
})
