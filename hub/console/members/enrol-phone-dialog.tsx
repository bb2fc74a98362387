import { useEffect, useState } from 'preact/hooks'
import type { Problem } from '../../../shared/base/problem.ts'
import { AddressQr } from '../../pages/papers/qr.tsx'
import { Button } from '../../pages/ui/button.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import type { MemberRow } from './member-row.ts'
import css from './enrol-phone.module.css'

const SECOND_MS = 1_000

/** 绑定手机: a code for this member's phone, good once and for ten minutes; says when the phone has taken it. */
export function EnrolPhoneDialog({ member, onClose }: { member: MemberRow; onClose: () => void }) {
  const { memberId } = member
  const urls = useQuery(['branch', 'phone-urls'], () => api.phones.urls.query())
  const phones = useQuery(['phone', memberId], () => api.phones.ofMember.query({ memberId }))
  const offer = useMutation(() => api.phones.offer.mutate({ memberId }))
  const [made, setMade] = useState<{ ref: string; fragment: string; endsAt: number } | null>(null)
  const make = async () => {
    const answer = await offer.run()
    // This PC's own clock counts down: it may differ from the hub's.
    if (answer.ok) setMade({ ref: answer.value.ref, fragment: answer.value.fragment, endsAt: Date.now() + OFFER_MS })
  }
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once: every code made stops the one before it
  useEffect(() => void make(), [memberId])
  const leftMs = useLeft(made?.endsAt ?? 0)
  if (!urls.data) return null
  return (
    <EnrolPhoneView
      name={member.name}
      urls={urls.data}
      fragment={made?.fragment ?? null}
      leftMs={leftMs}
      done={phones.data?.some(each => each.ref === made?.ref) ?? false}
      problems={offer.problems ?? urls.problems}
      onAgain={() => void make()}
      onClose={onClose}
    />
  )
}

const OFFER_MS = 10 * 60_000

function useLeft(endsAt: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, endsAt - now)
}

export interface EnrolPhoneViewProps {
  readonly name: string
  readonly urls: { readonly plain: string | null; readonly tls: string | null }
  /** Behind the address; null until the hub has made it. */
  readonly fragment: string | null
  readonly leftMs: number
  /** The phone has taken the code. */
  readonly done: boolean
  readonly problems: readonly Problem[] | null
  readonly onAgain: () => void
  readonly onClose: () => void
}

export function EnrolPhoneView(props: EnrolPhoneViewProps) {
  const { phones: text } = words()
  const { name, urls, done, problems, onClose } = props
  const isOff = urls.plain === null && urls.tls === null
  return (
    <Dialog
      title={text.title(name)}
      width="wide"
      onClose={onClose}
      actions={
        <Button kind={done ? 'primary' : 'outline'} onClick={onClose}>
          {text.close}
        </Button>
      }
    >
      <ProblemList problems={problems} />
      {done ? (
        <div class={css.done} role="status">
          <Icon name="tick" />
          <div>
            <h3>{text.done(name)}</h3>
            <p>{text.doneNote}</p>
          </div>
        </div>
      ) : isOff ? (
        <>
          <h3>{text.off}</h3>
          <p>{text.offNote}</p>
        </>
      ) : (
        <CodePart {...props} />
      )}
    </Dialog>
  )
}

function CodePart({ urls, fragment, leftMs, onAgain }: EnrolPhoneViewProps) {
  const { phones: text } = words()
  const ways = (['plain', 'tls'] as const).filter(way => urls[way] !== null)
  const [picked, setPicked] = useState<'plain' | 'tls'>(ways[0] ?? 'plain')
  const url = urls[picked] ?? ''
  const isOver = fragment !== null && leftMs === 0
  return (
    <div class={css.code}>
      <div class={css.sheet}>
        {fragment === null ? null : isOver ? (
          <div class={css.over}>
            <p>{text.over}</p>
            <Button kind="primary" why={offlineWhy()} onClick={onAgain}>
              {text.again}
            </Button>
          </div>
        ) : (
          <AddressQr class={css.qr} address={url + fragment} label={text.enrol} />
        )}
      </div>
      <div class={css.words}>
        <ol class={css.steps}>
          {text.steps.map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {!isOver && (
          <p class={css.waiting} role="status">
            <Icon name="clock" />
            <span>
              <b>{text.waiting}</b>
              {text.left(minutesOf(leftMs))}
            </span>
          </p>
        )}
        {ways.length > 1 && (
          <fieldset class={css.ways}>
            <legend>{text.address}</legend>
            {ways.map(way => (
              <label key={way}>
                <input type="radio" name="way" checked={picked === way} onChange={() => setPicked(way)} />
                <span>
                  <b>{text[way]}</b>
                  {way === 'plain' ? text.plainNote : text.tlsNote}
                </span>
              </label>
            ))}
          </fieldset>
        )}
        <p class={css.address}>{url}</p>
        <p class={css.note}>{text.keepSecret}</p>
      </div>
    </div>
  )
}

function minutesOf(ms: number): string {
  const seconds = Math.ceil(ms / SECOND_MS)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
