import { dateOf, plainDateTimeAt } from '../../../shared/base/plain-date.ts'
import type { ActivityId } from '../../../shared/base/ids.ts'
import { withNote } from '../../../shared/people/names.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { dateText, timeText } from '../../pages/format.ts'
import { SignInSheet, type SheetGuest, type SheetPerson, type SheetWords } from '../../pages/papers/sign-in-sheet.tsx'
import { Button } from '../../pages/ui/button.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { fileOf, saveFile } from '../parts/save-file.ts'
import { useMutation, useQuery } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { hoursText } from './activity-row.ts'
import type { GuestRow } from './guests-card.tsx'
import { countsOf, tileName, tilesOf, type Tile, type Wall } from './wall-model.ts'

/** The sign-in sheet: `#/sheet-paper/<activity>/blank` and `…/filled`. */
export function SheetPaperPage({ rest }: PageProps) {
  const [activityId = '', kind] = rest
  const { sheet } = words().activities
  const wall = useQuery(
    ['attendance', 'sheet', activityId],
    () => api.activities.wall.query({ activityId: activityId as ActivityId }),
    ['activity', 'absence', 'leave', 'memberAct', 'signIn'],
  )
  const guests = useQuery(['guest', 'sheet', activityId], () =>
    api.guests.ofActivity.query({ activityId: activityId as ActivityId }),
  )
  const filled = kind === 'filled'
  const other = filled ? 'blank' : 'filled'
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('activities', activityId), label: sheet.back }}
        title={filled ? sheet.filled : sheet.blank}
        more={
          <>
            <Button onClick={() => go('sheet-paper', activityId, other)}>{sheet[other]}</Button>
            <ExportButton activityId={activityId as ActivityId} />
          </>
        }
        print={sheet.print}
      />
      <main>
        <Loading of={wall}>
          {data => <Loading of={guests}>{rows => <Sheet wall={data} guests={rows} filled={filled} />}</Loading>}
        </Loading>
      </main>
    </>
  )
}

/** The same as a workbook. */
function ExportButton({ activityId }: { activityId: ActivityId }) {
  const make = useMutation(() => api.exports.signInSheet.query({ activityId }))
  const run = async () => {
    const done = await make.run()
    if (done.ok) saveFile(fileOf(done.value))
  }
  return (
    <Button icon="download" busy={make.busy} why={offlineWhy()} onClick={() => void run()}>
      {words().attendance.sheet.export}
    </Button>
  )
}

/** Room for people who come unexpected. */
const EMPTY_LINES = 4
const VOLUNTEER_LINES = 20
const GUEST_LINES = 3

function Sheet({ wall, guests, filled }: { wall: Wall; guests: readonly GuestRow[]; filled: boolean }) {
  const { activities: text } = words()
  const { sheet } = text
  const more = words().attendance.sheet
  const { timeZone, branchName, head } = hubState.value
  const { activity } = wall.planned
  const tiles = tilesOf(wall, timeZone)
  const counts = countsOf(tiles)
  const listed = tiles.filter(tile => tile.expected || (filled && tile.state !== 'absent'))
  const number = (count: number) => (filled ? String(count) : sheet.blankNumber)
  const printed = sheet.printedAt(plainDateTimeAt(now(), timeZone).replace('T', ' '))
  return (
    <SignInSheet
      heading={`${branchName}${filled ? sheet.filledHeading : sheet.heading}`}
      title={activity.title}
      type={text.types[activity.type]}
      time={`${dateText(dateOf(activity.start))} ${hoursText(activity.start, activity.end)}`}
      place={activity.place}
      countLine={[
        sheet.countLine(
          counts.expected > 0 ? String(counts.expected) : '—',
          number(counts.present),
          number(counts.onLeave),
          number(counts.absent),
        ),
        filled && more.more(counts.madeUp, guests.length),
      ]
        .filter(Boolean)
        .join('　')}
      people={listed.map(tile => personOf(tile, filled, timeZone))}
      signed={!filled}
      guests={filled ? guests.map(guest => guestOf(guest, timeZone)) : []}
      emptyGuests={filled ? 0 : GUEST_LINES}
      emptyLines={filled ? 0 : counts.expected > 0 ? EMPTY_LINES : VOLUNTEER_LINES}
      foot={[sheet.page, printed, ...(filled && head ? [`${sheet.fingerprint} ${fingerprint(head.hash)}`] : [])]}
      words={sheetWords()}
    />
  )
}

function personOf(tile: Tile, filled: boolean, timeZone: string): SheetPerson {
  const { activities: text, members } = words()
  const { name, note } = tileName(tile, false, text.wall.numbered)
  const known = { name: withNote(name, note), type: members.typesShort[tile.person.type] }
  if (!filled) return { ...known, signedAt: '', outAt: '', way: '', remark: '' }
  return {
    ...known,
    outAt: tile.outAt === null ? '' : timeText(tile.outAt, timeZone),
    remark: remarkOf(tile),
    signedAt: tile.at === null ? '' : timeText(tile.at, timeZone),
    way: tile.way === null ? '' : text.wall.ways[tile.way],
  }
}

/** 迟到、早退；补课、请假、缺席 */
function remarkOf(tile: Tile): string {
  const { activities: text, attendance } = words()
  if (tile.state === 'madeUp') return attendance.wall.madeUp
  if (tile.state === 'onLeave') return text.wall.leave
  if (tile.state === 'absent') {
    return tile.confirmedAbsent ? attendance.sheet.confirmedAbsent : text.sheet.absentRemark
  }
  return [tile.late && text.wall.late, tile.leftEarly && attendance.wall.leftEarly, !tile.expected && text.sheet.guests]
    .filter(Boolean)
    .join('、')
}

function guestOf(guest: GuestRow, timeZone: string): SheetGuest {
  const { guests: text } = words().attendance
  const said = (written: GuestRow['name'], read: string | undefined) =>
    read ?? (written?.kind === 'typed' ? written.text : written ? `（${text.drawn}）` : text.erased)
  return {
    name: said(guest.name, guest.read?.name),
    homeBranch: said(guest.homeBranch, guest.read?.homeBranch),
    cameAt: timeText(guest.at, timeZone),
    slipNo: guest.slipNo,
  }
}

/** What both the page and the gallery print with. */
export function sheetWords(): SheetWords {
  const { activities, attendance } = words()
  const { sheet, guests } = attendance
  return {
    ...activities.sheet,
    outAt: sheet.outAt,
    guests: sheet.guests,
    homeBranch: guests.homeBranch,
    cameAt: guests.at,
    slipNo: guests.slipNo,
    signatures: [sheet.presiderLine, sheet.recorderLine, sheet.dateLine],
  }
}
