import { dateOf, plainDateTimeAt } from '../../../shared/base/plain-date.ts'
import type { ActivityId } from '../../../shared/base/ids.ts'
import { withNote } from '../../../shared/people/names.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { dateText, timeText } from '../../pages/format.ts'
import { SignInSheet, type SheetPerson } from '../../pages/papers/sign-in-sheet.tsx'
import { Button } from '../../pages/ui/button.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { useQuery } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { hoursText } from './activity-row.ts'
import { countsOf, tileName, tilesOf, type Tile, type Wall } from './wall-model.ts'

/** The sign-in sheet: `#/sheet-paper/<activity>/blank` and `…/filled`. */
export function SheetPaperPage({ rest }: PageProps) {
  const [activityId = '', kind] = rest
  const { sheet } = words().activities
  const wall = useQuery(
    ['attendance', 'sheet', activityId],
    () => api.activities.wall.query({ activityId: activityId as ActivityId }),
    ['activity', 'leave', 'signIn'],
  )
  const filled = kind === 'filled'
  const other = filled ? 'blank' : 'filled'
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('activities', activityId), label: sheet.back }}
        title={filled ? sheet.filled : sheet.blank}
        more={<Button onClick={() => go('sheet-paper', activityId, other)}>{sheet[other]}</Button>}
        print={sheet.print}
      />
      <main>
        <Loading of={wall}>{data => <Sheet wall={data} filled={filled} />}</Loading>
      </main>
    </>
  )
}

/** Room for people who come unexpected. */
const EMPTY_LINES = 4
const VOLUNTEER_LINES = 20

function Sheet({ wall, filled }: { wall: Wall; filled: boolean }) {
  const { activities: text } = words()
  const { sheet } = text
  const { timeZone, branchName, head } = hubState.value
  const { activity } = wall.planned
  const tiles = tilesOf(wall, timeZone)
  const counts = countsOf(tiles)
  const listed = tiles.filter(tile => tile.expected || (filled && tile.state === 'present'))
  const number = (count: number) => (filled ? String(count) : sheet.blankNumber)
  const printed = sheet.printedAt(plainDateTimeAt(now(), timeZone).replace('T', ' '))
  return (
    <SignInSheet
      heading={`${branchName}${filled ? sheet.filledHeading : sheet.heading}`}
      title={activity.title}
      type={text.types[activity.type]}
      time={`${dateText(dateOf(activity.start))} ${hoursText(activity.start, activity.end)}`}
      place={activity.place}
      countLine={sheet.countLine(
        counts.expected > 0 ? String(counts.expected) : '—',
        number(counts.present),
        number(counts.onLeave),
        number(counts.absent),
      )}
      people={listed.map(tile => personOf(tile, filled, timeZone))}
      emptyLines={filled ? 0 : counts.expected > 0 ? EMPTY_LINES : VOLUNTEER_LINES}
      foot={[sheet.page, printed, ...(filled && head ? [`${sheet.fingerprint} ${fingerprint(head.hash)}`] : [])]}
      words={sheet}
    />
  )
}

function personOf(tile: Tile, filled: boolean, timeZone: string): SheetPerson {
  const { activities: text, members } = words()
  const { name, note } = tileName(tile, false, text.wall.numbered)
  const known = { name: withNote(name, note), type: members.typesShort[tile.person.type] }
  if (!filled) return { ...known, signedAt: '', way: '', remark: '' }
  const there = tile.at !== null && tile.way !== null
  const remarks = there
    ? [tile.late && text.wall.late, !tile.expected && text.sheet.guests]
    : [tile.state === 'onLeave' ? text.wall.leave : text.sheet.absentRemark]
  return {
    ...known,
    signedAt: tile.at === null ? '' : timeText(tile.at, timeZone),
    way: tile.way === null ? '' : text.wall.ways[tile.way],
    remark: remarks.filter(Boolean).join('、'),
  }
}
