import { useEffect, useState } from 'preact/hooks'
import { phonePassAt, phoneText, stepStart, STEP_MS } from '../../shared/passes/phone.ts'
import { NumericQr } from '../pages/papers/qr.tsx'
import { WRONG_MS } from './clock.ts'
import { dayOf } from './days.ts'
import type { Kept } from './keep.ts'
import type { Phone } from './phone.ts'
import { useWakeLock } from './wake-lock.ts'
import { useWords } from './words.ts'

/** The code that changes every thirty seconds, and a ring around it that says how long this one lasts. */
export function PassPage({ phone, kept }: { phone: Phone; kept: Kept }) {
  const { t, language } = useWords()
  const now = useNow(phone)
  const awake = useWakeLock()
  const { branchTag, ref, secret, branchName, memberName } = kept.offer
  const pass = phonePassAt(secret, ref, now)
  const leftMs = STEP_MS - (now - stepStart(pass.step))
  const { reached, safe, told } = phone.news.value
  const ahead = phone.ahead.value
  return (
    <main class={safe && phone.hasDraft() ? 'pass has-draft' : 'pass'} data-flow>
      <header class="lintel">
        <span>{branchName}</span>
        <Clock now={now} />
      </header>
      <p class="name">{t.hello(memberName)}</p>
      <div class="code">
        <Ring share={leftMs / STEP_MS} />
        <NumericQr class="qr" digits={phoneText(pass, branchTag)} label={t.codeLabel} />
      </div>
      <p class="aim">
        <b>{t.aim}</b>
        <span>{t.newIn(Math.max(1, Math.ceil(leftMs / 1000)))}</span>
      </p>
      {told ? (
        <p class="warning" role="status">
          {language === 'zh' ? told.zh : told.en}
        </p>
      ) : ahead !== null && Math.abs(ahead) > WRONG_MS ? (
        <p class="warning" role="status">
          {t.clockWrong(Math.max(1, Math.round(Math.abs(ahead) / 60_000)), ahead > 0)}
        </p>
      ) : (
        <p class="hint">{reached === false ? t.offline : awake ? t.bright : t.awake}</p>
      )}
      <Next phone={phone} now={now} />
      {safe && phone.hasDraft() && (
        <button type="button" class="draft-hint" onClick={() => phone.show('own')}>
          {t.draft}
        </button>
      )}
      <nav class="dock">
        {safe && (
          <>
            <button type="button" onClick={() => phone.show('own')}>
              {t.own}
            </button>
            <button type="button" onClick={() => phone.show('leave')}>
              {t.leave}
            </button>
          </>
        )}
        <button type="button" onClick={() => phone.show('more')}>
          {t.more}
        </button>
      </nav>
    </main>
  )
}

const Clock = ({ now }: { now: number }) => {
  const at = new Date(now)
  const two = (part: number) => String(part).padStart(2, '0')
  return <time>{`${two(at.getHours())}:${two(at.getMinutes())}`}</time>
}

/** Stands outside the white margin that a reader needs. */
const Ring = ({ share }: { share: number }) => (
  <svg class="ring" viewBox="0 0 100 100" aria-hidden="true">
    <rect class="ring-track" x="1.500" y="1.500" width="97" height="97" rx="6" />
    <rect
      class="ring-left"
      x="1.500"
      y="1.500"
      width="97"
      height="97"
      rx="6"
      pathLength={100}
      stroke-dasharray={`${Math.max(0, Math.min(1, share)) * 100} 100`}
    />
  </svg>
)

function Next({ phone, now }: { phone: Phone; now: number }) {
  const { t, language } = useWords()
  const { reached, coming } = phone.news.value
  const [next] = coming
  if (!next && reached !== true) return null
  return (
    <section class="next">
      <h2>{t.next}</h2>
      {next ? (
        <p>
          <b>{next.title}</b>
          <span>{[dayOf(next.start, now, language, t), next.place].filter(Boolean).join(' · ')}</span>
        </p>
      ) : (
        <p>{t.noNext}</p>
      )}
    </section>
  )
}

const TICK_MS = 250

function useNow(phone: Phone): number {
  const [now, setNow] = useState(() => phone.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(phone.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [phone])
  return now
}
