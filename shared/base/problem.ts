/**
 * What a person is told when their input cannot be taken: a stable code for programs and tests, a sentence in both
 * interface languages that says what to do, and where it is (a row, a column, a field).
 */
export interface Problem {
  readonly code: string
  readonly zh: string
  readonly en: string
  /** e.g. `第8行「出生年月」`, `items[3].points`; absent when the whole input is meant. */
  readonly where?: string
}

/** @param code SCREAMING_SNAKE, stable for ever: tests, logs and the console's catalogue key on it. */
export function problem(code: string, text: { zh: string; en: string }, where?: string): Problem {
  return where === undefined ? { code, ...text } : { code, ...text, where }
}

/** Thrown through layers that cannot return a Result (transactions, procedures); carries one or more problems. */
export class Refusal extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(each => `${each.code}: ${each.en}`).join('; '))
    this.name = 'Refusal'
    this.problems = problems
  }
}

/** Refuses the whole piece of work: inside a store transaction nothing of it stays. */
export function refuse(code: string, text: { zh: string; en: string }, where?: string): never {
  throw new Refusal([problem(code, text, where)])
}
