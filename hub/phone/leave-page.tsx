import { useState } from 'preact/hooks'
import { LEAVE_REASONS } from '../../shared/activities/leave.ts'
import type { ActivityId } from '../../shared/base/ids.ts'
import type { Coming, Told } from './ask.ts'
import { dayOf } from './days.ts'
import { Big } from './parts.tsx'
import type { Phone } from './phone.ts'
import { useWords } from './words.ts'

/** Asking leave: an activity, then the kind of reason. Nothing else is asked, and nothing else is sent. */
export function LeavePage(props: {
  readonly phone: Phone
  readonly busy: ActivityId | null
  readonly told: Told | null
}) {
  const { phone, busy, told } = props
  const { t, language } = useWords()
  const [picked, setPicked] = useState<ActivityId | null>(null)
  const { coming } = phone.news.value
  return (
    <main class="page list" data-flow>
      <h1>{t.leavePage.title}</h1>
      <p class="quiet">{t.leavePage.note}</p>
      {told && (
        <p class="warning" role="alert">
          {language === 'zh' ? told.zh : told.en}
        </p>
      )}
      {coming.length === 0 && <p class="lead">{t.leavePage.none}</p>}
      {coming.map(each => (
        <ComingCard
          key={each.activityId}
          each={each}
          now={phone.now()}
          busy={busy === each.activityId}
          picked={picked === each.activityId}
          onPick={setPicked}
          onWish={reason => {
            setPicked(null)
            phone.wishLeave({ activityId: each.activityId, reason })
          }}
        />
      ))}
      <Big quiet onPress={() => phone.show('pass')}>
        {t.back}
      </Big>
    </main>
  )
}

function ComingCard(props: {
  readonly each: Coming
  readonly now: number
  readonly busy: boolean
  readonly picked: boolean
  readonly onPick: (activityId: ActivityId | null) => void
  readonly onWish: (reason: (typeof LEAVE_REASONS)[number] | null) => void
}) {
  const { each, now, busy, picked, onPick, onWish } = props
  const { t, language } = useWords()
  const { leavePage: text } = t
  return (
    <section class="card">
      <h2>{each.title}</h2>
      <p>{[dayOf(each.start, now, language, t), each.place].filter(Boolean).join(' · ')}</p>
      {each.leave !== 'none' && <p class="state">{text.states[each.leave]}</p>}
      {busy ? (
        <p class="state">{text.busy}</p>
      ) : picked ? (
        <>
          <p>{text.pick}</p>
          <div class="choices">
            {LEAVE_REASONS.map(reason => (
              <button key={reason} type="button" onClick={() => onWish(reason)}>
                {text.reasons[reason]}
              </button>
            ))}
            <button type="button" class="plain" onClick={() => onPick(null)}>
              {text.cancel}
            </button>
          </div>
        </>
      ) : each.leave === 'asked' ? (
        <button type="button" class="plain" onClick={() => onWish(null)}>
          {text.drop}
        </button>
      ) : (
        each.leave === 'none' && (
          <button type="button" class="plain" onClick={() => onPick(each.activityId)}>
            {text.ask}
          </button>
        )
      )}
    </section>
  )
}
