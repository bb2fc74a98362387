import { momentText } from '../../pages/format.ts'
import { Card } from '../../pages/ui/card.tsx'
import { hubState } from '../hub-state.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import type { NoticeDetail } from './api-types.ts'
import css from './notices.module.css'

/** 谁看过: of a notice behind the card, who opened it with theirs, in the order in which they did. */
export function ReadersCard({ readers }: { readers: NonNullable<NoticeDetail['readers']> }) {
  const { scope } = words()
  const { opened, of } = readers
  return (
    <Card title={scope.readersTitle} padded={false} side={scope.readers(opened.length, of)}>
      {opened.length === 0 ? (
        <p class={css.revisions}>{scope.nobody}</p>
      ) : (
        <ol class={css.history}>
          {opened.map(each => (
            <li key={each.name}>
              <b>{each.name}</b>
              <span>{scope.how[each.how]}</span>
              <time>{momentText(each.at, now(), hubState.value.timeZone)}</time>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
