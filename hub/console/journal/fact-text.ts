import * as v from 'valibot'
import { FACTS, type FactKind } from '../../../shared/journal/facts.ts'
import { words } from '../text/words.ts'

/** A journal line in words. A kind this program does not know, or a body it cannot read, is still named. */
export function factText(kind: string, body: string): string {
  const { journal } = words()
  return isKnown(kind) ? (told(kind, body) ?? journal.unknownFact(kind)) : journal.unknownFact(kind)
}

function told<K extends FactKind>(kind: K, body: string): string | null {
  const parsed = v.safeParse(FACTS[kind], JSON.parse(body))
  return parsed.success ? words().journal.facts[kind](parsed.output) : null
}

const isKnown = (kind: string): kind is FactKind => Object.hasOwn(FACTS, kind)
