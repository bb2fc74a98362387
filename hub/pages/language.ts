import { signal } from '@preact/signals'
import type { Problem } from '../../shared/base/problem.ts'

export type Language = 'zh' | 'en'

const KEPT_AS = 'branch-board.language'

/** The language of the pages. Read inside a component it re-renders the component on change. */
export const language = signal<Language>(kept())

export function setLanguage(next: Language): void {
  language.value = next
  globalThis.localStorage?.setItem(KEPT_AS, next)
}

/** The sentence of a problem in the language on screen. */
export const sentenceOf = (problem: Problem): string => (language.value === 'zh' ? problem.zh : problem.en)

function kept(): Language {
  return globalThis.localStorage?.getItem(KEPT_AS) === 'en' ? 'en' : 'zh'
}
