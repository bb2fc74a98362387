import { signal } from '@preact/signals'
import { render } from 'preact'
import type { ActivityId } from '../../shared/base/ids.ts'
import type { PlainDateTime } from '../../shared/base/plain-date.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import { phoneSecret } from '../../shared/passes/phone.ts'
import type { PhoneRef } from '../../shared/people/roster.ts'
import { PhoneApp } from './app.tsx'
import type { Coming, Telling } from './ask.ts'
import { OWN_SHOTS, ownShot } from './gallery-own.tsx'
import { openKeep, type Kept } from './keep.ts'
import type { News, Phone, View } from './phone.ts'
import { en } from './text/en.ts'
import { zh } from './text/zh.ts'
import { Words } from './words.ts'
import './phone.css'

/** Every page of the phone with its fixture, for looking at (development only): `?screen=<id>&lang=en`. */

const AT = Date.parse('2026-10-15T06:05:12Z')
const offer = {
  branchTag: '04217' as BranchTag,
  ref: '0123456789' as PhoneRef,
  secret: phoneSecret(Uint8Array.from({ length: 16 }, (_, at) => at * 7)),
  branchName: '云溪村党支部',
  memberName: '张建国',
}
const kept: Kept = { offer, claim: 'a'.repeat(32), claimed: true }

const aComing = (number: number, change: Partial<Coming> = {}): Coming => ({
  activityId: String(number) as ActivityId,
  title: '重阳敬老 情暖邻里',
  place: '二楼会议室',
  start: '2026-10-15T14:30' as PlainDateTime,
  leave: 'none',
  ...change,
})

const news: News = { reached: true, safe: true, coming: [aComing(1)], told: null }
const words = (title: string, detail: string, ...todo: string[]) => ({ title, detail, todo })
const done: Telling = {
  pictogram: 'tick',
  shape: 'circle',
  tone: 'done',
  zh: words('签到成功', '重阳敬老 情暖邻里', '请到二楼会议室就座'),
  en: words('Signed in', '重阳敬老 情暖邻里', 'Please take a seat in 二楼会议室'),
}
const refused: Telling = {
  pictogram: 'pin',
  shape: 'octagon',
  tone: 'wait',
  zh: words('这次活动请刷卡', '手机码这次不算', '请刷您的党员卡', '没带卡？点“请人帮忙”，工作人员当场登记'),
  en: words('Please use your card', 'Phones do not count this time', 'Scan your member card'),
}
const tooOld = {
  code: 'CODE_OLD',
  zh: '屏幕上的码已经换了新的。请再扫一次屏幕。',
  en: 'The code has changed. Scan it again.',
}
const over = {
  code: 'PHONE_OFFER_OVER',
  zh: '这个二维码过了时间（10分钟）。请到服务中心换一个新的二维码。',
  en: 'This code is older than ten minutes. Ask for a new one.',
}
const ready = { ticket: '', title: '重阳敬老 情暖邻里', place: '二楼会议室' }
const leaves: News = {
  ...news,
  coming: [
    aComing(1),
    aComing(2, { title: '第三季度支部党员大会', start: '2026-10-16T09:00' as PlainDateTime, leave: 'asked' }),
    aComing(3, { title: '党课：农村人居环境', start: '2026-11-05T19:30' as PlainDateTime, leave: 'granted' }),
  ],
}

interface Shot {
  readonly view: View
  readonly kept?: Kept | null
  readonly news?: News
  readonly ahead?: number
  readonly draft?: boolean
}

const SHOTS: Readonly<Record<string, Shot>> = {
  pass: { view: { kind: 'pass' }, news },
  'pass-offline': { view: { kind: 'pass' }, news: { ...news, reached: false, safe: false, coming: [] } },
  'pass-clock': { view: { kind: 'pass' }, news, ahead: 7 * 60_000 },
  none: { view: { kind: 'none', why: null }, kept: null },
  'none-scanned': { view: { kind: 'none', why: 'scanned' }, kept: null },
  'no-storage': { view: { kind: 'noStorage' }, kept: null },
  claiming: { view: { kind: 'claiming' } },
  'claim-over': { view: { kind: 'notClaimed', told: over }, kept: null },
  'claim-unreachable': { view: { kind: 'notClaimed', told: null }, kept: null },
  replace: { view: { kind: 'replace', offer: { ...offer, memberName: '李秀英' } } },
  'code-ready': { view: { kind: 'code', step: { kind: 'ready', ...ready } } },
  'code-done': { view: { kind: 'code', step: { kind: 'told', telling: done } } },
  'code-refused': { view: { kind: 'code', step: { kind: 'told', telling: refused } } },
  'code-old': { view: { kind: 'code', step: { kind: 'no', told: tooOld, again: null } } },
  'code-unreachable': { view: { kind: 'code', step: { kind: 'no', told: null, again: () => {} } } },
  leave: { view: { kind: 'leave', busy: null, told: null }, news: leaves },
  'pass-draft': { view: { kind: 'pass' }, news, draft: true },
  more: { view: { kind: 'more' }, news: { ...news, safe: false } },
}

function phoneOf(shot: Shot): Phone {
  const nothing = (): void => {}
  return {
    view: signal(shot.view),
    kept: signal(shot.kept === undefined ? kept : shot.kept),
    news: signal(shot.news ?? news),
    ahead: signal(shot.ahead ?? 0),
    now: () => AT,
    arrive: nothing,
    show: nothing,
    ownDeps: () => null,
    claimAgain: nothing,
    replace: nothing,
    sign: nothing,
    wishLeave: nothing,
    hasDraft: () => shot.draft === true,
    refresh: nothing,
    forget: nothing,
  }
}

const query = new URLSearchParams(location.search)
const keep = openKeep(() => localStorage)
keep.setLanguage(query.get('lang') === 'en' ? 'en' : 'zh')
if (query.get('letters') === 'large') document.documentElement.style.fontSize = '22px'
const id = query.get('screen') ?? ''
const inner = ownShot(id)
const shot = SHOTS[id]
const place = document.getElementById('app')
if (place) {
  render(
    inner ? (
      <Words.Provider value={keep.language() === 'en' ? { language: 'en', t: en } : { language: 'zh', t: zh }}>
        {inner}
      </Words.Provider>
    ) : shot ? (
      <PhoneApp phone={phoneOf(shot)} keep={keep} />
    ) : (
      <main>
        {[...Object.keys(SHOTS), ...OWN_SHOTS].map(each => (
          <p key={each}>
            <a href={`?screen=${each}`}>{each}</a>
          </p>
        ))}
      </main>
    ),
    place,
  )
}
