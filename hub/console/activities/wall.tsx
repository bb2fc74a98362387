import type { MemberId } from '../../../shared/base/ids.ts'
import { timeText } from '../../pages/format.ts'
import { cx } from '../../pages/ui/cx.ts'
import { words } from '../text/words.ts'
import { tileName, type Tile, type WallCounts } from './wall-model.ts'
import css from './wall.module.css'

export interface WallTilesProps {
  readonly tiles: readonly Tile[]
  readonly timeZone: string
  /** On a projector: larger, and names as a room may read them. */
  readonly inPublic?: boolean
  /** Absent: tiles are only looked at. */
  readonly onPick?: (memberId: MemberId) => void
}

/** One tile per person; a press opens what can be done. Each state is shape and word, then colour. */
export function WallTiles({ tiles, timeZone, inPublic = false, onPick }: WallTilesProps) {
  return (
    <ul class={cx(css.tiles, tiles.some(each => each.outAt !== null) && css.roomy, inPublic && css.public)}>
      {tiles.map(tile => (
        <li key={tile.person.memberId} class={[...tile.person.name].length > LONG_NAME ? css.wide : undefined}>
          <TileView tile={tile} timeZone={timeZone} inPublic={inPublic} onPick={onPick} />
        </li>
      ))}
    </ul>
  )
}

/** Names of more characters get two places: no name is cut. */
const LONG_NAME = 5

interface TileViewProps {
  readonly tile: Tile
  readonly timeZone: string
  readonly inPublic: boolean
  readonly onPick: WallTilesProps['onPick']
}

function TileView({ tile, timeZone, inPublic, onPick }: TileViewProps) {
  const { name, note } = tileName(tile, inPublic, words().activities.wall.numbered)
  const shape = cx(css.tile, css[tile.state], tile.newest && css.newest, tile.uncredited && css.uncredited)
  const inside = (
    <>
      <b>
        {name}
        {note && <small>{note}</small>}
      </b>
      <span>
        {noteOf(tile, timeZone, inPublic)}
        {tile.late && <em title={words().activities.wall.late}>{words().activities.wall.lateMark}</em>}
        {tile.leftEarly && <em title={words().attendance.wall.leftEarly}>{words().attendance.wall.leftEarlyMark}</em>}
        {!inPublic && tile.state === 'absent' && tile.leaveAsked && <em>{words().attendance.wall.leaveAsked}</em>}
      </span>
    </>
  )
  return onPick ? (
    <button type="button" class={shape} onClick={() => onPick(tile.person.memberId)}>
      {inside}
    </button>
  ) : (
    <div class={shape}>{inside}</div>
  )
}

/** A room reads nothing of requests and of absence: that is between the member and the branch. */
function noteOf(tile: Tile, timeZone: string, inPublic: boolean): string {
  const { wall } = words().activities
  if (tile.at === null || tile.way === null) return missingNote(tile, inPublic)
  // Who has signed out: from when to when is more than how.
  if (tile.outAt !== null && !tile.uncredited) return `${timeText(tile.at, timeZone)}–${timeText(tile.outAt, timeZone)}`
  return `${timeText(tile.at, timeZone)} ${tile.uncredited ? wall.makeUp : wall.ways[tile.way]}`
}

function missingNote(tile: Tile, inPublic: boolean): string {
  const { activities, attendance } = words()
  if (tile.state === 'madeUp') return attendance.wall.madeUp
  if (tile.state === 'onLeave') return activities.wall.leave
  if (inPublic) return activities.wall.notYet
  if (tile.leaveAsked) return ''
  return tile.confirmedAbsent ? attendance.wall.confirmedAbsent : activities.wall.notYet
}

/** 应到 32, 实到 28, 请假 1, 未到 3 */
export function WallNumbers({ counts, large = false }: { counts: WallCounts; large?: boolean }) {
  const { wall } = words().activities
  const shown = [
    ...(counts.expected > 0 ? [[wall.expected, counts.expected, ''] as const] : []),
    [wall.present, counts.present, css.presentNumber ?? ''] as const,
    ...(counts.madeUp > 0 ? [[words().attendance.wall.madeUp, counts.madeUp, ''] as const] : []),
    ...(counts.onLeave > 0 ? [[wall.onLeave, counts.onLeave, ''] as const] : []),
    ...(counts.expected > 0 ? [[wall.absent, counts.absent, ''] as const] : []),
    ...(counts.guests > 0 && counts.expected > 0 ? [[wall.guests, counts.guests, ''] as const] : []),
  ]
  return (
    <dl class={cx(css.numbers, large && css.large)}>
      {shown.map(([term, number, extra]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd class={extra}>{number}</dd>
        </div>
      ))}
    </dl>
  )
}
