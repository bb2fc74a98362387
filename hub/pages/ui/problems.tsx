import { useState } from 'preact/hooks'
import type { Problem } from '../../../shared/base/problem.ts'
import { sentenceOf } from '../language.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import css from './problems.module.css'

/** So many fit on one screen; the rest opens on demand, so that a file with thousands does not freeze the page. */
const PER_STEP = 50

/** What is wrong, where, and what to do, one line each. Draws nothing when there is nothing. */
export function ProblemList({ problems, title }: { problems: readonly Problem[] | null; title?: string }) {
  const [shown, setShown] = useState(PER_STEP)
  if (!problems?.length) return null
  return (
    <div class={css.problems} role="alert">
      {(title || problems.length > 1) && (
        <b class={css.title}>
          <Icon name="alert" />
          {title ?? kitWords().problems(problems.length)}
        </b>
      )}
      <ul>
        {problems.slice(0, shown).map((each, at) => (
          <li key={`${each.code}-${each.where ?? ''}-${at}`} data-code={each.code}>
            {problems.length === 1 && !title && <Icon name="alert" />}
            {each.where && <b>{placeText(each.where)}</b>}
            <span>{sentenceOf(each)}</span>
          </li>
        ))}
      </ul>
      {problems.length > shown && (
        <Button size="small" onClick={() => setShown(shown + PER_STEP)}>
          {kitWords().moreProblems(problems.length - shown)}
        </Button>
      )}
    </div>
  )
}

/** A place in words: names of fields are the hub's own, everything else (people, rows, paths of a file) is said as it is. */
function placeText(where: string): string {
  const { places } = kitWords()
  return where
    .split('·')
    .map(part => (Object.hasOwn(places, part) ? places[part as keyof typeof places] : part))
    .join(' · ')
}

/**
 * Puts the cursor where a refusal points: to a field that says what is wrong, else to the one that the hub names, else
 * the list of what is wrong is brought into view. In the window on top, or in the page.
 */
export function showRefusal(problems: readonly Problem[]): void {
  const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.querySelector('main')
  const wrong = root?.querySelector<HTMLElement>('[aria-invalid="true"]')
  const named = problems.flatMap(({ where }) => {
    const name = where?.split('·').at(-1)
    const field = name && root?.querySelector<HTMLElement>(`[data-at="${CSS.escape(name)}"]`)
    return field ? [field] : []
  })
  const field = wrong ?? named[0]
  if (field) field.focus()
  else root?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' })
}

/** The sentence for one field of a form: the first problem whose `where` is that field's name. */
export function problemAt(problems: readonly Problem[] | null, where: string): string | null {
  const found = problems?.find(each => each.where === where)
  return found ? sentenceOf(found) : null
}

/** What no field of the form shows by itself. */
export const problemsElsewhere = (problems: readonly Problem[] | null, fields: readonly string[]): Problem[] =>
  (problems ?? []).filter(each => each.where === undefined || !fields.includes(each.where))
