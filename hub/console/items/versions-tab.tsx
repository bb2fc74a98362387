import type { Millis } from '../../../shared/base/ids.ts'
import { momentText } from '../../pages/format.ts'
import { Card } from '../../pages/ui/card.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { hubState } from '../hub-state.ts'
import { words } from '../text/words.ts'
import { now, today } from '../today.ts'
import { versionToShow, type Published } from './cycles.ts'
import { compareSchemes } from './diff.ts'
import { DiffList } from './diff-list.tsx'
import { versionLine } from './wording.ts'
import css from './items.module.css'

/** Every version of the year with its day and what it changed, newest first. */
export function VersionsTab({ versions }: { versions: readonly Published[] }) {
  const { items } = words()
  const inForce = versionToShow(versions, today())
  return (
    <div class={css.versions}>
      {versions.toReversed().map(each => {
        const before = versions[versions.indexOf(each) - 1] ?? null
        return (
          <Card
            key={each.version}
            title={versionLine(each)}
            side={
              <>
                {items.versions.published(momentText(each.publishedAt as Millis, now(), hubState.value.timeZone))}
                {each === inForce && <Tag tone="ok">{items.inForce}</Tag>}
              </>
            }
          >
            {before === null ? (
              <p class={css.quiet}>
                {items.versions.first}，{items.counts(each.scheme.items.length, 0)}
              </p>
            ) : (
              <>
                <p class={css.quiet}>{items.versions.changed(before.version)}</p>
                <DiffList
                  diff={compareSchemes(before.scheme, each.scheme)}
                  before={before.scheme}
                  after={each.scheme}
                />
              </>
            )}
          </Card>
        )
      })}
    </div>
  )
}
