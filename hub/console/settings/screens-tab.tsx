import { useState } from 'preact/hooks'
import { pinProblem } from '../../../shared/people/service-pin.ts'
import { sentenceOf } from '../../pages/language.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, Facts } from '../../pages/ui/card.tsx'
import { Help } from '../../pages/ui/help.tsx'
import { Checkbox, TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { useSettings } from './draft.ts'
import { SaveBar } from './save-bar.tsx'
import css from './settings.module.css'

export function ScreensTab({ canChange, version }: { canChange: boolean; version: string }) {
  const { settings } = words()
  const form = useSettings()
  return (
    <div class={css.column}>
      <Loading of={form.stored}>
        {stored => (
          <>
            <Card title={settings.voiceCard}>
              <div class={css.stack}>
                <Checkbox
                  label={settings.voice}
                  note={settings.voiceNote}
                  checked={form.form?.voice ?? false}
                  disabled={!canChange}
                  onChange={voice => form.change({ voice })}
                />
                <SaveBar form={form} fields={[]} canChange={canChange} />
              </div>
            </Card>
            <PinCard isSet={stored?.servicePin ?? false} canChange={canChange} />
          </>
        )}
      </Loading>
      <NetworkCard version={version} />
    </div>
  )
}

function PinCard({ isSet, canChange }: { isSet: boolean; canChange: boolean }) {
  const { settings } = words()
  const [pin, setPin] = useState('')
  const save = useMutation(
    (pin: string) => api.settings.setServicePin.mutate({ pin }),
    () => settings.pinSaved,
  )
  const wrong = pin === '' ? null : pinProblem(pin)
  const submit = async (event: Event) => {
    event.preventDefault()
    if ((await save.run(pin)).ok) setPin('')
  }
  return (
    <Card
      title={
        <span class={css.inline}>
          {settings.pinCard}
          <Help word={settings.pinWhat}>{settings.pinHelp}</Help>
        </span>
      }
      side={<Tag tone={isSet ? 'ok' : 'wait'}>{isSet ? settings.pinSet : settings.pinUnset}</Tag>}
    >
      {canChange && (
        <form class={css.line} onSubmit={event => void submit(event)}>
          <TextField
            secret
            label={settings.pinNew}
            hint={settings.pinHint}
            value={pin}
            maxLength={12}
            inputMode="numeric"
            autocomplete="new-password"
            onChange={setPin}
            error={wrong && pin.length >= 6 ? sentenceOf(wrong) : null}
          />
          <Button type="submit" busy={save.busy} why={offlineWhy() ?? (pin === '' || wrong ? settings.pinHint : null)}>
            {settings.pinSave}
          </Button>
        </form>
      )}
      <ProblemList problems={save.problems} />
    </Card>
  )
}

/** This PC under its own roof, and the name only a router can give it, lead nowhere from another machine. */
const fromElsewhere = (url: string): boolean => !/\/\/(localhost|hub\.local|127\.0\.0\.1|\[::1\])[:/]/.test(url)

function NetworkCard({ version }: { version: string }) {
  const { settings } = words()
  const network = useQuery(['branch', 'network'], () => api.settings.network.query())
  return (
    <Card title={settings.networkCard}>
      <Loading of={network}>
        {({ lanUrls, caFingerprint }) => (
          <div class={css.stack}>
            <p class={css.note}>{lanUrls.length === 0 ? settings.networkNone : settings.networkNote}</p>
            <Facts
              items={[
                ...lanUrls.filter(fromElsewhere).map(url => [settings.address, <code key={url}>{url}</code>] as const),
                ...(caFingerprint
                  ? [
                      [
                        settings.caFingerprint,
                        <span key="ca" class={css.inline}>
                          <code class={css.code}>{caFingerprint}</code>
                          <Help word={settings.caFingerprint}>{settings.caHelp}</Help>
                        </span>,
                      ] as const,
                    ]
                  : []),
                [settings.version, version],
              ]}
            />
          </div>
        )}
      </Loading>
    </Card>
  )
}
