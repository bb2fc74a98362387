import type { PlainDateTime } from '../../shared/base/plain-date.ts'
import { minutesBetween } from '../text/dates.ts'
import { useText } from '../text/use-text.ts'
import { useChrome } from './chrome.tsx'
import { Icon } from './icon.tsx'
import css from './status-line.module.css'

const STALE_MINUTES = 24 * 60

/** A board that is a day old says so: an old page given again and again must not pass for today's. */
export const isStale = (dataAsOf: PlainDateTime | null, now: PlainDateTime): boolean =>
  dataAsOf !== null && minutesBetween(dataAsOf, now) > STALE_MINUTES

/** Never pretends to be live: connection, age of the data, ledger fingerprint, what waits to be sent. */
export function StatusLine() {
  const t = useText()
  const { link, dataAsOf, now, fingerprint, pending, missing, forked } = useChrome()
  const offline = link !== 'online'
  const stale = isStale(dataAsOf, now)
  return (
    <footer class={css.status}>
      {missing > 0 && (
        <strong class={css.missing} role="alert">
          <Icon name="alert" />
          {t.status.missing(missing)}
        </strong>
      )}
      <span class={offline ? css.wait : undefined}>
        <Icon name={offline ? 'offline' : 'online'} />
        {t.status.link[link]}
      </span>
      <span class={stale ? css.wait : undefined}>
        {stale && <Icon name="clock" />}
        {dataAsOf === null ? t.status.noData : stale ? t.status.stale : t.status.asOf}
        {dataAsOf !== null && <b>{t.dayAndTime(dataAsOf)}</b>}
      </span>
      {fingerprint !== null && (
        <span class={forked ? css.wait : undefined}>
          <Icon name={forked ? 'alert' : 'ledger'} />
          {forked ? t.status.forked : t.status.fingerprint}
          {!forked && <b>{fingerprint}</b>}
        </span>
      )}
      <span class={pending > 0 ? css.wait : undefined}>
        {pending > 0 && <Icon name="upload" />}
        {t.status.pending}
        <b>{pending}</b>
        {t.status.records}
      </span>
    </footer>
  )
}
