import type { OwnFeedback } from '../../shared/own/own-page.ts'
import type { OwnSaid } from '../state/own-said.ts'

/** One thing that was said of the figures, here or elsewhere; newest first. */
export interface MatterRow {
  readonly key: string
  readonly kind: OwnFeedback['matters'][number]['kind']
  readonly at: number
  readonly words: string
  /** `kept`: said at this kiosk, and not on the hub's page yet. */
  readonly state: 'kept' | 'waiting' | 'answered'
  readonly answer: OwnFeedback['matters'][number]['answered']
}

export function mattersOf({ matters }: OwnFeedback, { raised }: OwnSaid): readonly MatterRow[] {
  const known = new Set<string>(matters.map(each => each.matterId))
  const told = matters.map(({ matterId, kind, raisedAt, words, answered }): MatterRow => ({
    key: matterId,
    kind,
    at: raisedAt,
    words,
    state: answered ? 'answered' : 'waiting',
    answer: answered,
  }))
  const kept = raised
    .filter(each => !known.has(each.matterId))
    .map(({ matterId, kind, at }): MatterRow => ({ key: matterId, kind, at, words: '', state: 'kept', answer: null }))
  return [...told, ...kept].sort((a, b) => b.at - a.at)
}
