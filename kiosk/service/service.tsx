import { useState } from 'preact/hooks'
import type { PlainDateTime } from '../../shared/base/plain-date.ts'
import { useStaffText } from '../text/use-staff-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { useChrome } from '../ui/chrome.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Actions, Frame, Look, Touch } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import css from './service.module.css'

export type FeedName = 'documents' | 'roster' | 'activities' | 'settings' | 'ownPages' | 'letters'

/** The machine's own health, as the secretary needs it on the telephone. */
export interface ServiceView {
  readonly kioskName: string
  /** Short form of the kiosk's id or key. */
  readonly kioskKey: string
  readonly version: string
  /** Oldest unsent record; null when nothing waits. */
  readonly oldestPending: PlainDateTime | null
  /** False when the outbox database does not open. */
  readonly outboxOpen: boolean
  readonly clockOffsetSeconds: number
  readonly lastContact: PlainDateTime | null
  readonly persisted: boolean
  readonly usedBytes: number
  readonly quotaBytes: number
  readonly feeds: readonly { readonly name: FeedName; readonly cursor: number }[]
  readonly camera: 'on' | 'denied' | 'none'
}

export interface ServiceProps {
  readonly view: ServiceView
  /** Staff confirm people by hand. */
  readonly onStaff: () => void
  readonly onTestSound: () => void
  readonly onSyncNow: () => void
  readonly onReload: () => void
  readonly onUnpair: () => void
  readonly onLeave: () => void
}

interface Fact {
  readonly icon: IconName
  readonly label: string
  readonly text: string
  readonly good: boolean
}

/** Behind the hidden gesture and the PIN: what the machine knows of itself, and the few things to do about it. */
export function Service(props: ServiceProps) {
  const t = useText()
  const words = useStaffText()
  const { pending } = useChrome()
  const [asking, setAsking] = useState(false)
  const facts = useFacts(props.view)
  return (
    <>
      <Frame where={t.service.title} speech={t.service.title}>
        <Look>
          <Heading
            title={t.service.title}
            note={`${props.view.kioskName}　${t.service.kiosk} ${props.view.kioskKey}`}
          />
          <ul class={css.facts}>
            {facts.map(fact => (
              <li key={fact.label} class={fact.good ? undefined : css.wait}>
                <Icon name={fact.good ? fact.icon : 'alert'} />
                <b>{fact.label}</b>
                <span>
                  {fact.text.split('　').map(part => (
                    <em key={part}>{part}</em>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </Look>
        <Touch>
          <Actions>
            <Button icon="speak" label={t.service.testSound} onPress={props.onTestSound} />
            <Button icon="upload" label={t.service.syncNow} onPress={props.onSyncNow} />
          </Actions>
          <Actions>
            <Button icon="retry" label={t.service.reload} onPress={props.onReload} />
            <Button icon="lock" label={t.service.unpair} onPress={() => setAsking(true)} />
          </Actions>
          <Actions>
            <Button icon="people" label={words.staff.title} onPress={props.onStaff} />
            <Button kind="primary" icon="exit" label={t.service.leave} onPress={props.onLeave} />
          </Actions>
        </Touch>
      </Frame>
      {asking && (
        <Dialog
          title={t.service.unpairTitle}
          text={pending > 0 ? t.service.unpairPending(pending) : t.service.unpairText}
        >
          <Button label={t.service.unpairYes} icon="lock" disabled={pending > 0} onPress={props.onUnpair} />
          <Button kind="primary" label={t.service.unpairNo} onPress={() => setAsking(false)} />
        </Dialog>
      )}
    </>
  )
}

function useFacts(view: ServiceView): readonly Fact[] {
  const t = useText()
  const { pending, clock, link } = useChrome()
  const contact = view.lastContact === null ? t.service.never : t.dayAndTime(view.lastContact)
  const used = `${megabytes(view.usedBytes)} / ${megabytes(view.quotaBytes)}`
  return [
    {
      icon: 'upload',
      label: t.service.outbox,
      good: view.outboxOpen && pending === 0,
      text: !view.outboxOpen
        ? t.service.outboxBroken
        : pending === 0 || view.oldestPending === null
          ? t.service.outboxNone
          : t.service.outboxSome(pending, t.dayAndTime(view.oldestPending)),
    },
    { icon: 'online', label: t.service.link, good: link === 'online', text: t.service.linkState[link](contact) },
    {
      icon: 'clock',
      label: t.service.clock,
      good: clock === 'synced',
      text: t.service.clockState[clock](t.service.seconds(view.clockOffsetSeconds)),
    },
    {
      icon: 'box',
      label: t.service.storage,
      good: view.persisted,
      text: view.persisted ? t.service.storagePersisted(used) : t.service.storageNotPersisted(used),
    },
    {
      icon: 'notice',
      label: t.service.feeds,
      good: true,
      text: view.feeds.map(each => `${t.service.feed[each.name]} ${t.service.feedAt(each.cursor)}`).join('　'),
    },
    { icon: 'camera', label: t.service.scanner, good: view.camera === 'on', text: t.service.camera[view.camera] },
    { icon: 'ledger', label: t.service.version, good: true, text: view.version },
  ]
}

const megabytes = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`
