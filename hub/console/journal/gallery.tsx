import type { Hash } from '../../../shared/base/bytes.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import { Card } from '../../pages/ui/card.tsx'
import { Button } from '../../pages/ui/button.tsx'
import { AT } from '../gallery/fixtures.ts'
import { words } from '../text/words.ts'
import { BackupView, type BackupList } from './backup-card.tsx'
import { PlaceForm } from './place-dialog.tsx'
import css from './backup.module.css'

/** The backup card as it is on a good day, on the first day, and on a bad one. */

const MINUTE = 60_000
const ago = (minutes: number): Millis => (AT - minutes * MINUTE) as Millis
const hash = 'ab'.repeat(32) as Hash

const CHANGES = {
  name: 'branch-board-2026-10-15-1400-1281.changes',
  kind: 'changes' as const,
  at: ago(42),
  bytes: 143_360,
  journalSize: 1281,
  hash,
}
const HERE = { verified: CHANGES, fullAt: ago(400), checkedAt: ago(42), trouble: null }
const FILES = [
  { ...CHANGES, kind: 'changes' as const },
  { ...CHANGES, name: 'c', kind: 'changes' as const, at: ago(102), bytes: 98_304, journalSize: 1266 },
  { ...CHANGES, name: 'd', kind: 'full' as const, at: ago(400), bytes: 4_310_000, journalSize: 1240 },
  { ...CHANGES, name: 'e', kind: 'changes' as const, at: ago(1240), bytes: 204_800, journalSize: 1239 },
]
const SECOND = { ...HERE, path: 'E:\\', folder: 'E:\\branch-board-01a200fb', placeId: undefined, otherDisk: true }
const REHEARSAL = {
  at: ago(2000),
  name: FILES[2]?.name ?? '',
  place: 'second' as const,
  journalSize: 1240,
  tookMs: 2_400,
  problem: null,
}

const GOOD: BackupList = {
  files: FILES,
  last: CHANGES,
  here: HERE,
  second: SECOND,
  rehearsal: REHEARSAL,
  nextAt: (AT + 18 * MINUTE) as Millis,
}

const trouble = (code: string, zh: string, en: string, minutes: number) => ({
  problem: { code, zh, en },
  since: ago(minutes),
  at: ago(3),
})

const BAD: BackupList = {
  ...GOOD,
  here: {
    ...HERE,
    checkedAt: ago(190),
    trouble: trouble(
      'BACKUP_NO_ROOM',
      '盘满了，备份没有做成，没有留下半个文件。请删去不要的文件，或换一个大一点的盘。',
      'The disk is full; make room.',
      130,
    ),
  },
  second: {
    ...SECOND,
    path: '/media/zhibu/备份盘',
    trouble: trouble(
      'PLACE_AWAY',
      'U 盘或第二块盘没有接上。请插好，程序会在一分钟内接着备份。',
      'The second disk is not there; plug it in.',
      3000,
    ),
  },
  rehearsal: {
    ...REHEARSAL,
    problem: {
      code: 'BACKUP_DIVERGED',
      zh: '备份里的账本和现在的账本对不上，其中一个被改动过。请先不要动数据，联系技术人员。',
      en: 'The journal in the backup is not part of the one here.',
    },
  },
}

const NEW: BackupList = {
  files: [],
  last: null,
  here: { verified: null, fullAt: null, checkedAt: null, trouble: null },
  second: null,
  rehearsal: null,
  nextAt: AT,
}

const nothing = () => {}

function Shown({ data }: { data: BackupList }) {
  const { backup } = words()
  return (
    <Card
      class={css.card}
      title={backup.card}
      padded={false}
      side={
        <Button size="small" icon="backup">
          {backup.make}
        </Button>
      }
    >
      <BackupView data={data} rehearsing={false} onRehearse={nothing} onChoose={nothing} />
    </Card>
  )
}

export const GoodBackups = () => <Shown data={GOOD} />

const place = (path: string | null, disks: readonly string[]) => (
  <PlaceForm
    path={path}
    disks={disks}
    busy={false}
    problems={null}
    onSave={nothing}
    onForget={nothing}
    onClose={nothing}
  />
)

export const BACKUP_SCREENS = [
  { id: 'backup-bad', page: 'journal' as const, render: () => <Shown data={BAD} /> },
  { id: 'backup-new', page: 'journal' as const, render: () => <Shown data={NEW} /> },
  {
    id: 'backup-same-disk',
    page: 'journal' as const,
    render: () => <Shown data={{ ...GOOD, second: { ...SECOND, path: '/srv/backups', otherDisk: false } }} />,
  },
  { id: 'backup-place', page: 'journal' as const, render: () => place(null, ['E:\\', '/media/zhibu/备份盘']) },
  { id: 'backup-place-again', page: 'journal' as const, render: () => place('E:\\', []) },
]
