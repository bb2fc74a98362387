import { points } from '../base/hundredths.ts'
import type { Component, Dimension, Evidence, Item, Recorder } from './item.ts'

/** How the built-in schemes are written down: one item, one line. */

export const ALL = 'all'
/** Everybody who is a Party member and scored, but for the frail at home. */
export const PARTY: readonly string[] = ['inPost', 'noPost', 'olderNoPost', 'floating', 'probationary']
/** The same with them: what binds a member wherever they are. */
export const EVERY_MEMBER: readonly string[] = [...PARTY, 'frail']
/** Those of PARTY who do not work elsewhere. */
export const HERE: readonly string[] = ['inPost', 'noPost', 'olderNoPost', 'probationary']

/** Points and the yearly cap are whole or half points here; null = no cap of its own, or no points at all (veto). */
export type Row = readonly [
  code: string,
  dimension: Dimension,
  component: Component,
  title: string,
  points: number | null,
  unit: string,
  capPerYear: number | null,
  evidence: Evidence,
  appliesTo: typeof ALL | readonly string[],
  recordedBy: Recorder,
  note: string,
]

export function itemOf(row: Row): Item {
  const [code, dimension, component, title, score, unit, capPerYear, evidence, appliesTo, recordedBy, note] = row
  return {
    code,
    dimension,
    component,
    title,
    points: score === null ? null : points(score),
    unit,
    caps: capPerYear === null ? {} : { perCycle: points(capPerYear) },
    evidence,
    appliesTo: appliesTo === ALL ? ALL : [...appliesTo],
    recordedBy,
    note,
  }
}
