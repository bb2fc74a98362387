import type { KioskId, Millis } from '../../../shared/base/ids.ts'
import type { Hash } from '../../../shared/base/bytes.ts'
import { AT, HEAD } from '../gallery/fixtures.ts'
import { VerifyCard } from '../journal/verify-card.tsx'
import journalCss from '../journal/journal.module.css'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import { IncidentList } from './incidents-card.tsx'
import type { IncidentRow } from './model.ts'
import { PaperOf } from './paper-page.tsx'

/** Each sort of incident, as it looks in the gallery. */

const ago = (minutes: number): Millis => (AT - minutes * 60_000) as Millis
const kiosk = (no: number): KioskId => `gallery-kiosk-${no}` as KioskId

const HISTORY: IncidentRow = {
  kind: 'history',
  no: 1283,
  since: ago(40),
  lastAt: ago(12),
  closed: null,
  state: 'open',
  seenBy: [
    { kioskId: kiosk(1), at: ago(40), size: 1281 },
    { kioskId: kiosk(2), at: ago(12), size: 1279 },
  ],
  places: ['一楼大厅', '村口广场'],
  unheardPlaces: [],
}

const RESTORED: IncidentRow = {
  kind: 'restored',
  no: 1241,
  since: ago(190),
  lastAt: ago(150),
  closed: null,
  state: 'open',
  journalSize: 1240,
  seenUpTo: 1281,
  seenBy: [
    { kioskId: kiosk(1), at: ago(170), size: 1281 },
    { kioskId: kiosk(2), at: ago(150), size: 1276 },
  ],
  kept: 34,
  waiting: 6,
  unheard: [kiosk(3)],
  gone: [
    [1252, 1255],
    [1261, 1261],
    [1280, 1281],
  ],
  goneCount: 7,
  places: ['一楼大厅', '村口广场'],
  unheardPlaces: ['老年活动室'],
}

const FAULTS: IncidentRow = {
  kind: 'journal',
  no: 1290,
  since: ago(600),
  lastAt: ago(600),
  closed: null,
  state: 'open',
  found: 'daily',
  faults: [
    { code: 'LINE_CHANGED', where: '812' },
    { code: 'TABLE_DIFFERS', where: 'entries' },
  ],
  places: [],
  unheardPlaces: [],
}

const CLOSED: IncidentRow = {
  ...FAULTS,
  no: 900,
  since: ago(60_000),
  found: 'backup',
  state: 'closed',
  closed: {
    at: ago(58_000),
    name: '王书记',
    finding: '电脑修理时换过硬盘，旧文件被拷了回来。已用 9 月 1 日的备份恢复，缺的两次签到已补录，报告了镇党委。',
  },
}

const nothing = () => {}
const Shown = ({ incidents }: { incidents: readonly IncidentRow[] }) => (
  <>
    <PageHead title={words().journal.title} />
    <div class={journalCss.page}>
      <IncidentList incidents={incidents} why={null} onClose={nothing} />
      <VerifyCard
        head={{ ...HEAD, hash: HEAD.hash as Hash }}
        busy={false}
        why={null}
        problems={null}
        onVerify={async () => ({ ok: false, error: [] })}
      />
    </div>
  </>
)

export const INCIDENT_SCREENS = [
  { id: 'incident-history', page: 'journal', render: () => <Shown incidents={[HISTORY]} /> },
  { id: 'incident-restored', page: 'journal', render: () => <Shown incidents={[RESTORED, CLOSED]} /> },
  { id: 'incident-faults', page: 'journal', render: () => <Shown incidents={[FAULTS, RESTORED]} /> },
  { id: 'incident-closed', page: 'journal', render: () => <Shown incidents={[CLOSED]} /> },
  {
    id: 'paper-incident',
    page: null,
    render: () => (
      <main>
        <PaperOf incident={HISTORY} />
      </main>
    ),
  },
]
