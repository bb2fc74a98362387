import { Card, EmptyState, MoreLink } from '../../pages/ui/card.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { hrefTo } from '../router.ts'
import { now } from '../today.ts'
import { words } from '../text/words.ts'
import { worstFirst, type KioskWithHealth } from './health.ts'
import { useKiosks } from './use-kiosks.ts'
import css from './kiosks.module.css'

/** So many fit on the first page; they are the worst ones. */
const SHOWN = 4

export function KiosksTodayCard() {
  const list = useKiosks()
  return (
    <Loading of={list}>
      {({ rows, incidents }) => (
        <KiosksSummary
          kiosks={worstFirst(
            rows.filter(row => row.revokedAt === null),
            incidents,
            now(),
            hubState.value.timeZone,
          )}
        />
      )}
    </Loading>
  )
}

export function KiosksSummary({ kiosks }: { kiosks: readonly KioskWithHealth[] }) {
  const { kiosks: say } = words()
  return (
    <Card title={say.title} side={<MoreLink href={hrefTo('kiosks')}>{say.manage}</MoreLink>} padded={false}>
      {kiosks.length === 0 && (
        <EmptyState text={say.none} action={<MoreLink href={hrefTo('kiosks', 'pair')}>{say.pair}</MoreLink>} />
      )}
      <ul class={css.summary}>
        {kiosks.slice(0, SHOWN).map(({ row, health }) => (
          <li key={row.kioskId}>
            <Icon name={health.icon} />
            <div>
              <b>{row.place}</b>
              <span>{health.note}</span>
            </div>
            <Tag tone={health.tone}>{health.word}</Tag>
          </li>
        ))}
      </ul>
    </Card>
  )
}
